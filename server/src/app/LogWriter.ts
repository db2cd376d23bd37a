import { BridgeError } from '@diem-cau/protocol'
import type { Append, EventStore, Logger } from './ports.ts'

interface Waiting {
  append: Append
  resolve: () => void
  reject: (error: Error) => void
}

/**
 * Commits appends in groups: what comes in while one group is being synced waits for the next, so a burst of
 * hundreds of commands costs a few syncs. When a group fails, it and everything that was decided on top of it
 * is refused, and the writers fall back to what is on disk.
 */
export class LogWriter {
  readonly #store: EventStore
  readonly #log: Logger
  readonly #onFailure: () => void
  #waiting: Waiting[] = []
  #running: Promise<void> | null = null

  /** @param onFailure called before the refusals go out: roll speculative states back */
  constructor(store: EventStore, log: Logger, onFailure: () => void) {
    this.#store = store
    this.#log = log
    this.#onFailure = onFailure
  }

  /** Resolves when the events are on disk. @throws {BridgeError} `storage_failed`: nothing was written */
  append(append: Append): Promise<void> {
    const done = new Promise<void>((resolve, reject) => this.#waiting.push({ append, resolve, reject }))
    this.#running ??= this.#drain()
    return done
  }

  /** Resolves when everything that was handed over is on disk or refused. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running
  }

  async #drain(): Promise<void> {
    // Everything that this turn of the event loop still decides joins the first group.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const group = this.#waiting
      this.#waiting = []
      try {
        await this.#store.append(group.map(({ append }) => append))
        for (const { resolve } of group) resolve()
      } catch (error) {
        this.#fail(group, error)
      }
    }
    // In the same turn in which nothing waited: what is appended in the next one must find nobody running.
    this.#running = null
  }

  #fail(group: Waiting[], error: unknown): void {
    this.#log.error({ err: error }, 'The log could not be written')
    const refused = [...group, ...this.#waiting]
    this.#waiting = []
    this.#onFailure()
    for (const { reject } of refused) reject(new BridgeError('storage_failed', {}, { cause: error }))
  }
}
