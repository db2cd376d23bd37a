import { describe, expect, test } from 'vitest'
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
