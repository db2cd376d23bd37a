import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

const keys = ['listen', 'data', 'media', 'language', 'httpsPort', 'httpPort']

test.each([
  ['medai', 'media'],
  ['lisen', 'listen'],
  ['Listen', 'listen'],
  ['langauge', 'language'],
  ['httpsport', 'httpsPort'],
  ['htpPort', 'httpPort'],
  ['port', undefined],
  ['xyz', undefined],
  ['x'.repeat(10_000), undefined],
])('%s means %s', (word, meant) => {
  expect(nearest(word, keys)).toBe(meant)
})
