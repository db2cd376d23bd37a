import type { Group, SiteRecord, UnitRecord } from '@diem-cau/protocol'
import { describe, expect, test } from 'vitest'
import { flat, historyOf, type HistoryRecords } from './history.ts'
import { aHistory, aTier, groupId, siteId, unitId } from './testing.ts'
import { NO_CONTACT } from './types.ts'
import { validateHistory } from './validateHistory.ts'

/** The small province as records, some of them changed by id. */
function records(changes: {
  units?: Record<string, Partial<UnitRecord>>
  sites?: Record<string, Partial<SiteRecord>>
  more?: Partial<HistoryRecords>
}): HistoryRecords {
  const { name, synthetic, tierSets, units, sites } = aHistory()
  return {
    name,
    synthetic,
    tierSets,
    units: [
      ...flat(units).map((unit) => ({ ...unit, ...changes.units?.[unit.unitId] })),
      ...(changes.more?.units ?? []),
    ],
    sites: [
      ...flat(sites).map((site) => ({ ...site, ...changes.sites?.[site.siteId] })),
      ...(changes.more?.sites ?? []),
    ],
    groups: changes.more?.groups ?? [],
    ...(changes.more?.tierSets === undefined ? {} : { tierSets: changes.more.tierSets }),
  }
}
const faultsOf = (made: HistoryRecords): string[] =>
  validateHistory(historyOf(made)).map(({ code, at }) =>
    `${code} ${at.what} ${at.id} ${at.field ?? ''}`.trim(),
  )

const unit = (id: string, changes: Partial<UnitRecord> = {}): UnitRecord => ({
  unitId: unitId(id),
  validFrom: '2020-01-01',
  validTo: null,
  code: id.toUpperCase(),
  name: `Đơn vị ${id}`,
  kind: 'commune',
  tier: 3,
  parentId: unitId('d1'),
  aliases: [],
  successorIds: [],
  contact: NO_CONTACT,
  ...changes,
})
const group = (changes: Partial<Group> = {}): Group => ({
  groupId: groupId('g'),
  name: 'Cụm',
  kind: 'cluster',
  ownerUnitId: unitId('d1'),
  unitIds: [unitId('c11')],
  siteIds: [],
  ...changes,
})

test('a renamed, a moved and an ended unit make a sound history', () => {
  const made = records({
    units: {
      c11: { validTo: '2022-12-31' },
      c12: { validTo: '2024-12-31', successorIds: [unitId('c11')] },
    },
    sites: { sc12: { validTo: '2024-12-31' } },
    more: {
      units: [unit('c11', { validFrom: '2023-01-01', parentId: unitId('d2'), name: 'Xã Sau' })],
      sites: [],
    },
  })
  expect(faultsOf(made)).toEqual([])
})

describe('Through time', () => {
  test.each<[string, Parameters<typeof records>[0], string[]]>([
    [
      'two records of a unit on one day',
      { more: { units: [unit('c11', { validFrom: '2024-01-01' })] } },
      ['overlapping_records unit c11 validFrom'],
    ],
    [
      'a parent that ends before its children',
      { units: { d2: { validTo: '2024-12-31' } }, sites: { sd2: { validTo: '2024-12-31' } } },
      ['parent_not_yet unit c21 parentId'],
    ],
    [
      'a parent that begins after them',
      { units: { d2: { validFrom: '2021-01-01' } }, sites: { sd2: { validFrom: '2021-01-01' } } },
      ['parent_not_yet unit c21 parentId'],
    ],
    [
      'a site that outlives its unit',
      { units: { c21: { validTo: '2024-12-31' } } },
      ['unit_not_yet site sc21 unitId'],
    ],
    [
      'a code that two units hold on one day',
      {
        units: { c21: { code: 'C11', validFrom: '2024-01-01' } },
        sites: { sc21: { validFrom: '2024-01-01' } },
      },
      ['duplicate_code unit c21 code'],
    ],
    [
      'a day without a topmost unit',
      { units: { p: { validTo: '2030-12-31' } } },
      ['parent_not_yet unit b parentId', 'no_root_on file'],
    ],
    ['a day without a hub', { sites: { sp: { validTo: '2030-12-31' } } }, ['no_hub_on site']],
    ['a hub that begins late', { sites: { sp: { validFrom: '2021-01-01' } } }, ['no_hub_on site']],
    [
      'a circle',
      { units: { d1: { parentId: unitId('c11') } } },
      ['cycle unit d1 parentId', 'wrong_tier_order unit d1 tier'],
    ],
    ['a day that is none', { units: { c11: { validFrom: '2023-02-30' } } }, ['bad_date unit c11 validFrom']],
    [
      'an end before the beginning',
      { units: { c11: { validTo: '2019-12-31' } } },
      ['dates_reversed unit c11 validTo'],
    ],
    [
      'a successor that is not there on the next day',
      {
        units: { c12: { validTo: '2024-12-31', successorIds: [unitId('x')] } },
        sites: { sc12: { validTo: '2024-12-31' } },
      },
      ['unknown_successor unit c12 successorIds'],
    ],
    [
      'a successor of what goes on',
      { units: { c12: { successorIds: [unitId('c11')] } } },
      ['successor_of_open_end unit c12 successorIds'],
    ],
    [
      'tiers that begin after the first unit',
      {
        more: {
          tierSets: [{ validFrom: '2021-01-01', tiers: [aTier(1, 'A'), aTier(2, 'B'), aTier(3, 'C')] }],
        },
      },
      ['no_tiers_on tiers 2021-01-01 validFrom'],
    ],
    [
      'a tier that ends while units are of it',
      {
        more: {
          tierSets: [
            ...aHistory().tierSets,
            { validFrom: '2025-07-01', tiers: [aTier(1, 'A'), aTier(2, 'B')] },
          ],
        },
      },
      ['unknown_tier unit c11 tier', 'unknown_tier unit c12 tier', 'unknown_tier unit c21 tier'],
    ],
  ])('%s is found', (_, changes, expected) => {
    expect(faultsOf(records(changes))).toEqual(expect.arrayContaining(expected))
  })
})

describe('A room that is lent', () => {
  test.each<[string, Record<string, Partial<SiteRecord>>, string[]]>([
    ['is sound', { sc11: { hostedAtSiteId: siteId('sd1') } }, []],
    [
      'by a site to itself',
      { sc11: { hostedAtSiteId: siteId('sc11') } },
      ['unknown_host site sc11 hostedAtSiteId'],
    ],
    ['by nobody', { sc11: { hostedAtSiteId: siteId('x') } }, ['unknown_host site sc11 hostedAtSiteId']],
    [
      'by a guest of another: neither in a chain nor in a circle',
      { sc11: { hostedAtSiteId: siteId('sd1') }, sd1: { hostedAtSiteId: siteId('sc11') } },
      ['host_is_hosted site sd1 hostedAtSiteId', 'host_is_hosted site sc11 hostedAtSiteId'],
    ],
    [
      'longer than there is one',
      { sc11: { hostedAtSiteId: siteId('sd1') }, sd1: { validTo: '2024-12-31' } },
      ['host_not_yet site sc11 hostedAtSiteId'],
    ],
    ['to the hub', { sp: { hostedAtSiteId: siteId('sd1') } }, ['hub_is_hosted site sp hostedAtSiteId']],
  ])('%s', (_, sites, expected) => {
    expect(faultsOf(records({ sites })).toSorted((a, b) => a.localeCompare(b))).toEqual(
      expected.toSorted((a, b) => a.localeCompare(b)),
    )
  })
})

describe('A group', () => {
  test.each<[string, Partial<Group>, string[]]>([
    ['of units and sites below its owner is sound', { siteIds: [siteId('sd1')] }, []],
    ['that reaches outside', { unitIds: [unitId('c21')] }, ['member_outside group g unitIds']],
    ['with a site outside', { siteIds: [siteId('sc21')] }, ['member_outside group g siteIds']],
    ['of nobody', { ownerUnitId: unitId('x') }, ['group_of_unknown_unit group g ownerUnitId']],
    ['with an unknown member', { unitIds: [unitId('x')] }, ['unknown_member group g unitIds']],
    ['with a member twice', { unitIds: [unitId('c11'), unitId('c11')] }, ['repeated_member group g unitIds']],
    ['without members', { unitIds: [] }, ['empty_group group g unitIds']],
    ['without a name', { name: ' ' }, ['empty_name group g name']],
  ])('%s', (_, changes, expected) => {
    expect(faultsOf(records({ more: { groups: [group(changes)] } }))).toEqual(expected)
  })
})

test('contacts and bandwidths are checked', () => {
  const made = records({
    units: { c11: { contact: { name: 'A\u0007', phone: 'abc', email: 'không phải' } } },
    sites: { sc11: { downKbps: 0, upKbps: 1.5 } },
  })
  expect(faultsOf(made)).toEqual([
    'name_unprintable unit c11 contact',
    'bad_phone unit c11 contact',
    'bad_email unit c11 contact',
    'bad_bandwidth site sc11 downKbps',
    'bad_bandwidth site sc11 upKbps',
  ])
})

test('every fault is told in both languages, with nothing left to fill in', () => {
  const made = records({
    units: { d1: { parentId: unitId('c11') }, c21: { code: 'C11' } },
    sites: { sc11: { hostedAtSiteId: siteId('x'), unitId: unitId('y') } },
    more: { groups: [group({ unitIds: [unitId('x')] })] },
  })
  for (const { reason } of validateHistory(historyOf(made))) {
    expect(`${reason.vi}${reason.en}`).not.toMatch(/[{}]|undefined/)
    expect(reason.vi).not.toBe(reason.en)
  }
})
