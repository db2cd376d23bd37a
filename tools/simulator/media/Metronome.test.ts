import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Metronome } from './Metronome.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a metronome', () => {
  it('beats as often as its pace says', () => {
    const beat = vi.fn<() => void>()
    const metronome = new Metronome(10, beat)
    metronome.start()
    vi.advanceTimersByTime(100)
    expect(beat).toHaveBeenCalledTimes(10)
  })

  it('rests until it is started, and again once stopped', () => {
    const beat = vi.fn<() => void>()
    const metronome = new Metronome(10, beat)
    vi.advanceTimersByTime(100)
    metronome.start()
    metronome.stop()
    metronome.stop()
    vi.advanceTimersByTime(100)
    expect(beat).not.toHaveBeenCalled()
    expect(metronome.running).toBe(false)
  })

  it('catches up after a stall, but only so far', () => {
    const beat = vi.fn<() => void>()
    const metronome = new Metronome(10, beat, { mostCaughtUp: 5 })
    metronome.start()
    const start = performance.now()
    metronome.tick(start + 39)
    expect(beat).toHaveBeenCalledTimes(4)
    metronome.tick(start + 1_000)
    expect(beat).toHaveBeenCalledTimes(9)
    metronome.tick(start + 1_005)
    expect(beat).toHaveBeenCalledTimes(9)
  })
})
