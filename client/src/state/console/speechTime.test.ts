import { describe, expect, test } from 'vitest'
import { speechTime } from './speechTime.ts'

const clock = { startedAt: 0, limitMs: 300_000, pausedMs: 0, pausedSince: null }

describe('the time of a speech', () => {
  test.each([
    [0, 'running', 300_000, 0],
    [239_999, 'running', 60_001, 0],
    [240_000, 'warning', 60_000, 0],
    [300_000, 'warning', 0, 0],
    [301_000, 'over', 0, 1_000],
  ] as const)('after %i ms it is %s', (now, phase, leftMs, overMs) => {
    expect(speechTime(clock, now)).toMatchObject({ phase, leftMs, overMs })
  })

  test('without a limit it takes as long as it takes', () => {
    expect(speechTime({ ...clock, limitMs: null }, 900_000)).toMatchObject({
      phase: 'open',
      elapsedMs: 900_000,
      leftMs: null,
      share: null,
    })
  })

  test('stands still while another one puts a question, and goes on from there', () => {
    const paused = { ...clock, pausedSince: 100_000 }
    expect(speechTime(paused, 190_000)).toMatchObject({ standsStill: true, leftMs: 200_000 })
    expect(speechTime({ ...clock, pausedMs: 90_000 }, 190_000)).toMatchObject({
      standsStill: false,
      leftMs: 200_000,
    })
  })

  test('says how much of it is used up, at most all of it', () => {
    expect(speechTime(clock, 150_000).share).toBe(0.5)
    expect(speechTime(clock, 900_000).share).toBe(1)
    expect(speechTime({ ...clock, limitMs: 0 }, 0).share).toBe(1)
  })
})
