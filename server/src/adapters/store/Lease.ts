import { hostname } from 'node:os'
import { sql } from 'kysely'
import { isPostgres } from './dialect.ts'
import { StoreError, type Store } from './openStore.ts'

const NAME = 'streams'
/** A lease that has not been renewed for this long is nobody's. */
const EXPIRY_MS = 6_000
/** Clocks that are closer than this agree: asking takes time too. */
const AGREE_MS = 1_000

/**
 * The right to write the streams, held by one server at a time. Each holder gets a higher epoch; an append
 * with an older one is refused by the store (fencing).
 */
export class Lease {
  readonly epoch: number
  /** When a holder was last known to serve; null when none has. A start that failed does not count. */
  readonly lastAliveAt: number | null
  readonly #store: Store
  readonly #leadMs: number

  private constructor(store: Store, held: { epoch: number; lastAliveAt: number | null; leadMs: number }) {
    this.#store = store
    this.#leadMs = held.leadMs
    this.epoch = held.epoch
    this.lastAliveAt = held.lastAliveAt
  }

  /** @throws {StoreError} while another living server holds it */
  static async acquire(store: Store, now: number): Promise<Lease> {
    return store.transaction().execute(async (trx) => {
      const leadMs = await databaseLeadMs(trx)
      // The row is there and ours alone until the end: of two servers that start at once, the second waits here and then
      // sees the first.
      const nobody = { name: NAME, owner: '', epoch: 0, renewed_at: 0, alive_at: null }
      await trx
        .insertInto('leases')
        .values(nobody)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const held = await trx
        .selectFrom('leases')
        .selectAll()
        .where('name', '=', NAME)
        .$if(isPostgres(trx), (query) => query.forUpdate())
        .executeTakeFirstOrThrow()
      if (held.epoch > 0 && isHeldByOther(held.owner, held.renewed_at, now + leadMs)) {
        throw new StoreError(
          `Một máy chủ khác (${held.owner}) đang dùng cơ sở dữ liệu này. Hãy dừng nó trước, hoặc chọn nơi khác bằng BRIDGE_DATA hay BRIDGE_DATABASE.`,
          `Another server (${held.owner}) is using this database. Stop it first, or choose another by BRIDGE_DATA or BRIDGE_DATABASE.`,
        )
      }
      const epoch = held.epoch + 1
      await trx
        .updateTable('leases')
        .set({ owner: self(), epoch, renewed_at: now + leadMs })
        .where('name', '=', NAME)
        .execute()
      const lastAliveAt = held.alive_at === null ? null : held.alive_at - leadMs
      return new Lease(store, { epoch, lastAliveAt, leadMs })
    })
  }

  /**
   * Keeps the lease and says that its holder serves: an outage is counted from here.
   * @returns false when somebody else has taken the lease over: this server must stop writing
   */
  async renew(now: number): Promise<boolean> {
    const at = now + this.#leadMs
    const result = await this.#store
      .updateTable('leases')
      .set({ renewed_at: at, alive_at: at })
      .where('name', '=', NAME)
      .where('epoch', '=', this.epoch)
      .executeTakeFirst()
    return result.numUpdatedRows > 0n
  }
}

/** Who serves on this store now; null when nobody does. In a transaction its row is kept as it is until the end. */
export async function leaseHolder(store: Store, now: number): Promise<string | null> {
  const held = await store
    .selectFrom('leases')
    .selectAll()
    .where('name', '=', NAME)
    .$if(isPostgres(store) && store.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst()
  if (held === undefined || held.epoch === 0) return null
  const at = now + (await databaseLeadMs(store))
  return isHeldByOther(held.owner, held.renewed_at, at) ? held.owner : null
}

/**
 * Inside a transaction that writes: makes sure that the lease is still of this epoch, and keeps it so until the end. Who
 * wants to take the lease over waits for that.
 * @throws {StoreError} when it has been taken over
 */
export async function holdLease(trx: Store, epoch: number): Promise<void> {
  const held = await trx
    .selectFrom('leases')
    .select('epoch')
    .where('name', '=', NAME)
    .$if(isPostgres(trx), (query) => query.forUpdate())
    .executeTakeFirst()
  if (held?.epoch === epoch) return
  throw new StoreError(
    'Một máy chủ khác đã tiếp quản việc ghi nhật ký.',
    'Another server has taken over the writing of the log.',
  )
}

/**
 * How far the clock of the database's machine is ahead of ours. Servers on different machines compare times of one
 * clock: otherwise one whose clock is wrong would think that the others are long dead.
 */
async function databaseLeadMs(db: Store): Promise<number> {
  if (!isPostgres(db)) return 0
  const { rows } = await sql<{ at: number }>`
    select (extract(epoch from clock_timestamp()) * 1000)::bigint as at
  `.execute(db)
  const leadMs = (rows[0]?.at ?? 0) - Date.now()
  return Math.abs(leadMs) < AGREE_MS ? 0 : leadMs
}

function self(): string {
  return `${hostname()}:${process.pid}`
}

function isHeldByOther(owner: string, renewedAt: number, now: number): boolean {
  if (owner === self() || Math.abs(now - renewedAt) > EXPIRY_MS) return false
  const [host, pid] = [
    owner.slice(0, owner.lastIndexOf(':')),
    Number(owner.slice(owner.lastIndexOf(':') + 1)),
  ]
  return host !== hostname() || isAlive(pid)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process may not be signalled, and is alive.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
