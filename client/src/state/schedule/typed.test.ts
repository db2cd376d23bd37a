import { expect, test } from 'vitest'
import { clockText, dayText, durationText, parseClock, parseDay, parseDuration } from './typed.ts'

test.each([
  ['8:00', 480],
  ['8h', 480],
  ['8', 480],
  ['14h30', 870],
  ['14 giờ 30', 870],
  ['14 giờ 30 phút', 870],
  ['14.30', 870],
  ['1430', 870],
  ['830', 510],
  ['23:59', 1_439],
  ['0h', 0],
])('%s is a clock time', (text, minutes) => expect(parseClock(text)).toBe(minutes))

test.each(['', '24:00', '8:60', 'tám giờ', '8h75', '-1', '8:0:0', '12345'])('%j is no clock time', (text) =>
  expect(parseClock(text)).toBeNull(),
)

test.each([
  ['5/11/2026', '2026-11-05'],
  ['05-11-2026', '2026-11-05'],
  ['5.11.26', '2026-11-05'],
  ['2026-11-05', '2026-11-05'],
  // Without a year: the next one from today on.
  ['25/11', '2026-11-25'],
  ['22/11', '2026-11-22'],
  ['5/1', '2027-01-05'],
  ['29/2/2028', '2028-02-29'],
])('%s is a day', (text, day) => expect(parseDay(text, '2026-11-22')).toBe(day))

test.each(['', '30/2/2026', '31/4', '13/13/2026', 'mai', '5/11/126'])('%j is no day', (text) =>
  expect(parseDay(text, '2026-11-22')).toBeNull(),
)

test.each([
  ['90', 90],
  ['90p', 90],
  ['90 phút', 90],
  ['2h', 120],
  ['2 giờ', 120],
  ['1h30', 90],
  ['1:30', 90],
  ['1 giờ 30 phút', 90],
  ['3 ngày', 4_320],
])('%s is a length', (text, minutes) => expect(parseDuration(text)).toBe(minutes))

test('what is written can be read again', () => {
  for (const minutes of [5, 45, 60, 90, 125, 4_320])
    expect(parseDuration(durationText(minutes))).toBe(minutes)
  for (const minutes of [0, 5, 480, 1_439]) expect(parseClock(clockText(minutes))).toBe(minutes)
  expect(parseDay(dayText('2026-11-05'), '2026-01-01')).toBe('2026-11-05')
  expect(parseDuration('1h75')).toBeNull()
})
