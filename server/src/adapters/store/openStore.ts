import { sql, type Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { BridgeConfig } from '../config/index.ts'
import { ByteOrderedText } from './byteOrder.ts'
import { describePostgresFault } from './databaseFaults.ts'
import { nameOf, readDatabaseUrl } from './databaseUrl.ts'
import { isPostgres } from './dialect.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { checkServer, openPostgres, type Pace } from './openPostgres.ts'
import { describeSqliteFault, openSqlite, sqliteFile } from './openSqlite.ts'
import type { Tables } from './schema.ts'
import { StoreError } from './StoreError.ts'

export { StoreError } from './StoreError.ts'

export type Store = Kysely<Tables>

/** Where the store is. */
export interface StorePlace {
  /** The data directory, with the embedded database unless there is another. */
  directory: string
  /** `postgres://…`; empty: the embedded one. */
  url: string
  /** A file with the password, which then is not in the address. */
  passwordFile: string | null
}

/** Where a configuration has its store. */
export function storePlace({ data, database }: Pick<BridgeConfig, 'data' | 'database'>): StorePlace {
  return { directory: data.directory, ...database }
}

/** A store that is opened, and what it is called in messages. */
interface Opened {
  store: Store
  name: string
}

/**
 * Opens the database and brings its schema up to date.
 * @param pace `bulk` for work whose statements may take long
 * @throws {StoreError} when it can't be reached or written, or is from a newer version
 */
export async function openStore(place: StorePlace, pace: Pace = 'live'): Promise<Store> {
  return withOpened(place, pace, migrate)
}

/**
 * Opens the database as it is, and says which migrations it lacks.
 * @throws {StoreError} as `openStore`
 */
export async function openUnmigrated(place: StorePlace): Promise<{ store: Store; pending: string[] }> {
  let pending: string[] = []
  const store = await withOpened(place, 'bulk', async (opened) => {
    pending = await pendingMigrations(opened)
  })
  return { store, pending }
}

async function withOpened(
  place: StorePlace,
  pace: Pace,
  prepare: (opened: Opened) => Promise<void>,
): Promise<Store> {
  return place.url === ''
    ? withSqlite(place.directory, prepare)
    : withPostgres(place.url, place.passwordFile, pace, prepare)
}

async function withSqlite(directory: string, prepare: (opened: Opened) => Promise<void>): Promise<Store> {
  let store: Store | null = null
  try {
    store = openSqlite(directory)
    await prepare({ store, name: sqliteFile(directory) })
    return store
  } catch (error) {
    await store?.destroy()
    throw error instanceof StoreError ? error : describeSqliteFault(error, directory)
  }
}

async function withPostgres(
  url: string,
  passwordFile: string | null,
  pace: Pace,
  prepare: (opened: Opened) => Promise<void>,
): Promise<Store> {
  const target = readDatabaseUrl(url, passwordFile)
  const store = openPostgres(target, pace)
  try {
    await checkServer(store, target)
    await prepare({ store, name: nameOf(target) })
    return store
  } catch (error) {
    await store.destroy()
    throw error instanceof StoreError ? error : describePostgresFault(error, target)
  }
}

/** Two servers that start at once wait for each other here, and the second finds the work done. */
async function migrate(opened: Opened): Promise<void> {
  const { store } = opened
  await pendingMigrations(opened)
  const { error } = await makeMigrator(store).migrateToLatest()
  if (error !== undefined) throw error
}

/** Brings a store, or in a transaction what is being made of one, to a version of the schema. */
export function makeMigrator(store: Store): Migrator {
  return new Migrator({
    db: isPostgres(store) ? store.withPlugin(new ByteOrderedText()) : store,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
  })
}

/** @throws {StoreError} when the store is from a newer version; nothing is changed in it */
async function pendingMigrations({ store, name }: Opened): Promise<string[]> {
  const applied = await appliedMigrations(store)
  const unknown = applied.filter((migration) => !(migration in MIGRATIONS))
  if (unknown.length > 0) {
    throw new StoreError(
      `Cơ sở dữ liệu ${name} thuộc phiên bản mới hơn (${unknown.join(', ')}). Hãy dùng phiên bản phần mềm đã tạo ra nó, hoặc mới hơn.`,
      `The database ${name} is from a newer version (${unknown.join(', ')}). Use the version that made it, or a newer one.`,
    )
  }
  return Object.keys(MIGRATIONS).filter((migration) => !applied.includes(migration))
}

/** The versions of the schema that a store has, in order. */
export async function appliedMigrations(store: Store): Promise<string[]> {
  if (!(await hasTable(store, 'kysely_migration'))) return []
  const rows = await store
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute()
  return rows.map((row) => row.name)
}

async function hasTable(store: Store, table: string): Promise<boolean> {
  const query = isPostgres(store)
    ? sql`select 1 where to_regclass(${table}) is not null`
    : sql`select 1 from sqlite_master where type = 'table' and name = ${table}`
  return (await query.execute(store)).rows.length > 0
}
