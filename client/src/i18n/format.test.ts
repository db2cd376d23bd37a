import { expect, test } from 'vitest'
import { ageOf, formatClock, formatDateTime, formatDuration, formatMoment } from './format.ts'

const at = Date.UTC(2025, 10, 5, 17, 5, 9)

test('times are those of Vietnam on 24 hours, whatever the machine’s time zone is', () => {
  expect(formatDateTime(at)).toBe('00:05 06/11/2025')
  expect(formatClock(Date.UTC(2025, 10, 5, 7, 0))).toBe('14:00')
})

test('a moment of today carries no date, another day’s does', () => {
  expect(formatMoment(at, at + 3_600_000)).toBe('00:05')
  expect(formatMoment(at, at - 3_600_000)).toBe('00:05 06/11/2025')
})

test('durations run like a stopwatch and never go below zero', () => {
  expect([-5, 7_999, 760_000, 3_723_000].map(formatDuration)).toEqual(['0:00', '0:07', '12:40', '1:02:03'])
})

test('an age is said in its largest unit', () => {
  expect(ageOf(0)).toEqual({ unit: 'now' })
  expect(ageOf(59_999)).toEqual({ unit: 'seconds', count: 59 })
  expect(ageOf(60_000)).toEqual({ unit: 'minutes', count: 1 })
  expect(ageOf(7_200_000)).toEqual({ unit: 'hours', count: 2 })
  expect(ageOf(172_800_000)).toEqual({ unit: 'days', count: 2 })
})
