import type { Language } from '../errors.ts'

/* How figures of a report are written: the same on the page, in tables and in the minutes. */

/** Asia/Ho_Chi_Minh is seven hours ahead of UTC all the year. */
const VIETNAM_OFFSET_MS = 7 * 3_600_000

export interface WallClock {
  year: string
  month: string
  day: string
  hour: string
  minute: string
  second: string
}

/** What the clock on the wall says in Vietnam at an instant. */
export function wallClock(at: number): WallClock {
  const text = new Date(at + VIETNAM_OFFSET_MS).toISOString()
  return {
    year: text.slice(0, 4),
    month: text.slice(5, 7),
    day: text.slice(8, 10),
    hour: text.slice(11, 13),
    minute: text.slice(14, 16),
    second: text.slice(17, 19),
  }
}

/** `14:05:09` */
export function clockText(at: number): string {
  const { hour, minute, second } = wallClock(at)
  return `${hour}:${minute}:${second}`
}

/** `05/11/2026` */
export function dayText(at: number): string {
  const { day, month, year } = wallClock(at)
  return `${day}/${month}/${year}`
}

/** `05/11/2026 14:05:09` */
export function momentText(at: number): string {
  return `${dayText(at)} ${clockText(at)}`
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `1:02:03` of milliseconds, to the nearest second. */
export function lengthText(lengthMs: number): string {
  const seconds = Math.round(lengthMs / 1_000)
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** `98,5 %`; a share that is not the whole is never rounded up to it. */
export function shareText(share: number, language: Language): string {
  const percent = share < 1 ? Math.min(99.9, Math.round(share * 1_000) / 10) : 100
  return `${String(percent).replace('.', language === 'vi' ? ',' : '.')} %`
}
