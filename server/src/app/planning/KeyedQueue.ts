/** Does work on one thing after another, and work on different things side by side. */
export class KeyedQueue {
  /** Of each key the work that was asked for last. */
  readonly #last = new Map<string, Promise<unknown>>()

  /** Begins when everything that was asked for the key before is over, however it ended. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key)
    const done = before === undefined ? work() : Promise.allSettled([before]).then(work)
    this.#last.set(key, done)
    try {
      return await done
    } finally {
      if (this.#last.get(key) === done) this.#last.delete(key)
    }
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#last.size > 0) await Promise.allSettled(this.#last.values())
  }
}
