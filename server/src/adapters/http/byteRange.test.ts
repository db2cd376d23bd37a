import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { byteRangeOf } from './byteRange.ts'

it('a range is read as RFC 9110 says', () => {
  expect(byteRangeOf('bytes=0-99', 1_000)).toEqual({ start: 0, end: 99 })
  expect(byteRangeOf('bytes=990-', 1_000)).toEqual({ start: 990, end: 999 })
  expect(byteRangeOf('bytes=990-5000', 1_000)).toEqual({ start: 990, end: 999 })
  expect(byteRangeOf('bytes=-100', 1_000)).toEqual({ start: 900, end: 999 })
  expect(byteRangeOf('bytes=-5000', 1_000)).toEqual({ start: 0, end: 999 })
  expect(byteRangeOf('bytes=1000-', 1_000)).toBe('unsatisfiable')
  expect(byteRangeOf('bytes=-0', 1_000)).toBe('unsatisfiable')
})

it('what is no range, or several, is the whole file', () => {
  for (const header of [
    undefined,
    '',
    'bytes=-',
    'bytes=5-2',
    'bytes=0-1,5-6',
    'lines=0-1',
    'bytes=a-b',
    'bytes=--1',
  ]) {
    expect(byteRangeOf(header, 1_000)).toBeNull()
  }
})

it('whatever is asked for, nothing outside the file is read', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.nat(2_000),
      fc.nat(2_000),
      fc.integer({ min: 1, max: 1_500 }),
      (any, a, b, bytes) => {
        for (const header of [any, `bytes=${a}-${b}`, `bytes=${a}-`, `bytes=-${b}`]) {
          const range = byteRangeOf(header, bytes)
          if (range === null || range === 'unsatisfiable') continue
          expect(range.start).toBeGreaterThanOrEqual(0)
          expect(range.start).toBeLessThanOrEqual(range.end)
          expect(range.end).toBeLessThan(bytes)
        }
      },
    ),
  )
})
