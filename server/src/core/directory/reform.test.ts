import type { DirectoryEdit } from '@diem-cau/protocol'
import { describe, expect, test } from 'vitest'
import { applyEdits, inverseOf } from './applyEdits.ts'
import { heirsOf } from './heirs.ts'
import { directoryOn, indexedOn, type DirectoryHistory } from './history.ts'
import { planDropTier } from './planDropTier.ts'
import { planMerge, type Planned } from './planMerge.ts'
import { aHistory, aSite, aUnit, siteId, unitId, withUnits } from './testing.ts'
import { unitIdsWithin } from './reach.ts'
import { validateHistory } from './validateHistory.ts'

const REFORM = '2025-07-01'
const EVE = '2025-06-30'

function editsOf(plan: Planned): DirectoryEdit[] {
  if (!plan.ok) throw new Error(plan.reason.en)
  return plan.edits
}
function after(history: DirectoryHistory, edits: readonly DirectoryEdit[]): DirectoryHistory {
  const applied = applyEdits(history, edits)
  expect(applied.faults.map(({ reason }) => reason.en)).toEqual([])
  return applied.history
}
const merge = (history: DirectoryHistory) =>
  planMerge(history, {
    fromUnitIds: [unitId('c11'), unitId('c12')],
    into: { unitId: unitId('c11'), code: 'C11', name: 'Xã Đồng Văn', kind: 'commune' },
    on: REFORM,
  })

describe('The reform of 2025 as a worked case', () => {
  const merged = after(aHistory(), editsOf(merge(aHistory())))

  test('a merged commune goes on under its new name, and is found by the old ones', () => {
    const today = indexedOn(merged, REFORM)
    expect(today.unit(unitId('c11'))?.name).toBe('Xã Đồng Văn')
    expect(today.unit(unitId('c12'))).toBeUndefined()
    expect(today.searchUnits('lung cu')[0]?.id).toBe('c11')
    expect(today.unitName(unitId('c12'))).toBe('Thị trấn Đồng Văn')
  })

  test('its sites keep their ids and go over', () => {
    expect(indexedOn(merged, EVE).site(siteId('sc12'))?.unitId).toBe('c12')
    expect(indexedOn(merged, REFORM).site(siteId('sc12'))?.unitId).toBe('c11')
  })

  test('last year reads as it was', () => {
    const lastYear = indexedOn(merged, EVE)
    expect(lastYear.unit(unitId('c11'))?.name).toBe('Xã Lũng Cú')
    expect(lastYear.unit(unitId('c12'))?.name).toBe('Thị trấn Đồng Văn')
  })

  test('what the ended unit left belongs to the people of the merged one, and not the other way about', () => {
    const today = indexedOn(merged, REFORM)
    expect(today.isInSubtree(unitId('c12'), unitId('c11'))).toBe(true)
    expect(today.isInSubtree(unitId('c12'), unitId('d1'))).toBe(true)
    expect(today.isInSubtree(unitId('c12'), unitId('d2'))).toBe(false)
    expect(today.isInSubtree(unitId('c12'), unitId('c12'))).toBe(true)
    expect(today.isInSubtree(unitId('c11'), unitId('c12'))).toBe(false)
  })

  test('lists of the merged one hold it, those of whoever had the ended one hold that alone', () => {
    const today = indexedOn(merged, REFORM)
    expect([...unitIdsWithin(today, [unitId('c11')])]).toEqual(['c11', 'c12'])
    expect([...unitIdsWithin(today, [unitId('c12')])]).toEqual(['c12'])
    expect([...unitIdsWithin(indexedOn(merged, EVE), [unitId('c11')])]).toEqual(['c11'])
  })

  test('the merged one is its heir; a province that succeeds its districts is not theirs', () => {
    expect(heirsOf(unitId('c12'), indexedOn(merged, REFORM))).toEqual(['c11'])
    expect(heirsOf(unitId('c12'), indexedOn(merged, EVE))).toEqual(['c12'])
    const reformed = indexedOn(after(merged, editsOf(planDropTier(merged, { tier: 2, on: REFORM }))), REFORM)
    expect(heirsOf(unitId('d1'), reformed)).toEqual([])
    expect(reformed.standInsOf(unitId('d1'))).toEqual(['p'])
    expect(heirsOf(unitId('c12'), reformed)).toEqual(['c11'])
    expect(heirsOf(unitId('x'), reformed)).toEqual([])
  })

  test('then the district tier is dropped: communes hang on the province, district rooms are its rooms', () => {
    const reformed = after(merged, editsOf(planDropTier(merged, { tier: 2, on: REFORM })))
    const today = indexedOn(reformed, REFORM)
    expect(today.data.tiers.map(({ name }) => name.vi)).toEqual(['Cấp tỉnh', 'Cấp xã'])
    expect(today.unitsOfTier(2).map(({ id, parentId }) => [id, parentId])).toEqual([
      ['c11', 'p'],
      ['c21', 'p'],
    ])
    expect(today.site(siteId('sd1'))?.unitId).toBe('p')
    expect(today.data.sites).toHaveLength(7)
    expect(today.isInSubtree(unitId('d1'), unitId('p'))).toBe(true)
    // Whoever had a district has that one alone, and not the province that took over.
    expect(today.isInSubtree(unitId('p'), unitId('d1'))).toBe(false)
    expect(indexedOn(reformed, EVE).districtOf(siteId('sc11'))?.id).toBe('d1')
  })

  test('in the other order it is the same', () => {
    const dropped = after(aHistory(), editsOf(planDropTier(aHistory(), { tier: 2, on: REFORM })))
    const reformed = after(dropped, editsOf(merge(dropped)))
    const other = after(merged, editsOf(planDropTier(merged, { tier: 2, on: REFORM })))
    expect(directoryOn(reformed, REFORM).units).toEqual(directoryOn(other, REFORM).units)
    expect(directoryOn(reformed, REFORM).sites).toEqual(directoryOn(other, REFORM).sites)
    expect(directoryOn(reformed, EVE).units).toEqual(directoryOn(other, EVE).units)
  })

  test('and taken back, step by step, as if nothing had been', () => {
    const first = applyEdits(aHistory(), editsOf(merge(aHistory())))
    const second = applyEdits(first.history, editsOf(planDropTier(first.history, { tier: 2, on: REFORM })))
    expect(applyEdits(second.history, inverseOf(second.pairs)).history).toEqual(first.history)
    expect(applyEdits(first.history, inverseOf(first.pairs)).history).toEqual(aHistory())
  })
})

describe('A merger', () => {
  test('into a new unit ends all of the former ones', () => {
    const plan = planMerge(aHistory(), {
      fromUnitIds: [unitId('c11'), unitId('c12')],
      into: { unitId: unitId('c13'), code: 'C13', name: 'Xã Mới', kind: 'commune' },
      on: REFORM,
    })
    const today = indexedOn(after(aHistory(), editsOf(plan)), REFORM)
    expect(today.childrenOf(unitId('d1')).map(({ id }) => id)).toEqual(['c13'])
    expect(today.sitesOfUnit(unitId('c13')).map(({ id }) => id)).toEqual(['sc11', 'sc12'])
  })

  test('of units whose rooms have the same name tells them apart by the former unit', () => {
    const data = withUnits()
    const sites = data.sites.map((site) => ({ ...site, name: 'Phòng họp UBND' }))
    const history = aHistory({ ...data, sites })
    const today = indexedOn(after(history, editsOf(merge(history))), REFORM)
    expect(today.sitesOfUnit(unitId('c11')).map(({ name }) => name)).toEqual([
      'Phòng họp UBND',
      'Phòng họp UBND (Thị trấn Đồng Văn)',
    ])
  })

  test('of districts takes their communes along', () => {
    const plan = planMerge(aHistory(), {
      fromUnitIds: [unitId('d1'), unitId('d2')],
      into: { unitId: unitId('d1'), code: 'D1', name: 'Huyện Đồng Văn', kind: 'district' },
      on: REFORM,
    })
    const today = indexedOn(after(aHistory(), editsOf(plan)), REFORM)
    expect(today.subtreeOf(unitId('d1')).map(({ id }) => id)).toEqual(['d1', 'c11', 'c12', 'c21'])
  })

  test('drops what was planned for the ended unit afterwards', () => {
    const renamed = { ...aUnit('c12', 'd1', 3, { validFrom: '2026-01-01', name: 'Thị trấn Sau' }) }
    const planned = after(aHistory(withUnits(aUnit('c12', 'd1', 3, { validTo: '2025-12-31' }))), [
      { edit: 'putUnit', unit: { unitId: renamed.id, ...withoutId(renamed) } },
      ...(['sc12'] as const).map((): DirectoryEdit => {
        const { id, ...site } = aSite('sc12', 'c12')
        return { edit: 'putSite', site: { siteId: id, ...site } }
      }),
    ])
    expect(indexedOn(planned, '2026-01-01').unit(unitId('c12'))?.name).toBe('Thị trấn Sau')
    const today = indexedOn(after(planned, editsOf(merge(planned))), '2026-01-01')
    expect(today.unit(unitId('c12'))).toBeUndefined()
  })

  test.each([
    ['of one unit into itself', ['c11'], 'c11', 'at least two'],
    ['of units of several tiers', ['c11', 'd1'], 'c11', 'one tier'],
    ['of a unit that is not there', ['c11', 'x'], 'c11', 'does not exist'],
    ['with the topmost unit', ['p', 'b'], 'p', 'topmost'],
    ['into another unit', ['c11', 'c12'], 'c21', 'used by another'],
  ])('%s is refused in words', (_, from, into, words) => {
    const plan = planMerge(aHistory(), {
      fromUnitIds: from.map(unitId),
      into: { unitId: unitId(into), code: 'X', name: 'X', kind: 'commune' },
      on: REFORM,
    })
    expect(plan.ok ? '' : plan.reason.en).toContain(words)
  })
})

function withoutId({ id: _id, ...unit }: ReturnType<typeof aUnit>) {
  return { ...unit, aliases: [...unit.aliases], successorIds: [...unit.successorIds] }
}

test('a tier that is not there, or the topmost one, can not be dropped', () => {
  expect(planDropTier(aHistory(), { tier: 4, on: REFORM })).toMatchObject({ ok: false })
  expect(planDropTier(aHistory(), { tier: 1, on: REFORM })).toMatchObject({ ok: false })
  expect(planDropTier(aHistory(), { tier: 2, on: '2025-02-30' })).toMatchObject({ ok: false })
})

test('the small province is sound', () => {
  expect(validateHistory(aHistory())).toEqual([])
})
