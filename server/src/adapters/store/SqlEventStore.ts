import type { BranchId } from '@diem-cau/protocol'
import type { Append, EventStore, StoredEvent } from '../../app/ports.ts'
import { EVENT_SCHEMA, type BranchEvent } from '../../core/branch/events.ts'
import { isTransient } from './databaseFaults.ts'
import { holdLease } from './Lease.ts'
import { StoreError, type Store } from './openStore.ts'
import type { Tables } from './schema.ts'

/** Rows in one statement: SQLite takes 32,766 values in one, and a row has nine. */
const ROWS_PER_INSERT = 500

/** Pauses before an append that lost its connection is tried again. A chair who has clicked waits for no longer. */
const RETRY_PAUSES_MS = [20, 200, 1_000]

/**
 * The log in a relational database. One transaction an append, however many streams it touches.
 *
 * When PostgreSQL goes away in mid-commit, nobody knows whether the events are there. They are then *in doubt*: the
 * next transaction, which waits at the lease's row until the lost one has ended, first removes what is there of them.
 * So an append that is tried again is there once, and one that was refused in the end is not there at all.
 */
export class SqlEventStore implements EventStore {
  readonly #store: Store
  readonly #epoch: number
  #inDoubt: readonly Append[] = []
  #last: Promise<void> = Promise.resolve()

  /** @param epoch of the lease under which this server writes */
  constructor(store: Store, epoch: number) {
    this.#store = store
    this.#epoch = epoch
  }

  append(appends: readonly Append[]): Promise<void> {
    // One after another: only the one before can be in doubt.
    const done = this.#last.then(() => this.#appendNow(appends))
    this.#last = done.catch(() => undefined)
    return done
  }

  async #appendNow(appends: readonly Append[]): Promise<void> {
    for (const pauseMs of RETRY_PAUSES_MS) {
      try {
        return await this.#write(appends)
      } catch (error) {
        if (!isTransient(error)) throw error
        await new Promise((resume) => setTimeout(resume, pauseMs))
      }
    }
    await this.#write(appends)
  }

  async #write(appends: readonly Append[]): Promise<void> {
    try {
      await this.#store.transaction().execute(async (trx) => {
        await holdLease(trx, this.#epoch)
        for (const lost of this.#inDoubt) await this.#remove(trx, lost)
        await this.#insert(trx, appends)
        for (const append of appends) await this.#indexStream(trx, append)
      })
      this.#inDoubt = []
    } catch (error) {
      if (isTransient(error)) this.#inDoubt = [...this.#inDoubt, ...appends]
      throw error
    }
  }

  /** The events of a group in as few statements as can be: a burst of commands is as quick as its sync. */
  async #insert(trx: Store, appends: readonly Append[]): Promise<void> {
    const rows = appends.flatMap(({ stream, events }) => events.map((stored) => toRow(stream, stored)))
    for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
      await trx
        .insertInto('events')
        .values(rows.slice(from, from + ROWS_PER_INSERT))
        .execute()
    }
  }

  /** Takes an append back that was never acknowledged: nobody has seen anything of it. */
  async #remove(trx: Store, { stream, events, closes }: Append): Promise<void> {
    const first = events[0]
    if (first === undefined) return
    const { numDeletedRows } = await trx
      .deleteFrom('events')
      .where('stream', '=', stream)
      .where('seq', '>=', first.seq)
      .where('epoch', '=', this.#epoch)
      .executeTakeFirst()
    if (numDeletedRows === 0n) return
    if (first.seq === 1) await trx.deleteFrom('streams').where('stream', '=', stream).execute()
    else if (closes)
      await trx.updateTable('streams').set({ closed_at: null }).where('stream', '=', stream).execute()
  }

  async #indexStream(trx: Store, append: Append): Promise<void> {
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
    // What was refused must not be read as if it had happened.
    if (this.#inDoubt.length > 0) await this.append([])
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
