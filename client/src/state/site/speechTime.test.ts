import type { SpeechClock } from '@diem-cau/protocol'
import { expect, test } from 'vitest'
import { speechTimeOf } from './speechTime.ts'

const clock = (change: Partial<SpeechClock> = {}): SpeechClock => ({
  startedAt: 1_000,
  limitMs: 300_000,
  pausedMs: 0,
  pausedSince: null,
  ...change,
})

test('without a limit the time runs up', () => {
  expect(speechTimeOf(clock({ limitMs: null }), 61_000)).toEqual({ state: 'running', ms: 60_000 })
})

test('with one it runs down, warns in the last minute, and then says by how much it is over', () => {
  expect(speechTimeOf(clock(), 1_000)).toEqual({ state: 'left', ms: 300_000 })
  expect(speechTimeOf(clock(), 241_000)).toEqual({ state: 'warning', ms: 60_000 })
  expect(speechTimeOf(clock(), 301_000)).toEqual({ state: 'warning', ms: 0 })
  expect(speechTimeOf(clock(), 336_000)).toEqual({ state: 'over', ms: 35_000 })
})

test('it stands still while a question is put in between', () => {
  const paused = clock({ pausedMs: 10_000, pausedSince: 101_000 })
  expect(speechTimeOf(paused, 101_000)).toEqual({ state: 'paused', ms: 210_000 })
  expect(speechTimeOf(paused, 151_000)).toEqual({ state: 'paused', ms: 210_000 })
})

test('a clock that jumps back does not count below nothing', () => {
  expect(speechTimeOf(clock({ limitMs: null }), 0)).toEqual({ state: 'running', ms: 0 })
})
