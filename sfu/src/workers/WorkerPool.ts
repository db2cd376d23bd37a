import { EventEmitter } from 'node:events'
import { availableParallelism, networkInterfaces } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { FatalError } from '../process/FatalError.ts'
import type { ListenAddress, NodeConfig } from '../process/NodeConfig.ts'
import { isPortInUse, MediaWorker } from './MediaWorker.ts'

/** A dead process's port takes a moment to be free again; at the start, that of a predecessor that was killed. */
const PORT_RETRY_MS = 100
const START_PATIENCE_MS = 3_000
/** What the slots of one room weigh against one endpoint when a worker is chosen. */
const HOME_WEIGHT = 4

export interface WorkerPoolEvents {
  started: [MediaWorker]
  died: [MediaWorker]
}

/**
 * One mediasoup worker a core. Owns the workers: one that dies is replaced on the same port, for as long as it
 * takes. `close()` ends all of them and stops the replacing.
 */
export class WorkerPool extends EventEmitter<WorkerPoolEvents> {
  readonly size: number
  readonly #config: NodeConfig
  readonly #listenAddresses: readonly ListenAddress[]
  readonly #log: Logger
  readonly #workers = new Map<number, MediaWorker>()
  #closed = false

  private constructor(config: NodeConfig, log: Logger) {
    super()
    this.size = config.workers === 0 ? availableParallelism() : config.workers
    this.#config = config
    this.#listenAddresses = config.listenAddresses ?? localAddresses()
    this.#log = log
  }

  /** @throws {FatalError} `portInUse` or `workerUnavailable`. */
  static async start(config: NodeConfig, log: Logger): Promise<WorkerPool> {
    const pool = new WorkerPool(config, log)
    try {
      await Promise.all(Array.from({ length: pool.size }, (_, index) => pool.#startFirst(index)))
      return pool
    } catch (error) {
      pool.close()
      throw error
    }
  }

  /** The living workers, by index. */
  get workers(): MediaWorker[] {
    return [...this.#workers.values()].filter((worker) => worker.alive).toSorted((a, b) => a.index - b.index)
  }

  /** Null while every worker is dead. */
  leastLoaded(): MediaWorker | null {
    return this.workers.reduce<MediaWorker | null>(
      (best, worker) => (best === null || loadOf(worker) < loadOf(best) ? worker : best),
      null,
    )
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const worker of this.#workers.values()) worker.close()
    this.#workers.clear()
    this.removeAllListeners()
  }

  async #startFirst(index: number): Promise<void> {
    const giveUpAt = performance.now() + START_PATIENCE_MS
    for (;;) {
      try {
        return await this.#start(index)
      } catch (error) {
        if (this.#closed) return
        if (!isPortInUse(error)) throw workerUnavailable(error)
        if (performance.now() > giveUpAt) throw portInUse(this.#config.basePort + index, error)
        await delay(PORT_RETRY_MS)
      }
    }
  }

  async #start(index: number): Promise<void> {
    const port = this.#config.basePort + index
    const options = { index, port, listenAddresses: this.#listenAddresses }
    const worker = await MediaWorker.start(options, (dead) => this.#handleDeath(dead))
    if (this.#closed) return worker.close()
    this.#workers.set(index, worker)
    this.#log.info({ worker: index, pid: worker.pid, port }, 'worker started')
    this.emit('started', worker)
  }

  #handleDeath(worker: MediaWorker): void {
    if (this.#closed) return
    this.#workers.delete(worker.index)
    this.#log.error({ worker: worker.index, pid: worker.pid }, 'worker died')
    this.emit('died', worker)
    this.#replace(worker.index).catch((error: unknown) => {
      this.#log.error({ worker: worker.index, err: error }, 'worker not replaced')
    })
  }

  async #replace(index: number): Promise<void> {
    while (!this.#closed) {
      try {
        return await this.#start(index)
      } catch (error) {
        this.#log.warn({ worker: index, err: error }, 'worker not replaced yet')
        await delay(PORT_RETRY_MS)
      }
    }
  }
}

function loadOf({ endpointCount, homeCount }: MediaWorker): number {
  return endpointCount + HOME_WEIGHT * homeCount
}

/** Every IPv4 address of this machine. */
function localAddresses(): ListenAddress[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family }) => family === 'IPv4')
    .map(({ address }) => ({ ip: address }))
}

function portInUse(port: number, cause: unknown): FatalError {
  return new FatalError(
    'portInUse',
    {
      vi: `Cổng media ${port} đang được chương trình khác sử dụng.`,
      en: `The media port ${port} is in use by another program.`,
    },
    cause,
  )
}

function workerUnavailable(cause: unknown): FatalError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new FatalError(
    'workerUnavailable',
    {
      vi: `Không khởi động được mediasoup-worker: ${why}.`,
      en: `mediasoup-worker cannot be started: ${why}.`,
    },
    cause,
  )
}
