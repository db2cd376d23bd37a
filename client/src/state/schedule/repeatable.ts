import { foldText, type SessionLine } from '@diem-cau/protocol'

const MOST_OFFERED = 4

/** What a session is called apart from its numbers: "Giao ban tháng 10/2026" and "… 11/2026" are of one kind. */
function kindOf({ type, hostUnitId, title }: SessionLine): string {
  return `${type} ${hostUnitId} ${foldText(title).replaceAll(/\d+/g, '')}`
}

/**
 * The latest session of each kind that one may plan: those of the first list before those of the next, within a list
 * what has been held again before comes first.
 */
export function repeatable(...lists: readonly (readonly SessionLine[])[]): SessionLine[] {
  const offered = new Map<string, SessionLine>()
  for (const line of lists.flatMap(latestOfKinds)) {
    if (!offered.has(kindOf(line))) offered.set(kindOf(line), line)
  }
  return [...offered.values()].slice(0, MOST_OFFERED)
}

const isRepeated = (sessions: readonly SessionLine[]): number => (sessions.length > 1 ? 1 : 0)

function latestOfKinds(lines: readonly SessionLine[]): SessionLine[] {
  const held = lines.filter(
    ({ type, state, mayPlan }) =>
      mayPlan && type !== 'urgentCall' && type !== 'rehearsal' && state !== 'cancelled',
  )
  const kinds = [...Map.groupBy(held, kindOf).values()].map((of) =>
    of.toSorted((a, b) => b.startsAt - a.startsAt),
  )
  return kinds
    .toSorted((a, b) => isRepeated(b) - isRepeated(a) || (b[0]?.startsAt ?? 0) - (a[0]?.startsAt ?? 0))
    .flatMap(([latest]) => latest ?? [])
}
