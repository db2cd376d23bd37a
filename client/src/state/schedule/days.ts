/** `YYYY-MM-DD`: a day of the calendar in Vietnam, whatever the clock of this PC says. */
export type Day = string

/** UTC+7 without summer time since 13 June 1975 (IANA time zone database): older times are no sessions' times. */
const OFFSET_MS = 7 * 3_600_000
const DAY_MS = 86_400_000

const utc = (day: Day): Date => new Date(`${day}T00:00:00Z`)
const written = (date: Date): Day => date.toISOString().slice(0, 10)

/** The day on which an instant falls. */
export function dayOf(at: number): Day {
  return written(new Date(at + OFFSET_MS))
}

/** Minutes since midnight of an instant. */
export function minutesOf(at: number): number {
  return Math.floor((at - startOfDay(dayOf(at))) / 60_000)
}

/** The instant at which a day begins. */
export function startOfDay(day: Day): number {
  return utc(day).getTime() - OFFSET_MS
}

/** The instant of a clock time, in minutes since midnight, on a day. */
export function momentOf(day: Day, minutes: number): number {
  return startOfDay(day) + minutes * 60_000
}

export function addDays(day: Day, days: number): Day {
  return written(new Date(utc(day).getTime() + days * DAY_MS))
}

/** Days from one to another; negative when the other is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / DAY_MS)
}

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekdayOf(day: Day): number {
  return utc(day).getUTCDay() || 7
}

export function monthOf(day: Day): number {
  return Number(day.slice(5, 7))
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}

export function monthDayOf(day: Day): number {
  return Number(day.slice(8, 10))
}

/** The same day of a month so many months later; the last one where that month is shorter. */
export function addMonths(day: Day, months: number): Day {
  const first = utc(`${day.slice(0, 8)}01`)
  first.setUTCMonth(first.getUTCMonth() + months)
  const monthStart = written(first)
  return addDays(monthStart, Math.min(monthDayOf(day), daysInMonth(monthStart)) - 1)
}

function daysInMonth(day: Day): number {
  return new Date(Date.UTC(yearOf(day), monthOf(day), 0)).getUTCDate()
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 8)}01`
}

/** The Monday of a day's week. */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekdayOf(day))
}

/** Seven days from a Monday. */
export function weekOf(day: Day): Day[] {
  const monday = mondayOf(day)
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index))
}

/** The weeks, Monday to Sunday, that have a day of the month in them. */
export function weeksOfMonth(day: Day): Day[][] {
  const month = day.slice(0, 7)
  const weeks: Day[][] = []
  for (let monday = mondayOf(firstOfMonth(day)); ; monday = addDays(monday, 7)) {
    const week = weekOf(monday)
    if (!week.some((entry) => entry.startsWith(month))) return weeks
    weeks.push(week)
  }
}

/** Which of its weekday a day is in its month: 1 to 4; -1 where it is the fifth, which is always the last. */
export function ordinalOf(day: Day): number {
  const nth = Math.ceil(monthDayOf(day) / 7)
  return nth === 5 ? -1 : nth
}

/** The nth such weekday of a month; -1 is the last. */
export function nthWeekday(month: Day, nth: number, weekday: number): Day {
  const first = firstOfMonth(month)
  if (nth === -1) {
    const last = addDays(first, daysInMonth(first) - 1)
    return addDays(last, -((weekdayOf(last) - weekday + 7) % 7))
  }
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7)
}

/** Whether a text is a day of the calendar: there is no 30 February. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = utc(text).getTime()
  return !Number.isNaN(at) && written(new Date(at)) === text
}
