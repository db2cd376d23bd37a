import { describe, expect, test } from 'vitest'
import {
  isPermitted,
  nameConstraintsExtension,
  permittedNames,
  readNameConstraints,
} from './nameConstraints.ts'

const permitted = permittedNames(['Bridge', 'cau.tinh.example', '10.1.1.1', '203.0.113.9', '2001:db8::9'])

describe('what a root may vouch for', () => {
  test.each([
    ['localhost', true],
    ['bridge', true],
    ['CAU.tinh.example', true],
    ['phong1.cau.tinh.example', true],
    ['tinh.example', false],
    ['xcau.tinh.example', false],
    ['10.255.0.1', true],
    ['172.31.9.9', true],
    ['172.32.0.1', false],
    ['192.168.4.4', true],
    ['100.100.0.1', true],
    ['203.0.113.9', true],
    ['203.0.113.10', false],
    ['8.8.8.8', false],
    ['::1', true],
    ['fd12:3456::1', true],
    ['2001:db8::9', true],
    ['2001:db8::a', false],
  ])('%s: %s', (name, expected) => {
    expect(isPermitted(name, permitted)).toBe(expected)
  })
})

test('what is written into a certificate is read back', () => {
  const many = permittedNames(
    Array.from({ length: 40 }, (_, index) => `name-${index}.a-rather-long-domain.example`),
  )
  for (const names of [permitted, many]) {
    const read = readNameConstraints(new Uint8Array(nameConstraintsExtension(names).value))
    expect(read.dns).toEqual(names.dns)
    for (const range of names.ranges) expect(isPermitted(range.split('/')[0] ?? '', read)).toBe(true)
    expect(read.ranges).toHaveLength(names.ranges.length)
  }
})
