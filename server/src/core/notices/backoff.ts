import type { NoticeKind } from './types.ts'

/** The longest pause between two attempts. A time further ahead was written under another clock. */
export const LONGEST_PAUSE_MS = 30 * 60_000
const FIRST_PAUSE_MS = 30_000
/** An urgent call that goes out after ten minutes is none. */
const URGENT_FIRST_PAUSE_MS = 3_000
const URGENT_LONGEST_PAUSE_MS = 30_000

/**
 * Milliseconds until the next attempt: doubling, and not before the receiver has asked for.
 * @param attempts how many have been made
 * @param retryAfterMs what the receiver asked for (`Retry-After`); null for nothing
 */
export function pauseBefore(kind: NoticeKind, attempts: number, retryAfterMs: number | null): number {
  const [first, longest] =
    kind === 'urgent' ? [URGENT_FIRST_PAUSE_MS, URGENT_LONGEST_PAUSE_MS] : [FIRST_PAUSE_MS, LONGEST_PAUSE_MS]
  const own = Math.min(first * 2 ** Math.min(Math.max(attempts - 1, 0), 20), longest)
  return Math.min(Math.max(own, retryAfterMs ?? 0), LONGEST_PAUSE_MS)
}

/** What goes first when much waits: a small number first. */
export function priorityOf(kind: NoticeKind): number {
  return { urgent: 0, cancellation: 1, change: 2, invitation: 2, reminder: 3 }[kind]
}
