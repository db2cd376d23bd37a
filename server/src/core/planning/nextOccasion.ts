import type { CalendarDate } from '../directory/index.ts'
import { addDays, weekdayOf } from './calendar.ts'

/** Sessions that are no further apart are weekly ones. */
const WEEKLY_DAYS = 10
const MONTHS = 12

/**
 * The day on which the next session of a kind is likely to be: a week later for weekly ones; otherwise the same weekday
 * of the following month, counted from its beginning as before (the second Tuesday), or its last one where it was the
 * fifth or where that month has no fifth.
 * @param before the day of the one before it; null when there was none
 * @param after the day found is later than this one
 */
export function nextDayLike(
  last: CalendarDate,
  before: CalendarDate | null,
  after: CalendarDate,
): CalendarDate {
  const isWeekly = before !== null && addDays(before, WEEKLY_DAYS) >= last && before < last
  let day = last
  for (let step = 1; day <= after || day === last; step++) {
    day = isWeekly ? addDays(last, 7 * step) : sameWeekdayLater(last, step)
  }
  return day
}

function sameWeekdayLater(day: CalendarDate, months: number): CalendarDate {
  const ordinal = Math.ceil(Number(day.slice(8)) / 7)
  const first = firstOfMonth(day, months)
  const offset = (weekdayOf(day) - weekdayOf(first) + 7) % 7
  const wanted = addDays(first, offset + (ordinal - 1) * 7)
  return wanted.slice(0, 7) === first.slice(0, 7) ? wanted : addDays(wanted, -7)
}

function firstOfMonth(day: CalendarDate, later: number): CalendarDate {
  const month = monthNumber(day) + later
  return `${String(Math.floor(month / MONTHS)).padStart(4, '0')}-${String((month % MONTHS) + 1).padStart(2, '0')}-01`
}

/** Months since the year 0. */
function monthNumber(day: CalendarDate): number {
  return Number(day.slice(0, 4)) * MONTHS + Number(day.slice(5, 7)) - 1
}

const MONTH_AND_YEAR = /(tháng\s+)(\d{1,2})(\s*[/-]\s*|\s+năm\s+)(\d{4})/giu
const MONTH_ALONE = /(tháng\s+)(\d{1,2})(?!\d|\s*[/-]\s*\d|\s+năm\s+\d)/giu
const QUARTER = /(quý\s+)(IV|III|II|I|[1-4])(?![\p{L}\d])((?:\s*[/-]\s*|\s+năm\s+)\d{4})?/giu
const ROMAN = ['I', 'II', 'III', 'IV']

/**
 * A title for the next time: the month or the quarter in it moves on as far as the day does, so that "Giao ban tháng
 * 10/2026" becomes "Giao ban tháng 11/2026". A month that has nothing to do with the day is a subject, and stays.
 */
export function nextTitle(title: string, from: CalendarDate, to: CalendarDate): string {
  const moved = monthNumber(to) - monthNumber(from)
  return title
    .replaceAll(MONTH_AND_YEAR, (whole, word: string, month: string, between: string, year: string) => {
      const was = Number(year) * MONTHS + Number(month) - 1
      if (!isNear(was, monthNumber(from)) || Number(month) > MONTHS) return whole
      const is = was + moved
      return `${word}${likeWritten(month, (is % MONTHS) + 1)}${between}${Math.floor(is / MONTHS)}`
    })
    .replaceAll(MONTH_ALONE, (whole, word: string, month: string) => {
      const was = nearestMonth(Number(month), monthNumber(from))
      if (was === null) return whole
      return `${word}${likeWritten(month, ((was + moved) % MONTHS) + 1)}`
    })
    .replaceAll(QUARTER, (whole, word: string, quarter: string, rest: string | undefined) =>
      movedQuarter(whole, { word, quarter, rest: rest ?? '' }, from, to),
    )
}

/** Meetings are held in their month, in the one before it or in the one after it. */
function isNear(month: number, around: number): boolean {
  return Math.abs(month - around) <= 1
}

/** The month of a number (1–12) that is nearest; null when it is none of the three around. */
function nearestMonth(number: number, around: number): number | null {
  const found = [around - 1, around, around + 1].find((month) => (month % MONTHS) + 1 === number)
  return found ?? null
}

function likeWritten(before: string, value: number): string {
  return before.startsWith('0') ? String(value).padStart(2, '0') : String(value)
}

function movedQuarter(
  whole: string,
  { word, quarter, rest }: { word: string; quarter: string; rest: string },
  from: CalendarDate,
  to: CalendarDate,
): string {
  const isRoman = /^[ivx]+$/i.test(quarter)
  const number = isRoman ? ROMAN.indexOf(quarter.toUpperCase()) + 1 : Number(quarter)
  const year = Number(/\d{4}/.exec(rest)?.[0] ?? from.slice(0, 4))
  const was = year * 4 + number - 1
  const at = Math.floor(monthNumber(from) / 3)
  if (Math.abs(was - at) > 1) return whole
  const is = was + Math.floor(monthNumber(to) / 3) - at
  const text = isRoman ? (ROMAN[is % 4] ?? quarter) : String((is % 4) + 1)
  return `${word}${text}${rest.replace(/\d{4}/, String(Math.floor(is / 4)))}`
}
