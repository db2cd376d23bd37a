import type { Letter } from './values.ts'

/** Why a notice has been overtaken by time and says nothing any more; null while it does. */
export function staleness({ kind, session }: Pick<Letter, 'kind' | 'session'>, now: number): string | null {
  const endsAt = session.startsAt + session.durationMinutes * 60_000
  if (kind === 'reminder' && now >= session.startsAt) return 'too_late'
  if (kind !== 'urgent' && now >= endsAt) return 'too_late'
  return null
}
