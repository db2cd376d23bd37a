import { hostname } from 'node:os'
import { StoreError, type Store } from './openStore.ts'

const NAME = 'streams'
/** A lease that has not been renewed for this long is nobody's. */
const EXPIRY_MS = 6_000

/**
 * The right to write the streams, held by one server at a time. Each holder gets a higher epoch; an append
 * with an older one is refused by the store (fencing).
 */
export class Lease {
  readonly epoch: number
  /** When a holder was last known to serve; null when none has. A start that failed does not count. */
  readonly lastAliveAt: number | null
  readonly #store: Store

  private constructor(store: Store, epoch: number, lastAliveAt: number | null) {
    this.#store = store
    this.epoch = epoch
    this.lastAliveAt = lastAliveAt
  }

  /** @throws {StoreError} while another living server holds it */
  static async acquire(store: Store, now: number): Promise<Lease> {
    return store.transaction().execute(async (trx) => {
      // A write comes first: of two servers that start at once, the second waits here and then sees the first.
      await trx.updateTable('leases').set({ name: NAME }).where('name', '=', NAME).execute()
      const held = await trx.selectFrom('leases').selectAll().where('name', '=', NAME).executeTakeFirst()
      if (held !== undefined && isHeldByOther(held.owner, held.renewed_at, now)) {
        throw new StoreError(
          `Một máy chủ khác (${held.owner}) đang dùng thư mục dữ liệu này. Hãy dừng nó trước, hoặc chọn thư mục khác bằng BRIDGE_DATA.`,
          `Another server (${held.owner}) is using this data directory. Stop it first, or choose another directory by BRIDGE_DATA.`,
        )
      }
      const epoch = (held?.epoch ?? 0) + 1
      const row = { name: NAME, owner: self(), epoch, renewed_at: now }
      await trx
        .insertInto('leases')
        .values({ ...row, alive_at: null })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute()
      return new Lease(store, epoch, held?.alive_at ?? null)
    })
  }

  /**
   * Keeps the lease and says that its holder serves: an outage is counted from here.
   * @returns false when somebody else has taken the lease over: this server must stop writing
   */
  async renew(now: number): Promise<boolean> {
    const result = await this.#store
      .updateTable('leases')
      .set({ renewed_at: now, alive_at: now })
      .where('name', '=', NAME)
      .where('epoch', '=', this.epoch)
      .executeTakeFirst()
    return result.numUpdatedRows > 0n
  }
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
