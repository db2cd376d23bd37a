import type { Recurrence } from '@diem-cau/protocol'
import { assert, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayOf, weekdayOf } from './calendar.ts'
import { Holidays, NO_HOLIDAYS } from './holidays.ts'
import { occasionsOf, type OccasionOptions } from './recurrence.ts'
import { TUESDAY } from './testing.ts'

function daysOf(
  rule: string,
  start: string,
  changes: Partial<Recurrence> = {},
  options: Partial<OccasionOptions> = {},
): string[] {
  const startsAt = Date.parse(`${start}T08:00:00+07:00`)
  const recurrence: Recurrence = { rule, exceptDays: [], onHoliday: 'keep', ...changes }
  const found = occasionsOf(recurrence, startsAt, {
    holidays: NO_HOLIDAYS,
    until: addDays(start, 400),
    ...options,
  })
  if (!found.ok) throw new Error(found.reason.en)
  return found.days.filter(({ skipped }) => !skipped).map(({ day }) => day)
}

describe('The examples of RFC 5545', () => {
  test('monthly on the first Friday for ten occurrences', () => {
    expect(daysOf('FREQ=MONTHLY;COUNT=10;BYDAY=1FR', '1997-09-05')).toEqual([
      '1997-09-05',
      '1997-10-03',
      '1997-11-07',
      '1997-12-05',
      '1998-01-02',
      '1998-02-06',
      '1998-03-06',
      '1998-04-03',
      '1998-05-01',
      '1998-06-05',
    ])
  })

  test('every other week until 24 December', () => {
    const days = daysOf('FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU', '1997-09-02')
    expect(days.slice(0, 4)).toEqual(['1997-09-02', '1997-09-16', '1997-09-30', '1997-10-14'])
    expect(days.at(-1)).toBe('1997-12-23')
  })

  test('the second-to-last weekday of the month', () => {
    const days = daysOf('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2', '1997-09-29')
    expect(days.slice(0, 4)).toEqual(['1997-09-29', '1997-10-30', '1997-11-27', '1997-12-30'])
  })

  test('the 31st: months without one are left out, not counted', () => {
    expect(daysOf('FREQ=MONTHLY;COUNT=4;BYMONTHDAY=31', '2026-08-31')).toEqual([
      '2026-08-31',
      '2026-10-31',
      '2026-12-31',
      '2027-01-31',
    ])
  })
})

test('the first session counts, whether its day fits the rule or not', () => {
  expect(daysOf('FREQ=MONTHLY;BYDAY=2TU;COUNT=3', '2026-11-11')).toEqual([
    '2026-11-11',
    '2026-12-08',
    '2027-01-12',
  ])
})

test('days that are left out are left out, and still counted', () => {
  const exceptDays = ['2026-11-17']
  expect(daysOf('FREQ=WEEKLY;COUNT=3', '2026-11-10', { exceptDays })).toEqual(['2026-11-10', '2026-11-24'])
})

test('a later part of a series is the same as the whole one', () => {
  const whole = daysOf('FREQ=WEEKLY;COUNT=30', '2026-11-10')
  const later = daysOf('FREQ=WEEKLY;COUNT=30', '2026-11-10', {}, { from: '2027-02-01' })
  expect(later).toEqual(whole.filter((day) => day >= '2027-02-01'))
})

test('an endless rule says so, and gives no more than is made at a time', () => {
  const found = occasionsOf({ rule: 'FREQ=DAILY', exceptDays: [], onHoliday: 'keep' }, TUESDAY, {
    holidays: NO_HOLIDAYS,
    until: '2028-01-01',
  })
  expect(found).toMatchObject({ ok: true, endless: true })
  expect(found.ok ? found.days.length : 0).toBe(200)
})

describe('Holidays', () => {
  const name = { vi: 'Nghỉ lễ', en: 'Holiday' }
  const holidays = new Holidays(
    ['2027-04-29', '2027-04-30'].map((day) => ({ day, kind: 'holiday', name })),
    [2027],
  )
  const friday = ['FREQ=WEEKLY;COUNT=3', '2027-04-23'] as const

  test('are kept, skipped, or moved to the next working day', () => {
    expect(daysOf(...friday, { onHoliday: 'keep' }, { holidays })).toEqual([
      '2027-04-23',
      '2027-04-30',
      '2027-05-07',
    ])
    expect(daysOf(...friday, { onHoliday: 'skip' }, { holidays })).toEqual(['2027-04-23', '2027-05-07'])
    expect(daysOf(...friday, { onHoliday: 'nextWorkingDay' }, { holidays })).toEqual([
      '2027-04-23',
      '2027-05-03',
      '2027-05-07',
    ])
  })

  test('one that would be moved onto another of its series is not held', () => {
    const daily = daysOf('FREQ=DAILY;COUNT=6', '2027-04-28', { onHoliday: 'nextWorkingDay' }, { holidays })
    expect(daily).toEqual(['2027-04-28', '2027-05-01', '2027-05-02', '2027-05-03'])
  })
})

describe('Time zones', () => {
  const berlin = { timeZone: 'Europe/Berlin', holidays: NO_HOLIDAYS, until: '2027-03-31' }
  const daily: Recurrence = { rule: 'FREQ=DAILY', exceptDays: [], onHoliday: 'keep' }

  test('the hour on the wall stays when clocks change', () => {
    const found = occasionsOf(daily, Date.parse('2027-03-27T08:00:00+01:00'), berlin)
    const hours = found.ok ? found.days.map(({ startsAt }) => new Date(startsAt).getUTCHours()) : []
    expect(hours.slice(0, 3)).toEqual([7, 6, 6])
  })

  test('a day on which the hour does not exist is left out, as RFC 5545 has it', () => {
    const found = occasionsOf(daily, Date.parse('2027-03-27T02:30:00+01:00'), berlin)
    expect(found.ok ? found.days.map(({ day }) => day).slice(0, 2) : []).toEqual(['2027-03-27', '2027-03-29'])
  })
})

describe('A rule that can not be kept is refused', () => {
  test.each([
    'FREQ=SECONDLY',
    'FREQ=HOURLY;INTERVAL=4',
    'FREQ=DAILY;BYHOUR=8,14',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=13',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=10000',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=22000101',
    'FREQ=WEEKLY;BYMONTHDAY=10',
    'FREQ=DAILY;BYYEARDAY=100;BYWEEKNO=47',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=32',
    'FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=8',
    'FREQ=WEEKLY;INTERVAL=0',
    'FREQ=WEEKLY;COUNT=2;UNTIL=20270101',
    'FREQ=WEEKLY;UNTIL=20270230',
    'FREQ=WEEKLY;UNTIL=20270228T080000',
    'FREQ=WEEKLY;UNTIL=20270228T246199Z',
    'FREQ=WEEKLY;FREQ=DAILY',
    'RSCALE=CHINESE;FREQ=YEARLY',
    'FREQ=FORTNIGHTLY',
    'FREQ',
    '',
  ])('%s', (rule) => {
    const found = occasionsOf({ rule, exceptDays: [], onHoliday: 'keep' }, TUESDAY, {
      holidays: NO_HOLIDAYS,
      until: '2027-12-31',
    })
    expect(found).toMatchObject({ ok: false, reason: { vi: /./, en: /./ } })
  })
})

test.each([
  ['FREQ=DAILY', '2000-01-03'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU', '1970-01-02'],
])('a series that began decades ago is not gone through day by day: %s from %s', (rule, day) => {
  const daily = { rule, exceptDays: [], onHoliday: 'keep' as const }
  const found = occasionsOf(daily, Date.parse(day), { holidays: NO_HOLIDAYS, until: '2027-12-31' })
  expect(found).toMatchObject({ ok: false, reason: { vi: /20 năm/, en: /20 years/ } })
  const recent = { holidays: NO_HOLIDAYS, until: '2027-12-31', from: '2027-01-01' }
  const lately = occasionsOf(daily, Date.parse('2010-01-04'), recent)
  expect(lately.ok && lately.days.length).toBe(200)
})

test('asked for late days alone, a rule gives what it gives from the first session on', () => {
  const rules = [
    'FREQ=DAILY;INTERVAL=3',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU',
    'FREQ=MONTHLY;INTERVAL=3',
    'FREQ=MONTHLY;BYDAY=-1FR',
    'FREQ=MONTHLY;BYMONTHDAY=31',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=YEARLY;INTERVAL=2;BYDAY=20MO',
  ]
  assert(
    property(
      constantFrom(...rules),
      constantFrom('Asia/Ho_Chi_Minh', 'Europe/Berlin'),
      integer({ min: 0, max: 800 }),
      integer({ min: 0, max: 4_000 }),
      (rule, timeZone, offset, after) => {
        const startsAt = TUESDAY + offset * 86_400_000
        const first = dayOf(startsAt)
        const from = addDays(first, after)
        const options = { holidays: NO_HOLIDAYS, until: addDays(from, 60), timeZone }
        const recurrence = { rule, exceptDays: [], onHoliday: 'keep' as const }
        const late = occasionsOf(recurrence, startsAt, { ...options, from })
        // What is counted has to be gone through from the first one on.
        const all = occasionsOf({ ...recurrence, rule: `${rule};COUNT=2000` }, startsAt, { ...options, from })
        expect(late.ok && late.days.map(({ day }) => day)).toEqual(all.ok && all.days.map(({ day }) => day))
      },
    ),
    { numRuns: 150 },
  )
})

test('what is said twice in a rule is said once', () => {
  expect(daysOf('FREQ=WEEKLY;BYDAY=MO,MO,MO;COUNT=3', '2026-11-23')).toEqual([
    '2026-11-23',
    '2026-11-30',
    '2026-12-07',
  ])
})

test('weekly rules fall on their weekdays, at the hour of the first, in ascending order', () => {
  const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
  assert(
    property(
      record({
        offset: integer({ min: 0, max: 3_000 }),
        interval: integer({ min: 1, max: 6 }),
        day: constantFrom(...weekdays),
      }),
      ({ offset, interval, day }) => {
        const startsAt = TUESDAY + offset * 86_400_000
        const rule = `FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${day}`
        const found = occasionsOf({ rule, exceptDays: [], onHoliday: 'keep' }, startsAt, {
          holidays: NO_HOLIDAYS,
          until: addDays(dayOf(startsAt), 200),
        })
        const starts = found.ok ? found.days.map((one) => one.startsAt) : []
        expect(starts[0]).toBe(startsAt)
        expect(starts).toEqual(starts.toSorted((a, b) => a - b))
        for (const at of starts.slice(1)) {
          expect(weekdays[weekdayOf(dayOf(at)) - 1]).toBe(day)
          expect((at - startsAt) % 86_400_000).toBe(0)
        }
      },
    ),
    { numRuns: 40 },
  )
})
