import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { MIGRATIONS } from './migrations/index.ts'
import type { Tables } from './schema.ts'

export type Store = Kysely<Tables>

/** A store that can't be used, said in one sentence a language. */
export class StoreError extends Error {
  readonly vi: string

  constructor(vi: string, en: string, options?: ErrorOptions) {
    super(en, options)
    this.name = 'StoreError'
    this.vi = vi
  }
}

/**
 * Opens the embedded database in a data directory and brings its schema up to date.
 * Commits are on disk when they return (write-ahead log, `synchronous=FULL`).
 * @throws {StoreError} when the directory can't be written, or the store is from a newer version
 */
export async function openStore(dataDirectory: string): Promise<Store> {
  const file = join(dataDirectory, 'bridge.sqlite')
  let sqlite: SQLite.Database | null = null
  try {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
    sqlite = new SQLite(file, { timeout: 5_000 })
    // Whatever the folder allows: hashes of passwords and the log are nobody else's. SQLite's other files follow.
    chmodSync(file, 0o600)
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    const store = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) })
    await migrate(store, file)
    return store
  } catch (error) {
    sqlite?.close()
    throw error instanceof StoreError ? error : describeStoreError(error, file)
  }
}

async function migrate(store: Store, file: string): Promise<void> {
  const applied = await appliedMigrations(store)
  const unknown = applied.filter((name) => !(name in MIGRATIONS))
  if (unknown.length > 0) {
    throw new StoreError(
      `Cơ sở dữ liệu ${file} thuộc phiên bản mới hơn (${unknown.join(', ')}). Hãy dùng phiên bản phần mềm đã tạo ra nó, hoặc mới hơn.`,
      `The database ${file} is from a newer version (${unknown.join(', ')}). Use the version that made it, or a newer one.`,
    )
  }
  const migrator = new Migrator({
    db: store,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}

async function appliedMigrations(store: Store): Promise<string[]> {
  const tables = await store.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const rows = await store
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute()
  return rows.map((row) => row.name)
}

/** What went wrong with the database, in words for whoever keeps the machine. */
function describeStoreError(error: unknown, file: string): StoreError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return new StoreError(
      `Đĩa đầy: không ghi được ${file}. Hãy giải phóng dung lượng rồi khởi động lại.`,
      `The disk is full: ${file} can not be written. Free some space and start again.`,
      { cause: error },
    )
  }
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return new StoreError(
      `Tệp ${file} hỏng hoặc không phải cơ sở dữ liệu. Hãy khôi phục từ bản sao lưu.`,
      `The file ${file} is damaged or is not a database. Restore it from a backup.`,
      { cause: error },
    )
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new StoreError(
    `Không mở được cơ sở dữ liệu ${file}: ${reason}.`,
    `The database ${file} can not be opened: ${reason}.`,
    { cause: error },
  )
}
