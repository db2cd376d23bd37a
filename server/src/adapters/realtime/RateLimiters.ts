import { RateLimiter } from './RateLimiter.ts'

/** Buckets that are remembered; the one that was used longest ago goes first. */
const MOST_BUCKETS = 10_000

/** One token bucket a key, as many as memory should hold. */
export class RateLimiters {
  readonly #rate: { burst: number; perSecond: number }
  readonly #buckets = new Map<string, RateLimiter>()

  constructor(rate: { burst: number; perSecond: number }) {
    this.#rate = rate
  }

  /** Takes one token of a key. @param now milliseconds, any monotonic origin. @returns false when there is none left */
  take(key: string, now: number): boolean {
    const bucket = this.#buckets.get(key) ?? new RateLimiter({ ...this.#rate, now })
    this.#buckets.delete(key)
    this.#buckets.set(key, bucket)
    const [oldest] = this.#buckets.keys()
    if (this.#buckets.size > MOST_BUCKETS && oldest !== undefined) this.#buckets.delete(oldest)
    return bucket.take(now)
  }
}
