import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const directory: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('directory_head')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('name_vi', 'text', (column) => column.notNull())
      .addColumn('name_en', 'text', (column) => column.notNull())
      .addColumn('synthetic', 'integer', (column) => column.notNull())
      .addColumn('file_hash', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('directory_records')
      .addColumn('what', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('valid_from', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('data', 'text')
      .addPrimaryKeyConstraint('directory_records_pk', ['what', 'id', 'valid_from'])
      .execute()
    await db.schema
      .createIndex('directory_records_revision')
      .on('directory_records')
      .column('revision')
      .execute()
    await db.schema
      .createTable('directory_changes')
      .addColumn('revision', 'integer', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('actor_name', 'text', (column) => column.notNull())
      .addColumn('unit_id', 'text', (column) => column.notNull())
      .addColumn('summary', 'text', (column) => column.notNull())
      .addColumn('counts', 'text', (column) => column.notNull())
      .addColumn('record_count', 'integer', (column) => column.notNull())
      .addColumn('undoes', 'integer')
      .addColumn('undone_by', 'integer')
      .execute()
    await db.schema
      .createTable('directory_edits')
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('edit', 'text', (column) => column.notNull())
      .addColumn('inverse', 'text', (column) => column.notNull())
      .addColumn('former_revision', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('directory_edits_pk', ['revision', 'seq'])
      .execute()
  },
}
