import { foldText, type SessionLine } from '@diem-cau/protocol'

const MOST_OFFERED = 4

/** What a session is called apart from its numbers: "Giao ban tháng 10/2026" and "… 11/2026" are of one kind. */
function kindOf({ type, hostUnitId, title }: SessionLine): string {
  return `${type} ${hostUnitId} ${foldText(title).replaceAll(/\d+/g, '')}`
}

/** The latest session of each kind that one may plan, the latest first: what is most likely held again. */
export function repeatable(lines: readonly SessionLine[]): SessionLine[] {
  const latest = new Map<string, SessionLine>()
  for (const line of lines.toSorted((a, b) => b.startsAt - a.startsAt)) {
    const isKind = line.type !== 'urgentCall' && line.type !== 'rehearsal' && line.state !== 'cancelled'
    if (line.mayPlan && isKind && !latest.has(kindOf(line))) latest.set(kindOf(line), line)
  }
  return [...latest.values()].slice(0, MOST_OFFERED)
}
