import { describe, expect, it } from 'vitest'
import { RateLimiter } from './RateLimiter.ts'

const aBucket = () => new RateLimiter({ burst: 5, perSecond: 2, now: 1_000 })
/** How many of `attempts` get through at one moment. */
const taken = (bucket: RateLimiter, attempts: number, now: number): number =>
  Array.from({ length: attempts }, () => bucket.take(now)).filter(Boolean).length

describe('The allowance of messages', () => {
  it('is a burst at once', () => {
    expect(taken(aBucket(), 9, 1_000)).toBe(5)
  })

  it('fills up again with time, to no more than a burst', () => {
    const bucket = aBucket()
    taken(bucket, 5, 1_000)
    expect(taken(bucket, 9, 1_499)).toBe(0)
    expect(taken(bucket, 9, 1_500)).toBe(1)
    expect(taken(bucket, 9, 3_000)).toBe(3)
    expect(taken(bucket, 99, 3_600_000)).toBe(5)
  })

  it('is not lost by asking too often', () => {
    const bucket = aBucket()
    taken(bucket, 5, 1_000)
    for (let now = 1_010; now < 1_500; now += 10) expect(bucket.take(now)).toBe(false)
    expect(bucket.take(1_500)).toBe(true)
  })

  it('does not grow when the clock goes back', () => {
    const bucket = aBucket()
    taken(bucket, 5, 1_000)
    expect(taken(bucket, 9, 0)).toBe(0)
    expect(taken(bucket, 9, 500)).toBe(1)
  })
})
