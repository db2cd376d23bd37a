import type { Group, GroupId, SiteId, UnitId } from '@diem-cau/protocol'
import { historyOf, recordOfSite, recordOfUnit, type DirectoryHistory } from './history.ts'
import { NO_CONTACT, type DirectoryData, type Site, type Tier, type Unit } from './types.ts'

/* Builders for specifications: a small sound province to which each of them does one thing. */

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
export const unitId = (text: string): UnitId => text as UnitId
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
export const siteId = (text: string): SiteId => text as SiteId

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
export const groupId = (text: string): GroupId => text as GroupId

export function aTier(tier: number, name: string, changes: Partial<Tier> = {}): Tier {
  return { tier, name: { vi: name, en: name }, codeDigits: null, optional: false, ...changes }
}

export function aUnit(id: string, parent: string | null, tier: number, changes: Partial<Unit> = {}): Unit {
  return {
    id: unitId(id),
    code: id.toUpperCase(),
    name: `Đơn vị ${id}`,
    kind: tier === 1 ? 'province' : tier === 2 ? 'district' : 'commune',
    tier,
    parentId: parent === null ? null : unitId(parent),
    validFrom: '2020-01-01',
    validTo: null,
    aliases: [],
    successorIds: [],
    contact: NO_CONTACT,
    ...changes,
  }
}

export function aSite(id: string, unit: string, changes: Partial<Site> = {}): Site {
  return {
    id: siteId(id),
    unitId: unitId(unit),
    name: `Phòng họp ${id}`,
    kind: 'unit',
    validFrom: '2020-01-01',
    validTo: null,
    room: '',
    downKbps: null,
    upKbps: null,
    technician: NO_CONTACT,
    hostedAtSiteId: null,
    ...changes,
  }
}

/** A province with a department, two districts (`d1` with two communes, `d2` with one) and a room for each. */
export function aProvince(changes: Partial<DirectoryData> = {}): DirectoryData {
  return {
    name: { vi: 'Tỉnh thử', en: 'Test province' },
    synthetic: true,
    tiers: [aTier(1, 'Cấp tỉnh'), aTier(2, 'Cấp huyện'), aTier(3, 'Cấp xã')],
    units: [
      aUnit('p', null, 1, { name: 'Tỉnh Hà Giang' }),
      aUnit('b', 'p', 1, { kind: 'body', name: 'Sở Y tế' }),
      aUnit('d1', 'p', 2, { name: 'Huyện Đồng Văn' }),
      aUnit('c11', 'd1', 3, { name: 'Xã Lũng Cú', aliases: ['Lô Lô Chải'] }),
      aUnit('c12', 'd1', 3, { name: 'Thị trấn Đồng Văn', kind: 'township' }),
      aUnit('d2', 'p', 2, { name: 'Huyện Vị Xuyên' }),
      aUnit('c21', 'd2', 3, { name: 'Xã Thanh Thủy' }),
    ],
    sites: [
      aSite('sp', 'p', { kind: 'hub' }),
      aSite('sb', 'b', { kind: 'body' }),
      aSite('sd1', 'd1'),
      aSite('sc11', 'c11'),
      aSite('sc12', 'c12'),
      aSite('sd2', 'd2'),
      aSite('sc21', 'c21'),
    ],
    ...changes,
  }
}

/** The sound province with some units replaced by id, and others added. */
export function withUnits(...units: readonly Unit[]): DirectoryData {
  const data = aProvince()
  const replaced = data.units.map((unit) => units.find(({ id }) => id === unit.id) ?? unit)
  const added = units.filter(({ id }) => !data.units.some((unit) => unit.id === id))
  return { ...data, units: [...replaced, ...added] }
}

/** The small province as a history that begins with 2020. */
export function aHistory(data: DirectoryData = aProvince(), groups: readonly Group[] = []): DirectoryHistory {
  return historyOf({
    name: data.name,
    synthetic: data.synthetic,
    tierSets: [{ validFrom: '2020-01-01', tiers: [...data.tiers] }],
    units: data.units.map(recordOfUnit),
    sites: data.sites.map(recordOfSite),
    groups,
  })
}
