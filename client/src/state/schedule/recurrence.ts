import type { Recurrence } from '@diem-cau/protocol'
import { addDays, isDay, monthDayOf, ordinalOf, startOfDay, weekdayOf, type Day } from './days.ts'

/** How a session is repeated, as one chooses it; from it comes the rule of RFC 5545. */
export interface Repetition {
  readonly every: 'week' | 'monthWeekday' | 'monthDay'
  /** Every so many weeks or months. */
  readonly interval: number
  /** Of a weekly one: 1 is Monday, 7 is Sunday. */
  readonly weekdays: readonly number[]
  /** Of `monthWeekday`: 1 to 4; -1 is the last. */
  readonly nth: number
  readonly weekday: number
  /** Of `monthDay`: 1 to 31; -1 is the month’s last day. */
  readonly monthDay: number
  readonly end:
    | { readonly kind: 'never' }
    | { readonly kind: 'until'; readonly day: Day }
    | {
        readonly kind: 'count'
        readonly count: number
      }
  readonly exceptDays: readonly Day[]
  readonly onHoliday: Recurrence['onHoliday']
}

const DAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** What a session on a day is most likely repeated by: monthly on the same weekday, for a year at most unless said. */
export function repetitionFor(day: Day): Repetition {
  return {
    every: 'monthWeekday',
    interval: 1,
    weekdays: [weekdayOf(day)],
    nth: ordinalOf(day),
    weekday: weekdayOf(day),
    monthDay: monthDayOf(day),
    end: { kind: 'never' },
    exceptDays: [],
    onHoliday: 'nextWorkingDay',
  }
}

/** Why a repetition can not be; null when it can. */
export function repetitionFault({
  every,
  interval,
  weekdays,
  monthDay,
  end,
}: Repetition): 'interval' | 'weekdays' | 'monthDay' | 'end' | null {
  if (!Number.isInteger(interval) || interval < 1 || interval > 60) return 'interval'
  if (every === 'week' && weekdays.length === 0) return 'weekdays'
  if (
    every === 'monthDay' &&
    monthDay !== -1 &&
    !(Number.isInteger(monthDay) && monthDay >= 1 && monthDay <= 31)
  ) {
    return 'monthDay'
  }
  if (end.kind === 'until' && !isDay(end.day)) return 'end'
  if (end.kind === 'count' && !(Number.isInteger(end.count) && end.count >= 1 && end.count <= 500))
    return 'end'
  return null
}

/** The RRULE value (RFC 5545, 3.3.10). UNTIL is the last instant of its day here, in UTC, as a start with a zone needs it. */
export function ruleOf(repetition: Repetition): string {
  const { every, interval, weekdays, nth, weekday, monthDay, end } = repetition
  const parts = [`FREQ=${every === 'week' ? 'WEEKLY' : 'MONTHLY'}`]
  if (interval > 1) parts.push(`INTERVAL=${interval}`)
  if (every === 'week') {
    parts.push(
      `BYDAY=${weekdays
        .toSorted((a, b) => a - b)
        .map(dayCode)
        .join(',')}`,
      'WKST=MO',
    )
  }
  if (every === 'monthWeekday') parts.push(`BYDAY=${nth}${dayCode(weekday)}`)
  if (every === 'monthDay') parts.push(`BYMONTHDAY=${monthDay}`)
  if (end.kind === 'count') parts.push(`COUNT=${end.count}`)
  if (end.kind === 'until') parts.push(`UNTIL=${lastInstantOf(end.day)}`)
  return parts.join(';')
}

function dayCode(weekday: number): string {
  return DAY_CODES[weekday - 1] ?? 'MO'
}

function lastInstantOf(day: Day): string {
  const text = new Date(startOfDay(addDays(day, 1)) - 1_000).toISOString()
  return `${text.slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}

export function recurrenceOf(repetition: Repetition): Recurrence {
  return {
    rule: ruleOf(repetition),
    exceptDays: [...repetition.exceptDays],
    onHoliday: repetition.onHoliday,
  }
}

/** A rule as one chooses it; null for one that says more than can be chosen here. */
export function repetitionOf({ rule, exceptDays, onHoliday }: Recurrence): Repetition | null {
  const parts = new Map(rule.split(';').map((part) => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']))
  const known = ['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'COUNT', 'UNTIL', 'WKST']
  if ([...parts.keys()].some((name) => !known.includes(name))) return null
  const base = { ...repetitionFor('2024-01-01'), exceptDays: [...exceptDays], onHoliday }
  const end = endOf(parts.get('COUNT'), parts.get('UNTIL'))
  const interval = Number(parts.get('INTERVAL') ?? 1)
  const days = (parts.get('BYDAY') ?? '').split(',').filter(Boolean)
  const monthDay = parts.get('BYMONTHDAY')
  if (parts.get('FREQ') === 'WEEKLY' && monthDay === undefined) {
    const weekdays = days.map((code) => DAY_CODES.findIndex((known_) => known_ === code) + 1)
    if (weekdays.length === 0 || weekdays.includes(0)) return null
    return { ...base, every: 'week', interval, weekdays, end }
  }
  if (parts.get('FREQ') !== 'MONTHLY') return null
  if (monthDay !== undefined && days.length === 0 && /^(-1|\d{1,2})$/.test(monthDay)) {
    return { ...base, every: 'monthDay', interval, monthDay: Number(monthDay), end }
  }
  const match = /^(-1|[1-4])([A-Z]{2})$/.exec(days.length === 1 ? (days[0] ?? '') : '')
  const weekday = DAY_CODES.findIndex((code) => code === match?.[2]) + 1
  if (match === null || weekday === 0 || monthDay !== undefined) return null
  return { ...base, every: 'monthWeekday', interval, nth: Number(match[1]), weekday, end }
}

function endOf(count: string | undefined, until: string | undefined): Repetition['end'] {
  if (count !== undefined) return { kind: 'count', count: Number(count) }
  const match = /^(\d{4})(\d{2})(\d{2})/.exec(until ?? '')
  if (match === null) return { kind: 'never' }
  return { kind: 'until', day: `${match[1]}-${match[2]}-${match[3]}` }
}
