import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isValidOn } from './days.ts'
import { Directory } from './Directory.ts'
import { foldText } from '@diem-cau/protocol'
import { aProvince, aTier, aUnit, siteId, unitId, withUnits } from './testing.ts'

const directory = new Directory(aProvince())
const names = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name)
const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id)

describe('the tree', () => {
  test('knows its root and its hub', () => {
    expect(directory.root.id).toBe('p')
    expect(directory.hub.id).toBe('sp')
  })

  test('lists parents before children, siblings in the order of the file', () => {
    expect(ids(directory.units())).toEqual(['p', 'b', 'd1', 'c11', 'c12', 'd2', 'c21'])
    expect(ids(directory.childrenOf(unitId('p')))).toEqual(['b', 'd1', 'd2'])
    expect(ids(directory.unitsOfTier(2))).toEqual(['d1', 'd2'])
  })

  test('climbs to the root', () => {
    expect(ids(directory.ancestorsOf(unitId('c11')))).toEqual(['d1', 'p'])
    expect(directory.ancestorsOf(unitId('p'))).toEqual([])
    expect(directory.ancestorsOf(unitId('nobody'))).toEqual([])
  })

  test('a unit is in its own subtree and in those of its ancestors, and in no other', () => {
    expect(directory.isInSubtree(unitId('c11'), unitId('c11'))).toBe(true)
    expect(directory.isInSubtree(unitId('c11'), unitId('d1'))).toBe(true)
    expect(directory.isInSubtree(unitId('c11'), unitId('p'))).toBe(true)
    expect(directory.isInSubtree(unitId('c11'), unitId('d2'))).toBe(false)
    expect(directory.isInSubtree(unitId('d1'), unitId('c11'))).toBe(false)
  })

  test('what is unknown is in no subtree, not even its own', () => {
    expect(directory.isInSubtree(unitId('x'), unitId('x'))).toBe(false)
    expect(directory.isInSubtree(unitId('c11'), unitId('x'))).toBe(false)
    expect(directory.isSiteInSubtree(siteId('x'), unitId('p'))).toBe(false)
  })

  test('finds the unit that holds a code on a day', () => {
    const merged = new Directory(
      withUnits(
        aUnit('old', 'd1', 3, { code: '00721', validTo: '2024-12-31' }),
        aUnit('new', 'd1', 3, { code: '00721', validFrom: '2025-01-01' }),
      ),
    )
    expect(merged.unitByCode('00721', '2024-12-31')?.id).toBe('old')
    expect(merged.unitByCode('00721', '2025-01-01')?.id).toBe('new')
    expect(merged.unitByCode('00721', '2019-01-01')).toBeUndefined()
  })

  test('refuses data that has faults', () => {
    expect(() => new Directory(aProvince({ sites: [] }))).toThrow(/hub/)
  })

  test('in any tree, the subtree is exactly the units that reach its root by their parents', () => {
    const trees = fc.array(fc.nat(), { minLength: 1, maxLength: 40 }).map((choices) => {
      const districts = choices.filter((choice) => choice % 3 === 0).map((_, index) => `d${index}`)
      return [
        ...districts.map((id) => aUnit(id, 'p', 2)),
        ...choices.flatMap((choice, index) =>
          districts.length > 0 ? [aUnit(`c${index}`, `d${choice % districts.length}`, 3)] : [],
        ),
      ]
    })
    fc.assert(
      fc.property(trees, (units) => {
        const tree = new Directory(
          aProvince({ units: [aUnit('p', null, 1), ...units], sites: aProvince().sites.slice(0, 1) }),
        )
        for (const a of tree.units()) {
          for (const b of tree.units()) {
            const reaches = a === b || tree.ancestorsOf(a.id).includes(b)
            expect(tree.isInSubtree(a.id, b.id)).toBe(reaches)
          }
          expect(tree.subtreeOf(a.id).every((unit) => tree.isInSubtree(unit.id, a.id))).toBe(true)
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('sites', () => {
  test('of a unit and of a subtree', () => {
    expect(ids(directory.sitesOfUnit(unitId('d1')))).toEqual(['sd1'])
    expect(ids(directory.sitesOfSubtree(unitId('d1')))).toEqual(['sd1', 'sc11', 'sc12'])
    expect(directory.sitesOfSubtree(unitId('p'))).toHaveLength(7)
    expect(directory.sitesOfSubtree(unitId('nobody'))).toEqual([])
  })

  test('belong to the district above them; the province and its bodies to none', () => {
    expect(directory.districtOf(siteId('sc11'))?.id).toBe('d1')
    expect(directory.districtOf(siteId('sd2'))?.id).toBe('d2')
    expect(directory.districtOf(siteId('sp'))).toBeUndefined()
    expect(directory.districtOf(siteId('sb'))).toBeUndefined()
  })

  test('of a province of two tiers belong to no district', () => {
    const { units, sites, ...rest } = aProvince()
    const twoTiers = new Directory({
      ...rest,
      tiers: [aTier(1, 'tỉnh'), aTier(2, 'xã')],
      units: units.filter(({ tier }) => tier < 3),
      sites: sites.slice(0, 3),
    })
    expect(twoTiers.districtOf(siteId('sd1'))).toBeUndefined()
  })
})

describe('search', () => {
  test('needs no accents and no capitals', () => {
    expect(names(directory.searchUnits('dong van'))).toEqual(['Huyện Đồng Văn', 'Thị trấn Đồng Văn'])
    expect(names(directory.searchUnits('ĐỒNG VĂN'))).toEqual(['Huyện Đồng Văn', 'Thị trấn Đồng Văn'])
  })

  test('finds the accents that were typed decomposed', () => {
    expect(names(directory.searchUnits('Lũng Cú'.normalize('NFD')))).toEqual(['Xã Lũng Cú'])
  })

  test('matches beginnings of words, in any order', () => {
    expect(names(directory.searchUnits('xuy vi'))).toEqual(['Huyện Vị Xuyên'])
    expect(directory.searchUnits('ong an')).toEqual([])
  })

  test('finds former names and codes', () => {
    expect(names(directory.searchUnits('lo lo'))).toEqual(['Xã Lũng Cú'])
    expect(names(directory.searchUnits('C21'))).toEqual(['Xã Thanh Thủy'])
  })

  test('puts the whole name before a name that only contains the words', () => {
    const more = new Directory(withUnits(aUnit('n', 'd1', 3, { name: 'Đồng Văn Thượng' })))
    expect(names(more.searchUnits('đồng văn thượng')).at(0)).toBe('Đồng Văn Thượng')
    expect(names(more.searchUnits('dong van')).at(-1)).toBe('Đồng Văn Thượng')
  })

  test('stays within a subtree and a limit', () => {
    expect(names(directory.searchUnits('xa', { within: unitId('d2') }))).toEqual(['Xã Thanh Thủy'])
    expect(directory.searchUnits('xa', { limit: 1 })).toHaveLength(1)
  })

  test('finds sites by their unit', () => {
    expect(ids(directory.searchSites('lung cu'))).toEqual(['sc11'])
    expect(ids(directory.searchSites('so y te'))).toEqual(['sb'])
  })

  test('an empty query finds nothing', () => {
    expect(directory.searchUnits(' .,- ')).toEqual([])
  })
})

test('a unit exists from its first to its last day', () => {
  const unit = aUnit('u', null, 1, { validFrom: '2020-01-01', validTo: '2025-06-30' })
  expect(['2019-12-31', '2020-01-01', '2025-06-30', '2025-07-01'].map((day) => isValidOn(unit, day))).toEqual(
    [false, true, true, false],
  )
})

test.each([
  ['Đồng Văn', 'dong van'],
  ['Xín Mần'.normalize('NFD'), 'xin man'],
  ['  Sở Kế hoạch – Đầu tư ', 'so ke hoach dau tu'],
  ['Ườn', 'uon'],
  ['', ''],
])('%s folds to "%s"', (text, folded) => {
  expect(foldText(text)).toBe(folded)
})
