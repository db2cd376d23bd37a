import type { SessionBody } from '@diem-cau/protocol'
import { describe, expect, it, test } from 'vitest'
import { isHeldAgain } from './likeLast.ts'
import { nextDayLike, nextTitle } from './nextOccasion.ts'

describe('The day of the next one', () => {
  test.each([
    ['the second Tuesday', '2026-10-13', '2026-09-08', '2026-10-20', '2026-11-10'],
    ['the second Tuesday, when a month was left out', '2026-10-13', null, '2026-12-01', '2026-12-08'],
    ['the fifth Thursday where the next month has none', '2026-10-29', null, '2026-10-30', '2026-11-26'],
    ['a week later', '2026-11-09', '2026-11-02', '2026-11-10', '2026-11-16'],
    ['over the end of a year', '2026-12-14', '2026-11-09', '2026-12-14', '2027-01-11'],
  ])('%s', (_, last, before, after, next) => {
    expect(nextDayLike(last, before, after)).toBe(next)
  })
})

describe('The title of the next one', () => {
  test.each([
    ['Giao ban tháng 10/2026', 'Giao ban tháng 11/2026'],
    ['Giao ban tháng 10 năm 2026', 'Giao ban tháng 11 năm 2026'],
    ['GIAO BAN THÁNG 10', 'GIAO BAN THÁNG 11'],
    ['Giao ban tháng 09/2026', 'Giao ban tháng 10/2026'],
    ['Báo cáo tháng 9, nhiệm vụ tháng 10', 'Báo cáo tháng 10, nhiệm vụ tháng 11'],
    ['Tổng kết tháng 5', 'Tổng kết tháng 5'],
    ['Giao ban quý IV/2026', 'Giao ban quý IV/2026'],
    ['Hội nghị', 'Hội nghị'],
    ['Kỷ niệm tháng 10/1930', 'Kỷ niệm tháng 10/1930'],
  ])('%s', (title, next) => {
    expect(nextTitle(title, '2026-10-13', '2026-11-10')).toBe(next)
  })

  test('a year that ends takes its months and quarters along', () => {
    expect(nextTitle('Giao ban tháng 12/2026', '2026-12-08', '2027-01-12')).toBe('Giao ban tháng 1/2027')
    expect(nextTitle('Giao ban quý IV/2026', '2026-12-08', '2027-01-12')).toBe('Giao ban quý I/2027')
  })
})

describe('A session that is held again', () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else of it is read
  const named = (title: string) => ({ title }) as SessionBody
  it.each([
    ['Giao ban tháng 10/2026', 'Giao ban tháng 11/2026', true],
    ['Giao ban tuần 44', 'giao ban tuần 45', true],
    ['Hội nghị quý III/2026', 'Hội nghị quý IV/2026', true],
    ['Hội nghị trực tuyến tháng 11/2026', 'Hội nghị sơ kết công tác phòng chống thiên tai', false],
  ])('«%s» and «%s»: %s', (one, other, isAgain) => {
    expect(isHeldAgain(named(one), named(other))).toBe(isAgain)
  })
})
