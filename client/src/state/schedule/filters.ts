import { foldText, type SessionLine, type SessionState, type SessionType } from '@diem-cau/protocol'

/** What of the calendar somebody wants to see. Empty text and `all` let everything through. */
export interface SessionFilter {
  readonly text: string
  readonly state: SessionState | 'all' | 'open'
  readonly type: SessionType | 'all'
  readonly hostUnitId: string
}

export const NO_FILTER: SessionFilter = { text: '', state: 'open', type: 'all', hostUnitId: 'all' }

/** Planned, under way, or over: what a calendar is looked at for. Cancelled and archived ones are asked for. */
const OPEN: ReadonlySet<SessionState> = new Set(['draft', 'scheduled', 'rehearsing', 'live', 'ended'])

/** The sessions that pass a filter. Text is found in any order of words, without accents. */
export function filterSessions(lines: readonly SessionLine[], filter: SessionFilter): SessionLine[] {
  const words = foldText(filter.text).split(' ').filter(Boolean)
  return lines.filter((line) => {
    if (
      filter.state === 'open' ? !OPEN.has(line.state) : filter.state !== 'all' && line.state !== filter.state
    ) {
      return false
    }
    if (filter.type !== 'all' && line.type !== filter.type) return false
    if (filter.hostUnitId !== 'all' && line.hostUnitId !== filter.hostUnitId) return false
    if (words.length === 0) return true
    const folded = foldText(`${line.title} ${line.hostUnitName} ${line.chairSiteName} ${line.chairPerson}`)
    return words.every((word) => folded.includes(word))
  })
}

/** Whether something is held back that an open calendar would show. */
export function isFiltered(filter: SessionFilter): boolean {
  return (
    filter.text.trim() !== '' ||
    filter.state !== NO_FILTER.state ||
    filter.type !== 'all' ||
    filter.hostUnitId !== 'all'
  )
}
