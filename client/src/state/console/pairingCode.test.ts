import { expect, test } from 'vitest'
import { digitGroups } from './pairingCode.ts'

test('a code is read in groups of four, however it came', () => {
  expect(digitGroups('12345678')).toEqual(['1234', '5678'])
  expect(digitGroups('1234-5678')).toEqual(['1234', '5678'])
  expect(digitGroups('')).toEqual([])
})
