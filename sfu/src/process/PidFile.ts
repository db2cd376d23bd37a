import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { FatalError } from './FatalError.ts'

const PID_FILE_SCHEMA = Type.Object({
  pid: Type.Integer({ minimum: 1 }),
  /** New at each start: tells this process from another that was given the same number later. */
  incarnation: Type.String(),
})
type PidRecord = Static<typeof PID_FILE_SCHEMA>
const validator = Compile(PID_FILE_SCHEMA)

/**
 * Says which process is the node, for a server that starts anew and finds one at work.
 * Owned by the process; `close()` removes it, unless another node has taken its place.
 */
export class PidFile {
  readonly #path: string
  readonly #incarnation: string

  private constructor(path: string, incarnation: string) {
    this.#path = path
    this.#incarnation = incarnation
  }

  /** @throws {FatalError} `alreadyRunning`, when the file names another node that lives. */
  static write(path: string, incarnation: string, isNode: (pid: number) => boolean = looksLikeNode): PidFile {
    const other = readPidFile(path)
    if (other !== null && other.pid !== process.pid && isNode(other.pid)) {
      throw new FatalError('alreadyRunning', {
        vi: `Nút media đã chạy với số tiến trình ${other.pid}.`,
        en: `The media node already runs as process ${other.pid}.`,
      })
    }
    mkdirSync(dirname(path), { recursive: true })
    const draft = `${path}.${process.pid}.new`
    const record: PidRecord = { pid: process.pid, incarnation }
    writeFileSync(draft, `${JSON.stringify(record)}\n`, { flush: true })
    renameSync(draft, path)
    return new PidFile(path, incarnation)
  }

  close(): void {
    if (readPidFile(this.#path)?.incarnation === this.#incarnation) rmSync(this.#path, { force: true })
  }
}

/** What the file says; null when it is missing or half written. */
export function readPidFile(path: string): PidRecord | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return validator.Check(value) ? value : null
  } catch {
    return null
  }
}

/** A process number is given again after a restart of the machine: only a process with our command line counts. */
function looksLikeNode(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('sfu/src/main.ts')
  } catch {
    return false
  }
}
