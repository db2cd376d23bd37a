import { expect, test } from 'vitest'
import { daysOfSession, hoursShown, placeDay, sessionsByDay, shownOfDay } from './calendar.ts'
import { filterSessions, isFiltered, NO_FILTER } from './filters.ts'
import { lineOn } from './testing.ts'

const DAY = '2026-11-23'

test('a session of several days stands on each, one that ends at midnight not on the next', () => {
  expect(daysOfSession(lineOn(DAY, 480, 480 + 2 * 1_440))).toEqual([DAY, '2026-11-24', '2026-11-25'])
  expect(daysOfSession(lineOn(DAY, 1_320, 1_440))).toEqual([DAY])
})

test('a day’s sessions are in the order in which they begin', () => {
  const byDay = sessionsByDay([lineOn(DAY, 840, 900), lineOn(DAY, 480, 600)])
  expect(byDay.get(DAY)?.map(({ sessionId }) => sessionId)).toEqual([
    `session-${DAY}-480`,
    `session-${DAY}-840`,
  ])
})

test('the last place of a busy day says how many more there are', () => {
  expect(shownOfDay([1, 2, 3], 3)).toEqual({ shown: [1, 2, 3], more: 0 })
  expect(shownOfDay([1, 2, 3, 4, 5], 3)).toEqual({ shown: [1, 2], more: 3 })
})

test('overlapping sessions stand side by side, later ones have the width again', () => {
  const placed = placeDay(DAY, [
    lineOn(DAY, 480, 600),
    lineOn(DAY, 540, 660),
    lineOn(DAY, 600, 690),
    lineOn(DAY, 840, 900),
  ])
  expect(placed.map(({ fromMinutes, lane, lanes }) => [fromMinutes, lane, lanes])).toEqual([
    [480, 0, 2],
    [540, 1, 2],
    // Begins as the first one ends: takes its lane.
    [600, 0, 2],
    [840, 0, 1],
  ])
})

test('what goes on past midnight is cut to its day', () => {
  const line = lineOn(DAY, 1_380, 1_500)
  expect(placeDay(DAY, [line])[0]).toMatchObject({ fromMinutes: 1_380, toMinutes: 1_440 })
  expect(placeDay('2026-11-24', [line])[0]).toMatchObject({ fromMinutes: 0, toMinutes: 60 })
  expect(hoursShown(placeDay(DAY, [line]))).toEqual({ from: 7, to: 24 })
})

test('text is found without accents, in any order', () => {
  const lines = [
    lineOn(DAY, 480, 600, { title: 'Giao ban tháng 11' }),
    lineOn(DAY, 840, 900, { title: 'Tiếp xúc cử tri' }),
  ]
  expect(filterSessions(lines, { ...NO_FILTER, text: 'cu tri tiep' }).map(({ title }) => title)).toEqual([
    'Tiếp xúc cử tri',
  ])
  expect(isFiltered({ ...NO_FILTER, text: '  ' })).toBe(false)
})

test('cancelled and archived sessions are shown when asked for', () => {
  const lines = [lineOn(DAY, 480, 600, { state: 'cancelled' }), lineOn(DAY, 840, 900)]
  expect(filterSessions(lines, NO_FILTER)).toHaveLength(1)
  expect(filterSessions(lines, { ...NO_FILTER, state: 'all' })).toHaveLength(2)
  expect(filterSessions(lines, { ...NO_FILTER, state: 'cancelled' })).toHaveLength(1)
})
