import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { MIGRATIONS } from '../migrations/index.ts'
import { StoreError } from '../openStore.ts'
import {
  CHECKSUMS_ENTRY,
  compiledChecksums,
  compiledHeader,
  fileOf,
  FORMAT_VERSION,
  HEADER_ENTRY,
  MAX_PIECE_BYTES,
  tableOf,
  type BackupHeader,
  type Checksums,
} from './format.ts'

/** The content of a file within a backup, to be read to its end. */
export type Entry = AsyncIterable<Buffer>

export interface VerifiedBackup {
  header: BackupHeader
  checksums: Checksums
}

/** Goes through the entries of a backup, each to be read to its end before the next. @throws {StoreError} when damaged */
export async function eachEntry(
  file: string,
  take: (name: string, entry: Entry) => Promise<void>,
): Promise<void> {
  const entries = extract()
  const read = pipeline(createReadStream(file), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) if (!entries.write(chunk)) await once(entries, 'drain')
    entries.end(null)
  })
  // What waits for the next entry hears of a file that can not be read, or is cut off.
  read.catch((error: unknown) => entries.destroy(error instanceof Error ? error : new Error(String(error))))
  try {
    for await (const entry of entries) await take(entry.header.name, chunksOf(entry))
    await read
  } catch (error) {
    if (error instanceof StoreError) throw error
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'EACCES', 'EISDIR'].includes(String(error.code))
    ) {
      throw new StoreError(
        `Không đọc được tệp ${file}. Hãy kiểm tra đường dẫn và quyền đọc.`,
        `The file ${file} can not be read. Check its path and who may read it.`,
        { cause: error },
      )
    }
    if (isOfArchive(error)) throw damaged(file, error)
    throw error
  }
}

/**
 * Reads a whole backup without doing anything, and makes sure that each of its bytes is as it was written.
 * @throws {StoreError} when it is damaged, cut off, something else, or from a newer version
 */
export async function verifyBackup(file: string): Promise<VerifiedBackup> {
  let header: BackupHeader | null = null
  let checksums: Checksums | null = null
  const seen: Checksums['entries'] = []
  await eachEntry(file, async (name, entry) => {
    if (header === null) header = parseHeader(file, name, await readText(file, entry))
    else if (checksums !== null) throw damaged(file)
    else if (name === CHECKSUMS_ENTRY) checksums = parseChecksums(file, await readText(file, entry))
    else if (tableOf(name) === null && fileOf(name) === null) throw damaged(file)
    else seen.push(await digest(name, entry))
  })
  if (header === null || checksums === null) throw damaged(file)
  compare(file, seen, checksums)
  return { header, checksums }
}

async function* chunksOf(source: AsyncIterable<unknown>): AsyncIterable<Buffer> {
  for await (const chunk of source) if (Buffer.isBuffer(chunk)) yield chunk
}

/** A whole entry of text. @throws {StoreError} when it is larger than any that is written */
export async function readText(file: string, entry: Entry): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of entry) {
    bytes += chunk.length
    if (bytes > MAX_PIECE_BYTES) throw damaged(file)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

export function damaged(file: string, cause?: unknown): StoreError {
  return new StoreError(
    `Tệp ${file} hỏng, thiếu, hoặc không phải bản sao lưu của Điểm Cầu. Chưa có gì bị thay đổi.`,
    `The file ${file} is damaged, cut off, or no backup of Điểm Cầu. Nothing was changed.`,
    { cause },
  )
}

async function digest(name: string, entry: Entry): Promise<Checksums['entries'][number]> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of entry) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { name, bytes, sha256: hash.digest('hex') }
}

function compare(file: string, seen: Checksums['entries'], { entries }: Checksums): void {
  // The header is the first, and was looked at by itself.
  const expected = entries.filter(({ name }) => name !== HEADER_ENTRY)
  const same =
    seen.length === expected.length &&
    seen.every((one, index) => {
      const other = expected[index]
      return one.name === other?.name && one.bytes === other.bytes && one.sha256 === other.sha256
    })
  if (!same) throw damaged(file)
}

function parseHeader(file: string, name: string, text: string): BackupHeader {
  const header = parseJson(text)
  if (name !== HEADER_ENTRY || !compiledHeader.Check(header)) throw damaged(file)
  const unknown = header.migrations.filter((migration) => !(migration in MIGRATIONS))
  if (header.formatVersion > FORMAT_VERSION || unknown.length > 0) {
    throw new StoreError(
      `Bản sao lưu ${file} do phiên bản mới hơn (${header.version}) tạo ra. Hãy khôi phục bằng phiên bản đó, hoặc mới hơn.`,
      `The backup ${file} was made by a newer version (${header.version}). Restore it with that one, or a newer one.`,
    )
  }
  return header
}

function parseChecksums(file: string, text: string): Checksums {
  const checksums = parseJson(text)
  if (!compiledChecksums.Check(checksums)) throw damaged(file)
  return checksums
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What gunzip and tar say of a file that is not theirs, or ends too early. */
function isOfArchive(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    code.startsWith('Z_') ||
    code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    /tar|end of data|checksum|size/i.test(error.message)
  )
}
