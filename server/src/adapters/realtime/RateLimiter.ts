/** A token bucket: `burst` messages at once, `perSecond` in the long run. */
export class RateLimiter {
  readonly #burst: number
  readonly #perSecond: number
  #tokens: number
  #at: number

  constructor(options: { burst: number; perSecond: number; now: number }) {
    this.#burst = options.burst
    this.#perSecond = options.perSecond
    this.#tokens = options.burst
    this.#at = options.now
  }

  /** Takes one token. @param now milliseconds, any monotonic origin. @returns false when there is none left */
  take(now: number): boolean {
    const elapsedMs = Math.max(0, now - this.#at)
    this.#at = now
    this.#tokens = Math.min(this.#burst, this.#tokens + (elapsedMs / 1_000) * this.#perSecond)
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
