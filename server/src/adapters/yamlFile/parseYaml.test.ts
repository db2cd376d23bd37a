import { describe, expect, test } from 'vitest'
import { decodeUtf8 } from './decodeUtf8.ts'
import { formatFault, formatFaults } from './fileFault.ts'
import { parseYaml } from './parseYaml.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const limits = { maxBytes: 1_000_000 }

function parse(text: string | Uint8Array) {
  return parseYaml('f.yaml', typeof text === 'string' ? encode(text) : text, limits)
}

function faultsOf(text: string | Uint8Array): string[] {
  const parsed = parse(text)
  return parsed.ok ? [] : parsed.faults.map(({ line, col, code }) => `${line}:${col} ${code}`)
}

describe('bytes that are not UTF-8', () => {
  test('a wrong byte is named by its offset, line and column', () => {
    const bytes = Uint8Array.from([...encode('a: Hà\nb: '), 0xe0, ...encode('\n')])
    const decoded = decodeUtf8(bytes)
    expect(decoded).toMatchObject({ ok: false, code: 'not_utf8', line: 2, col: 4 })
    expect(decoded.ok ? '' : decoded.reason.en).toContain('byte offset 10')
  })

  test('a character cut off at the end', () => {
    expect(faultsOf(encode('a: Hà').subarray(0, 5))).toEqual(['1:5 not_utf8'])
  })

  test('UTF-16, as some editors save "Unicode"', () => {
    expect(faultsOf(Uint8Array.from([0xff, 0xfe, 0x61, 0x00]))).toEqual(['1:1 utf16'])
  })

  test('zeros that a power cut left', () => {
    expect(faultsOf(Uint8Array.from([...encode('a: 1\n'), 0, 0, 0]))).toEqual(['2:1 nul_bytes'])
  })

  test('a byte order mark is no fault', () => {
    const parsed = parse('\uFEFFa: 1\n')
    expect(parsed.ok && parsed.source.value).toEqual({ a: 1 })
  })

  test('agrees with the decoder wherever a byte is broken', () => {
    const bytes = encode('tên: Đồng Văn – 🙂\n')
    for (let at = 0; at < bytes.length; at += 1) {
      const broken = bytes.slice()
      broken[at] = 0xff
      const decoded = decodeUtf8(broken)
      expect(decoded.ok).toBe(false)
      const col = decoded.ok ? 0 : decoded.col
      expect([col <= at + 1, col >= at - 2]).toEqual([true, true])
    }
  })
})

describe('files that are not YAML', () => {
  test.each([
    ['a list cut off in the middle', 'a: [1, 2\n', 'yaml_syntax'],
    ['a quote left open', "a: 'Hà Giang\nb: 1\n", 'yaml_syntax'],
    ['a tab for indentation', 'a:\n\tb: 1\n', 'yaml_syntax'],
    ['two documents', 'a: 1\n---\nb: 2\n', 'yaml_syntax'],
    ['a key twice', 'a: 1\nb: 2\na: 3\n', '3:1 duplicate_key'],
    ['nothing', '', 'empty_file'],
    ['comments only', '# nothing here\n', 'empty_file'],
    ['an unknown tag', 'a: !js/function "x"\n', 'yaml_syntax'],
    ['an alias of nothing', 'a: *nobody\n', '1:4 unknown_alias'],
    ['a list as a key', '? [1]\n: 2\n', 'yaml_syntax'],
  ])('%s', (_, text, fault) => {
    expect(faultsOf(text).join(' ')).toContain(fault)
  })

  test('a half-written file says in which line it breaks', () => {
    expect(faultsOf("a: 1\nb: { c: 'x', d: ").at(0)).toMatch(/^2:/)
  })

  test('every prefix of a sound file is read or refused, never thrown', () => {
    const whole = "a: &x { b: 'é', c: [1, 2] }\nd: *x\ne: |\n  text\n"
    for (let length = 0; length <= whole.length; length += 1) {
      const parsed = parse(whole.slice(0, length))
      expect(parsed.ok || parsed.faults.length > 0).toBe(true)
    }
  })
})

describe('files made to exhaust', { timeout: 30_000 }, () => {
  test('a bomb of aliases', () => {
    const bomb = [
      'a0: &a0 [x, x]',
      ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
    ]
    expect(faultsOf(bomb.join('\n'))).toEqual(['null:null too_many_aliases'])
  })

  test('a file larger than allowed', () => {
    expect(parseYaml('f', encode('a: 12345'), { maxBytes: 5 })).toMatchObject({
      faults: [{ code: 'too_large' }],
    })
  })

  test('more aliases than anybody writes', () => {
    const many = `a: &a x\nb: [${Array.from({ length: 101 }, () => '*a').join(', ')}]\n`
    expect(faultsOf(many)).toEqual([expect.stringContaining('too_many_aliases')])
  })

  test('ten thousand brackets', () => {
    expect(faultsOf('['.repeat(10_000)).length).toBeGreaterThan(0)
    expect(faultsOf(`${'['.repeat(10_000)}${']'.repeat(10_000)}`).length).toBeGreaterThan(0)
  })

  test('ten thousand keys', () => {
    expect(faultsOf(Array.from({ length: 10_000 }, (_, i) => `k${i}: 1`).join('\n'))).toEqual([])
  })

  test('a key named __proto__ changes nothing but itself', () => {
    const parsed = parse('__proto__: { polluted: true }\n')
    expect(parsed.ok && JSON.stringify(parsed.source.value)).toBe('{"__proto__":{"polluted":true}}')
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('places', () => {
  const parsed = parse('a:\n  b: [10, 20]\n  c:\n# end\nd: &n { e: 5 }\nf: *n\n')
  const locate = (path: (string | number)[], at?: 'key' | 'value') =>
    parsed.ok ? Object.values(parsed.source.locate(path, at)).join(':') : ''

  test.each([
    [['a', 'b', 1], 'value', '2:11'],
    [['a', 'b'], 'key', '2:3'],
    [['a', 'b'], 'value', '2:6'],
    [['d', 'e'], 'value', '5:12'],
    [['f', 'e'], 'value', '5:12'],
    [['a', 'missing'], 'value', '2:3'],
    [[], 'value', '1:1'],
  ] as const)('%j (%s) stands at %s', (path, at, place) => {
    expect(locate([...path], at)).toBe(place)
  })
})

test('a fault reads as editors and terminals understand it, in either language', () => {
  const fault = { file: 'f.yaml', line: 3, col: 7, code: 'x', reason: { vi: 'Sai.', en: 'Wrong.' } }
  expect(formatFault(fault, 'vi')).toBe('f.yaml:3:7  Sai.')
  expect(formatFault({ ...fault, line: null, col: null }, 'en')).toBe('f.yaml  Wrong.')
  expect(formatFaults([fault])).toBe('f.yaml:3:7  Sai.\n            Wrong.')
})
