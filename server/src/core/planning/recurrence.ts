import type { Occurrence, Recurrence } from '@diem-cau/protocol'
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import type { Bilingual, CalendarDate } from '../directory/index.ts'
import { addDays, TIME_ZONE } from './calendar.ts'
import type { Holidays } from './holidays.ts'
import { readRule } from './recurrenceRule.ts'

/** Sessions of a series are made so many days ahead, and so many at most. */
export const HORIZON_DAYS = 400
export const MOST_AHEAD = 200

/** A rule that gives no second day within so many years never will: leap years come back after 8 at the latest. */
const SEARCH_YEARS = 9

/** Fewer days than the library goes through at all, where it has to begin with the first. */
const OLDEST_YEARS = 20

/** One day of a series. `key` is the day for which it stands, whatever became of it. */
export interface SeriesDay extends Occurrence {
  readonly key: CalendarDate
}

export type Occasions =
  | { readonly ok: true; readonly days: readonly SeriesDay[]; readonly endless: boolean }
  | { readonly ok: false; readonly reason: Bilingual }

export interface OccasionOptions {
  holidays: Holidays
  /** Days before this one are not asked for; from the first session on when it is not said. */
  from?: CalendarDate
  /** Days after this one are not asked for. */
  until: CalendarDate
  /** IANA time zone in which the session keeps its hour. */
  timeZone?: string
}

/**
 * The days of a recurrence, its first session's included, in the time zone of the meetings. The session keeps its hour
 * by the clock on the wall. A day on which that hour does not exist, as when clocks are put forward, is left out, and
 * so are 30 February and its like (RFC 5545, 3.3.10). At most `MOST_AHEAD` days.
 */
export function occasionsOf(
  recurrence: Recurrence,
  startsAt: number,
  { holidays, from, until, timeZone = TIME_ZONE }: OccasionOptions,
): Occasions {
  const rule = readRule(recurrence.rule)
  if (!rule.ok) return rule
  const first = Temporal.Instant.fromEpochMilliseconds(startsAt).toZonedDateTimeISO(timeZone)
  if (Temporal.PlainDate.compare(first.add({ years: OLDEST_YEARS }).toPlainDate(), until) < 0) {
    return {
      ok: false,
      reason: {
        vi: `phiên đầu tiên đã quá ${OLDEST_YEARS} năm; hãy lập lịch mới từ một phiên gần đây`,
        en: `its first session was more than ${OLDEST_YEARS} years ago; make a new series of a recent one`,
      },
    }
  }
  const atMidnight = (day: CalendarDate) => Temporal.PlainDate.from(day).toZonedDateTime(timeZone)
  const starts = startsOf(rule.text, first, {
    from: from === undefined ? null : atMidnight(from),
    last: atMidnight(addDays(until, 1)),
  })
  if (starts === null) {
    return {
      ok: false,
      reason: {
        vi: 'sau phiên đầu tiên không còn ngày nào nữa',
        en: 'there is no day after the first session',
      },
    }
  }
  const except = new Set(recurrence.exceptDays)
  const kept = starts.filter((start) => !except.has(dayOfZoned(start)))
  return { ok: true, endless: rule.endless, days: withHolidays(kept, recurrence.onHoliday, holidays) }
}

interface Span {
  /** Days before this one are not asked for; null for all from the first session on. */
  from: Temporal.ZonedDateTime | null
  last: Temporal.ZonedDateTime
}

/** Null when the rule never comes again. */
function startsOf(
  text: string,
  first: Temporal.ZonedDateTime,
  { from, last }: Span,
): Temporal.ZonedDateTime[] | null {
  const isCounted = /(?:^|;)COUNT=/.test(text)
  if (from !== null)
    return startsFrom(text, isCounted ? first : nearStart(text, first, from), first, from, last)
  if (isCounted) return countedStarts(text, first, last)
  const found: Temporal.ZonedDateTime[] = []
  let comesLater = false
  const end = later(last, first.add({ years: SEARCH_YEARS }))
  ruleOf(endedBy(text, end), first, true).all((at) => {
    const start = zoned(at)
    comesLater = Temporal.ZonedDateTime.compare(start, last) >= 0
    if (!comesLater) found.push(start)
    return !comesLater && found.length < MOST_AHEAD
  })
  return found.length > 1 || comesLater ? found : null
}

function startsFrom(
  text: string,
  start: Temporal.ZonedDateTime,
  first: Temporal.ZonedDateTime,
  from: Temporal.ZonedDateTime,
  last: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime[] {
  const asked = later(first, from)
  if (Temporal.ZonedDateTime.compare(asked, last) >= 0) return []
  // Only the first session is one of the series whatever the rule says.
  const rule = ruleOf(text, start, start === first)
  return rule.between(asked, last, true).slice(0, MOST_AHEAD).map(zoned)
}

/** A number of times is counted from the first on, and is small. */
function countedStarts(
  text: string,
  first: Temporal.ZonedDateTime,
  last: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime[] | null {
  const rule = ruleOf(text, first, true)
  const starts = rule.between(first, last, true).slice(0, MOST_AHEAD).map(zoned)
  if (starts.length > 1 || /(?:^|;)COUNT=1(?:;|$)/.test(text)) return starts
  return rule.between(first, first.add({ years: SEARCH_YEARS }), false).length > 0 ? starts : null
}

/**
 * A later beginning from which the rule gives the same days: a whole number of its periods on. A rule that was begun
 * years ago is not gone through from there, on the thread that serves. The first itself where there is none as safe.
 */
function nearStart(
  text: string,
  first: Temporal.ZonedDateTime,
  from: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime {
  const [, frequency = ''] = /(?:^|;)FREQ=([A-Z]+)/.exec(text) ?? []
  const unit = PERIODS[frequency]
  const days = first.until(from, { largestUnit: 'day' }).days
  // A month that has no 30th would give another day than the rule does.
  if (unit === undefined || days <= 0 || (unit.days > 7 && first.day > 28)) return first
  const interval = Number(/(?:^|;)INTERVAL=(\d+)/.exec(text)?.[1] ?? '1')
  const periods = Math.floor(days / (unit.days * interval)) - 1
  if (periods <= 0) return first
  const start = first.add({ [unit.name]: periods * interval })
  // Where the clocks were put forward at that hour it would be another hour.
  return start.toPlainTime().equals(first.toPlainTime()) ? start : first
}

/** No shorter than the longest of its kind. */
const PERIODS: Readonly<Record<string, { name: 'days' | 'weeks' | 'months' | 'years'; days: number }>> = {
  DAILY: { name: 'days', days: 1 },
  WEEKLY: { name: 'weeks', days: 7 },
  MONTHLY: { name: 'months', days: 31 },
  YEARLY: { name: 'years', days: 366 },
}

function ruleOf(text: string, dtstart: Temporal.ZonedDateTime, includeDtstart: boolean) {
  const tzid = dtstart.timeZoneId
  return new RRuleTemporal({ rruleString: text, dtstart, tzid, includeDtstart, temporal: Temporal })
}

/** The rule, over at the latest on a day: what never matches is not looked for without end. */
function endedBy(text: string, end: Temporal.ZonedDateTime): string {
  const day = end.toPlainDate().toString().replaceAll('-', '')
  const [, until] = /(?:^|;)UNTIL=(\d{8})/.exec(text) ?? []
  if (until !== undefined && until <= day) return text
  return `${text.replace(/;?UNTIL=[^;]*/, '')};UNTIL=${day}T235959Z`
}

const later = (a: Temporal.ZonedDateTime, b: Temporal.ZonedDateTime): Temporal.ZonedDateTime =>
  Temporal.ZonedDateTime.compare(a, b) < 0 ? b : a

const zoned = (at: { toString: () => string }): Temporal.ZonedDateTime =>
  Temporal.ZonedDateTime.from(at.toString())

function dayOfZoned(at: Temporal.ZonedDateTime): CalendarDate {
  return at.toPlainDate().toString()
}

function withHolidays(
  starts: readonly Temporal.ZonedDateTime[],
  onHoliday: Recurrence['onHoliday'],
  holidays: Holidays,
): SeriesDay[] {
  const taken = new Set(starts.map(dayOfZoned).filter((day) => holidays.holidayOn(day) === null))
  return starts.map((start): SeriesDay => {
    const key = dayOfZoned(start)
    const holiday = holidays.holidayOn(key)
    const stays = {
      key,
      day: key,
      startsAt: start.epochMilliseconds,
      holiday,
      movedFrom: null,
      skipped: false,
    }
    if (holiday === null || onHoliday === 'keep') return stays
    if (onHoliday === 'skip') return { ...stays, skipped: true }
    const day = holidays.nextWorkingDay(key)
    // Two sessions of one series on one day: the one that would be moved there is not held.
    if (taken.has(day)) return { ...stays, skipped: true }
    taken.add(day)
    return { ...stays, day, startsAt: onDay(start, day).epochMilliseconds, movedFrom: key }
  })
}

function onDay(start: Temporal.ZonedDateTime, day: CalendarDate): Temporal.ZonedDateTime {
  return Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone: start.timeZoneId,
    plainTime: start.toPlainTime(),
  })
}
