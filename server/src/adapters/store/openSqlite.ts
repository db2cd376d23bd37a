import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import {
  CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type SqliteDialectConfig,
  type TransactionSettings,
} from 'kysely'
import type { Tables } from './schema.ts'
import { StoreError } from './StoreError.ts'

const BUSY_TIMEOUT_MS = 5_000

export function sqliteFile(directory: string): string {
  return join(directory, 'bridge.sqlite')
}

/** The embedded database. Commits are on disk when they return (write-ahead log, `synchronous=FULL`). */
export function openSqlite(directory: string): Kysely<Tables> {
  const file = sqliteFile(directory)
  let database: SQLite.Database | null = null
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    database = new SQLite(file, { timeout: BUSY_TIMEOUT_MS })
    // Whatever the folder allows: hashes of passwords and the log are nobody else's. SQLite's other files follow.
    chmodSync(file, 0o600)
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    return new Kysely<Tables>({ dialect: new BridgeSqliteDialect({ database }) })
  } catch (error) {
    database?.close()
    throw error
  }
}

class BridgeSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig

  constructor(config: SqliteDialectConfig) {
    super(config)
    this.#config = config
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalSqliteAdapter()
  }

  override createDriver(): Driver {
    return new ImmediateSqliteDriver(this.#config)
  }
}

/** Lets migrations run in a transaction, as SQLite can: one that is killed has changed nothing. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/**
 * Begins transactions as writers. One that reads first and writes then would otherwise fail at once, without waiting,
 * when another process (the command line) has written in between.
 */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings = {},
  ): Promise<void> {
    const begin = settings.accessMode === 'read only' ? 'begin' : 'begin immediate'
    await connection.executeQuery(CompiledQuery.raw(begin))
  }
}

/** What went wrong with the file, in words for whoever keeps the machine. */
export function describeSqliteFault(error: unknown, directory: string): StoreError {
  const file = sqliteFile(directory)
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
