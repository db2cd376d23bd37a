import type { CalendarDate } from './types.ts'

const DAY_MS = 86_400_000
/** Asia/Ho_Chi_Minh is seven hours ahead of UTC all the year. */
const VIETNAM_OFFSET_MS = 7 * 3_600_000

/** After every day. */
export const OPEN_END: CalendarDate = '9999-12-31'

/** Something that is true from one day to another, both included. */
export interface Dated {
  readonly validFrom: CalendarDate
  readonly validTo: CalendarDate | null
}

/** The day in Vietnam at an instant (epoch milliseconds). */
export function vietnamDay(now: number): CalendarDate {
  return new Date(now + VIETNAM_OFFSET_MS).toISOString().slice(0, 10)
}

/** True for a day of the calendar written `YYYY-MM-DD`, from 1900 to 2999; false for 30 February. */
export function isCalendarDate(text: string): boolean {
  if (!/^(?:19|2\d)\d{2}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

export function dayBefore(day: CalendarDate): CalendarDate {
  return shifted(day, -1)
}

export function dayAfter(day: CalendarDate): CalendarDate {
  return shifted(day, 1)
}

function shifted(day: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

export function endOf({ validTo }: Dated): CalendarDate {
  return validTo ?? OPEN_END
}

/** True on the first day, on the last day and between them. */
export function isValidOn(dated: Dated, on: CalendarDate): boolean {
  return dated.validFrom <= on && on <= endOf(dated)
}

export function overlaps(a: Dated, b: Dated): boolean {
  return a.validFrom <= endOf(b) && b.validFrom <= endOf(a)
}

/** The one that is valid on a day, of those that follow one another. */
export function validOn<T extends Dated>(records: readonly T[] | undefined, on: CalendarDate): T | undefined {
  return records?.find((record) => isValidOn(record, on))
}

/**
 * The first day of a span on which none of the records is valid; null when they cover all of it.
 * @param records sorted by their first days, without overlaps
 */
export function firstGap(records: readonly Dated[], span: Dated): CalendarDate | null {
  let day = span.validFrom
  for (const record of records) {
    if (endOf(record) < day) continue
    if (record.validFrom > day) return day
    if (endOf(record) >= endOf(span)) return null
    day = dayAfter(endOf(record))
  }
  return day
}
