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
/** A thread takes a second to come up: it stays for the next job as long as somebody may be looking at reports. */
const IDLE_MS = 60_000

/**
 * Reads logs and writes files in a thread of their own, with a connection of its own to the store. One at a time, the
 * others wait; a job that fails or takes too long ends its thread and nothing else.
 */
export class ReportWorker implements ReportMaker {
  readonly #place: StorePlace
  #last: Promise<unknown> = Promise.resolve()
  #worker: Worker | null = null
  #idle: NodeJS.Timeout | null = null
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
    await this.#end()
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
    if (this.#idle !== null) clearTimeout(this.#idle)
    const worker = (this.#worker ??= startWorker())
    try {
      const answer = replyOf(worker)
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to the other thread, not to a window
      worker.postMessage(job)
      const reply = await answer
      if (!reply.ok) throw new BridgeError(reply.code)
      this.#idle = setTimeout(() => void this.#end(), IDLE_MS).unref()
      return reply
    } catch (error) {
      // Whatever state it is in, the next job finds a new one.
      await this.#end()
      throw error
    }
  }

  async #end(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }
}

function startWorker(): Worker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
  })
  worker.unref()
  return worker
}

/** The thread's answer to the job that it is given next. */
function replyOf(worker: Worker): Promise<JobReply> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(() => reject(new BridgeError('internal'))), TIME_LIMIT_MS)
    const onMessage = (reply: JobReply): void => end(() => resolve(reply))
    const onError = (error: unknown): void => end(() => reject(error))
    const onExit = (): void => end(() => reject(new BridgeError('not_ready')))
    const end = (finish: () => void): void => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      finish()
    }
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
  })
}
