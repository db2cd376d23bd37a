import type { BranchId } from '@diem-cau/protocol'
import type { Append, EventStore, StoredEvent } from '../../app/ports.ts'
import { EVENT_SCHEMA, type BranchEvent } from '../../core/branch/events.ts'
import type { Store } from './openStore.ts'
import type { Tables } from './schema.ts'
import { StoreError } from './openStore.ts'

/** Rows in one statement: SQLite takes 32,766 values in one, and a row has nine. */
const ROWS_PER_INSERT = 500

/** The log in a relational database. One transaction an append, however many streams it touches. */
export class SqlEventStore implements EventStore {
  readonly #store: Store
  readonly #epoch: number

  /** @param epoch of the lease under which this server writes */
  constructor(store: Store, epoch: number) {
    this.#store = store
    this.#epoch = epoch
  }

  async append(appends: readonly Append[]): Promise<void> {
    await this.#store.transaction().execute(async (trx) => {
      const lease = await trx.selectFrom('leases').select('epoch').executeTakeFirst()
      if (lease?.epoch !== this.#epoch) {
        throw new StoreError(
          'Một máy chủ khác đã tiếp quản việc ghi nhật ký.',
          'Another server has taken over the writing of the log.',
        )
      }
      for (const append of appends) {
        for (let from = 0; from < append.events.length; from += ROWS_PER_INSERT) {
          const rows = append.events.slice(from, from + ROWS_PER_INSERT)
          await trx
            .insertInto('events')
            .values(rows.map((stored) => toRow(append.stream, stored)))
            .execute()
        }
        await this.#indexStream(trx, append)
      }
    })
  }

  async #indexStream(trx: Pick<Store, 'insertInto' | 'updateTable'>, append: Append): Promise<void> {
    const first = append.events[0]
    const last = append.events.at(-1)
    if (first?.seq === 1) {
      const row = {
        stream: append.stream,
        session_id: append.sessionId,
        opened_at: first.at,
        closed_at: null,
      }
      await trx.insertInto('streams').values(row).execute()
    }
    if (append.closes && last !== undefined) {
      await trx
        .updateTable('streams')
        .set({ closed_at: last.at })
        .where('stream', '=', append.stream)
        .execute()
    }
  }

  async read(stream: BranchId): Promise<StoredEvent[]> {
    const rows = await this.#store
      .selectFrom('events')
      .selectAll()
      .where('stream', '=', stream)
      .orderBy('seq')
      .execute()
    return rows.map((row) => {
      if (row.schema > EVENT_SCHEMA) {
        throw new StoreError(
          `Nhật ký ${stream} có sự kiện thuộc phiên bản mới hơn.`,
          `The log ${stream} has events of a newer version.`,
        )
      }
      return {
        seq: row.seq,
        epoch: row.epoch,
        at: row.at,
        actor: row.actor,
        command: row.command,
        event: toEvent(stream, row),
      }
    })
  }

  async openStreams(): Promise<BranchId[]> {
    const rows = await this.#store
      .selectFrom('streams')
      .select('stream')
      .where('closed_at', 'is', null)
      .orderBy('opened_at')
      .execute()
    return rows.map((row) => row.stream)
  }

  async isEmpty(): Promise<boolean> {
    return (
      (await this.#store.selectFrom('streams').select('stream').limit(1).executeTakeFirst()) === undefined
    )
  }
}

function toEvent(stream: BranchId, { seq, type, data }: Tables['events']): BranchEvent {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `toRow`; the schema's number says so
    return { type, data: JSON.parse(data) } as BranchEvent
  } catch (error) {
    throw new StoreError(
      `Nhật ký ${stream} hỏng ở sự kiện ${seq}. Hãy khôi phục cơ sở dữ liệu từ bản sao lưu.`,
      `The log ${stream} is damaged at event ${seq}. Restore the database from a backup.`,
      { cause: error },
    )
  }
}

function toRow(stream: BranchId, { seq, epoch, at, actor, command, event }: StoredEvent) {
  const { type, data } = event
  return { stream, seq, epoch, schema: EVENT_SCHEMA, at, actor, command, type, data: JSON.stringify(data) }
}
