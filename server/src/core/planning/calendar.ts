import type { CalendarDate } from '../directory/index.ts'

/** Meetings are held by the clock on the wall in Vietnam, wherever the server stands. */
export const TIME_ZONE = 'Asia/Ho_Chi_Minh'

/** UTC+7 without summer time since 13 June 1975 (IANA time zone database): older times are no sessions' times. */
const OFFSET_MS = 7 * 3_600_000
const DAY_MS = 86_400_000

/** The day on which an instant falls. */
export function dayOf(at: number): CalendarDate {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 10)
}

/** The instant at which a day begins. */
export function startOfDay(day: CalendarDate): number {
  return Date.parse(`${day}T00:00:00Z`) - OFFSET_MS
}

/** The day so many days later, or earlier. */
export function addDays(day: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The instant of another day at which the clock on the wall shows the same. */
export function sameClock(at: number, day: CalendarDate): number {
  return startOfDay(day) + (at - startOfDay(dayOf(at)))
}

/** Whether a text in the form of a date is a day of the calendar: there is no 30 February. */
export function isDay(day: CalendarDate): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day
}

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekdayOf(day: CalendarDate): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

/** An instant as it is written for people: `08:00 21/11/2026`. */
export function momentText(at: number): string {
  const text = new Date(at + OFFSET_MS).toISOString()
  return `${text.slice(11, 16)} ${text.slice(8, 10)}/${text.slice(5, 7)}/${text.slice(0, 4)}`
}
