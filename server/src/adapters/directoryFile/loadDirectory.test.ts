import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { indexedOn } from '../../core/directory/index.ts'
import { loadDirectory, parseDirectory } from './loadDirectory.ts'

const HEAD = `format: 1
name: { vi: Tỉnh thử, en: Test province }
synthetic: true
validFrom: '2020-01-01'
tiers:
  - { tier: 1, name: { vi: Cấp tỉnh, en: Province }, codeDigits: 2 }
  - { tier: 2, name: { vi: Cấp xã, en: Commune }, codeDigits: 5 }
units:
  - { id: p, code: '02', name: 'Tỉnh', kind: province, tier: 1, parent: null }
`
const SITES = `sites:
  - { id: sp, unit: p, name: 'Tỉnh', kind: hub }
`

/** Line 10 of the file is the first of `units`. */
function faultsOf(units: string, sites = SITES): string[] {
  return faultsOfText(`${HEAD}${units}${units === '' ? '' : '\n'}${sites}`)
}

function faultsOfText(text: string | Uint8Array): string[] {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const loaded = parseDirectory('d.yaml', bytes)
  return loaded.ok ? [] : loaded.faults.map(({ file, line, col, code }) => `${file}:${line}:${col} ${code}`)
}

test('a sound file is loaded', () => {
  const loaded = parseDirectory('d.yaml', new TextEncoder().encode(HEAD + SITES))
  expect(loaded.ok && indexedOn(loaded.history, '2025-07-01').hub.name).toBe('Tỉnh')
})

test('names are composed, however they were typed', () => {
  const loaded = parseDirectory('d.yaml', new TextEncoder().encode((HEAD + SITES).normalize('NFD')))
  expect(loaded.ok && indexedOn(loaded.history, '2025-07-01').hub.name).toBe('Tỉnh'.normalize('NFC'))
})

describe('what the rules of directories forbid is named at its line and column', () => {
  test.each([
    [
      "  - { id: p, code: '00001', name: Xã, kind: commune, tier: 2, parent: p }",
      'd.yaml:10:11 duplicate_id',
    ],
    [
      "  - { id: c, code: '1', name: Xã, kind: commune, tier: 2, parent: p }",
      'd.yaml:10:20 wrong_code_length',
    ],
    ["  - { id: c, code: '00001', name: '', kind: commune, tier: 2, parent: p }", 'd.yaml:10:35 empty_name'],
    [
      "  - { id: c, code: '00001', name: Xã, kind: commune, tier: 2, parent: q }",
      'd.yaml:10:71 unknown_parent',
    ],
    [
      "  - { id: c, code: '00001', name: Xã, kind: commune, tier: 2, parent: p, validFrom: '2025-02-30' }",
      'd.yaml:10:85 bad_date',
    ],
    [
      `  - { id: c, code: '00001', name: Xã, kind: commune, tier: 2, parent: p, validTo: "2019-01-01" }`,
      'd.yaml:10:83 dates_reversed',
    ],
  ])('%s', (units, fault) => {
    expect(faultsOf(units)).toEqual([fault])
  })

  test('a circle', () => {
    const units = [
      "  - { id: a, code: '00001', name: A, kind: commune, tier: 2, parent: b }",
      "  - { id: b, code: '00002', name: B, kind: commune, tier: 2, parent: a }",
    ]
    expect(faultsOf(units.join('\n'))).toContain('d.yaml:10:70 cycle')
  })

  test('a site of nobody, and no hub', () => {
    expect(faultsOf('', 'sites:\n  - { id: s, unit: x, name: S, kind: unit }\n')).toEqual([
      'd.yaml:11:20 site_of_unknown_unit',
      'd.yaml:11:3 no_hub',
    ])
  })
})

describe('what is not of the right type is named at its line and column, all at once', () => {
  test('wrong types, unknown and missing keys', () => {
    const units = [
      '  - { id: a, code: 00001, name: A, kind: commune, tier: 2, parent: p }',
      "  - { id: b, code: '00002', name: B, kind: hamlet, tier: two, parent: p }",
      "  - { id: c, code: '00003', name: C, kind: commune, tier: 2, parent: p, phone: x }",
      '  - { id: d, name: D, kind: commune, tier: 2, parent: p }',
    ]
    expect(faultsOf(units.join('\n'))).toEqual([
      'd.yaml:10:20 wrong_value',
      'd.yaml:11:44 wrong_value',
      'd.yaml:11:58 wrong_value',
      'd.yaml:12:73 unknown_key',
      'd.yaml:13:5 missing_key',
    ])
  })

  test('a code without quotes is a number, and the sentence says what to do', () => {
    const loaded = parseDirectory('d.yaml', new TextEncoder().encode((HEAD + SITES).replace("'02'", '02')))
    expect(loaded.ok ? '' : loaded.faults[0]?.reason.vi).toContain('dấu nháy')
  })

  test.each([
    ['a list instead of a directory', '- 1\n- 2\n', 'd.yaml:1:1 wrong_value'],
    ['text', 'hello\n', 'd.yaml:1:1 wrong_value'],
    ['another format', HEAD.replace('format: 1', 'format: 2') + SITES, 'd.yaml:1:9 wrong_value'],
  ])('%s', (_, text, fault) => {
    expect(faultsOfText(text)).toEqual([fault])
  })
})

test('a missing file and a folder are faults, not exceptions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'directory-'))
  writeFileSync(join(folder, 'd.yaml'), HEAD + SITES)
  expect(loadDirectory(join(folder, 'd.yaml')).ok).toBe(true)
  expect(loadDirectory(join(folder, 'none.yaml'))).toMatchObject({
    ok: false,
    faults: [{ code: 'no_such_file' }],
  })
  expect(loadDirectory(folder, 'shown')).toMatchObject({
    ok: false,
    faults: [{ code: 'not_a_file', file: 'shown' }],
  })
})
