import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The outbox. What notices say of a session is kept once for all notices of one change. */
export const notices: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('notice_facts')
      .addColumn('facts_id', 'text', (column) => column.primaryKey())
      .addColumn('session_id', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('data', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('notices')
      .addColumn('notice_id', 'text', (column) => column.primaryKey())
      .addColumn('dedupe_key', 'text', (column) => column.notNull().unique())
      .addColumn('session_id', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('facts_id', 'text', (column) => column.notNull().references('notice_facts.facts_id'))
      .addColumn('before_id', 'text', (column) => column.references('notice_facts.facts_id'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('recipient', 'text', (column) => column.notNull())
      .addColumn('recipient_name', 'text', (column) => column.notNull())
      .addColumn('sites', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('priority', 'integer', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('next_attempt_at', 'bigint', (column) => column.notNull())
      .addColumn('sent_at', 'bigint')
      .addColumn('error', 'text')
      .addColumn('epoch', 'integer')
      .execute()
    await db.schema
      .createIndex('notices_due')
      .on('notices')
      .columns(['channel', 'state', 'priority', 'next_attempt_at'])
      .execute()
    await db.schema
      .createIndex('notices_session')
      .on('notices')
      .columns(['session_id', 'created_at', 'notice_id'])
      .execute()
  },
}
