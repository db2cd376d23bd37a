import { expect, test } from 'vitest'
import {
  addMonths,
  dayOf,
  daysBetween,
  isDay,
  minutesOf,
  mondayOf,
  momentOf,
  nthWeekday,
  ordinalOf,
  weekdayOf,
  weeksOfMonth,
} from './days.ts'

test('a day and a clock time are those of Vietnam, wherever the PC stands', () => {
  const at = Date.parse('2026-11-21T18:30:00Z')
  expect(dayOf(at)).toBe('2026-11-22')
  expect(minutesOf(at)).toBe(90)
  expect(momentOf('2026-11-22', 90)).toBe(at)
})

test('weeks begin on Monday', () => {
  expect(weekdayOf('2026-11-22')).toBe(7)
  expect(mondayOf('2026-11-22')).toBe('2026-11-16')
  expect(weeksOfMonth('2026-11-05').map(([monday]) => monday)).toEqual([
    '2026-10-26',
    '2026-11-02',
    '2026-11-09',
    '2026-11-16',
    '2026-11-23',
    '2026-11-30',
  ])
  // February 2027 begins on a Monday and fills four weeks.
  expect(weeksOfMonth('2027-02-14')).toHaveLength(4)
})

test('a month later is the same day, or the last of a shorter month', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
  expect(addMonths('2026-11-30', -9)).toBe('2026-02-28')
  expect(addMonths('2026-12-15', 1)).toBe('2027-01-15')
})

test('the nth weekday of a month, and the last', () => {
  expect(nthWeekday('2026-12-01', 1, 1)).toBe('2026-12-07')
  expect(nthWeekday('2026-11-01', -1, 1)).toBe('2026-11-30')
  expect(ordinalOf('2026-11-02')).toBe(1)
  expect(ordinalOf('2026-11-30')).toBe(-1)
})

test('a day that the calendar does not have is none', () => {
  expect(isDay('2026-02-30')).toBe(false)
  expect(isDay('2028-02-29')).toBe(true)
  expect(isDay('22/11/2026')).toBe(false)
  expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2)
})
