import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { BridgeError } from '@diem-cau/protocol'
import type { DocumentFiles, TakenFile } from '../../app/planning/ports.ts'
import type { Logger } from '../../app/ports.ts'
import { kindOf } from './fileKind.ts'
import { scan } from './scan.ts'

const HASH = /^[0-9a-f]{64}$/

export interface FolderOptions {
  /** Below the data directory. */
  directory: string
  /** Program of a virus scanner; null for none. */
  scanCommand: string | null
  log: Logger
}

/**
 * Files by the SHA-256 of what they hold: `ab/abcdef…`. What comes in is written beside them first, and gets its name
 * when it is whole, of the kind that it says, clean, and synced to disk.
 */
export class DocumentFolder implements DocumentFiles {
  readonly #options: FolderOptions
  readonly #incoming: string

  constructor(options: FolderOptions) {
    this.#options = options
    this.#incoming = join(options.directory, 'incoming')
  }

  /** Removes what an earlier server had not taken in completely. */
  async clear(): Promise<void> {
    await rm(this.#incoming, { recursive: true, force: true })
  }

  async take(
    content: Readable,
    { contentType, maxBytes }: { contentType: string; maxBytes: number },
  ): Promise<TakenFile> {
    const path = join(this.#incoming, randomUUID())
    try {
      await mkdir(this.#incoming, { recursive: true })
      const taken = await receive(content, path, maxBytes, contentType)
      if (this.#options.scanCommand !== null) await scan(this.#options.scanCommand, path, this.#options.log)
      await this.#keep(path, taken.sha256)
      return taken
    } catch (error) {
      throw isDiskFault(error) ? new BridgeError('storage_failed', {}, { cause: error }) : error
    } finally {
      await rm(path, { force: true })
    }
  }

  async #keep(path: string, sha256: string): Promise<void> {
    const kept = this.#pathOf(sha256)
    if ((await sizeOf(kept)) !== null) return
    await mkdir(dirname(kept), { recursive: true })
    await rename(path, kept)
    await syncFolder(dirname(kept))
  }

  async open(sha256: string, part?: { start: number; end: number }): Promise<Readable | null> {
    const path = this.#pathOf(sha256)
    return (await sizeOf(path)) === null ? null : createReadStream(path, part)
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.#pathOf(sha256), { force: true })
  }

  /** Hashes of all files that are kept. */
  async list(): Promise<string[]> {
    const folders = await readdir(this.#options.directory).catch(() => [])
    const names = await Promise.all(
      folders
        .filter((name) => name.length === 2)
        .map((name) => readdir(join(this.#options.directory, name)).catch(() => [])),
    )
    return names.flat().filter((name) => HASH.test(name))
  }

  #pathOf(sha256: string): string {
    if (!HASH.test(sha256)) throw new RangeError('not a SHA-256')
    return join(this.#options.directory, sha256.slice(0, 2), sha256)
  }
}

/** @throws {BridgeError} `document_too_large`, `document_empty`, `document_wrong_type` */
async function receive(
  content: Readable,
  path: string,
  maxBytes: number,
  contentType: string,
): Promise<TakenFile> {
  const file = await open(path, 'wx+', 0o600)
  try {
    const taken = await copy(content, file, maxBytes)
    if (taken.bytes === 0) throw new BridgeError('document_empty')
    const kind = await kindOf(file, taken.bytes)
    if (kind !== contentType) throw new BridgeError('document_wrong_type')
    await file.sync()
    return taken
  } finally {
    await file.close()
  }
}

/** Counts while it comes: what is said of the size beforehand is not believed. */
async function copy(content: Readable, file: FileHandle, maxBytes: number): Promise<TakenFile> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of content) {
    const piece = chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk))
    bytes += piece.length
    if (bytes > maxBytes) throw new BridgeError('document_too_large', { megabytes: maxBytes / 1_048_576 })
    hash.update(piece)
    await file.writeFile(piece)
  }
  return { sha256: hash.digest('hex'), bytes }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function isDiskFault(error: unknown): boolean {
  const codes = ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EACCES', 'EFBIG']
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
