import type { Group, SiteRecord, UnitRecord } from '@diem-cau/protocol'

/** Text that stands for an id in a test. */
// eslint-disable-next-line typescript/no-unnecessary-type-parameters -- each id has a brand of its own
export function id<T extends string>(text: string): T {
  return text as T
}

const NOBODY = { name: '', phone: '', email: '' } as const

export function aUnit(unitId: string, change: Partial<UnitRecord> = {}): UnitRecord {
  return {
    unitId: id(unitId),
    validFrom: '2020-01-01',
    validTo: null,
    code: unitId,
    name: unitId,
    kind: 'commune',
    tier: 3,
    parentId: null,
    aliases: [],
    successorIds: [],
    contact: NOBODY,
    ...change,
  }
}

export function aSite(siteId: string, unitId: string, change: Partial<SiteRecord> = {}): SiteRecord {
  return {
    siteId: id(siteId),
    validFrom: '2020-01-01',
    validTo: null,
    unitId: id(unitId),
    name: siteId,
    kind: 'unit',
    room: '',
    downKbps: null,
    upKbps: null,
    technician: NOBODY,
    hostedAtSiteId: null,
    ...change,
  }
}

export function aGroup(groupId: string, change: Partial<Group> = {}): Group {
  return {
    groupId: id(groupId),
    name: groupId,
    kind: 'other',
    ownerUnitId: id('p'),
    unitIds: [],
    siteIds: [],
    ...change,
  }
}

/** A province with a department, two districts of two communes each; names as on the map. A room each. */
export function someUnits(): UnitRecord[] {
  const below = (parent: string) => ({ parentId: id<UnitRecord['unitId']>(parent) })
  return [
    aUnit('p', { name: 'Tỉnh Hà Giang', kind: 'province', tier: 1 }),
    aUnit('dv', { name: 'Huyện Đồng Văn', kind: 'district', tier: 2, ...below('p') }),
    aUnit('dv1', { name: 'Thị trấn Đồng Văn', kind: 'township', ...below('dv') }),
    aUnit('dv2', { name: 'Xã Tả Lủng', ...below('dv') }),
    aUnit('mv', { name: 'Huyện Mèo Vạc', kind: 'district', tier: 2, ...below('p') }),
    aUnit('mv1', { name: 'Xã Tả Lủng', ...below('mv') }),
    aUnit('mv2', { name: 'Xã Pả Vi', aliases: ['Xã Pải Lủng cũ'], ...below('mv') }),
    aUnit('b', { name: 'Sở Y tế', kind: 'body', tier: 1, ...below('p') }),
  ]
}

export const someSites = (): SiteRecord[] =>
  someUnits().map(({ unitId, name }) => aSite(`s-${unitId}`, unitId, { name }))
