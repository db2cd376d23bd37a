import { EventEmitter } from 'node:events'
import { availableParallelism, networkInterfaces } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { FatalError } from '../process/FatalError.ts'
import type { ListenAddress, NodeConfig } from '../process/NodeConfig.ts'
import { isAddressUnknown, isPortInUse, MediaWorker } from './MediaWorker.ts'

/** A dead process's port takes a moment to be free again; at the start, that of a predecessor that was killed. */
const PORT_RETRY_MS = 100
const START_PATIENCE_MS = 3_000
/** As many as the settings allow. */
const MAX_WORKERS = 256
const PIPE_PORT_COUNT = 4_096

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

  /** The worker with the fewest endpoints, then with the fewest rooms' slots; null while every worker is dead. */
  leastLoaded(): MediaWorker | null {
    const [least] = this.workers.toSorted(
      (a, b) => a.endpointCount - b.endpointCount || a.homeCount - b.homeCount || a.index - b.index,
    )
    return least ?? null
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
        if (isAddressUnknown(error)) throw addressUnknown(this.#listenAddresses, error)
        if (!isPortInUse(error)) throw workerUnavailable(error)
        if (performance.now() > giveUpAt) throw portInUse(this.#config.basePort + index, error)
        await delay(PORT_RETRY_MS)
      }
    }
  }

  async #start(index: number): Promise<void> {
    const port = this.#config.basePort + index
    const pipePorts = pipePortsOf(this.#config.basePort)
    const options = { index, port, pipePorts, listenAddresses: this.#listenAddresses }
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

/**
 * Ports that the pipes between workers are drawn from. mediasoup's own range would take the port of a worker that
 * has died, and it could never be replaced.
 */
function pipePortsOf(basePort: number): { min: number; max: number } {
  const above = basePort + MAX_WORKERS
  if (above + PIPE_PORT_COUNT <= 65_535) return { min: above, max: above + PIPE_PORT_COUNT - 1 }
  return { min: basePort - PIPE_PORT_COUNT, max: basePort - 1 }
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

function addressUnknown(addresses: readonly ListenAddress[], cause: unknown): FatalError {
  const list = addresses.map(({ ip }) => ip).join(', ')
  return new FatalError(
    'badConfiguration',
    {
      vi: `Có địa chỉ không thuộc máy này trong danh sách lắng nghe: ${list}.`,
      en: `Not all addresses to listen on are this machine's: ${list}.`,
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
