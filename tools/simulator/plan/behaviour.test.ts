import { describe, expect, it } from 'vitest'
import { behaviourOf, joinTimes, reactionTo, temperOf, type Step } from './behaviour.ts'

function take(count: number, options: Parameters<typeof behaviourOf>[0]): Step[] {
  const plan = behaviourOf(options)
  return Array.from({ length: count }, () => plan.next().value)
}

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed)
const MAY_FOLLOW: Record<string, readonly string[]> = {
  request: ['withdraw', 'request', 'leave', 'loseLink'],
  withdraw: ['request', 'leave', 'loseLink'],
  leave: ['return'],
  return: ['request', 'leave', 'loseLink'],
  loseLink: ['regainLink'],
  regainLink: ['request', 'leave', 'loseLink'],
}

describe('the plan of a room', () => {
  it('is the same for the same seed and differs for another', () => {
    expect(take(40, { seed: 7, index: 3, calm: false })).toEqual(take(40, { seed: 7, index: 3, calm: false }))
    expect(take(40, { seed: 7, index: 3, calm: false })).not.toEqual(
      take(40, { seed: 8, index: 3, calm: false }),
    )
    expect(take(40, { seed: 7, index: 3, calm: false })).not.toEqual(
      take(40, { seed: 7, index: 4, calm: false }),
    )
  })

  it('goes forward in time and ends every absence before anything else', () => {
    for (const seed of SEEDS) {
      const steps = take(60, { seed, index: seed % 12, calm: false })
      for (const [i, step] of steps.entries()) {
        const next = steps[i + 1]
        if (next === undefined) break
        expect(next.atMs, `seed ${seed}`).toBeGreaterThan(step.atMs)
        expect(MAY_FOLLOW[step.action], `seed ${seed}`).toContain(next.action)
      }
    }
  })

  it('shows everything that rooms do within a few minutes of a dozen sites', () => {
    const actions = Array.from({ length: 12 }, (_, index) => take(8, { seed: 1, index, calm: false }))
      .flat()
      .filter((step) => step.atMs < 300_000)
      .map((step) => step.action)
    expect(new Set(actions)).toEqual(
      new Set(['request', 'withdraw', 'leave', 'return', 'loseLink', 'regainLink']),
    )
  })

  it('when calm, only asks to speak and withdraws', () => {
    for (const seed of SEEDS) {
      const actions = take(40, { seed, index: 0, calm: true }).map((step) => step.action)
      expect(actions.filter((action) => action !== 'request' && action !== 'withdraw')).toEqual([])
    }
  })
})

describe('the waves of joining', () => {
  it('brings the chair first and everybody within eight seconds', () => {
    for (const seed of SEEDS) {
      const times = joinTimes(seed, 12)
      expect(times).toHaveLength(12)
      expect(times[0]).toBe(0)
      expect(Math.max(...times)).toBeLessThan(8_000)
    }
  })

  it('gives hundreds of sites more time', () => {
    const times = joinTimes(1, 218)
    const seconds = Map.groupBy(times, (atMs) => Math.floor(atMs / 1_000))
    const busiestSecond = Math.max(...[...seconds.values()].map((together) => together.length))
    expect(busiestSecond).toBeLessThanOrEqual(20)
  })
})

describe('reactions', () => {
  const temper = temperOf(1, 0)

  it('accepts an invitation after a while, not before', () => {
    expect(reactionTo('invited', temper.acceptAfterMs - 1, temper)).toBeNull()
    expect(reactionTo('invited', temper.acceptAfterMs, temper)).toBe('accept')
  })

  it('ends its own speech once it has said what it had to', () => {
    expect(reactionTo('live', temper.speakForMs - 1, temper)).toBeNull()
    expect(reactionTo('live', temper.speakForMs, temper)).toBe('end')
  })

  it('does nothing while it waits', () => {
    for (const state of ['idle', 'queued', 'standby', 'done', 'revoked'] as const)
      expect(reactionTo(state, 1_000_000, temper)).toBeNull()
  })
})
