import type { AttendanceRow, AttendanceTotals, Outage, Report, RollAnswer, SiteId } from '@diem-cau/protocol'
import { presenceIn, type SiteTrack } from './presence.ts'
import { readThrough } from './readers.ts'
import { clipped, lengthOf, totalOf, touches, unionOf } from './spans.ts'
import type { BranchLog, LoggedEvent, PlaceOf, Span, Window } from './types.ts'

/** One stream with the time in which it belongs to the session. */
export interface Part {
  readonly log: BranchLog
  /** Null for the session itself. */
  readonly branchId: Outage['branchId']
  readonly window: Window
  /** When who spoke and who had the chair, on this stage. */
  readonly onAir: ReadonlyMap<SiteId, readonly (Span & { as: 'speaking' | 'chairing' })[]>
}

/** What the roll call of the session said of its sites when it was last heard. */
interface Roll {
  answers: Map<SiteId, RollAnswer>
  excuses: Map<SiteId, string>
  settledAt: number | null
  rung: Map<SiteId, number>
}

/** Who was there, and when; over the session and the branches that left it, each moment once. */
export function attendanceOf(parts: readonly Part[], placeOf: PlaceOf): AttendanceRow[] {
  const [root] = parts
  if (root === undefined) return []
  const tracks = parts.map((part) => ({ part, sites: presenceIn(part.log.events, part.window) }))
  const roll = rollIn(root.log.events)
  const siteIds = new Set(tracks.flatMap(({ sites }) => [...sites.keys()]))
  return [...siteIds].map((siteId) => {
    const own = tracks.flatMap(({ part, sites }) => {
      const track = sites.get(siteId)
      return track === undefined ? [] : [{ part, track }]
    })
    return rowOf(siteId, own, roll, root.window, placeOf)
  })
}

interface OwnTrack {
  part: Part
  track: SiteTrack
}

function rowOf(
  siteId: SiteId,
  tracks: readonly OwnTrack[],
  roll: Roll,
  window: Window,
  placeOf: PlaceOf,
): AttendanceRow {
  const joins = tracks.flatMap(({ track }) => track.firstJoinedAt ?? [])
  const firstJoinedAt = joins.length === 0 ? null : Math.min(...joins)
  const connected = unionOf(
    tracks.flatMap(({ track }) => track.connected.flatMap((span) => clipped(span, window) ?? [])),
  )
  const outages = tracks
    .flatMap(({ part, track }) => track.outages.flatMap((outage) => describe(siteId, outage, part, window)))
    .toSorted((a, b) => a.from - b.from)
  const connectedMs = totalOf(connected)
  const outageMs = outages.reduce((sum, { lengthMs }) => sum + lengthMs, 0)
  const answer = roll.answers.get(siteId) ?? null
  const excuse = roll.excuses.get(siteId) ?? null
  const came = firstJoinedAt !== null || (answer?.present ?? 0) > 0
  return {
    ...placeOf(siteId),
    state: came ? 'came' : excuse === null ? 'absent' : 'excused',
    firstJoinedAt,
    lateMs: lateMs(firstJoinedAt, roll.settledAt, window.from),
    leftAt: tracks[0]?.track.leftAt ?? null,
    connectedMs,
    outages,
    outageMs,
    longestOutageMs: Math.max(0, ...outages.map(({ lengthMs }) => lengthMs)),
    availability: availabilityOf(connectedMs, outageMs),
    answer,
    excuse,
    answeredAt: roll.rung.get(siteId) ?? null,
  }
}

/** Share of the time that somebody should have been connected; null where there was no such time. */
export function availabilityOf(connectedMs: number, outageMs: number): number | null {
  const all = connectedMs + outageMs
  return all === 0 ? null : connectedMs / all
}

/** Late is who comes after the roll was settled, counted from the opening. */
function lateMs(firstJoinedAt: number | null, settledAt: number | null, openedAt: number): number | null {
  if (firstJoinedAt === null || settledAt === null || firstJoinedAt <= settledAt) return null
  return Math.max(0, firstJoinedAt - openedAt)
}

function describe(
  siteId: SiteId,
  outage: SiteTrack['outages'][number],
  part: Part,
  window: Window,
): Outage[] {
  const span = clipped(outage, window)
  if (span === null) return []
  const onAir = part.onAir.get(siteId)?.find((own) => touches(own, outage.from))
  const { ended, lapsed } = outage
  return [
    { ...span, lengthMs: lengthOf(span), ended, lapsed, onAir: onAir?.as ?? null, branchId: part.branchId },
  ]
}

function rollIn(events: readonly LoggedEvent[]): Roll {
  const roll: Roll = { answers: new Map(), excuses: new Map(), settledAt: null, rung: new Map() }
  const settled = (_data: unknown, at: number): void => {
    roll.settledAt ??= at
  }
  readThrough(events, {
    RollCallOpened: ({ anew }) => {
      if (anew) roll.answers.clear()
    },
    RollCallAnswered: ({ siteId, ...said }, at) => {
      roll.answers.set(siteId, { ...said, at })
      if (said.present > 0) roll.excuses.delete(siteId)
    },
    SiteExcused: ({ siteId, reason }) => {
      if (reason === null) roll.excuses.delete(siteId)
      else roll.excuses.set(siteId, reason)
    },
    RollCallFrozen: settled,
    RollCallClosed: settled,
    SiteAnswered: ({ siteId }, at) => void roll.rung.set(siteId, at),
  })
  return roll
}

/** Rows with their sums: all, by tier, by district. */
export function summedUp(rows: readonly AttendanceRow[]): Report['attendance'] {
  const tiers = [...Map.groupBy(rows, ({ tier }) => tier)].toSorted(([a], [b]) => a - b)
  const groups = [...Map.groupBy(rows, ({ groupUnitId }) => groupUnitId)]
  return {
    rows: [...rows],
    totals: totalsOf(rows),
    byTier: tiers.map(([tier, those]) => ({ tier, totals: totalsOf(those) })),
    byGroup: groups.map(([unitId, those]) => ({
      unitId,
      name: those[0]?.groupName ?? '',
      totals: totalsOf(those),
    })),
  }
}

function totalsOf(rows: readonly AttendanceRow[]): AttendanceTotals {
  const sum = (number: (row: AttendanceRow) => number): number =>
    rows.reduce((total, row) => total + number(row), 0)
  const count = (is: (row: AttendanceRow) => boolean): number => rows.filter(is).length
  return {
    sites: rows.length,
    came: count(({ state }) => state === 'came'),
    late: count((row) => row.lateMs !== null),
    excused: count(({ state }) => state === 'excused'),
    absent: count(({ state }) => state === 'absent'),
    present: sum(({ answer }) => answer?.present ?? 0),
    // Whoever says 0 has counted nobody: then as many were invited as have come.
    invited: sum(({ answer }) => (answer === null ? 0 : Math.max(answer.invited, answer.present))),
    answers: count(({ answer }) => answer !== null),
    outages: sum(({ outages }) => outages.length),
    outageMs: sum(({ outageMs }) => outageMs),
    connectedMs: sum(({ connectedMs }) => connectedMs),
  }
}

/** What the log knows of the quality of links: how often and how long they were gone. */
export function qualityOf(rows: readonly AttendanceRow[]): Report['quality'] {
  const came = rows.filter(({ firstJoinedAt }) => firstJoinedAt !== null)
  const totals = totalsOf(came)
  return {
    measured: null,
    came: came.length,
    withoutOutage: came.filter(({ outages }) => outages.length === 0).length,
    outages: totals.outages,
    outageMs: totals.outageMs,
    longestOutageMs: Math.max(0, ...came.map(({ longestOutageMs }) => longestOutageMs)),
    availability: availabilityOf(totals.connectedMs, totals.outageMs),
  }
}
