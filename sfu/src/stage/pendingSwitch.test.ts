import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PendingSwitch } from './pendingSwitch.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

test('all who wait for a switch get the same answer', async () => {
  const pending = new PendingSwitch()
  const answers = [pending.wait(() => {}), pending.wait(() => {})]
  pending.settle({ committed: true, elapsedMs: 70 })
  expect(await Promise.all(answers)).toEqual([
    { committed: true, elapsedMs: 70 },
    { committed: true, elapsedMs: 70 },
  ])
})

test('after three seconds the caller is told so, and key frames are asked for until it comes', async () => {
  const pending = new PendingSwitch()
  const retry = vi.fn()
  const answer = pending.wait(retry)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(await answer).toEqual({ committed: false, reason: 'timeout' })
  await vi.advanceTimersByTimeAsync(2_000)
  expect(retry).toHaveBeenCalledTimes(5)
  pending.settle({ committed: true, elapsedMs: 5_000 })
  await vi.advanceTimersByTimeAsync(2_000)
  expect(retry).toHaveBeenCalledTimes(5)
  expect(vi.getTimerCount()).toBe(0)
})

test('a later question is answered anew', async () => {
  const pending = new PendingSwitch()
  const first = pending.wait(() => {})
  pending.settle({ committed: false, reason: 'superseded' })
  const second = pending.wait(() => {})
  pending.settle({ committed: false, reason: 'closed' })
  expect([await first, await second]).toEqual([
    { committed: false, reason: 'superseded' },
    { committed: false, reason: 'closed' },
  ])
  expect(vi.getTimerCount()).toBe(0)
})
