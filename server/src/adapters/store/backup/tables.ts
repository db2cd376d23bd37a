import { sql, type Kysely } from 'kysely'
import { isPostgres } from '../dialect.ts'
import type { Store } from '../openStore.ts'
import type { Value } from './format.ts'

/** A store of which only the names of tables and columns are known. */
export type AnyStore = Kysely<Record<string, Record<string, Value>>>

export function anyTables(store: Store): AnyStore {
  return store.withTables<Record<string, Record<string, Value>>>()
}

/** The store's tables with their columns, by name; without what the migrations keep for themselves. */
export async function listTables(store: Store): Promise<{ name: string; columns: string[] }[]> {
  const own = isPostgres(store) ? await currentSchema(store) : undefined
  const tables = await store.introspection.getTables()
  return tables
    .filter(({ schema, isView }) => !isView && (own === undefined || schema === own))
    .map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

async function currentSchema(store: Store): Promise<string> {
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(store)
  return rows[0]?.schema ?? 'public'
}

/** Removes every table, the list of migrations too. Inside a transaction. */
export async function dropTables(trx: Store): Promise<void> {
  await deferReferences(trx)
  const names = (await listTables(trx)).map(({ name }) => name)
  for (const name of names) {
    const drop = trx.schema.dropTable(name).ifExists()
    await (isPostgres(trx) ? drop.cascade() : drop).execute()
  }
  for (const name of ['kysely_migration', 'kysely_migration_lock']) {
    await trx.schema.dropTable(name).ifExists().execute()
  }
}

/** From here to the end of the transaction a row may refer to one that comes later. */
export async function deferReferences(trx: Store): Promise<void> {
  if (!isPostgres(trx)) {
    await sql`pragma defer_foreign_keys = on`.execute(trx)
    return
  }
  for (const { table, name } of await references(trx)) {
    await sql`alter table ${sql.ref(table)} alter constraint ${sql.ref(name)} deferrable initially deferred`.execute(
      trx,
    )
  }
}

/** Checks what was deferred, and goes back to checking at once. @throws the database's error when a row refers to none */
export async function checkReferences(trx: Store): Promise<void> {
  // SQLite checks when it commits.
  if (!isPostgres(trx)) return
  await sql`set constraints all immediate`.execute(trx)
  for (const { table, name } of await references(trx)) {
    await sql`alter table ${sql.ref(table)} alter constraint ${sql.ref(name)} not deferrable`.execute(trx)
  }
}

async function references(trx: Store): Promise<{ table: string; name: string }[]> {
  const { rows } = await sql<{ table: string; name: string }>`
    select kinds.relname as table, conname as name
    from pg_constraint join pg_class kinds on kinds.oid = conrelid
    where contype = 'f' and connamespace = current_schema()::regnamespace
  `.execute(trx)
  return rows
}
