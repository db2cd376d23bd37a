import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** People with roles in several units, their logins, the tokens of their programs, and the audit trail. */
export const people: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await accounts(db)
    await logins(db)
    await db.schema
      .createTable('login_failures')
      .addColumn('subject', 'text', (column) => column.primaryKey())
      .addColumn('user_name', 'text', (column) => column.notNull())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addColumn('last_at', 'bigint', (column) => column.notNull())
      .addColumn('locked_until', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('login_failures_name').on('login_failures').column('user_name').execute()
    await db.schema
      .createTable('tokens')
      .addColumn('token_id', 'text', (column) => column.primaryKey())
      .addColumn('token_hash', 'text', (column) => column.notNull().unique())
      .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.account_id'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('scopes', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('last_used_at', 'bigint')
      .execute()
    await db.schema.createIndex('tokens_account').on('tokens').column('account_id').execute()
    await audit(db)
  },
}

async function accounts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('account_grants')
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.account_id'))
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('unit_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('account_grants_pk', ['account_id', 'role', 'unit_id'])
    .execute()
  await sql`insert into account_grants (account_id, role, unit_id)
    select account_id, role, unit_id from accounts`.execute(db)
  await db.schema.createIndex('account_grants_unit').on('account_grants').column('unit_id').execute()
  for (const column of ['role', 'unit_id'])
    await db.schema.alterTable('accounts').dropColumn(column).execute()
  for (const column of ['display_name', 'email', 'phone', 'search']) {
    await db.schema
      .alterTable('accounts')
      .addColumn(column, 'text', (added) => added.notNull().defaultTo(''))
      .execute()
  }
  await sql`update accounts set display_name = user_name, search = user_name`.execute(db)
  await db.schema
    .alterTable('accounts')
    .addColumn('state', 'text', (column) => column.notNull().defaultTo('active'))
    .execute()
  await db.schema
    .alterTable('accounts')
    .addColumn('must_change_password', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .alterTable('accounts')
    .addColumn('version', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
  await db.schema.alterTable('accounts').addColumn('last_login_at', 'bigint').execute()
  await db.schema.alterTable('accounts').addColumn('sso_issuer', 'text').execute()
  await db.schema.alterTable('accounts').addColumn('sso_subject', 'text').execute()
  await db.schema
    .createIndex('accounts_sso')
    .unique()
    .on('accounts')
    .columns(['sso_issuer', 'sso_subject'])
    .execute()
}

/** Logins get an id that can be shown, and say where they are. Those under way go on. */
async function logins(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('logins').renameTo('former_logins').execute()
  await db.schema
    .createTable('logins')
    .addColumn('login_id', 'text', (column) => column.primaryKey())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.account_id'))
    .addColumn('method', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('idle_expires_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('sso_id_token', 'text')
    .execute()
  await sql`insert into logins (login_id, token_hash, account_id, method, address, device,
      created_at, last_seen_at, idle_expires_at, expires_at)
    select 'login-' || substr(token_hash, 1, 32), token_hash, account_id, 'password', '', '',
      created_at, created_at, expires_at, expires_at from former_logins`.execute(db)
  await db.schema.dropTable('former_logins').execute()
  await db.schema.createIndex('logins_account').on('logins').column('account_id').execute()
}

async function audit(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit')
    .addColumn('seq', 'integer', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('actor_name', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('code', 'text')
    .addColumn('unit_id', 'text')
    .addColumn('unit_name', 'text')
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('subject_name', 'text', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .addColumn('search', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('audit_at').on('audit').column('at').execute()
  await db.schema.createIndex('audit_unit').on('audit').columns(['unit_id', 'seq']).execute()
  await db.schema.createIndex('audit_actor').on('audit').columns(['actor', 'seq']).execute()
  await db.schema.createIndex('audit_subject').on('audit').columns(['subject', 'seq']).execute()
}
