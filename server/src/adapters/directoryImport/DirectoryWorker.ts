import { Worker } from 'node:worker_threads'
import { BridgeError, type ErrorCode } from '@diem-cau/protocol'
import type { DirectoryFiles, ExportRequest, WrittenFile } from '../../app/directory/DirectoryFiles.ts'
import type { FileToPlan, ImportPlanner, PlannedFile } from '../../app/directory/ImportBook.ts'
import type { StorePlace } from '../store/openStore.ts'

export type Job =
  | { job: 'plan'; file: FileToPlan }
  | { job: 'undo'; change: number; revision: number }
  | { job: 'write'; request: ExportRequest; revision: number }
type Undo = Omit<PlannedFile, 'rows' | 'outcomes'>
export type JobReply =
  | { ok: true; plan?: PlannedFile; undo?: Undo; file?: WrittenFile }
  | { ok: false; code: ErrorCode }

/** More memory than 20,000 units with all their history take; a file that wants more ends its own thread only. */
const MAX_MEMORY_MB = 768
const TIME_LIMIT_MS = 120_000
/** Beyond that nobody waits: who asks for file after file is told so at once. */
const MOST_WAITING = 10

/**
 * Reads, compares and writes files in a thread of their own, which reads the directory from the store by itself: a
 * meeting that is under way notices nothing. One at a time, the others wait.
 */
export class DirectoryWorker implements ImportPlanner, DirectoryFiles {
  readonly #place: StorePlace
  readonly #revision: () => number
  #last: Promise<unknown> = Promise.resolve()
  #current: Worker | null = null
  #waiting = 0
  #isClosed = false

  constructor(place: StorePlace, revision: () => number) {
    this.#place = place
    this.#revision = revision
  }

  async plan(file: FileToPlan): Promise<PlannedFile> {
    const { plan } = await this.#inTurn({ job: 'plan', file })
    if (plan === undefined) throw new BridgeError('internal')
    return plan
  }

  async planUndo(change: number, revision: number): Promise<Undo> {
    const { undo } = await this.#inTurn({ job: 'undo', change, revision })
    if (undo === undefined) throw new BridgeError('internal')
    return undo
  }

  async write(request: ExportRequest): Promise<WrittenFile> {
    const { file } = await this.#inTurn({ job: 'write', request, revision: this.#revision() })
    if (file === undefined) throw new BridgeError('internal')
    return file
  }

  /** Ends what is under way. Twice is harmless. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#current?.terminate()
  }

  async #inTurn(job: Job): Promise<Extract<JobReply, { ok: true }>> {
    if (this.#waiting >= MOST_WAITING) throw new BridgeError('too_many_messages')
    this.#waiting += 1
    const done = this.#last.then(() => this.#run(job))
    this.#last = done.catch(() => undefined)
    try {
      return await done
    } finally {
      this.#waiting -= 1
    }
  }

  async #run(job: Job): Promise<Extract<JobReply, { ok: true }>> {
    if (this.#isClosed) throw new BridgeError('not_ready')
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { job, place: this.#place },
      resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
    })
    this.#current = worker
    try {
      const reply = await replyOf(worker)
      if (!reply.ok) throw new BridgeError(reply.code)
      return reply
    } finally {
      this.#current = null
      await worker.terminate()
    }
  }
}

function replyOf(worker: Worker): Promise<JobReply> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new BridgeError('internal')), TIME_LIMIT_MS)
    const end = (finish: () => void): void => {
      clearTimeout(timer)
      finish()
    }
    worker.once('message', (reply: JobReply) => end(() => resolve(reply)))
    worker.once('error', (error) => end(() => reject(describe(error))))
    worker.once('exit', () => end(() => reject(new BridgeError('not_ready'))))
  })
}

/** A file for which the thread's memory was not enough is too large, whatever its bytes are. */
function describe(error: unknown): unknown {
  const isMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isMemory ? new BridgeError('message_too_large', {}, { cause: error }) : error
}
