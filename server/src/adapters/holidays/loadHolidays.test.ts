import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { weekdayOf } from '../../core/planning/index.ts'
import { loadHolidays } from './loadHolidays.ts'

const SHIPPED = fileURLToPath(new URL('../../../../config/holidays', import.meta.url))

function aFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'holidays-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

const year = (holidays: string, number = 2026) =>
  `format: 1\nyear: ${number}\ncomplete: true\nholidays: [${holidays}]\nworkingDays: []\n`
const NEW_YEAR = "{ day: '2026-01-01', vi: Tết, en: New Year, basis: law }"

test('the files that ship are sound, and have what the law names', () => {
  const { holidays, faults } = loadHolidays(SHIPPED)
  expect(faults).toEqual([])
  for (const day of ['2025-04-30', '2026-01-01', '2026-02-17', '2026-05-01', '2026-09-02', '2027-02-06']) {
    expect(holidays.holidayOn(day)).not.toBeNull()
    expect(holidays.isWorkingDay(day)).toBe(false)
  }
  expect(holidays.unknownYears('2025-01-01', '2028-01-01')).toEqual([2027, 2028])
  // Five days of Tết and two of National Day that are none of a weekend's, in every year that is complete.
  for (const [from, to, count] of [
    ['2025-01-20', '2025-02-10', 5],
    ['2026-02-10', '2026-02-28', 5],
    ['2025-08-28', '2025-09-05', 2],
    ['2026-08-28', '2026-09-05', 2],
  ] as const) {
    expect(holidays.between(from, to).filter(({ day }) => weekdayOf(day) < 6).length).toBe(count)
  }
})

describe('A file with faults is left out, and they are named with line and column', () => {
  test.each([
    ['a day of another year', year(NEW_YEAR.replace('2026', '2025')), 'h.yaml:4:19 bad_date'],
    ['a day that does not exist', year(NEW_YEAR.replace('01-01', '02-30')), 'h.yaml:4:19 bad_date'],
    ['no year', 'format: 1\n', 'h.yaml:1:1 missing_key'],
    ['text', 'hello', 'h.yaml:1:1 wrong_value'],
  ])('%s', (_, text, fault) => {
    const folder = aFolder({
      'h.yaml': text,
      'other.yaml': year("{ day: '2025-05-01', vi: a, en: b, basis: law }", 2025),
    })
    const { holidays, faults } = loadHolidays(folder, '')
    expect(faults.map(({ file, line, col, code }) => `${file}:${line}:${col} ${code}`)).toContain(fault)
    expect(holidays.holidayOn('2025-05-01')).not.toBeNull()
    expect(holidays.unknownYears('2025-01-01', '2026-01-01')).toEqual([2026])
  })

  test('a folder that is not there leaves every year unknown', () => {
    const { holidays, faults } = loadHolidays(join(tmpdir(), 'no-such-folder'))
    expect(faults.length).toBe(1)
    expect(holidays.isWorkingDay('2026-01-01')).toBe(true)
  })
})

test('a Saturday worked in lieu is a working day', () => {
  const text = year(NEW_YEAR).replace(
    'workingDays: []',
    "workingDays: [{ day: '2026-01-10', vi: Làm bù, en: In lieu }]",
  )
  const { holidays } = loadHolidays(aFolder({ 'h.yaml': text }))
  expect(holidays.isWorkingDay('2026-01-10')).toBe(true)
  expect(holidays.isWorkingDay('2026-01-11')).toBe(false)
  expect(holidays.nextWorkingDay('2026-01-09')).toBe('2026-01-10')
})
