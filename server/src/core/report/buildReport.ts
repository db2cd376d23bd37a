import type { Report, ReportSpeech, SiteId, UnitId } from '@diem-cau/protocol'
import type { BranchEventOf } from '../branch/events.ts'
import { agendaIn } from './agenda.ts'
import { attendanceOf, qualityOf, summedUp, type Part } from './attendance.ts'
import { helpIn } from './help.ts'
import { incidentsOf } from './incidents.ts'
import { contentsIn, papersIn } from './papers.ts'
import { placesOf, unitNamesOf } from './places.ts'
import { ownTimeOf, speechesIn, spokenMsOf, type LoggedSpeech } from './speeches.ts'
import { speakingOf } from './speaking.ts'
import type { BranchLog, LoggedEvent, PlaceOf, ReportNames, SessionLog, Span, Window } from './types.ts'
import { votesIn } from './votes.ts'

/**
 * What a session was, from its log alone.
 * @param now for a session that goes on: its figures are as of then
 * @throws {RangeError} when the log does not begin with its opening
 */
export function buildReport(session: SessionLog, names: ReportNames, now: number): Report {
  const log = upToClosing(session.root)
  const opened = openingOf(log)
  const openedAt = log.events[0]?.at ?? 0
  const window = windowOf(log, openedAt, now)
  const placeOf = placesOf(session, names)
  const unitName = unitNamesOf(session, names)
  const speeches = speechesIn(log.events, window)
  const chairs = chairsIn(log.events, opened.chairSiteId, window)
  const parts = [
    partOf(log, null, window, speeches, chairs),
    ...session.branches.map((branch) => branchPart(upToClosing(branch), window)),
  ]
  const rows = attendanceOf(parts, placeOf)
  const agenda = agendaIn(log.events, window, speeches, placeOf)
  const register = speeches.map((speech) => entryOf(speech, agenda, placeOf, unitName))
  const chairSites = new Set(chairs.map(({ siteId }) => siteId))
  const votes = votesIn(log.events, placeOf)
  return {
    sessionId: opened.sessionId,
    branchId: opened.branchId,
    version: window.isOver ? eventsOf(parts) : window.until,
    live: !window.isOver,
    until: window.until,
    scope: 'whole',
    head: {
      title: opened.title,
      type: opened.conduct?.type ?? null,
      hostUnitId: opened.hostUnitId,
      hostUnitName: unitName(opened.hostUnitId),
      startedAt: openedAt,
      endedAt: window.isOver ? window.until : null,
      durationMs: window.until - openedAt,
      parent: opened.parentSession ?? null,
      urgentReason: opened.urgent?.reason ?? null,
      chairs: chairs.map(({ siteId, from, until }) => ({
        ...placeOf(siteId),
        person: siteId === opened.chairSiteId ? (opened.conduct?.chairPerson ?? '') : '',
        from,
        until,
      })),
      tierNames: [...names.tiers],
    },
    branches: branchesOf(log.events, parts, { placeOf, unitName }),
    attendance: summedUp(rows),
    rolls: rollsIn(log.events, placeOf),
    agenda,
    register,
    speaking: speakingOf(register, rows, chairSites),
    votes,
    papers: papersIn(log.events, window, placeOf),
    contents: contentsIn(log.events, window, placeOf),
    incidents: incidentsOf(parts, rows, placeOf),
    help: helpIn(log.events, window, { placeOf, unitName }),
    quality: qualityOf(rows),
    chapters: chaptersOf({ agenda, register, votes }, openedAt),
  }
}

/** How many events it is made of: a session that is over has one report for good. */
function eventsOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { log }) => sum + log.events.length, 0)
}

/** What comes after the end counts for nothing, as in the state of a branch. */
function upToClosing(log: BranchLog): BranchLog {
  const end = log.events.findIndex(({ event }) => event.type === 'BranchClosed')
  return end === -1 ? log : { ...log, events: log.events.slice(0, end + 1) }
}

function openingOf({ branchId, events }: BranchLog): BranchEventOf<'BranchOpened'>['data'] {
  const first = events[0]?.event
  if (first?.type !== 'BranchOpened')
    throw new RangeError(`The log ${branchId} does not begin with its opening`)
  return first.data
}

/** Of a log that was read a moment after `now` nothing is left out, and a clock that was set back makes no time negative. */
function windowOf({ events }: BranchLog, from: number, now: number): Window {
  const last = events.at(-1)
  const isOver = last?.event.type === 'BranchClosed'
  const lastAt = last?.at ?? from
  return { from, until: Math.max(from, isOver ? lastAt : Math.max(lastAt, now)), isOver }
}

function partOf(
  log: BranchLog,
  branchId: Part['branchId'],
  window: Window,
  speeches: readonly LoggedSpeech[],
  chairs: readonly (Span & { siteId: SiteId })[],
): Part {
  return {
    log,
    branchId,
    window,
    onAir: Map.groupBy(
      [
        ...speeches.flatMap(({ siteId, stints }) =>
          stints.map(({ from, until }) => ({ siteId, from, until, as: 'speaking' as const })),
        ),
        ...chairs.map((chair) => ({ ...chair, as: 'chairing' as const })),
      ],
      ({ siteId }) => siteId,
    ),
  }
}

/** A branch counts until it is back, or until the session that it left is over. */
function branchPart(log: BranchLog, session: Window): Part {
  const own = windowOf(log, log.events[0]?.at ?? session.from, session.until)
  const isOver = own.isOver || session.isOver
  const window = { from: own.from, until: Math.max(own.from, Math.min(own.until, session.until)), isOver }
  const events = log.events.filter(({ at }) => at <= window.until)
  const chairs = chairsIn(events, openingOf(log).chairSiteId, window)
  return partOf({ ...log, events }, log.branchId, window, speechesIn(events, window), chairs)
}

function chairsIn(
  events: readonly LoggedEvent[],
  first: SiteId,
  window: Window,
): (Span & { siteId: SiteId })[] {
  const chairs = [{ siteId: first, from: window.from, until: window.until }]
  for (const { event, at } of events) {
    if (event.type !== 'ChairChanged') continue
    const last = chairs.at(-1)
    if (last !== undefined) last.until = Math.max(last.from, at)
    chairs.push({ siteId: event.data.siteId, from: at, until: Math.max(at, window.until) })
  }
  return chairs
}

function entryOf(
  speech: LoggedSpeech,
  agenda: Report['agenda'],
  placeOf: PlaceOf,
  unitName: (unitId: UnitId) => string,
): ReportSpeech {
  const { nominated, stints, ...rest } = speech
  const begun = stints[0]?.from ?? speech.endedAt
  return {
    ...placeOf(speech.siteId),
    ...rest,
    itemTitle: agenda.items.find(({ itemId }) => itemId === speech.itemId)?.title ?? '',
    nominated: nominated === null ? null : { ...nominated, unitName: unitName(nominated.unitId) },
    waitedMs: speech.calledByChair || begun === null ? null : Math.max(0, begun - speech.askedAt),
    stints: [...stints],
    spokenMs: spokenMsOf(speech),
    pausedMs: stints.reduce((sum, { pausedMs }) => sum + pausedMs, 0),
    limitMs: stints.at(-1)?.limitMs ?? null,
    overMs: stints.reduce(
      (sum, stint) => sum + (stint.limitMs === null ? 0 : Math.max(0, ownTimeOf(stint) - stint.limitMs)),
      0,
    ),
  }
}

function rollsIn(events: readonly LoggedEvent[], placeOf: PlaceOf): Report['rolls'] {
  return events.flatMap(({ event, at }) => {
    if (event.type !== 'RollCallFrozen') return []
    const { rows, ...frozen } = event.data
    return [{ ...frozen, at, rows: rows.map((row) => ({ ...row, ...placeOf(row.siteId) })) }]
  })
}

function branchesOf(
  events: readonly LoggedEvent[],
  parts: readonly Part[],
  { placeOf, unitName }: { placeOf: PlaceOf; unitName: (unitId: UnitId) => string },
): Report['branches'] {
  const back = new Map(
    events.flatMap(({ event, at }) => (event.type === 'BranchAttached' ? [[event.data.branchId, at]] : [])),
  )
  return events.flatMap(({ event, at }) => {
    if (event.type !== 'BranchDetached') return []
    const { branchId, sessionId, unitId, title, chairSiteId, siteIds } = event.data
    const part = parts.find((own) => own.branchId === branchId)
    const speeches = part === undefined ? [] : speechesIn(part.log.events, part.window)
    const spoken = speeches.filter(({ stints }) => stints.length > 0)
    return [
      {
        branchId,
        sessionId,
        unitId,
        unitName: unitName(unitId),
        title,
        chairSiteId,
        chairName: placeOf(chairSiteId).name,
        siteIds,
        from: at,
        until: back.get(branchId) ?? null,
        speechCount: spoken.length,
        spokenMs: spoken.reduce((sum, speech) => sum + spokenMsOf(speech), 0),
      },
    ]
  })
}

/** What a recording of the session would be divided by. */
function chaptersOf(
  { agenda, register, votes }: Pick<Report, 'agenda' | 'register' | 'votes'>,
  openedAt: number,
): Report['chapters'] {
  const at = (time: number): number => Math.max(0, time - openedAt)
  return [
    ...agenda.items.flatMap(({ begunAt, title, siteId }) =>
      begunAt === null ? [] : [{ offsetMs: at(begunAt), kind: 'item' as const, title, siteId }],
    ),
    ...register.flatMap(({ stints, name, speaker, siteId }) =>
      stints.map(({ from }) => ({
        offsetMs: at(from),
        kind: 'speech' as const,
        title: speaker === '' ? name : `${speaker} – ${name}`,
        siteId,
      })),
    ),
    ...votes.flatMap(({ openedAt: opened, fields }) =>
      opened === null
        ? []
        : [{ offsetMs: at(opened), kind: 'vote' as const, title: fields.title, siteId: null }],
    ),
  ].toSorted((a, b) => a.offsetMs - b.offsetMs)
}
