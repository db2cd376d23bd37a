import type { Conflict, SessionId } from '@diem-cau/protocol'

/** One other session at the same time, with whom and what it needs as well. */
export interface ConflictGroup {
  readonly sessionId: SessionId
  readonly title: string
  readonly startsAt: number
  readonly endsAt: number
  /** Names by kind: chairs and people before rooms and sites, which may be many. */
  readonly parts: readonly { readonly kind: Conflict['kind']; readonly names: readonly string[] }[]
  readonly count: number
}

const KINDS = ['chair', 'account', 'room', 'site'] as const satisfies readonly Conflict['kind'][]

/** Conflicts by the session that they are with, the earliest first: 218 sites are one thing to decide, not 218. */
export function groupConflicts(conflicts: readonly Conflict[]): ConflictGroup[] {
  return [...Map.groupBy(conflicts, ({ withSessionId }) => withSessionId)]
    .map(([sessionId, items]) => groupOf(sessionId, items))
    .toSorted((a, b) => a.startsAt - b.startsAt || a.title.localeCompare(b.title, 'vi'))
}

function groupOf(sessionId: SessionId, items: readonly Conflict[]): ConflictGroup {
  const [first] = items
  const parts = KINDS.map((kind) => ({
    kind,
    names: items.filter((item) => item.kind === kind).map(({ name }) => name),
  }))
  return {
    sessionId,
    title: first?.withTitle ?? '',
    startsAt: first?.withStartsAt ?? 0,
    endsAt: first?.withEndsAt ?? 0,
    parts: parts.filter(({ names }) => names.length > 0),
    count: items.length,
  }
}
