import type { Language } from '@diem-cau/protocol'

/** Vietnam has one time zone, UTC+7 without summer time, since 1975. */
export const ZONE_OFFSET_MS = 7 * 3_600_000
export const ZONE = 'Asia/Ho_Chi_Minh'

interface LocalTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  /** 0 is Sunday. */
  weekday: number
}

/** What a clock on a wall in Vietnam shows. */
export function localTime(at: number): LocalTime {
  const shifted = new Date(at + ZONE_OFFSET_MS)
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    weekday: shifted.getUTCDay(),
  }
}

export const two = (value: number): string => String(value).padStart(2, '0')

const WEEKDAYS = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const

/** `08:00`, 24 hours. */
export function clockTime(at: number): string {
  const { hour, minute } = localTime(at)
  return `${two(hour)}:${two(minute)}`
}

/** `dd/MM/yyyy`. */
export function dayOf(at: number): string {
  const { year, month, day } = localTime(at)
  return `${two(day)}/${two(month)}/${year}`
}

/** "08:00, thứ Hai, ngày 23/11/2026". */
export function dateAndTime(at: number, language: Language): string {
  const weekday = WEEKDAYS[language][localTime(at).weekday] ?? ''
  return language === 'vi'
    ? `${clockTime(at)}, ${weekday}, ngày ${dayOf(at)}`
    : `${clockTime(at)}, ${weekday}, ${dayOf(at)}`
}

/** "1 giờ 30 phút". */
export function duration(minutes: number, language: Language): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const words = language === 'vi' ? { h: 'giờ', m: 'phút' } : { h: 'h', m: 'min' }
  return [hours > 0 ? `${hours} ${words.h}` : '', rest > 0 ? `${rest} ${words.m}` : '']
    .filter((part) => part !== '')
    .join(' ')
}
