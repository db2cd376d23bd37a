import type { CommandId, DocumentView, SessionBody } from '@diem-cau/protocol'
import type { Repetition } from './recurrence.ts'
import type { SessionDraft } from './draft.ts'

/** What was typed and not yet saved, with what it was begun from. */
export interface KeptDraft {
  readonly draft: SessionDraft
  /** The plan and its version as they were when it was begun; null for a new session. */
  readonly base: SessionBody | null
  readonly version: number | null
  readonly repetition: Repetition | null
  /** The idempotency keys of a new session and of its series: saved twice they are made once. */
  readonly command: CommandId
  readonly seriesCommand: CommandId
  /** What is known of the documents that the draft names. */
  readonly documents: readonly DocumentView[]
}

interface Store {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** Counts the shapes of what is kept: what an older page has left is not read. */
const SHAPE = 1
const keyOf = (userName: string, place: string): string => `diem-cau.draft.${SHAPE}.${userName}.${place}`

/** Keeps what was typed through a reload or a lost login, in this tab alone. A full or forbidden store keeps nothing. */
export function keepDraft(store: Store, userName: string, place: string, kept: KeptDraft): void {
  try {
    store.setItem(keyOf(userName, place), JSON.stringify(kept))
  } catch {
    // The form still has it; only a reload would lose it.
  }
}

export function keptDraft(store: Store, userName: string, place: string): KeptDraft | null {
  try {
    const text = store.getItem(keyOf(userName, place))
    if (text === null) return null
    const value: unknown = JSON.parse(text)
    return isKept(value) ? value : null
  } catch {
    return null
  }
}

export function forgetDraft(store: Store, userName: string, place: string): void {
  try {
    store.removeItem(keyOf(userName, place))
  } catch {
    // Nothing was kept.
  }
}

/** This page wrote it itself: only its outline is looked at, and only drafts of this shape have the key. */
function isKept(value: unknown): value is KeptDraft {
  if (typeof value !== 'object' || value === null) return false
  return 'draft' in value && typeof value.draft === 'object' && value.draft !== null && 'command' in value
}
