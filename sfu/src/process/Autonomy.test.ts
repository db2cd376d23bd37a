import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Autonomy } from './Autonomy.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('autonomy', () => {
  it('is over after the server has been away long enough without a break', () => {
    const over = vi.fn<() => void>()
    const autonomy = new Autonomy(60_000, over)
    autonomy.serverAway()
    vi.advanceTimersByTime(40_000)
    autonomy.serverBack()
    autonomy.serverAway()
    vi.advanceTimersByTime(30_000)
    autonomy.serverAway()
    vi.advanceTimersByTime(29_999)
    expect(over).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(over).toHaveBeenCalledTimes(1)
  })

  it('is not over once closed', () => {
    const over = vi.fn<() => void>()
    const autonomy = new Autonomy(60_000, over)
    autonomy.serverAway()
    autonomy.close()
    vi.advanceTimersByTime(120_000)
    expect(over).not.toHaveBeenCalled()
  })
})
