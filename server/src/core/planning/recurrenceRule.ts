import type { Bilingual } from '../directory/index.ts'

/** A rule that can be kept, as it is written in RFC 5545 without what it does not need. */
export interface SoundRule {
  readonly ok: true
  readonly text: string
  /** Neither COUNT nor UNTIL ends it. */
  readonly endless: boolean
}
export interface RuleFault {
  readonly ok: false
  readonly reason: Bilingual
}

const DENSE = new Set(['HOURLY', 'MINUTELY', 'SECONDLY'])
const FREQUENCIES = new Set(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'])
/** The session's own start says at what time it is. */
const TIMES = new Set(['BYHOUR', 'BYMINUTE', 'BYSECOND'])
/** A day, or an instant in UTC: sessions have a time zone (RFC 5545, 3.3.10). */
const UNTIL = /^\d{8}(?:T(?:[01]\d|2[0-3])(?:[0-5]\d){2}Z)?$/
const DAYS = /^(?:[+-]?(?:[1-9]|[1-4]\d|5[0-3]))?(?:MO|TU|WE|TH|FR|SA|SU)$/
const WEEKDAY = /^(?:MO|TU|WE|TH|FR|SA|SU)$/

/** What each part may be (RFC 5545, 3.3.10). */
const PARTS: Readonly<Record<string, (value: string) => boolean>> = {
  FREQ: () => true,
  UNTIL: (value) => UNTIL.test(value) && isDate(value),
  COUNT: (value) => isWhole(value, 1, 10_000),
  INTERVAL: (value) => isWhole(value, 1, 1_000),
  BYDAY: (value) => value.split(',').every((part) => DAYS.test(part)),
  BYMONTHDAY: (value) => value.split(',').every((part) => isSigned(part, 31)),
  BYYEARDAY: (value) => value.split(',').every((part) => isSigned(part, 366)),
  BYWEEKNO: (value) => value.split(',').every((part) => isSigned(part, 53)),
  BYMONTH: (value) => value.split(',').every((part) => isWhole(part, 1, 12)),
  BYSETPOS: (value) => value.split(',').every((part) => isSigned(part, 366)),
  WKST: (value) => WEEKDAY.test(value),
}

/** As many days as a period has: there is no hundredth day of a week. */
const LONGEST: Readonly<Record<string, number>> = { WEEKLY: 7, MONTHLY: 31 }

/** Parts that a frequency can not have: for a week there is no day of the month (RFC 5545, 3.3.10). */
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  DAILY: ['BYWEEKNO', 'BYYEARDAY', 'BYSETPOS'],
  WEEKLY: ['BYWEEKNO', 'BYYEARDAY', 'BYMONTHDAY'],
  MONTHLY: ['BYWEEKNO', 'BYYEARDAY'],
  YEARLY: [],
}

/** Reads a rule as people and programs give it; says in plain words what is wrong with it. */
export function readRule(given: string): SoundRule | RuleFault {
  const text = given
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
  const parts = text.split(';').map((part) => part.split('='))
  const values = new Map<string, string>()
  for (const [name = '', value, ...rest] of parts) {
    if (value === undefined || rest.length > 0 || values.has(name)) return malformed(given)
    // What is said twice would be worked out twice, for every month of years.
    values.set(name, [...new Set(value.split(','))].join(','))
  }
  const sound = [...values].map((part) => part.join('=')).join(';')
  return (
    faultIn(values, given) ?? { ok: true, text: sound, endless: !values.has('COUNT') && !values.has('UNTIL') }
  )
}

function faultIn(values: ReadonlyMap<string, string>, given: string): RuleFault | null {
  const frequency = values.get('FREQ')
  if (frequency === undefined) return malformed(given)
  const names = [...values.keys()]
  if (DENSE.has(frequency) || names.some((name) => TIMES.has(name))) {
    return fault(
      'dày nhất là mỗi ngày một phiên, giờ họp lấy theo phiên đầu tiên',
      'there is at most one session a day, at the time of the first one',
    )
  }
  if (!FREQUENCIES.has(frequency)) return malformed(given)
  const bad = [...values].find(
    ([name, value]) => !(Object.hasOwn(PARTS, name) && (PARTS[name]?.(value) ?? false)),
  )
  const positions = (values.get('BYSETPOS') ?? '').split(',').map((part) => Math.abs(Number(part)))
  if (positions.some((position) => position > (LONGEST[frequency] ?? position))) {
    return fault(
      `phần «BYSETPOS» lớn hơn số ngày của một kỳ`,
      `"BYSETPOS" is beyond the number of days of a period`,
    )
  }
  const foreign = names.find((name) => FOREIGN[frequency]?.includes(name) ?? false)
  if (foreign !== undefined) {
    return fault(
      `phần «${foreign}» không dùng được với «FREQ=${frequency}»`,
      `"${foreign}" does not go with "FREQ=${frequency}"`,
    )
  }
  if (bad !== undefined) {
    return fault(
      `phần «${bad.join('=')}» của quy tắc lặp không hợp lệ`,
      `the part "${bad.join('=')}" of the rule is not valid`,
    )
  }
  if (values.has('COUNT') && values.has('UNTIL')) {
    return fault(
      'chỉ chọn một trong hai: số lần lặp hoặc ngày kết thúc',
      'choose one of both, a number of times or a last day',
    )
  }
  return null
}

function malformed(given: string): RuleFault {
  return fault(
    `không đọc được quy tắc lặp «${given.slice(0, 80)}»`,
    `"${given.slice(0, 80)}" is not a rule of RFC 5545`,
  )
}

function fault(vi: string, en: string): RuleFault {
  return { ok: false, reason: { vi, en } }
}

function isWhole(text: string, least: number, most: number): boolean {
  return /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most
}

function isSigned(text: string, most: number): boolean {
  return isWhole(text.replace(/^[+-]/, ''), 1, most)
}

function isDate(text: string): boolean {
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day
}
