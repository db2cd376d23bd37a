import type { Occurrence, Recurrence } from '@diem-cau/protocol'
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import type { Bilingual, CalendarDate } from '../directory/index.ts'
import { TIME_ZONE } from './calendar.ts'
import type { Holidays } from './holidays.ts'
import { readRule } from './recurrenceRule.ts'

/** Sessions of a series are made so many days ahead, and so many at most. */
export const HORIZON_DAYS = 400
export const MOST_AHEAD = 200

/** A rule that gives no second day within so many years never will: leap years come back after 8 at the latest. */
const SEARCH_YEARS = 9

/**
 * Every day since the first session is gone through, on the thread that serves: twenty years of them take a quarter of a
 * second, and are fewer than the library goes through at all.
 */
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
  const starts = startsOf(rule.text, first, from, until)
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

/** Null when the rule never comes again. */
function startsOf(
  text: string,
  first: Temporal.ZonedDateTime,
  from: CalendarDate | undefined,
  until: CalendarDate,
): Temporal.ZonedDateTime[] | null {
  const rule = new RRuleTemporal({
    rruleString: text,
    dtstart: first,
    tzid: first.timeZoneId,
    includeDtstart: true,
    temporal: Temporal,
  })
  const last = Temporal.PlainDate.from(until).add({ days: 1 }).toZonedDateTime(first.timeZoneId)
  const asked = from === undefined ? first : Temporal.PlainDate.from(from).toZonedDateTime(first.timeZoneId)
  const start = Temporal.ZonedDateTime.compare(first, asked) < 0 ? asked : first
  const found = Temporal.ZonedDateTime.compare(start, last) < 0 ? rule.between(start, last, true) : []
  const starts = found.map((at) => Temporal.ZonedDateTime.from(at.toString())).slice(0, MOST_AHEAD)
  if (starts.length > 1 || from !== undefined || isOnlyOnce(text)) return starts
  return rule.between(first, first.add({ years: SEARCH_YEARS }), false).length > 0 ? starts : null
}

function isOnlyOnce(text: string): boolean {
  return /(?:^|;)COUNT=1(?:;|$)/.test(text)
}

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
