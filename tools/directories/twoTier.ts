import { siteLine, unitLine, type UnitLine } from './format.ts'

const COMMUNES = 117
const WARDS = 7

const HEADER = `# DỮ LIỆU GIẢ LẬP: một tỉnh hai cấp, 117 xã và 7 phường, tên và mã đều không có thật.
# SYNTHETIC DATA: a two-tier province with 117 communes and 7 wards; names and codes are made up.
#
# Made by: node tools/directories/generate.ts (do not edit; copy it and edit the copy)
# Its shape is that of local government since 1 July 2025: a province and communes, no districts. Codes begin
# with 99, which no province has. No persons, no phone numbers.
`

/** The two-tier sample: a province and 124 communes and wards, one site each. */
export function twoTier(): string {
  const units: UnitLine[] = [
    { id: 'u-99', code: '99', name: 'Tỉnh Mẫu Hai Cấp', kind: 'province', tier: 1, parent: null },
    ...Array.from({ length: COMMUNES + WARDS }, (_, index) => lower(index)),
  ]
  return [
    HEADER,
    'format: 1',
    'name: { vi: Tỉnh mẫu hai cấp (giả lập), en: Sample province of two tiers (synthetic) }',
    'synthetic: true',
    "validFrom: '2025-07-01'",
    'tiers:',
    '  - { tier: 1, name: { vi: Cấp tỉnh, en: Province }, codeDigits: 2 }',
    '  - { tier: 2, name: { vi: Cấp xã, en: Commune }, codeDigits: 5 }',
    'units:',
    ...units.map(unitLine),
    'sites:',
    ...units.map(siteLine),
    '',
  ].join('\n')
}

/** Wards come first, as in official lists. */
function lower(index: number): UnitLine {
  const isWard = index < WARDS
  const number = String(isWard ? index + 1 : index - WARDS + 1).padStart(3, '0')
  const code = String(99_001 + index)
  return {
    id: `u-${code}`,
    code,
    name: `${isWard ? 'Phường' : 'Xã'} số ${number}`,
    kind: isWard ? 'ward' : 'commune',
    tier: 2,
    parent: 'u-99',
  }
}
