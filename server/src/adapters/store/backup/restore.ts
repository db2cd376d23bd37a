import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isStorageFault } from '../databaseFaults.ts'
import { leaseHolder } from '../Lease.ts'
import { makeMigrator, StoreError, type Store } from '../openStore.ts'
import { settleRestored } from '../settleRestored.ts'
import {
  compiledColumns,
  compiledRow,
  fileOf,
  NOT_IN_BACKUP,
  tableOf,
  type Checksums,
  type Value,
} from './format.ts'
import { damaged, eachEntry, readText, verifyBackup, type Entry, type VerifiedBackup } from './readBackup.ts'
import { anyTables, checkReferences, deferReferences, dropTables, listTables } from './tables.ts'

const MAX_VALUES = 30_000

export interface RestoreOptions {
  /** The data directory, into which documents and keys go. */
  directory: string
  now: number
  /** Replaces what is there. */
  force: boolean
  /** Called when there is something to be replaced, before anything is changed. */
  beforeReplacing?: () => Promise<void>
  onProgress?: (progress: { table: string; rows: number }) => void
}

export interface RestoreSummary {
  rows: Record<string, number>
  files: number
  /** Files that were there already and were left. */
  kept: number
  madeAt: number
}

/**
 * Puts a backup's content in place of what is in the store, whichever database either of them is. The file is read to
 * its end and checked before anything is touched; the tables change in one transaction.
 * @throws {StoreError} when the file can't be used, a bridge runs on the store, or the store is in use and not `force`
 */
export async function restore(store: Store, file: string, options: RestoreOptions): Promise<RestoreSummary> {
  const verified = await verifyBackup(file)
  const inUse = await holdsData(store)
  if (inUse && !options.force) throw notEmpty()
  await refuseWhileServing(store, options.now)
  if (inUse) await options.beforeReplacing?.()
  const { files, kept } = await restoreFiles(file, options)
  const rows = await store
    .transaction()
    .execute((trx) => replaceTables(trx, file, verified, options))
    .catch((error: unknown) => {
      throw isStorageFault(error) || error instanceof StoreError ? error : damaged(file, error)
    })
  return { rows, files, kept, madeAt: verified.header.madeAt }
}

async function replaceTables(
  trx: Store,
  file: string,
  { header, checksums }: VerifiedBackup,
  { now, onProgress }: RestoreOptions,
): Promise<Record<string, number>> {
  // Once more, now that no other can begin: the transaction is the only writer, or has the lease's row.
  await refuseWhileServing(trx, now)
  await dropTables(trx)
  const last = header.migrations.at(-1)
  if (last === undefined) throw damaged(file)
  const older = await makeMigrator(trx).migrateTo(last)
  if (older.error !== undefined) throw older.error
  await deferReferences(trx)
  const rows = await insertAll(trx, file, onProgress)
  assertComplete(file, rows, checksums)
  await checkReferences(trx)
  // Nobody has the lease of a restored store; its epoch goes on, so that who wrote before can't write now.
  await trx.updateTable('leases').set({ owner: '', renewed_at: 0 }).execute()
  const newest = await makeMigrator(trx).migrateToLatest()
  if (newest.error !== undefined) throw newest.error
  await settleRestored(trx, now)
  return rows
}

async function insertAll(
  trx: Store,
  file: string,
  onProgress: RestoreOptions['onProgress'],
): Promise<Record<string, number>> {
  const rows: Record<string, number> = {}
  await eachEntry(file, async (name, entry) => {
    const table = tableOf(name)
    if (table === null) {
      await drain(entry)
      return
    }
    const lines = (await readText(file, entry)).split('\n').filter((line) => line !== '')
    const [columns, values] = parsePiece(file, lines)
    await insert(trx, table, columns, values)
    rows[table] = (rows[table] ?? 0) + values.length
    if (rows[table] > 0) onProgress?.({ table, rows: rows[table] })
  })
  return rows
}

function parsePiece(file: string, [head = 'null', ...lines]: string[]): [string[], Value[][]] {
  const columns: unknown = JSON.parse(head)
  if (!compiledColumns.Check(columns)) throw damaged(file)
  const values = lines.map((line) => {
    const row: unknown = JSON.parse(line)
    if (!compiledRow.Check(row) || row.length !== columns.length) throw damaged(file)
    return row
  })
  return [columns, values]
}

async function insert(trx: Store, table: string, columns: string[], values: Value[][]): Promise<void> {
  const size = Math.max(1, Math.floor(MAX_VALUES / columns.length))
  for (let from = 0; from < values.length; from += size) {
    const rows = values
      .slice(from, from + size)
      .map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])))
    await anyTables(trx).insertInto(table).values(rows).execute()
  }
}

function assertComplete(file: string, rows: Record<string, number>, checksums: Checksums): void {
  for (const [table, count] of Object.entries(checksums.rows)) {
    if (rows[table] !== count) throw damaged(file)
  }
}

/** Whether anything would be lost: rows of any table but those that a new store has at once. */
async function holdsData(store: Store): Promise<boolean> {
  for (const { name } of await listTables(store)) {
    if (name === 'leases' || NOT_IN_BACKUP.has(name)) continue
    const row = await anyTables(store).selectFrom(name).selectAll().limit(1).executeTakeFirst()
    if (row !== undefined) return true
  }
  return false
}

async function refuseWhileServing(store: Store, now: number): Promise<void> {
  const owner = await leaseHolder(store, now)
  if (owner === null) return
  throw new StoreError(
    `Máy chủ ${owner} đang chạy trên cơ sở dữ liệu này. Hãy dừng nó rồi khôi phục.`,
    `The server ${owner} runs on this database. Stop it, then restore.`,
  )
}

function notEmpty(): StoreError {
  return new StoreError(
    'Cơ sở dữ liệu đang có dữ liệu. Thêm --force để thay thế toàn bộ bằng bản sao lưu.',
    'The database holds data. Add --force to replace all of it by the backup.',
  )
}

/** Files first: they are named by their content or belong to the installation, so one too many does no harm. */
async function restoreFiles(
  file: string,
  { directory, force }: RestoreOptions,
): Promise<{ files: number; kept: number }> {
  const count = { files: 0, kept: 0 }
  await eachEntry(file, async (name, entry) => {
    const path = fileOf(name)
    const target = path === null ? null : join(directory, path)
    if (target === null || (existsSync(target) && !force)) {
      if (target !== null) count.kept += 1
      await drain(entry)
      return
    }
    await placeFile(entry, target)
    count.files += 1
  })
  return count
}

async function placeFile(entry: Entry, target: string): Promise<void> {
  const partial = `${target}.partial-${process.pid}`
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  try {
    await pipeline(Readable.from(entry), createWriteStream(partial, { mode: 0o600, flush: true }))
    await rename(partial, target)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

/** Reads past an entry. @returns its bytes */
async function drain(entry: Entry): Promise<number> {
  let bytes = 0
  for await (const chunk of entry) bytes += chunk.length
  return bytes
}
