import { existsSync } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { appliedMigrations, StoreError, type Store } from '../openStore.ts'
import { BackupWriter } from './BackupWriter.ts'
import {
  fileOf,
  FOLDERS,
  FORMAT,
  FORMAT_VERSION,
  NOT_IN_BACKUP,
  PIECE_CHARACTERS,
  pieceName,
} from './format.ts'
import { anyTables, listTables } from './tables.ts'

const ROWS_AT_ONCE = 500

export interface BackupOptions {
  /** The data directory, whose documents and keys belong to the backup. */
  directory: string
  /** Version of the bridge. */
  version: string
  now: number
  /** Replaces a file of that name. */
  overwrite?: boolean
  onProgress?: (progress: { table: string; rows: number }) => void
}

export interface BackupSummary {
  file: string
  bytes: number
  /** Rows by table. */
  rows: Record<string, number>
  files: number
}

/**
 * Writes everything to one file while the bridge goes on: the tables as they are at one moment, in one transaction that
 * only reads, and the files beside them. The same file restores into either database.
 * @param store opened for this alone: a long read on the bridge's own connection would hold its writes up
 * @throws {StoreError} when the file is there already, or can't be written
 */
export async function backup(store: Store, file: string, options: BackupOptions): Promise<BackupSummary> {
  if (existsSync(file) && options.overwrite !== true) {
    throw new StoreError(
      `Tệp ${file} đã có. Hãy chọn tên khác, hoặc thêm --force để ghi đè.`,
      `The file ${file} exists. Choose another name, or add --force to replace it.`,
    )
  }
  const migrations = await appliedMigrations(store)
  if (migrations.length === 0) {
    throw new StoreError(
      'Chưa có gì để sao lưu: cơ sở dữ liệu còn trống.',
      'There is nothing to back up: the database is empty.',
    )
  }
  const partial = `${file}.partial-${process.pid}`
  let writer: BackupWriter | null = null
  try {
    writer = await BackupWriter.begin(partial, {
      format: FORMAT,
      formatVersion: FORMAT_VERSION,
      version: options.version,
      madeAt: options.now,
      migrations,
    })
    const rows = await writeTables(store, writer, options)
    const files = await writeFiles(writer, options.directory)
    const bytes = await writer.finish(rows)
    await rename(partial, file)
    return { file, bytes, rows, files }
  } catch (error) {
    await writer?.abandon()
    await rm(partial, { force: true }).catch(() => undefined)
    throw describe(error, file)
  }
}

async function writeTables(
  store: Store,
  writer: BackupWriter,
  { onProgress }: BackupOptions,
): Promise<Record<string, number>> {
  return store
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const rows: Record<string, number> = {}
      for (const { name, columns } of await listTables(trx)) {
        if (NOT_IN_BACKUP.has(name)) continue
        rows[name] = await writeTable(trx, writer, { name, columns })
        if (rows[name] > 0) onProgress?.({ table: name, rows: rows[name] })
      }
      return rows
    })
}

async function writeTable(
  trx: Store,
  writer: BackupWriter,
  { name, columns }: { name: string; columns: string[] },
): Promise<number> {
  const head = JSON.stringify(columns)
  let lines = [head]
  let characters = 0
  let pieces = 0
  let count = 0
  const flush = async (): Promise<void> => {
    pieces += 1
    await writer.add(pieceName(name, pieces), `${lines.join('\n')}\n`)
    lines = [head]
    characters = 0
  }
  for await (const row of anyTables(trx).selectFrom(name).selectAll().stream(ROWS_AT_ONCE)) {
    const line = JSON.stringify(columns.map((column) => row[column] ?? null))
    lines.push(line)
    characters += line.length
    count += 1
    if (characters >= PIECE_CHARACTERS) await flush()
  }
  if (lines.length > 1 || pieces === 0) await flush()
  return count
}

async function writeFiles(writer: BackupWriter, directory: string): Promise<number> {
  let count = 0
  for (const folder of FOLDERS) {
    const found = await readdir(join(directory, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    )
    for (const entry of found.filter((one) => one.isFile())) {
      const path = join(entry.parentPath, entry.name)
      const name = `files/${path.slice(directory.length + 1)}`
      if (fileOf(name) !== null && (await writer.addFile(name, path))) count += 1
    }
  }
  return count
}

function describe(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!['ENOSPC', 'EACCES', 'ENOENT', 'EROFS', 'ENOTDIR', 'EISDIR', 'EDQUOT'].includes(code)) return error
  const full = code === 'ENOSPC' || code === 'EDQUOT'
  return new StoreError(
    full
      ? `Đĩa đầy: không ghi được bản sao lưu ${file}.`
      : `Không ghi được bản sao lưu ${file}. Hãy kiểm tra thư mục và quyền ghi.`,
    full
      ? `The disk is full: the backup ${file} can not be written.`
      : `The backup ${file} can not be written. Check the folder and who may write there.`,
    { cause: error },
  )
}
