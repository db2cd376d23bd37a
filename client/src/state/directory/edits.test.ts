import { describe, expect, it } from 'vitest'
import {
  editsOfSite,
  editsOfUnit,
  editsToEnd,
  editsToRename,
  newSiteId,
  newUnitId,
  withFormerName,
} from './edits.ts'
import { aSite, aUnit } from './testing.ts'

const record = aUnit('x', { name: 'Xã cũ', validFrom: '2020-01-01' })
const changed = { ...record, name: 'Xã mới' }

describe('what is typed, as edits', () => {
  it('a change from a day ends the old record on its eve and begins another', () => {
    expect(editsOfUnit(record, changed, '2025-07-01')).toEqual([
      { edit: 'putUnit', unit: { ...record, validTo: '2025-06-30' } },
      { edit: 'putUnit', unit: { ...changed, validFrom: '2025-07-01' } },
    ])
  })

  it('a correction, or a change on the record’s first day, replaces it', () => {
    const replaced = [{ edit: 'putUnit', unit: changed }]
    expect(editsOfUnit(record, changed, null)).toEqual(replaced)
    expect(editsOfUnit(record, changed, '2020-01-01')).toEqual(replaced)
    expect(editsOfUnit(record, changed, '2010-01-01')).toEqual(replaced)
  })

  it('works the same for rooms', () => {
    const site = aSite('s', 'x')
    expect(editsOfSite(site, { ...site, name: 'B' }, '2025-07-01')).toEqual([
      { edit: 'putSite', site: { ...site, validTo: '2025-06-30' } },
      { edit: 'putSite', site: { ...site, name: 'B', validFrom: '2025-07-01' } },
    ])
  })

  it('rooms called as their unit was are called as it is, others stay', () => {
    const sites = [aSite('s', 'x', { name: 'Xã cũ' }), aSite('hall', 'x', { name: 'Hội trường' })]
    const names = { before: 'Xã cũ', after: 'Xã mới' }
    expect(editsToRename(sites, names, '2025-07-01')).toEqual([
      { edit: 'putSite', site: aSite('s', 'x', { name: 'Xã cũ', validTo: '2025-06-30' }) },
      { edit: 'putSite', site: aSite('s', 'x', { name: 'Xã mới', validFrom: '2025-07-01' }) },
    ])
    expect(editsToRename(sites, { before: 'Xã cũ', after: 'Xã cũ' }, null)).toEqual([])
  })

  it('a new name keeps the former one to be found by, once', () => {
    expect(withFormerName(changed, record).aliases).toEqual(['Xã cũ'])
    expect(withFormerName({ ...changed, aliases: ['Xã cũ'] }, record).aliases).toEqual(['Xã cũ'])
    expect(withFormerName(record, record).aliases).toEqual([])
  })

  it('ending a subtree ends rooms first, takes away what would only begin later, leaves what has ended', () => {
    const units = [
      aUnit('d'),
      aUnit('c'),
      aUnit('c', { validFrom: '2030-01-01' }),
      aUnit('old', { validTo: '2021-01-01' }),
    ]
    expect(editsToEnd({ units, sites: [aSite('s', 'c')] }, '2025-06-30')).toEqual([
      { edit: 'putSite', site: aSite('s', 'c', { validTo: '2025-06-30' }) },
      { edit: 'removeUnit', unitId: 'c', validFrom: '2030-01-01' },
      { edit: 'putUnit', unit: aUnit('c', { validTo: '2025-06-30' }) },
      { edit: 'putUnit', unit: aUnit('d', { validTo: '2025-06-30' }) },
    ])
  })

  it('makes ids of what things are called, free ones, without accents', () => {
    expect(newUnitId('00715', () => false)).toBe('u-00715')
    expect(newUnitId('00715', (id) => id === 'u-00715')).toBe('u-00715-2')
    expect(newSiteId('Đồng Văn, phòng 2', () => false)).toBe('s-dong-van-phong-2')
    expect(newSiteId('***', () => false)).toBe('s-moi')
  })
})
