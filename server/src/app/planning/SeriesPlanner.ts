import { createHash } from 'node:crypto'
import {
  BridgeError,
  type Recurrence,
  type SeriesId,
  type SessionBody,
  type SessionId,
} from '@diem-cau/protocol'
import type { CalendarDate } from '../../core/directory/index.ts'
import {
  addDays,
  bodyOn,
  dayOf,
  HORIZON_DAYS,
  occasionsOf,
  sameClock,
  type Holidays,
  type PlannedSession,
  type SeriesDay,
} from '../../core/planning/index.ts'
import type { Clock, Logger } from '../ports.ts'
import { KeyedQueue } from './KeyedQueue.ts'
import { outdatedWords } from './outdated.ts'
import type { PlanningDirectory, PlanStore, PlanWrite, SeriesStore, StoredSeries } from './ports.ts'
import { stateWords, SYSTEM_AUTHOR, type Author, type SessionPlanner } from './SessionPlanner.ts'

/** So many sessions are made in one transaction: meetings that are on do not wait for a year of plans. */
const PER_TRANSACTION = 20

export interface SeriesParts {
  planner: SessionPlanner
  store: PlanStore
  series: SeriesStore
  directory: PlanningDirectory
  holidays: Holidays
  clock: Clock
  log: Logger
}

/**
 * Sessions that come again by a rule. Those of the coming year are made as drafts, more of them as time goes on; each
 * is then a session like any other, which is announced when it is ready. One that was moved by itself stays where it
 * was put, whatever becomes of the rule.
 */
export class SeriesPlanner {
  readonly #parts: SeriesParts
  readonly #queue = new KeyedQueue()

  constructor(parts: SeriesParts) {
    this.#parts = parts
  }

  /** @throws {BridgeError} `not_found` */
  async get(seriesId: SeriesId): Promise<StoredSeries> {
    const series = await this.#parts.series.find(seriesId)
    if (series === null) throw new BridgeError('not_found')
    return series
  }

  /** The days of a recurrence, for looking at before it is kept. @throws {BridgeError} `recurrence_invalid` */
  days(
    recurrence: Recurrence,
    startsAt: number,
    from?: CalendarDate,
  ): { days: readonly SeriesDay[]; endless: boolean } {
    const today = dayOf(Math.max(startsAt, this.#parts.clock()))
    const found = occasionsOf(recurrence, startsAt, {
      holidays: this.#parts.holidays,
      until: addDays(today, HORIZON_DAYS),
      ...(from === undefined ? {} : { from }),
    })
    if (!found.ok) throw new BridgeError('recurrence_invalid', { ...found.reason })
    return found
  }

  /** Makes a series of a session, which becomes its first. The same author's same command makes one. */
  create(
    sessionId: SessionId,
    recurrence: Recurrence,
    author: Author,
    command: string,
  ): Promise<StoredSeries> {
    const seriesId = seriesIdFor(author, command)
    return this.#queue.run(seriesId, () =>
      this.#parts.planner.inTurn(sessionId, async () => {
        const made = await this.#parts.series.find(seriesId)
        if (made !== null) return made
        const session = await this.#parts.planner.get(sessionId)
        if (session.seriesId !== null) throw new BridgeError('session_in_series')
        if (session.state !== 'draft' && session.state !== 'scheduled') {
          throw new BridgeError('session_state', stateWords(session))
        }
        this.days(recurrence, session.body.startsAt)
        const occurrence = dayOf(session.body.startsAt)
        const series: StoredSeries = {
          seriesId,
          version: 1,
          recurrence,
          body: session.body,
          madeUntil: occurrence,
          endedAfter: null,
          updatedByName: author.name,
        }
        const first = this.#parts.planner.writing(session, { seriesId, occurrence }, author, 'joinSeries')
        await this.#parts.planner.commit([first], { series: { series, before: null } })
        return this.#extend(series, author)
      }),
    )
  }

  /**
   * Changes the rule from a session on, or what is planned in it and in those that follow, or both.
   * @param change without `fromSessionId` the rule changes from now on
   */
  update(
    seriesId: SeriesId,
    version: number,
    change: { recurrence?: Recurrence | undefined; fromSessionId?: SessionId | undefined },
    author: Author,
  ): Promise<StoredSeries> {
    return this.#queue.run(seriesId, async () => {
      const before = await this.#seen(seriesId, version)
      const sessions = await this.#parts.store.ofSeries(seriesId)
      const from = await this.#from(change.fromSessionId, seriesId)
      const isNewRule = change.recurrence !== undefined
      const body = from === null ? before.body : bodyFrom(from, isNewRule ? from : before)
      const recurrence = change.recurrence ?? before.recurrence
      if (isNewRule) this.days(recurrence, body.startsAt)
      const split = from?.occurrence ?? dayOf(this.#parts.clock())
      const following = sessions.filter(
        (session) =>
          isOpenPlan(session) &&
          isOfHost(session, before) &&
          keyOf(session) >= split &&
          session.sessionId !== from?.sessionId,
      )
      const { days } = this.days(recurrence, body.startsAt, split)
      const wanted = new Map(days.filter(({ skipped }) => !skipped).map((day) => [day.key, day]))
      const goes = (session: PlannedSession): boolean =>
        isNewRule && !session.isMoved && !wanted.has(keyOf(session))
      const changes = await this.#removals(following.filter(goes), 'Lịch định kỳ thay đổi', author)
      const stays = following.filter((session) => !goes(session))
      for (const session of from === null ? [] : stays) {
        const write = await this.#takenOver(session, body, author)
        if (write !== null) changes.writes.push(write)
      }
      const after: StoredSeries = {
        ...before,
        version: before.version + 1,
        recurrence,
        body,
        madeUntil: isNewRule ? addDays(split, -1) : before.madeUntil,
        updatedByName: author.name,
      }
      await this.#commit(changes, before, after)
      return this.#extend(after, author)
    })
  }

  /** Ends a series after a day: later drafts are removed, later invitations cancelled. */
  end(
    seriesId: SeriesId,
    version: number,
    { after, reason }: { after: CalendarDate; reason: string },
    author: Author,
  ): Promise<StoredSeries> {
    return this.#queue.run(seriesId, async () => {
      const before = await this.#seen(seriesId, version)
      const sessions = await this.#parts.store.ofSeries(seriesId)
      const later = sessions.filter(
        (session) => isOpenPlan(session) && isOfHost(session, before) && keyOf(session) > after,
      )
      const changes = await this.#removals(later, reason, author)
      const ended = {
        ...before,
        version: before.version + 1,
        endedAfter: after,
        updatedByName: author.name,
      }
      await this.#commit(changes, before, ended)
      return ended
    })
  }

  /** A draft of a series is removed: its day does not come back with the rule. */
  async leaveOut(session: PlannedSession, author: Author): Promise<void> {
    const { seriesId, occurrence } = session
    if (seriesId === null || occurrence === null) return
    await this.#queue.run(seriesId, async () => {
      const before = await this.#parts.series.find(seriesId)
      if (before === null || before.recurrence.exceptDays.includes(occurrence)) return
      const exceptDays = [...before.recurrence.exceptDays, occurrence].toSorted().slice(-400)
      const recurrence = { ...before.recurrence, exceptDays }
      const after = { ...before, version: before.version + 1, recurrence, updatedByName: author.name }
      await this.#commit({ writes: [], removals: [] }, before, after)
    })
  }

  /** Makes what has come within the horizon since. */
  async extendAll(): Promise<void> {
    for (const { seriesId } of await this.#parts.series.open()) {
      await this.#queue.run(seriesId, async () => {
        const series = await this.#parts.series.find(seriesId)
        if (series === null) return
        try {
          await this.#extend(series, SYSTEM_AUTHOR)
        } catch (error) {
          // One whose chair's room is gone, for example: the others go on, and the office finds it without new days.
          this.#parts.log.warn({ err: error, seriesId }, 'A series could not be extended')
        }
      })
    }
  }

  /** How many sessions there are, those called off not counted. */
  async count(seriesId: SeriesId): Promise<number> {
    const sessions = await this.#parts.store.ofSeries(seriesId)
    return sessions.filter(({ state }) => state !== 'cancelled').length
  }

  async #extend(series: StoredSeries, author: Author): Promise<StoredSeries> {
    if (series.endedAfter !== null) return series
    const { days } = this.days(series.recurrence, series.body.startsAt, addDays(series.madeUntil, 1))
    const existing = new Set((await this.#parts.store.ofSeries(series.seriesId)).map(keyOf))
    const missing = days.filter(
      ({ key, skipped }) => key > series.madeUntil && !skipped && !existing.has(key),
    )
    let made = series
    for (let from = 0; from < missing.length; from += PER_TRANSACTION) {
      const part = missing.slice(from, from + PER_TRANSACTION)
      const writes = await Promise.all(part.map((day) => this.#occurrence(series, day, author)))
      const next = { ...made, madeUntil: part.at(-1)?.key ?? made.madeUntil }
      await this.#commit({ writes, removals: [] }, made, next)
      made = next
    }
    return made
  }

  async #occurrence(series: StoredSeries, day: SeriesDay, author: Author): Promise<PlanWrite> {
    const { planner } = this.#parts
    const draft = await planner.draft(
      occurrenceId(series.seriesId, day.key),
      bodyOn(series.body, day.startsAt),
      author,
    )
    const session = { ...draft, seriesId: series.seriesId, occurrence: day.key }
    return planner.writingNew(session, author, 'create', outdatedWords(session.body, this.#parts.directory))
  }

  /** The plan of another session, on its own day; at its own time too where it was moved. */
  #takenOver(session: PlannedSession, body: SessionBody, author: Author): Promise<PlanWrite | null> {
    const { startsAt, documentIds, notes, agenda } = session.body
    const at = session.isMoved ? startsAt : sameClock(body.startsAt, dayOf(startsAt))
    const papers = new Map(agenda.map((item) => [item.itemId, item.documentIds]))
    const taken = bodyOn(body, at)
    const own = {
      ...taken,
      documentIds,
      notes,
      agenda: taken.agenda.map((item) => ({ ...item, documentIds: papers.get(item.itemId) ?? [] })),
    }
    return this.#parts.planner.changed(session, own, author)
  }

  async #removals(sessions: readonly PlannedSession[], reason: string, author: Author): Promise<Changes> {
    const changes: Changes = { writes: [], removals: [] }
    for (const session of sessions) {
      if (session.state === 'draft') changes.removals.push(session)
      else changes.writes.push(await this.#parts.planner.cancelled(session, reason, author))
    }
    return changes
  }

  async #commit(changes: Changes, before: StoredSeries, series: StoredSeries): Promise<void> {
    const { writes, removals } = changes
    await this.#parts.planner.commit(writes, { removals, series: { series, before: before.version } })
  }

  async #from(sessionId: SessionId | undefined, seriesId: SeriesId): Promise<PlannedSession | null> {
    if (sessionId === undefined) return null
    const session = await this.#parts.planner.get(sessionId)
    if (session.seriesId !== seriesId) throw new BridgeError('not_found')
    return session
  }

  async #seen(seriesId: SeriesId, version: number): Promise<StoredSeries> {
    const series = await this.get(seriesId)
    if (series.version !== version) throw new BridgeError('changed_meanwhile', { version: series.version })
    return series
  }
}

interface Changes {
  writes: PlanWrite[]
  removals: PlannedSession[]
}

function isOpenPlan({ state }: PlannedSession): boolean {
  return state === 'draft' || state === 'scheduled'
}

/** One that another unit has been given to host is that unit's: the series has no more say in it. */
function isOfHost({ body }: PlannedSession, series: StoredSeries): boolean {
  return body.hostUnitId === series.body.hostUnitId
}

/** The day for which one of a series stands. */
function keyOf({ occurrence, body }: PlannedSession): CalendarDate {
  return occurrence ?? dayOf(body.startsAt)
}

/**
 * What a series is made of from a session on. A new rule counts from that session's day, an old one from where it did;
 * the hour is the session's.
 */
function bodyFrom(session: PlannedSession, base: PlannedSession | StoredSeries): SessionBody {
  const day = 'occurrence' in base ? keyOf(base) : dayOf(base.body.startsAt)
  return bodyOn(session.body, sameClock(session.body.startsAt, day))
}

/* oxlint-disable typescript/no-unsafe-type-assertion -- ids are made here */
function seriesIdFor({ text }: Author, command: string): SeriesId {
  return `series-${digest(`series/${text}/${command}`)}` as SeriesId
}

/** The same day of a series is always the same session: made twice, it is there once. */
function occurrenceId(seriesId: SeriesId, key: CalendarDate): SessionId {
  return `session-${digest(`${seriesId}/${key}`)}` as SessionId
}
/* oxlint-enable typescript/no-unsafe-type-assertion */

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 20)
}
