import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { pack, type Pack } from 'tar-stream'
import { CHECKSUMS_ENTRY, HEADER_ENTRY, type BackupHeader, type Checksums } from './format.ts'

const MODE = 0o600

/** Writes a backup's entries one after another, with bounded memory. It owns the file until `finish` or `abandon`. */
export class BackupWriter {
  readonly #file: string
  readonly #pack: Pack = pack()
  readonly #written: Promise<void>
  readonly #entries: Checksums['entries'] = []
  readonly #madeAt: Date

  private constructor(file: string, handle: FileHandle, madeAt: number) {
    this.#file = file
    this.#madeAt = new Date(madeAt)
    this.#written = pipeline(
      Readable.from(this.#pack),
      createGzip(),
      handle.createWriteStream({ flush: true }),
    )
    // It is awaited at the end; meanwhile a full disk must not be an unhandled rejection.
    this.#written.catch(() => undefined)
  }

  /** @param file that does not exist yet */
  static async begin(file: string, header: BackupHeader): Promise<BackupWriter> {
    const writer = new BackupWriter(file, await open(file, 'wx', MODE), header.madeAt)
    await writer.add(HEADER_ENTRY, JSON.stringify(header, null, 2))
    return writer
  }

  async add(name: string, text: string): Promise<void> {
    const content = Buffer.from(text)
    await this.#entry(name, content.length, [content])
  }

  /** @returns false when the file has gone away meanwhile */
  async addFile(name: string, path: string): Promise<boolean> {
    const facts = await stat(path).catch(() => null)
    if (facts === null) return false
    await this.#entry(name, facts.size, createReadStream(path))
    return true
  }

  async #entry(name: string, size: number, chunks: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> {
    const digest = createHash('sha256')
    const entry = this.#pack.entry({ name, size, mode: MODE, mtime: this.#madeAt })
    const work = async (): Promise<void> => {
      for await (const chunk of chunks) {
        digest.update(chunk)
        if (!entry.write(chunk)) await once(entry, 'drain')
      }
      entry.end(null)
      await once(entry, 'close')
    }
    try {
      // On a full disk the entry would wait for ever.
      await Promise.race([work(), this.#written.then(() => Promise.reject(new Error('the file has ended')))])
    } catch (error) {
      this.#pack.destroy()
      // Its own fault is the reason of the others.
      await this.#written
      throw error
    }
    this.#entries.push({ name, bytes: size, sha256: digest.digest('hex') })
  }

  /** Ends the file and brings it to disk. @returns its size in bytes */
  async finish(rows: Readonly<Record<string, number>>): Promise<number> {
    const checksums: Checksums = { rows, entries: this.#entries }
    await this.add(CHECKSUMS_ENTRY, JSON.stringify(checksums))
    this.#pack.finalize()
    await this.#written
    return (await stat(this.#file)).size
  }

  /** Gives up; what is there of the file is of no use. */
  async abandon(): Promise<void> {
    this.#pack.destroy()
    await this.#written.catch(() => undefined)
  }
}
