import { expect, test } from 'vitest'
import { kitOrigin } from './kitOrigin.ts'

test.each([
  ['https://10.2.3.4:8443', 'https://10.2.3.4:8443', 'https://10.2.3.4:8443'],
  ['https://cau.example', 'https://cau.example', 'https://cau.example:443'],
  ['https://cau.example:443/', 'https://cau.example', 'https://cau.example:443'],
  ['https://[fd00::2]:8443', 'https://[fd00::2]:8443', 'https://[fd00::2]:8443'],
  ['http://localhost:8080', 'http://localhost:8080', 'http://localhost:8080'],
])('%s is a bridge', (text, origin, pattern) => {
  expect(kitOrigin(text)).toEqual({ origin, pattern, siteUrl: `${origin}/diem-cau` })
})

test.each([
  'http://10.2.3.4:8080',
  'https://*.example',
  'https://[*.]example',
  'https://a b',
  "https://a'b",
  'https://a"b',
  'https://a%20b',
  'https://a;rm',
  'https://a$b',
  'https://a&b',
  'https://user:secret@host',
  'https://host/path',
  'https://host?x',
  'https://host#x',
  'ftp://host',
  'javascript:alert(1)',
  'null',
  '',
])('%s is none', (text) => {
  expect(() => kitOrigin(text)).toThrow(expect.objectContaining({ code: 'invalid_message' }))
})
