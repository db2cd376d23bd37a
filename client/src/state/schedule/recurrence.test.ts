import { expect, test } from 'vitest'
import {
  recurrenceOf,
  repetitionFault,
  repetitionFor,
  repetitionOf,
  ruleOf,
  type Repetition,
} from './recurrence.ts'

const first: Repetition = repetitionFor('2026-12-07')

test('a session on the first Monday is repeated on the first Monday of every month', () => {
  expect(ruleOf(first)).toBe('FREQ=MONTHLY;BYDAY=1MO')
})

test('the fifth of a weekday is the last', () => {
  expect(ruleOf(repetitionFor('2026-11-30'))).toBe('FREQ=MONTHLY;BYDAY=-1MO')
})

test('weekly on several days, in the order of the week', () => {
  expect(ruleOf({ ...first, every: 'week', interval: 2, weekdays: [5, 1] })).toBe(
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;WKST=MO',
  )
})

test('by the day of the month, so many times', () => {
  expect(ruleOf({ ...first, every: 'monthDay', monthDay: 25, end: { kind: 'count', count: 12 } })).toBe(
    'FREQ=MONTHLY;BYMONTHDAY=25;COUNT=12',
  )
})

test('until a day: its last second in Vietnam, written in UTC', () => {
  expect(ruleOf({ ...first, end: { kind: 'until', day: '2026-12-31' } })).toBe(
    'FREQ=MONTHLY;BYDAY=1MO;UNTIL=20261231T165959Z',
  )
})

test.each<Partial<Repetition>>([
  {},
  { every: 'week', weekdays: [1, 5], interval: 2 },
  { every: 'monthDay', monthDay: -1, end: { kind: 'count', count: 3 } },
  { end: { kind: 'until', day: '2026-12-31' }, exceptDays: ['2027-01-04'], onHoliday: 'skip' },
])('a rule is read as it was chosen: %j', (parts) => {
  const chosen = { ...first, ...parts }
  const read = repetitionOf(recurrenceOf(chosen))
  expect(read).not.toBeNull()
  expect(ruleOf(read ?? first)).toBe(ruleOf(chosen))
  expect(read).toMatchObject({ end: chosen.end, exceptDays: chosen.exceptDays, onHoliday: chosen.onHoliday })
})

test.each(['FREQ=YEARLY', 'FREQ=MONTHLY;BYDAY=MO,TU', 'FREQ=MONTHLY;BYDAY=1MO;BYHOUR=8', 'FREQ=WEEKLY', ''])(
  'a rule that says more than can be chosen is left alone: %s',
  (rule) => expect(repetitionOf({ rule, exceptDays: [], onHoliday: 'keep' })).toBeNull(),
)

test('what can not be is named', () => {
  expect(repetitionFault(first)).toBeNull()
  expect(repetitionFault({ ...first, interval: 0 })).toBe('interval')
  expect(repetitionFault({ ...first, every: 'week', weekdays: [] })).toBe('weekdays')
  expect(repetitionFault({ ...first, every: 'monthDay', monthDay: 32 })).toBe('monthDay')
  expect(repetitionFault({ ...first, end: { kind: 'count', count: 0 } })).toBe('end')
  expect(repetitionFault({ ...first, end: { kind: 'until', day: '2026-02-30' } })).toBe('end')
})
