import { expect, test } from 'vitest'
import { ServerClock } from './ServerClock.ts'

test('the reading with the shortest round trip is believed', () => {
  let now = 1_000
  const clock = new ServerClock(() => now)
  now = 1_400
  clock.read(50_000, 1_000)
  expect(clock.offsetMs).toBe(50_000 + 200 - 1_400)
  now = 2_020
  clock.read(51_000, 2_000)
  expect(clock.offsetMs).toBe(51_000 + 10 - 2_020)
  now = 3_900
  clock.read(99_000, 3_000)
  expect(clock.offsetMs).toBe(51_000 + 10 - 2_020)
})

test('after a restart any reading is taken again: the machine may have slept', () => {
  let now = 0
  const clock = new ServerClock(() => now)
  clock.read(10_000, 0)
  clock.restart()
  now = 500
  clock.read(90_000, 0)
  expect(clock.now()).toBe(90_250)
})
