import { Worker } from 'node:worker_threads'
import {
  BridgeError,
  type ErrorCode,
  type Language,
  type Report,
  type ReportFormat,
} from '@diem-cau/protocol'
import type { BuiltReport, ReportMaker, ReportToBuild } from '../../app/report/ports.ts'
import type { StorePlace } from '../store/openStore.ts'

export type Job =
  | { job: 'build'; place: StorePlace; wanted: ReportToBuild }
  | { job: 'write'; report: Report; format: ReportFormat; language: Language }
export type JobReply = { ok: true; built?: BuiltReport; file?: Uint8Array } | { ok: false; code: ErrorCode }

/** Ten times what a day’s session of 218 sites needs. */
const MAX_MEMORY_MB = 768
const TIME_LIMIT_MS = 120_000
const MOST_WAITING = 20

/**
 * Reads logs and writes files in a thread of their own, with a connection of its own to the store. One at a time, the
 * others wait; a job that fails or takes too long ends its thread and nothing else.
 */
export class ReportWorker implements ReportMaker {
  readonly #place: StorePlace
  #last: Promise<unknown> = Promise.resolve()
  #current: Worker | null = null
  #waiting = 0
  #isClosed = false

  constructor(place: StorePlace) {
    this.#place = place
  }

  async build(wanted: ReportToBuild): Promise<BuiltReport> {
    const { built } = await this.#inTurn({ job: 'build', place: this.#place, wanted })
    if (built === undefined) throw new BridgeError('internal')
    return built
  }

  async write(report: Report, format: ReportFormat, language: Language): Promise<Uint8Array> {
    const { file } = await this.#inTurn({ job: 'write', report, format, language })
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
      workerData: job,
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
    worker.once('error', (error) => end(() => reject(error)))
    worker.once('exit', () => end(() => reject(new BridgeError('not_ready'))))
  })
}
