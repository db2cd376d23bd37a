import { describe, expect, test } from 'vitest'
import { aProvince, aSite, aTier, aUnit, withUnits } from './testing.ts'
import { isCalendarDate } from './days.ts'
import { DIRECTORY_LIMITS, type DirectoryData } from './types.ts'
import { validateDirectory } from './validate.ts'

function faultsOf(data: DirectoryData): string[] {
  return validateDirectory(data).map(({ code, path }) => `${code} ${path.join('.')}`)
}

describe('a sound directory', () => {
  test('has no faults', () => {
    expect(faultsOf(aProvince())).toEqual([])
  })

  test('may hand a code on to the unit that follows after a merger', () => {
    const former = aUnit('old', 'd1', 3, { code: 'X1', validTo: '2024-12-31' })
    const successor = aUnit('new', 'd1', 3, { code: 'X1', validFrom: '2025-01-01' })
    expect(faultsOf(withUnits(former, successor))).toEqual([])
  })

  test('may skip an optional tier', () => {
    const tiers = [aTier(1, 'tỉnh'), aTier(2, 'cụm', { optional: true }), aTier(3, 'xã')]
    expect(faultsOf({ ...withUnits(aUnit('direct', 'p', 3)), tiers })).toEqual([])
  })

  test('may have one tier only', () => {
    const data = aProvince({
      tiers: [aTier(1, 'xã')],
      units: [aUnit('p', null, 1, { kind: 'commune' })],
      sites: [aSite('s', 'p', { kind: 'hub' })],
    })
    expect(faultsOf(data)).toEqual([])
  })
})

describe('each fault of a unit is named with its place', () => {
  test.each([
    [
      'an id used twice',
      { ...aProvince(), units: [...aProvince().units, aUnit('c21', 'd1', 3, { code: 'N' })] },
      'duplicate_id units.7.id',
    ],
    ['an id of wrong form', withUnits(aUnit('xã một', 'd1', 3, { code: 'N' })), 'bad_id units.7.id'],
    [
      'a code used twice at the same time',
      withUnits(aUnit('n', 'd1', 3, { code: 'C21' })),
      'duplicate_code units.7.code',
    ],
    ['a code of wrong form', withUnits(aUnit('n', 'd1', 3, { code: 'mã 1' })), 'bad_code units.7.code'],
    ['an empty name', withUnits(aUnit('n', 'd1', 3, { name: '  ' })), 'empty_name units.7.name'],
    ['a long name', withUnits(aUnit('n', 'd1', 3, { name: 'x'.repeat(201) })), 'name_too_long units.7.name'],
    [
      'a control character',
      withUnits(aUnit('n', 'd1', 3, { name: 'Xã\u0007' })),
      'name_unprintable units.7.name',
    ],
    [
      'text that reverses direction',
      withUnits(aUnit('n', 'd1', 3, { name: 'Xã \u202Ea' })),
      'name_unprintable units.7.name',
    ],
    [
      'an empty alias',
      withUnits(aUnit('n', 'd1', 3, { aliases: ['a', ''] })),
      'empty_name units.7.aliases.1',
    ],
    [
      'too many aliases',
      withUnits(aUnit('n', 'd1', 3, { aliases: Array.from({ length: 21 }, String) })),
      'too_many_aliases units.7.aliases',
    ],
    ['a tier that is not defined', withUnits(aUnit('n', 'd1', 4)), 'unknown_tier units.7.tier'],
    [
      'a day that does not exist',
      withUnits(aUnit('n', 'd1', 3, { validFrom: '2025-02-30' })),
      'bad_date units.7.validFrom',
    ],
    [
      'dates reversed',
      withUnits(aUnit('n', 'd1', 3, { validTo: '2019-12-31' })),
      'dates_reversed units.7.validTo',
    ],
  ])('%s', (_, data, fault) => {
    expect(faultsOf(data)).toEqual([fault])
  })

  test('a code with a wrong number of digits, except for bodies', () => {
    const tiers = [aTier(1, 'tỉnh', { codeDigits: 2 })]
    const data = aProvince({
      tiers,
      units: [aUnit('p', null, 1, { code: '021' }), aUnit('b', 'p', 1, { kind: 'body' })],
      sites: [aSite('s', 'p', { kind: 'hub' })],
    })
    expect(faultsOf(data)).toEqual(['wrong_code_length units.0.code'])
  })
})

describe('each fault of the tree is named with its place', () => {
  test.each([
    ['an unknown parent', withUnits(aUnit('n', 'nobody', 3)), 'unknown_parent units.7.parentId'],
    ['a second root', withUnits(aUnit('n', null, 1)), 'several_roots units.7.parentId'],
    ['a commune under a commune', withUnits(aUnit('n', 'c11', 3)), 'wrong_tier_order units.7.tier'],
    ['a commune that skips its district', withUnits(aUnit('n', 'p', 3)), 'wrong_tier_order units.7.tier'],
    ['a unit under a department', withUnits(aUnit('n', 'b', 2)), 'wrong_tier_order units.7.tier'],
    [
      'a department of another tier',
      withUnits(aUnit('n', 'd1', 1, { kind: 'body' })),
      'wrong_tier_order units.7.tier',
    ],
  ])('%s', (_, data, fault) => {
    expect(faultsOf(data)).toEqual([fault])
  })

  test('a circle is told once, at its first member, with its chain', () => {
    const faults = validateDirectory(
      withUnits(aUnit('d1', 'c11', 2, { name: 'a' }), aUnit('below', 'c11', 3, { name: 'b' })),
    ).filter(({ code }) => code === 'cycle')
    expect(faults).toHaveLength(1)
    expect(faults[0]?.path).toEqual(['units', 2, 'parentId'])
    expect(faults[0]?.reason.en).toContain('d1 → c11 → d1')
  })

  test('a unit that is its own parent is a circle', () => {
    expect(faultsOf(withUnits(aUnit('n', 'n', 2)))).toContain('cycle units.7.parentId')
  })

  test('no root at all', () => {
    const data = aProvince({ units: [aUnit('a', 'b', 1), aUnit('b', 'a', 1)], sites: [] })
    expect(faultsOf(data)).toEqual(expect.arrayContaining(['no_root units', 'cycle units.0.parentId']))
  })

  test('a root below the first tier', () => {
    const data = aProvince({ units: [aUnit('p', null, 2)], sites: [aSite('s', 'p', { kind: 'hub' })] })
    expect(faultsOf(data)).toEqual(['root_not_first_tier units.0.tier'])
  })
})

describe('each fault of tiers and sites is named with its place', () => {
  const sites = aProvince().sites
  test.each([
    ['no tiers', aProvince({ tiers: [], units: [], sites: [] }), 'too_few_tiers tiers'],
    [
      'tiers out of order',
      aProvince({ tiers: [aTier(1, 'a'), aTier(3, 'b'), aTier(3, 'c')] }),
      'tiers_not_in_order tiers.1.tier',
    ],
    [
      'a tier without a name',
      aProvince({ tiers: [aTier(1, ''), aTier(2, 'b'), aTier(3, 'c')] }),
      'empty_name tiers.0.name.vi',
    ],
    ['an id used twice', aProvince({ sites: [...sites, aSite('sp', 'd1')] }), 'duplicate_id sites.7.id'],
    ['an id of wrong form', aProvince({ sites: [...sites, aSite('-', 'd1')] }), 'bad_id sites.7.id'],
    [
      'a site of nobody',
      aProvince({ sites: [...sites, aSite('n', 'x')] }),
      'site_of_unknown_unit sites.7.unitId',
    ],
    [
      'a site without a name',
      aProvince({ sites: [...sites, aSite('n', 'd1', { name: '' })] }),
      'empty_name sites.7.name',
    ],
    [
      'the same name twice in a unit',
      aProvince({ sites: [...sites, aSite('n', 'd1', { name: 'Phòng họp sd1' })] }),
      'duplicate_site_name sites.7.name',
    ],
    ['no hub', aProvince({ sites: sites.slice(1) }), 'no_hub sites'],
    [
      'two hubs',
      aProvince({ sites: [...sites, aSite('n', 'p', { kind: 'hub' })] }),
      'several_hubs sites.7.kind',
    ],
    [
      'a room of a body in a district',
      aProvince({ sites: [...sites, aSite('n', 'd1', { kind: 'body' })] }),
      'wrong_site_kind sites.7.kind',
    ],
    [
      'a hub in a district',
      aProvince({ sites: [aSite('n', 'd1', { kind: 'hub' })] }),
      'wrong_site_kind sites.0.kind',
    ],
  ])('%s', (_, data, fault) => {
    expect(faultsOf(data)).toContain(fault)
  })
})

describe('limits', () => {
  test('more units than the limit are one fault, not twenty thousand', () => {
    const units = Array.from({ length: DIRECTORY_LIMITS.units + 1 }, (_, index) => aUnit(`n${index}`, 'n', 9))
    expect(faultsOf(aProvince({ units }))).toEqual(['too_many_units units'])
  })

  test('a circle through many units is found, and its chain is told shortened', () => {
    const units = Array.from({ length: 500 }, (_, index) => aUnit(`n${index}`, `n${(index + 1) % 500}`, 1))
    const circles = validateDirectory(aProvince({ units, sites: [] })).filter(({ code }) => code === 'cycle')
    expect(circles.map(({ path }) => path)).toEqual([['units', 0, 'parentId']])
    expect(circles[0]?.reason.en).toContain('n0 → n1 → n2 → n3 → n4 → n5 → n6 → …')
  })
})

test('every fault speaks both languages and leaves no gap unfilled', () => {
  const data = withUnits(aUnit('n', 'nobody', 3, { code: 'mã' }), aUnit('c11', 'c11', 3))
  for (const { reason } of validateDirectory({ ...data, sites: [aSite('x', 'y')] })) {
    expect(`${reason.vi}${reason.en}`).not.toMatch(/\{\w+\}/)
    expect(reason.vi).not.toBe(reason.en)
  }
})

test.each([
  ['2024-02-29', true],
  ['2025-02-29', false],
  ['2025-13-01', false],
  ['2025-7-1', false],
  ['', false],
])('%s is a calendar date: %s', (text, expected) => {
  expect(isCalendarDate(text)).toBe(expected)
})
