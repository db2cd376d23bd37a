import { foldText, type SessionLine } from '@diem-cau/protocol'

const MOST_OFFERED = 4

/** What a session is called apart from its numbers: "Giao ban tháng 10/2026" and "… 11/2026" are of one kind. */
function kindOf({ type, hostUnitId, title }: SessionLine): string {
  return `${type} ${hostUnitId} ${foldText(title).replaceAll(/\d+/g, '')}`
}

/** The latest session of each kind that one may plan; what has been held again before comes first. */
export function repeatable(lines: readonly SessionLine[]): SessionLine[] {
  const latest = new Map<string, SessionLine>()
  const times = new Map<SessionLine, number>()
  for (const line of lines.toSorted((a, b) => b.startsAt - a.startsAt)) {
    const isKind = line.type !== 'urgentCall' && line.type !== 'rehearsal' && line.state !== 'cancelled'
    if (!line.mayPlan || !isKind) continue
    const first = latest.get(kindOf(line)) ?? line
    latest.set(kindOf(line), first)
    times.set(first, (times.get(first) ?? 0) + 1)
  }
  const isRepeated = (line: SessionLine): number => ((times.get(line) ?? 0) > 1 ? 1 : 0)
  return [...latest.values()]
    .toSorted((a, b) => isRepeated(b) - isRepeated(a) || b.startsAt - a.startsAt)
    .slice(0, MOST_OFFERED)
}
