import { describe, expect, it } from 'vitest'
import { addDays, dayOf, formatDay, isDay, parseDay, standingOn } from './dates.ts'

describe('days', () => {
  it.each([
    ['1/7/2025', '2025-07-01'],
    ['01-07-2025', '2025-07-01'],
    [' 1.7.2025 ', '2025-07-01'],
    ['2025-07-01', '2025-07-01'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2025', null],
    ['31/04/2025', null],
    ['1/7/25', null],
    ['7', null],
    ['', null],
  ])('%s is read as %s', (typed, day) => expect(parseDay(typed)).toBe(day))

  it('are written as people here write them', () => expect(formatDay('2025-11-05')).toBe('05/11/2025'))

  it('go on across months and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2025-07-01', -1)).toBe('2025-06-30')
  })

  it('begin at midnight in Vietnam', () => {
    expect(dayOf(Date.parse('2025-06-30T16:59:59Z'))).toBe('2025-06-30')
    expect(dayOf(Date.parse('2025-06-30T17:00:00Z'))).toBe('2025-07-01')
  })

  it('that the calendar does not have are none', () => {
    expect(isDay('2025-02-30')).toBe(false)
    expect(isDay('2025-13-01')).toBe(false)
  })

  it('say how something stands: both ends belong to it', () => {
    const span = { validFrom: '2025-01-01', validTo: '2025-06-30' }
    expect(standingOn(span, '2024-12-31')).toBe('coming')
    expect(standingOn(span, '2025-01-01')).toBe('current')
    expect(standingOn(span, '2025-06-30')).toBe('current')
    expect(standingOn(span, '2025-07-01')).toBe('ended')
  })
})
