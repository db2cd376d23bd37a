/**
 * The server's clock as seen from here. A room's PC may be wrong by hours: whatever counts down or shows
 * the time of the meeting reads this one.
 */
export class ServerClock {
  readonly #now: () => number
  #offsetMs = 0
  #roundTripMs = Number.POSITIVE_INFINITY

  constructor(now: () => number) {
    this.#now = now
  }

  /** Epoch milliseconds of the server's clock; of the local one until the server has been heard. */
  now(): number {
    return this.#now() + this.#offsetMs
  }

  get offsetMs(): number {
    return this.#offsetMs
  }

  /** A new socket: the machine may have slept or been moved, so that an older reading counts no more. */
  restart(): void {
    this.#roundTripMs = Number.POSITIVE_INFINITY
  }

  /**
   * Takes a reading of the server's clock, answered to a question that was asked at `askedAt` (local clock).
   * The reading with the shortest round trip is kept: its error is at most half of it (Cristian 1989).
   */
  read(serverTime: number, askedAt: number): void {
    const receivedAt = this.#now()
    const roundTripMs = Math.max(0, receivedAt - askedAt)
    if (roundTripMs > this.#roundTripMs) return
    this.#roundTripMs = roundTripMs
    this.#offsetMs = serverTime + roundTripMs / 2 - receivedAt
  }
}
