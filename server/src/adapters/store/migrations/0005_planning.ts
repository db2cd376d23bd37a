import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const planning: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createSessions(db)
    await createSeries(db)
    await createTemplates(db)
    await createDocuments(db)
  },
}

/** What lists show stands in columns: a list does not read the plans, which may be long. */
async function createSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('session_id', 'text', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('title_folded', 'text', (column) => column.notNull())
    .addColumn('host_unit_id', 'text', (column) => column.notNull())
    .addColumn('starts_at', 'bigint', (column) => column.notNull())
    .addColumn('ends_at', 'bigint', (column) => column.notNull())
    .addColumn('rehearsal_at', 'bigint')
    .addColumn('chair_site_id', 'text', (column) => column.notNull())
    .addColumn('chair_person', 'text', (column) => column.notNull())
    .addColumn('site_count', 'integer', (column) => column.notNull())
    .addColumn('document_count', 'integer', (column) => column.notNull())
    .addColumn('series_id', 'text')
    .addColumn('occurrence', 'text')
    .addColumn('is_moved', 'integer', (column) => column.notNull())
    .addColumn('rehearsals', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('created_by_name', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_by_name', 'text', (column) => column.notNull())
    .addColumn('invited_at', 'bigint')
    .addColumn('started_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('cancel_reason', 'text')
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('site_ids', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('sessions_start').on('sessions').columns(['starts_at', 'session_id']).execute()
  await db.schema.createIndex('sessions_host').on('sessions').columns(['host_unit_id', 'starts_at']).execute()
  await db.schema.createIndex('sessions_state').on('sessions').columns(['state', 'starts_at']).execute()
  await db.schema.createIndex('sessions_series').on('sessions').columns(['series_id', 'occurrence']).execute()
  await db.schema
    .createTable('session_sites')
    .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.session_id'))
    .addColumn('site_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('session_sites_pk', ['session_id', 'site_id'])
    .execute()
  await db.schema.createIndex('session_sites_site').on('session_sites').column('site_id').execute()
  await db.schema
    .createTable('session_people')
    .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.session_id'))
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('session_people_pk', ['session_id', 'account_id', 'role'])
    .execute()
  await db.schema.createIndex('session_people_account').on('session_people').column('account_id').execute()
  await db.schema
    .createTable('session_history')
    .addColumn('session_id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('actor_name', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('changes', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('session_history_pk', ['session_id', 'version'])
    .execute()
}

async function createSeries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('series')
    .addColumn('series_id', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('host_unit_id', 'text', (column) => column.notNull())
    .addColumn('recurrence', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('made_until', 'text', (column) => column.notNull())
    .addColumn('ended_after', 'text')
    .addColumn('updated_by_name', 'text', (column) => column.notNull())
    .execute()
}

async function createTemplates(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('session_templates')
    .addColumn('template_id', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_folded', 'text', (column) => column.notNull())
    .addColumn('host_unit_id', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('session_templates_host')
    .on('session_templates')
    .column('host_unit_id')
    .execute()
}

/** A document is a file by its hash, which several documents may share. */
async function createDocuments(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('documents')
    .addColumn('document_id', 'text', (column) => column.primaryKey())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('host_unit_id', 'text', (column) => column.notNull())
    .addColumn('file_name', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('content_type', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('uploaded_at', 'bigint', (column) => column.notNull())
    .addColumn('uploaded_by', 'text', (column) => column.notNull())
    .addColumn('uploaded_by_name', 'text', (column) => column.notNull())
    .addColumn('unused_since', 'bigint')
    .execute()
  await db.schema.createIndex('documents_sha256').on('documents').column('sha256').execute()
  await db.schema
    .createTable('session_documents')
    .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.session_id'))
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('session_documents_pk', ['session_id', 'document_id'])
    .execute()
  await db.schema
    .createIndex('session_documents_document')
    .on('session_documents')
    .column('document_id')
    .execute()
}
