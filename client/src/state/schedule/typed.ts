import { isDay, monthDayOf, monthOf, yearOf, type Day } from './days.ts'

const pad = (n: number): string => String(n).padStart(2, '0')

/** A clock time as people type it: `8:00`, `8h`, `8 giờ 30`, `14h30`, `1430`, `14.30`. Minutes since midnight, or null. */
export function parseClock(text: string): number | null {
  const typed = text
    .trim()
    .toLowerCase()
    .replaceAll('giờ', 'h')
    .replaceAll('gio', 'h')
    .replace(/(phút|phut|p)$/, '')
    .trim()
  const match =
    /^(\d{1,2})$/.exec(typed) ??
    /^(\d{1,2})\s*[:h.g]\s*(\d{1,2})?$/.exec(typed) ??
    /^(\d{1,2})(\d{2})$/.exec(typed)
  if (match === null) return null
  const [hours, minutes] = [Number(match[1]), Number(match[2] ?? 0)]
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null
}

/** `08:00`, of minutes since midnight; a time past midnight of the next day begins again at 00:00. */
export function clockText(minutes: number): string {
  const within = ((minutes % 1_440) + 1_440) % 1_440
  return `${pad(Math.floor(within / 60))}:${pad(within % 60)}`
}

/**
 * A day as people type it: `5/11/2026`, `05-11-2026`, `5.11.26`, `5/11` (the next one from today on), or as a
 * program writes it. Null when there is no such day.
 */
export function parseDay(text: string, today: Day): Day | null {
  const typed = text.trim()
  if (isDay(typed)) return typed
  const match = /^(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{4}|\d{2}))?$/.exec(typed)
  if (match === null) return null
  const rest = `${pad(Number(match[2]))}-${pad(Number(match[1]))}`
  const year = match[3]
  if (year !== undefined) return existing(`${year.length === 2 ? `20${year}` : year}-${rest}`)
  const thisYear = existing(`${yearOf(today)}-${rest}`)
  return thisYear !== null && thisYear >= today ? thisYear : existing(`${yearOf(today) + 1}-${rest}`)
}

function existing(day: Day): Day | null {
  return isDay(day) ? day : null
}

/** `05/11/2026`. */
export function dayText(day: Day): string {
  return `${pad(monthDayOf(day))}/${pad(monthOf(day))}/${yearOf(day)}`
}

/** `05/11`, where the year is plain. */
export function shortDayText(day: Day): string {
  return `${pad(monthDayOf(day))}/${pad(monthOf(day))}`
}

/** A length as people type it: `90`, `1h30`, `2 giờ`, `1:30`, `3 ngày`. Minutes, or null. */
export function parseDuration(text: string): number | null {
  const typed = text
    .trim()
    .toLowerCase()
    .replaceAll('giờ', 'h')
    .replaceAll('gio', 'h')
    .replaceAll('phút', 'p')
  const days = /^(\d{1,2})\s*(?:ngày|ngay|days?)$/.exec(typed)
  if (days !== null) return Number(days[1]) * 1_440
  const minutes = /^(\d{1,4})\s*(?:p|phut|min)?$/.exec(typed)
  if (minutes !== null) return Number(minutes[1])
  const hours = /^(\d{1,3})\s*[:h]\s*(\d{1,2})?\s*p?$/.exec(typed)
  if (hours === null || Number(hours[2] ?? 0) > 59) return null
  return Number(hours[1]) * 60 + Number(hours[2] ?? 0)
}

/** `1h30`, `2h`, `45 phút`’s number with `p`: as it may be typed again. */
export function durationText(minutes: number): string {
  if (minutes < 60) return `${minutes}p`
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${Math.floor(minutes / 60)}h${pad(minutes % 60)}`
}
