import { expect, test } from 'vitest'
import { limitsDraft, limitsOf, minutesText, parseMinutes } from './limits.ts'

const limits = {
  paperSeconds: 600,
  discussionSeconds: 90,
  questionSeconds: 100,
  pointOfOrderSeconds: null,
  atEnd: 'closeMicrophone',
} as const

test('times are written in minutes, and read as they were written', () => {
  const draft = limitsDraft(limits)
  expect(draft).toMatchObject({ paperSeconds: '10', discussionSeconds: '1,5', pointOfOrderSeconds: '' })
  expect(limitsOf(draft)).toEqual(limits)
  expect(minutesText(100)).toBe('1,67')
})

test.each([
  ['', null],
  ['  ', null],
  ['3', 180],
  ['0.5', 30],
  ['0,5', 30],
  ['0', 'wrong'],
  ['241', 'wrong'],
  ['năm', 'wrong'],
  ['-2', 'wrong'],
] as const)('%j minutes are %j seconds', (text, seconds) => {
  expect(parseMinutes(text)).toBe(seconds)
})

test('one wrong time holds all of them back', () => {
  expect(limitsOf({ ...limitsDraft(limits), questionSeconds: 'x' })).toBeNull()
})
