import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { batchText, shellWord } from './escaping.ts'
import { registryDeletionsOf, registryFile } from './registry.ts'

test('a word of the shell is what it was, whatever it holds', () => {
  const signs = Array.from({ length: 127 }, (_, index) => String.fromCharCode(index + 1))
  const words = [
    ...signs,
    ...signs.map((sign) => `'${sign}'`),
    '',
    "''",
    '$(id)',
    '`id`',
    '-n',
    'Điểm Cầu 🙂',
  ]
  const script = `printf '%s\\0' ${words.map(shellWord).join(' ')}`
  const printed = execFileSync('sh', ['-c', script]).toString().split('\0').slice(0, -1)
  expect(printed).toEqual(words)
})

describe('a batch file', () => {
  test('doubles the sign that stands for variables', () => {
    expect(batchText('https://[fd00::2]:8443/%PATH%')).toBe('https://[fd00::2]:8443/%%PATH%%')
  })

  test.each(['a"b', 'a\nb', 'a\rb', 'a!b'])('refuses %j, which nothing escapes', (text) => {
    expect(() => batchText(text)).toThrow(RangeError)
  })
})

describe('a registry file', () => {
  const policies = new Map([
    ['HKEY_LOCAL_MACHINE\\X', { On: true, Off: false, Level: 26, Text: 'a"b\\c', List: ['x', 'y'] }],
  ])
  const text = Buffer.from(registryFile(policies)).toString('utf16le')

  test('is as the editor of Windows writes it', () => {
    expect(text).toBe(
      [
        '\uFEFFWindows Registry Editor Version 5.00',
        '',
        '[HKEY_LOCAL_MACHINE\\X]',
        '"On"=dword:00000001',
        '"Off"=dword:00000000',
        '"Level"=dword:0000001a',
        '"Text"="a\\"b\\\\c"',
        '',
        '[HKEY_LOCAL_MACHINE\\X\\List]',
        '"8801"="x"',
        '"8802"="y"',
        '',
        '',
      ].join('\r\n'),
    )
  })

  test('is taken away by name, of lists only what was put in', () => {
    expect(registryDeletionsOf('HKLM\\X', { On: true, List: ['x'] })).toEqual([
      'reg delete "HKLM\\X" /v "On" /f >nul 2>&1',
      'reg delete "HKLM\\X\\List" /v "8801" /f >nul 2>&1',
    ])
  })

  test('refuses a value of two lines', () => {
    expect(() => registryFile(new Map([['K', { Text: 'a\nb' }]]))).toThrow(RangeError)
  })
})
