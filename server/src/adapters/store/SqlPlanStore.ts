import {
  BridgeError,
  type AccountId,
  type SeriesId,
  type SessionId,
  type SessionRole,
  type SessionState,
  type SessionType,
  type UnitId,
} from '@diem-cau/protocol'
import type {
  HistoryEntry,
  Page,
  PageQuery,
  PlanChanges,
  PlanStore,
  PlanWrite,
  SessionFilter,
  SessionSummary,
  Visibility,
} from '../../app/planning/ports.ts'
import type { NoticeBatch } from '../../core/notices/types.ts'
import { documentIdsOf, type PlannedSession } from '../../core/planning/index.ts'
import { readHistory, toPlan, toRow, toSummary } from './planRows.ts'
import { countPlans, selectPage, type PlanFilter } from './planQueries.ts'
import { isOneOf } from './isOneOf.ts'
import type { Store } from './openStore.ts'
import { writeSeries } from './SqlSeriesStore.ts'
import { storing } from './storing.ts'

/** Puts a batch of notices into the outbox within a transaction. */
export type QueueNotices = (trx: Store, batch: NoticeBatch) => Promise<void>

/** Values a statement: see the rules of migrations. */
const ROWS_PER_INSERT = 5_000
/** No session is longer: the schema of its body says so. */
const LONGEST_MS = 14 * 24 * 3_600_000
/** Takes part in conflicts: what is over or cancelled needs nobody. */
const NEEDS_ROOMS: readonly SessionState[] = ['draft', 'scheduled', 'rehearsing', 'live']

/** Planned sessions in a relational database. */
export class SqlPlanStore implements PlanStore {
  readonly #store: Store
  readonly #queueNotices: QueueNotices

  constructor(store: Store, queueNotices: QueueNotices) {
    this.#store = store
    this.#queueNotices = queueNotices
  }

  async find(sessionId: SessionId): Promise<PlannedSession | null> {
    const row = await this.#store
      .selectFrom('sessions')
      .selectAll()
      .where('session_id', '=', sessionId)
      .executeTakeFirst()
    return row === undefined ? null : toPlan(row)
  }

  async write({ writes, removals, series }: PlanChanges): Promise<void> {
    await storing(() =>
      this.#store.transaction().execute(async (trx) => {
        if (series !== null) await writeSeries(trx, series.series, series.before)
        for (const write of writes) await this.#writeOne(trx, write)
        for (const session of removals) await remove(trx, session)
      }),
    )
  }

  async #writeOne(trx: Store, { session, before, history, notices }: PlanWrite): Promise<void> {
    const isWritten =
      before === null ? await insert(trx, session) : await update(trx, session, before.version)
    if (!isWritten) return
    await replaceLinks(trx, session, before)
    await trx
      .insertInto('session_history')
      .values({
        session_id: session.sessionId,
        version: session.version,
        at: history.at,
        actor: history.actor,
        actor_name: history.actorName,
        action: history.action,
        changes: JSON.stringify(history.changes),
      })
      .execute()
    if (notices !== null) await this.#queueNotices(trx, notices)
  }

  async list(visibility: Visibility, filter: SessionFilter, page: PageQuery): Promise<Page<SessionSummary>> {
    const asked: PlanFilter = { visibility, filter, longestMs: LONGEST_MS }
    const rows = await selectPage(this.#store, asked, page)
    const items = rows.slice(0, page.limit).map(toSummary)
    const last = items.at(-1)
    return {
      items,
      next: rows.length > page.limit && last !== undefined ? cursorOf(last) : null,
      total: await countPlans(this.#store, asked),
    }
  }

  async inStates(states: readonly SessionState[], endsAfter = 0): Promise<PlannedSession[]> {
    const rows = await this.#store
      .selectFrom('sessions')
      .selectAll()
      .where('state', 'in', states)
      .where('ends_at', '>', endsAfter)
      .orderBy('starts_at')
      .orderBy('session_id')
      .execute()
    return rows.map(toPlan)
  }

  async overlapping(from: number, to: number): Promise<PlannedSession[]> {
    const rows = await this.#store
      .selectFrom('sessions')
      .selectAll()
      .where('starts_at', '>', from - LONGEST_MS)
      .where('starts_at', '<', to)
      .where('ends_at', '>', from)
      .where('state', 'in', NEEDS_ROOMS)
      .orderBy('starts_at')
      .orderBy('session_id')
      .execute()
    return rows.map(toPlan)
  }

  async ofSeries(seriesId: SeriesId): Promise<PlannedSession[]> {
    const rows = await this.#store
      .selectFrom('sessions')
      .selectAll()
      .where('series_id', '=', seriesId)
      .orderBy('occurrence')
      .orderBy('session_id')
      .execute()
    return rows.map(toPlan)
  }

  async onDay(from: number, to: number): Promise<PlannedSession[]> {
    const rows = await this.#store
      .selectFrom('sessions')
      .selectAll()
      .where('starts_at', '>', from - LONGEST_MS)
      .where('starts_at', '<', to)
      .where('ends_at', '>', from)
      .orderBy('starts_at')
      .orderBy('session_id')
      .execute()
    return rows.map(toPlan)
  }

  async lastOf(type: SessionType, hostUnitIds: readonly UnitId[], count: number): Promise<PlannedSession[]> {
    const rows = await this.#store
      .selectFrom('sessions')
      .selectAll()
      .where('type', '=', type)
      .where((build) => isOneOf(this.#store, build.ref('host_unit_id'), hostUnitIds))
      .where('state', '!=', 'cancelled')
      .orderBy('starts_at', 'desc')
      .orderBy('session_id', 'desc')
      .limit(count)
      .execute()
    return rows.map(toPlan)
  }

  async closedAt(sessionId: SessionId): Promise<number | null> {
    const row = await this.#store
      .selectFrom('streams')
      .select('closed_at')
      .where('session_id', '=', sessionId)
      .where('closed_at', 'is not', null)
      .orderBy('closed_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.closed_at ?? null
  }

  async history(sessionId: SessionId): Promise<HistoryEntry[]> {
    const rows = await this.#store
      .selectFrom('session_history')
      .selectAll()
      .where('session_id', '=', sessionId)
      .orderBy('version', 'desc')
      .execute()
    return rows.map(readHistory)
  }

  async rolesIn(
    accountId: AccountId,
    sessionIds: readonly SessionId[],
  ): Promise<Map<SessionId, SessionRole[]>> {
    if (sessionIds.length === 0) return new Map()
    const rows = await this.#store
      .selectFrom('session_people')
      .select(['session_id', 'role'])
      .where('account_id', '=', accountId)
      .where('session_id', 'in', sessionIds)
      .orderBy('role')
      .execute()
    const found = new Map<SessionId, SessionRole[]>()
    for (const { session_id: sessionId, role } of rows) {
      found.set(sessionId, [...(found.get(sessionId) ?? []), role])
    }
    return found
  }
}

async function remove(trx: Store, { sessionId, version }: PlannedSession): Promise<void> {
  // The row is held by this write before what hangs on it goes.
  const { numUpdatedRows } = await trx
    .updateTable('sessions')
    .set({ version: version + 1 })
    .where('session_id', '=', sessionId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) await refuseChanged(trx, sessionId)
  for (const table of ['session_sites', 'session_people', 'session_documents', 'session_history'] as const) {
    await trx.deleteFrom(table).where('session_id', '=', sessionId).execute()
  }
  await trx.deleteFrom('sessions').where('session_id', '=', sessionId).execute()
}

/** Where the next page begins: behind this line. */
function cursorOf({ startsAt, sessionId }: SessionSummary): string {
  return `${startsAt}:${sessionId}`
}

/** @returns false when it is there already: the same command has come twice */
async function insert(trx: Store, session: PlannedSession): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('sessions')
    .values({ session_id: session.sessionId, ...toRow(session) })
    .onConflict((conflict) => conflict.column('session_id').doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

async function update(trx: Store, session: PlannedSession, before: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('sessions')
    .set(toRow(session))
    .where('session_id', '=', session.sessionId)
    .where('version', '=', before)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) await refuseChanged(trx, session.sessionId)
  return true
}

/** @throws {BridgeError} always: says which version there is, or that there is none */
async function refuseChanged(trx: Store, sessionId: SessionId): Promise<never> {
  const row = await trx
    .selectFrom('sessions')
    .select('version')
    .where('session_id', '=', sessionId)
    .executeTakeFirst()
  if (row === undefined) throw new BridgeError('not_found')
  throw new BridgeError('changed_meanwhile', { version: row.version })
}

/** What is searched by: sites, people and documents of a session. Written only where it is different from before. */
async function replaceLinks(
  trx: Store,
  session: PlannedSession,
  before: PlannedSession | null,
): Promise<void> {
  const { sessionId } = session
  const links = linksOf(session)
  const known = before === null ? null : linksOf(before)
  for (const table of ['session_sites', 'session_people', 'session_documents'] as const) {
    const rows = links[table]
    if (known !== null && JSON.stringify(known[table]) === JSON.stringify(rows)) continue
    if (known !== null) await trx.deleteFrom(table).where('session_id', '=', sessionId).execute()
    for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
      await trx
        .insertInto(table)
        .values(rows.slice(from, from + ROWS_PER_INSERT))
        .execute()
    }
  }
}

function linksOf({ sessionId, body, siteIds }: PlannedSession) {
  const people = new Map(body.people.map((person) => [`${person.accountId}/${person.role}`, person]))
  return {
    session_sites: siteIds.map((siteId) => ({ session_id: sessionId, site_id: siteId })),
    session_people: [...people.values()].map(({ accountId, role }) => ({
      session_id: sessionId,
      account_id: accountId,
      role,
    })),
    session_documents: documentIdsOf(body).map((documentId) => ({
      session_id: sessionId,
      document_id: documentId,
    })),
  }
}
