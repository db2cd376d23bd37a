import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BallotKeys } from '../../app/votes/ports.ts'
import { BALLOT_KEY_BYTES } from '../../app/votes/sealing.ts'

const SAFE_ID = /^[A-Za-z0-9-]{1,80}$/
const ENDING = '.key'

/** Keys of secret ballots as files of their owner alone, `MOTION.key`. No backup takes this folder along. */
export class BallotKeyFolder implements BallotKeys {
  readonly #directory: string

  /** @param directory below the data directory; made when it is needed */
  constructor(directory: string) {
    this.#directory = directory
  }

  async ensure(motionId: string): Promise<Buffer> {
    const present = await this.read(motionId)
    if (present !== null) return present
    const path = this.#pathOf(motionId)
    const key = randomBytes(BALLOT_KEY_BYTES)
    await mkdir(this.#directory, { recursive: true, mode: 0o700 })
    // Whole or not at all: half a key would be a vote that nobody can count.
    const temporary = `${path}.new`
    await rm(temporary, { force: true })
    await writeSynced(temporary, 'wx', key)
    await rename(temporary, path)
    await this.#syncFolder()
    return key
  }

  async read(motionId: string): Promise<Buffer | null> {
    const key = await readFile(this.#pathOf(motionId)).catch(absent)
    return key === null || key.length !== BALLOT_KEY_BYTES ? null : key
  }

  async erase(motionId: string): Promise<void> {
    const path = this.#pathOf(motionId)
    try {
      // In place: where the disk writes in place, the key is gone before its name is.
      await writeSynced(path, 'r+', randomBytes(BALLOT_KEY_BYTES))
    } catch (error) {
      if (absent(error) === null) return
    }
    await rm(path, { force: true })
    await this.#syncFolder()
  }

  async list(): Promise<string[]> {
    const names = (await readdir(this.#directory).catch(absent)) ?? []
    return names.filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length))
  }

  #pathOf(motionId: string): string {
    if (!SAFE_ID.test(motionId)) throw new RangeError('not the id of a motion')
    return join(this.#directory, `${motionId}${ENDING}`)
  }

  async #syncFolder(): Promise<void> {
    const folder = await open(this.#directory, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  }
}

async function writeSynced(path: string, flags: 'wx' | 'r+', content: Buffer): Promise<void> {
  const file = await open(path, flags, 0o600)
  try {
    await file.write(content, 0, content.length, 0)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Null for what is not there. @throws every other error */
function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
