import { isCalendarDate, type CalendarDate } from '../../core/directory/index.ts'
import type { FieldText } from './entries.ts'

const DAY_MS = 86_400_000
/** Day 0 of spreadsheets, so counted that 1 March 1900 and later days are right (they take 1900 for a leap year). */
const SPREADSHEET_EPOCH = Date.UTC(1899, 11, 30)

/**
 * A day as people and spreadsheets write it: `2025-07-01`, `1/7/2025`, `01.07.2025`, or the number of days since 1900.
 * @returns null for what is no day of the calendar
 */
export function readDate({ text }: FieldText): CalendarDate | null {
  const written = text.trim()
  if (isCalendarDate(written)) return written
  if (/^\d{5}(\.0+)?$/.test(written)) {
    return new Date(SPREADSHEET_EPOCH + Math.floor(Number(written)) * DAY_MS).toISOString().slice(0, 10)
  }
  // A workbook's text of a date and time: its day.
  const iso = /^(\d{4}-\d{2}-\d{2})T/.exec(written)?.[1]
  if (iso !== undefined && isCalendarDate(iso)) return iso
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(written)
  if (parts === null) return null
  const [, day = '', month = '', year = ''] = parts
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCalendarDate(date) ? date : null
}
