import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const leaseAliveAt: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('leases').addColumn('alive_at', 'bigint').execute()
  },
}
