import { describe, expect, it } from 'vitest'
import type { Step } from './behaviour.ts'
import { PlanClock } from './PlanClock.ts'

describe('the clock of a plan', () => {
  const steps: Step[] = [
    { atMs: 10, action: 'request' },
    { atMs: 20, action: 'withdraw' },
    { atMs: 30, action: 'leave' },
  ]

  it('hands out each step once, when it is due', () => {
    const clock = new PlanClock(steps.values())
    expect(clock.due(9)).toEqual([])
    expect(clock.due(25)).toEqual(['request', 'withdraw'])
    expect(clock.due(25)).toEqual([])
    expect(clock.due(1_000)).toEqual(['leave'])
    expect(clock.due(2_000)).toEqual([])
  })
})
