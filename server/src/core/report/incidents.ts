import type { AttendanceRow, Incident, Report } from '@diem-cau/protocol'
import type { Part } from './attendance.ts'
import type { LoggedEvent, PlaceOf, Window } from './types.ts'

type Found = Omit<Incident, 'branchId' | 'siteName'>

const NOWHERE = { siteId: null, text: '', by: '' } as const

/** What went wrong: noted by the crew, or to be read from the log. In order. */
export function incidentsOf(
  parts: readonly Part[],
  rows: readonly AttendanceRow[],
  placeOf: PlaceOf,
): Report['incidents'] {
  const inParts = parts.flatMap(({ log, window, branchId }) =>
    [
      ...notedIn(log.events),
      ...holdsIn(log.events, window),
      ...cutsIn(log.events),
      ...outagesIn(log.events),
    ].map((found) => ({ ...found, branchId })),
  )
  const onAir = rows.flatMap(({ siteId, outages }) =>
    outages.flatMap(({ from, until, onAir: as, branchId }) =>
      as === null
        ? []
        : [
            {
              ...NOWHERE,
              kind: as === 'chairing' ? ('chairLost' as const) : ('speakerLost' as const),
              siteId,
              from,
              until,
              branchId,
            },
          ],
    ),
  )
  return [...inParts, ...onAir]
    .map((found) => ({ ...found, siteName: found.siteId === null ? '' : placeOf(found.siteId).name }))
    .toSorted((a, b) => timeOf(a) - timeOf(b))
}

const timeOf = ({ from, until }: Pick<Incident, 'from' | 'until'>): number => from ?? until ?? 0

function notedIn(events: readonly LoggedEvent[]): Found[] {
  return events.flatMap(({ event, at }): Found[] => {
    if (event.type === 'IncidentNoted') {
      const { siteId, text, by } = event.data
      return [{ kind: 'noted', from: at, until: null, siteId, text, by }]
    }
    if (event.type === 'MotionWithdrawn' && event.data.reason === 'ballotsLost') {
      return [{ ...NOWHERE, kind: 'ballotsLost', from: at, until: null }]
    }
    return []
  })
}

/** Words in place of the picture, until it came back. */
function holdsIn(events: readonly LoggedEvent[], window: Window): Found[] {
  const holds: { from: number; until: number | null; text: string }[] = []
  for (const { event, at } of events) {
    if (event.type !== 'StageHeld') continue
    const last = holds.at(-1)
    if (last?.until === null) last.until = at
    if (event.data.text !== null) holds.push({ from: at, until: null, text: event.data.text })
  }
  return holds.map(({ from, until, text }) => ({
    ...NOWHERE,
    kind: 'held',
    from,
    until: until ?? window.until,
    text,
  }))
}

/** A cut to the chair shows in what it closed; all of that is of one moment. */
function cutsIn(events: readonly LoggedEvent[]): Found[] {
  const moments = new Set<number>()
  for (const { event, at } of events) {
    const { data } = event
    if (('reason' in data && data.reason === 'panic') || ('by' in data && data.by === 'panic'))
      moments.add(at)
  }
  return [...moments].map((at) => ({ ...NOWHERE, kind: 'cutToChair', from: at, until: null }))
}

/**
 * The server itself was away: another one goes on with the log. Since when is known where somebody was connected, for
 * then these count as lost since it was last alive.
 */
function outagesIn(events: readonly LoggedEvent[]): Found[] {
  const found: Found[] = []
  let epoch = events[0]?.epoch ?? 0
  for (const [index, first] of events.entries()) {
    if (first.epoch <= epoch) continue
    epoch = first.epoch
    const since = lostAt(events, index)
    const from = since.length === 0 ? null : Math.min(...since)
    found.push({ ...NOWHERE, kind: 'serverOutage', from, until: first.at })
  }
  return found
}

/** Since when the links are counted as lost that a new server finds open: its first events, all of one moment. */
function lostAt(events: readonly LoggedEvent[], index: number): number[] {
  const since: number[] = []
  for (const { event, at } of events.slice(index)) {
    if (event.type !== 'SiteDropped' || at !== events[index]?.at) break
    since.push(event.data.since)
  }
  return since
}
