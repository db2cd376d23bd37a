/** Whether something stood on a day, had ended before, or was still to come. */
export type Standing = 'current' | 'ended' | 'coming'

interface Span {
  readonly validFrom?: string
  readonly validTo?: string | null
}

/** How something stands on a day. What carries no days, or is asked without one, is current. */
export function standingOn({ validFrom, validTo }: Span, on: string | undefined): Standing {
  if (on === undefined) return 'current'
  if (validFrom !== undefined && validFrom > on) return 'coming'
  if (validTo !== undefined && validTo !== null && validTo < on) return 'ended'
  return 'current'
}

/** Of several records of one thing the one of the day, else the latest before it, else the first after it. */
export function recordOn<S extends Span>(records: readonly [S, ...S[]] | S[], on: string | undefined): S {
  const [first, ...others] = records
  if (first === undefined) throw new RangeError('no record to choose from')
  const rank = { current: 2, ended: 1, coming: 0 } as const
  return others.reduce((best, record) => {
    const [ours, theirs] = [standingOn(record, on), standingOn(best, on)]
    if (ours !== theirs) return rank[ours] > rank[theirs] ? record : best
    const isLater = (record.validFrom ?? '') > (best.validFrom ?? '')
    return isLater === (ours !== 'coming') ? record : best
  }, first)
}

const MS_PER_DAY = 86_400_000
const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' })

/** The day of the calendar in Vietnam, `YYYY-MM-DD`. */
export const dayOf = (at: number): string => dayFormat.format(at)

/** So many days later, or earlier. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * MS_PER_DAY).toISOString().slice(0, 10)
}

/** `05/11/2025`, of `2025-11-05`. */
export function formatDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${date}/${month}/${year}`
}

/** Whether text is a day that the calendar has. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** `2025-11-05`, of a day as people type it: `5/11/2025`, `05-11-2025`, `5.11.2025`; null when it is none. */
export function parseDay(text: string): string | null {
  const match = /^\s*(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})\s*$/.exec(text)
  if (match === null) return isDay(text.trim()) ? text.trim() : null
  const [, day = '', month = '', year = ''] = match
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(written) ? written : null
}
