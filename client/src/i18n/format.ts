/** The bridge's time zone. Meetings are held by the clock on the wall, wherever the server stands. */
export const TIME_ZONE = 'Asia/Ho_Chi_Minh'

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'

function partsOf(at: number): Record<Part, string> {
  const found: Record<string, string> = {}
  for (const { type, value } of parts.formatToParts(at)) found[type] = value
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = found
  return { year, month, day, hour, minute, second }
}

function pad(n: number): string {
  return String(n).padStart(2, '0')
}

/** `14:05`, of epoch milliseconds. */
export function formatClock(at: number): string {
  const { hour, minute } = partsOf(at)
  return `${hour}:${minute}`
}

/** `14:05:09`, of epoch milliseconds. */
export function formatClockSeconds(at: number): string {
  const { hour, minute, second } = partsOf(at)
  return `${hour}:${minute}:${second}`
}

/** `05/11/2025`, of epoch milliseconds. */
export function formatDate(at: number): string {
  const { day, month, year } = partsOf(at)
  return `${day}/${month}/${year}`
}

/** `14:05 05/11/2025`, of epoch milliseconds. */
export function formatDateTime(at: number): string {
  return `${formatClock(at)} ${formatDate(at)}`
}

/** The clock alone for today, with the date for any other day. */
export function formatMoment(at: number, now: number): string {
  return formatDate(at) === formatDate(now) ? formatClock(at) : formatDateTime(at)
}

/** A running time as on a stopwatch: `0:07`, `12:40`, `1:02:03`. A negative one is shown as zero. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1_000))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  return hours > 0 ? `${hours}:${pad(minutes % 60)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`
}

/** How an age is said: which words, and the number in them. */
export type Age = { unit: 'now' } | { unit: 'seconds' | 'minutes' | 'hours' | 'days'; count: number }

/** The age of something in the largest unit that fits; under `nowMs` it is just now. */
export function ageOf(elapsedMs: number, nowMs = 5_000): Age {
  const seconds = Math.floor(elapsedMs / 1_000)
  if (elapsedMs < nowMs) return { unit: 'now' }
  if (seconds < 60) return { unit: 'seconds', count: seconds }
  if (seconds < 3_600) return { unit: 'minutes', count: Math.floor(seconds / 60) }
  if (seconds < 86_400) return { unit: 'hours', count: Math.floor(seconds / 3_600) }
  return { unit: 'days', count: Math.floor(seconds / 86_400) }
}
