export interface ConvergenceOptions {
  /** Brings what is nearer to what should be. Reads what should be itself, each time anew. */
  readonly pass: () => Promise<void>
  readonly onError: (error: unknown) => void
  /** Pause before a pass that failed is tried again, in milliseconds. */
  readonly retryMs: number
}

/**
 * Runs passes one after another, for as long as something has changed since the last one began. However many
 * changes come during a pass, one more pass serves them all. A pass that fails is tried again until it succeeds.
 * Owned by a room; `close()` lets a pass under way end and begins no other.
 */
export class Convergence {
  readonly #options: ConvergenceOptions
  #waiters: PromiseWithResolvers<void>[] = []
  #dirty = false
  #running = false
  #closed = false
  #retry: NodeJS.Timeout | null = null

  constructor(options: ConvergenceOptions) {
    this.#options = options
  }

  /** Resolves when a pass that began after this call has succeeded; rejects when that pass fails. */
  converge(): Promise<void> {
    const waiter = Promise.withResolvers<void>()
    this.#waiters.push(waiter)
    this.trigger()
    return waiter.promise
  }

  /** Asks for a pass and does not wait. */
  trigger(): void {
    if (this.#closed) return this.#settle((waiter) => waiter.reject(new Error('closed')))
    this.#dirty = true
    if (!this.#running) void this.#run()
  }

  close(): void {
    this.#closed = true
    this.#clearRetry()
    this.#settle((waiter) => waiter.reject(new Error('closed')))
  }

  async #run(): Promise<void> {
    this.#running = true
    // What else changes in this turn of the event loop is served by the same pass.
    await Promise.resolve()
    while (this.#dirty && !this.#closed) {
      this.#dirty = false
      this.#clearRetry()
      const waiters = this.#waiters
      this.#waiters = []
      try {
        await this.#options.pass()
        for (const waiter of waiters) waiter.resolve()
      } catch (error) {
        for (const waiter of waiters) waiter.reject(error)
        this.#handleFailure(error)
      }
    }
    this.#running = false
  }

  #handleFailure(error: unknown): void {
    if (this.#closed) return
    this.#options.onError(error)
    this.#retry = setTimeout(() => this.trigger(), this.#options.retryMs)
  }

  #clearRetry(): void {
    if (this.#retry !== null) clearTimeout(this.#retry)
    this.#retry = null
  }

  #settle(settle: (waiter: PromiseWithResolvers<void>) => void): void {
    const waiters = this.#waiters
    this.#waiters = []
    for (const waiter of waiters) settle(waiter)
  }
}
