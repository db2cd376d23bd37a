import type { BranchId, SessionId } from '@diem-cau/protocol'
import type { LogIndex, Opening } from '../../app/report/ports.ts'
import type { BranchEvent, BranchEventOf } from '../../core/branch/events.ts'
import { EVENT_SCHEMA } from '../../core/branch/events.ts'
import type { BranchLog, LoggedEvent, SessionLog } from '../../core/report/types.ts'
import { StoreError, type Store } from './openStore.ts'

/** Rows in one go: others have their turn in between. */
const ROWS_AT_ONCE = 5_000
/** Streams of rehearsals bear the session’s id, and are no session. */
const REHEARSALS = 'rehearsal-'

/** Reads the logs of sessions, whether they go on or are over; writes nothing. */
export class SqlSessionLog implements LogIndex {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  async opening(sessionId: SessionId): Promise<Opening | null> {
    const rows = await this.#store
      .selectFrom('streams')
      .innerJoin('events', 'events.stream', 'streams.stream')
      .select(['streams.stream as stream', 'events.at as at', 'events.type as type', 'events.data as data'])
      .where('streams.session_id', '=', sessionId)
      .where('events.seq', '=', 1)
      .orderBy('streams.opened_at', 'desc')
      .execute()
    const row = rows.find(({ stream }) => !stream.startsWith(REHEARSALS))
    if (row === undefined || row.type !== 'BranchOpened') return null
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the event store
    const data = JSON.parse(row.data) as BranchEventOf<'BranchOpened'>['data']
    return {
      branchId: row.stream,
      at: row.at,
      hostUnitId: data.hostUnitId,
      siteIds: [...new Set([...data.siteIds, ...(data.urgent?.siteIds ?? [])])],
      named: new Set(data.conduct?.roster.map(({ siteId }) => siteId)),
      parentSessionId: data.parentSession?.sessionId ?? null,
    }
  }

  async lastSeqs(branchIds: readonly BranchId[]): Promise<ReadonlyMap<BranchId, number>> {
    const rows = await this.#store
      .selectFrom('events')
      .select(({ fn }) => ['stream', fn.max('seq').as('seq')])
      .where('stream', 'in', branchIds)
      .groupBy('stream')
      .execute()
    return new Map(rows.map(({ stream, seq }) => [stream, seq]))
  }

  /** A session’s stream with those of the branches that left it. @throws {StoreError} for a log of a newer version */
  async read(branchId: BranchId): Promise<SessionLog> {
    const root = await this.#stream(branchId)
    const left = root.events.flatMap(({ event }) =>
      event.type === 'BranchDetached' ? [event.data.branchId] : [],
    )
    const branches: BranchLog[] = []
    for (const branch of left) branches.push(await this.#stream(branch))
    // Half of a pair may be missing where a log was restored in parts.
    return { root, branches: branches.filter(({ events }) => events.length > 0) }
  }

  async #stream(branchId: BranchId): Promise<BranchLog> {
    const events: LoggedEvent[] = []
    for (;;) {
      const rows = await this.#store
        .selectFrom('events')
        .select(['seq', 'epoch', 'schema', 'at', 'type', 'data'])
        .where('stream', '=', branchId)
        .where('seq', '>', events.at(-1)?.seq ?? 0)
        .orderBy('seq')
        .limit(ROWS_AT_ONCE)
        .execute()
      for (const { seq, epoch, schema, at, type, data } of rows) {
        if (schema > EVENT_SCHEMA) throw tooNew(branchId)
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the event store; the schema says so
        events.push({ seq, epoch, at, event: { type, data: JSON.parse(data) } as BranchEvent })
      }
      if (rows.length < ROWS_AT_ONCE) return { branchId, events }
    }
  }
}

function tooNew(branchId: BranchId): StoreError {
  return new StoreError(
    `Nhật ký ${branchId} có sự kiện thuộc phiên bản mới hơn.`,
    `The log ${branchId} has events of a newer version.`,
  )
}
