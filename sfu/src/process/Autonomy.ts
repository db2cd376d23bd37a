/**
 * Media outlives the server, but not for ever: counts how long the server has been away.
 * Owned by the process; `close()` stops the count.
 */
export class Autonomy {
  readonly #limitMs: number
  readonly #onOver: () => void
  #timer: NodeJS.Timeout | null = null

  /** @param limitMs how long the node may go on by itself; `onOver` is called once for each absence */
  constructor(limitMs: number, onOver: () => void) {
    this.#limitMs = limitMs
    this.#onOver = onOver
  }

  serverAway(): void {
    this.#timer ??= setTimeout(this.#onOver, this.#limitMs)
  }

  serverBack(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  close(): void {
    this.serverBack()
  }
}
