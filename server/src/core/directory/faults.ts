import type { Bilingual, CalendarDate } from './types.ts'

/** Where in the directory's data a fault is: `['units', 3, 'code']`. */
export type FaultPath = readonly (string | number)[]
export type FaultData = Readonly<Record<string, string | number>>

/** Every way in which a directory can be wrong. `{name}` is filled from the fault's data. */
const SENTENCES = {
  too_few_tiers: {
    vi: 'Danh mục phải có từ 1 đến {limit} cấp, hiện có {count}.',
    en: 'A directory has 1 to {limit} tiers; this one has {count}.',
  },
  tiers_not_in_order: {
    vi: 'Các cấp phải được đánh số liên tiếp từ 1; chỗ này phải là {expected}, không phải {actual}.',
    en: 'Tiers are numbered 1, 2, 3 … in order; this must be {expected}, not {actual}.',
  },
  too_many_units: {
    vi: 'Danh mục có {count} đơn vị, vượt giới hạn {limit}.',
    en: 'The directory has {count} units, more than the limit of {limit}.',
  },
  too_many_sites: {
    vi: 'Danh mục có {count} điểm cầu, vượt giới hạn {limit}.',
    en: 'The directory has {count} sites, more than the limit of {limit}.',
  },
  bad_id: {
    vi: 'Mã định danh «{id}» không hợp lệ: chỉ dùng chữ không dấu, chữ số và . _ : -, tối đa 80 ký tự.',
    en: 'The id "{id}" is not valid: letters without accents, digits and . _ : -, at most 80 characters.',
  },
  duplicate_id: {
    vi: 'Mã định danh «{id}» đã dùng cho «{other}».',
    en: 'The id "{id}" is already used by "{other}".',
  },
  bad_code: {
    vi: 'Mã đơn vị «{code}» không hợp lệ: chỉ dùng chữ in hoa không dấu, chữ số, dấu chấm và dấu gạch, tối đa 20 ký tự.',
    en: 'The code "{code}" is not valid: capital letters, digits, dots and hyphens, at most 20 characters.',
  },
  wrong_code_length: {
    vi: 'Mã đơn vị «{code}» sai định dạng: mã của cấp {tier} có đúng {digits} chữ số.',
    en: 'The code "{code}" is not in the right form: codes of tier {tier} have exactly {digits} digits.',
  },
  duplicate_code: {
    vi: 'Mã đơn vị «{code}» đã dùng cho «{other}» trong cùng thời gian hiệu lực.',
    en: 'The code "{code}" is already used by "{other}" during the same time.',
  },
  empty_name: {
    vi: 'Tên để trống.',
    en: 'The name is empty.',
  },
  name_too_long: {
    vi: 'Tên dài {length} ký tự, vượt giới hạn {limit}.',
    en: 'The name has {length} characters, more than the limit of {limit}.',
  },
  name_unprintable: {
    vi: 'Tên chứa ký tự không in được (vị trí {position}).',
    en: 'The name contains an unprintable character (position {position}).',
  },
  too_many_aliases: {
    vi: 'Đơn vị có {count} tên gọi khác, vượt giới hạn {limit}.',
    en: 'The unit has {count} aliases, more than the limit of {limit}.',
  },
  unknown_tier: {
    vi: 'Cấp {tier} không có trong danh mục cấp (1–{count}).',
    en: 'There is no tier {tier} in the directory (1–{count}).',
  },
  wrong_tier_order: {
    vi: 'Đơn vị cấp {tier} không thể trực thuộc «{parent}» (cấp {parentTier}).',
    en: 'A unit of tier {tier} cannot belong to "{parent}" (tier {parentTier}).',
  },
  root_not_first_tier: {
    vi: 'Đơn vị cao nhất phải thuộc cấp 1, không phải cấp {tier}.',
    en: 'The topmost unit must be of tier 1, not {tier}.',
  },
  unknown_parent: {
    vi: 'Không có đơn vị cấp trên «{parent}» trong danh mục.',
    en: 'The parent unit "{parent}" is not in the directory.',
  },
  cycle: {
    vi: 'Các đơn vị trực thuộc vòng tròn: {chain}.',
    en: 'The units belong to each other in a circle: {chain}.',
  },
  no_root: {
    vi: 'Không có đơn vị cao nhất (đơn vị không có cấp trên).',
    en: 'There is no topmost unit (a unit without a parent).',
  },
  several_roots: {
    vi: 'Có nhiều hơn một đơn vị không có cấp trên: «{other}» đã là đơn vị cao nhất.',
    en: 'More than one unit has no parent: "{other}" is already the topmost unit.',
  },
  bad_date: {
    vi: 'Ngày «{date}» không hợp lệ, phải viết dạng NĂM-THÁNG-NGÀY, ví dụ 2025-07-01.',
    en: 'The date "{date}" is not valid; write it as YEAR-MONTH-DAY, for example 2025-07-01.',
  },
  dates_reversed: {
    vi: 'Ngày hết hiệu lực {validTo} sớm hơn ngày có hiệu lực {validFrom}.',
    en: 'The last day {validTo} is before the first day {validFrom}.',
  },
  site_of_unknown_unit: {
    vi: 'Điểm cầu thuộc đơn vị «{unit}» không có trong danh mục.',
    en: 'The site belongs to the unit "{unit}", which is not in the directory.',
  },
  wrong_site_kind: {
    vi: 'Loại điểm cầu «{kind}» không khớp với đơn vị «{unit}».',
    en: 'A site of kind "{kind}" does not fit the unit "{unit}".',
  },
  duplicate_site_name: {
    vi: 'Đơn vị đã có một điểm cầu tên «{name}».',
    en: 'The unit already has a site named "{name}".',
  },
  no_hub: {
    vi: 'Danh mục thiếu điểm cầu trung tâm (kind: hub).',
    en: 'The directory has no hub site (kind: hub).',
  },
  several_hubs: {
    vi: 'Có nhiều hơn một điểm cầu trung tâm: «{other}» đã là điểm cầu trung tâm.',
    en: 'More than one site is the hub: "{other}" is already the hub.',
  },
  overlapping_records: {
    vi: 'Đã có thông tin có hiệu lực từ {validFrom}, trùng thời gian với thông tin này.',
    en: 'What is valid from {validFrom} already covers some of the same days.',
  },
  unknown_record: {
    vi: 'Danh mục không có mục này (hiệu lực từ {validFrom}).',
    en: 'The directory has no such record (valid from {validFrom}).',
  },
  parent_not_yet: {
    vi: 'Đơn vị cấp trên «{parent}» không tồn tại vào ngày {day}.',
    en: 'The parent unit "{parent}" does not exist on {day}.',
  },
  unit_not_yet: {
    vi: 'Đơn vị «{unit}» không tồn tại vào ngày {day}.',
    en: 'The unit "{unit}" does not exist on {day}.',
  },
  no_root_on: {
    vi: 'Vào ngày {day} không có đơn vị cao nhất (đơn vị không có cấp trên).',
    en: 'On {day} there is no topmost unit (a unit without a parent).',
  },
  no_hub_on: {
    vi: 'Vào ngày {day} danh mục thiếu điểm cầu trung tâm.',
    en: 'On {day} the directory has no hub site.',
  },
  no_tiers_on: {
    vi: 'Danh mục cấp chỉ có từ ngày {validFrom}, sau ngày {day} mà đơn vị đã tồn tại.',
    en: 'The tiers are known from {validFrom} only; units exist already on {day}.',
  },
  too_many_tier_sets: {
    vi: 'Có {count} lần thay đổi danh mục cấp, vượt giới hạn {limit}.',
    en: 'The tiers change {count} times, more than the limit of {limit}.',
  },
  unknown_successor: {
    vi: 'Đơn vị kế thừa «{unit}» không có trong danh mục, hoặc chính là đơn vị này.',
    en: 'The successor "{unit}" is not in the directory, or is the unit itself.',
  },
  successor_not_yet: {
    vi: 'Đơn vị kế thừa «{unit}» không tồn tại vào ngày {day}.',
    en: 'The successor "{unit}" does not exist on {day}.',
  },
  successor_of_open_end: {
    vi: 'Đơn vị còn hiệu lực thì chưa có đơn vị kế thừa.',
    en: 'A unit that goes on has no successor yet.',
  },
  unknown_host: {
    vi: 'Điểm cầu «{site}» không có trong danh mục, hoặc chính là điểm cầu này.',
    en: 'The site "{site}" is not in the directory, or is the site itself.',
  },
  host_not_yet: {
    vi: 'Điểm cầu «{site}» không tồn tại vào ngày {day}.',
    en: 'The site "{site}" does not exist on {day}.',
  },
  host_is_hosted: {
    vi: 'Điểm cầu «{site}» đang đặt nhờ nơi khác nên không đặt nhờ vào đó được.',
    en: 'The site "{site}" uses another room itself, so it can not lend one.',
  },
  hub_is_hosted: {
    vi: 'Điểm cầu trung tâm không đặt nhờ ở điểm cầu khác.',
    en: 'The hub does not use another site’s room.',
  },
  bad_bandwidth: {
    vi: 'Băng thông {kbps} không hợp lệ: phải là số nguyên từ 1 đến {limit} kbit/s.',
    en: 'The bandwidth {kbps} is not valid: a whole number from 1 to {limit} kbit/s.',
  },
  bad_phone: {
    vi: 'Số điện thoại «{phone}» không hợp lệ: chỉ gồm chữ số, dấu cách, dấu chấm, gạch, ngoặc, có thể bắt đầu bằng +.',
    en: 'The phone number "{phone}" is not valid: digits, spaces, dots, hyphens, brackets, perhaps a + before.',
  },
  bad_email: {
    vi: 'Địa chỉ thư điện tử «{email}» không hợp lệ.',
    en: 'The e-mail address "{email}" is not valid.',
  },
  too_many_groups: {
    vi: 'Danh mục có {count} nhóm, vượt giới hạn {limit}.',
    en: 'The directory has {count} groups, more than the limit of {limit}.',
  },
  group_of_unknown_unit: {
    vi: 'Đơn vị quản lý nhóm «{unit}» không có trong danh mục.',
    en: 'The group’s owner "{unit}" is not in the directory.',
  },
  unknown_member: {
    vi: 'Thành viên «{member}» của nhóm không có trong danh mục.',
    en: 'The group’s member "{member}" is not in the directory.',
  },
  member_outside: {
    vi: 'Thành viên «{member}» của nhóm không thuộc đơn vị quản lý nhóm «{owner}».',
    en: 'The group’s member "{member}" does not lie below its owner "{owner}".',
  },
  repeated_member: {
    vi: 'Thành viên «{member}» được ghi hai lần trong nhóm.',
    en: 'The member "{member}" is named twice in the group.',
  },
  empty_group: {
    vi: 'Nhóm chưa có đơn vị hay điểm cầu nào.',
    en: 'The group has no unit and no site.',
  },
  duplicate_group_name: {
    vi: 'Đơn vị đã có một nhóm tên «{name}».',
    en: 'The unit already has a group named "{name}".',
  },
} as const satisfies Record<string, Bilingual>

export type DirectoryFaultCode = keyof typeof SENTENCES

/** One thing that is wrong with a directory, where, and why in both languages. */
export interface DirectoryFault {
  readonly code: DirectoryFaultCode
  readonly path: FaultPath
  readonly data: FaultData
  readonly reason: Bilingual
}

export function directoryFault(
  code: DirectoryFaultCode,
  path: FaultPath,
  data: FaultData = {},
): DirectoryFault {
  const { vi, en } = SENTENCES[code]
  return { code, path, data, reason: { vi: fill(vi, data), en: fill(en, data) } }
}

export type RecordKind = 'unit' | 'site' | 'group' | 'tiers' | 'file'

/** Which record of a history a fault is in, and which of its fields. */
export interface RecordPlace {
  readonly what: RecordKind
  readonly id: string
  /** Empty for groups, which have no days. */
  readonly validFrom: CalendarDate
  readonly field: string | null
}

/** One thing that is wrong with a history of the directory. */
export interface HistoryFault extends Omit<DirectoryFault, 'path'> {
  readonly at: RecordPlace
}

export function historyFault(code: DirectoryFaultCode, at: RecordPlace, data: FaultData = {}): HistoryFault {
  const { reason } = directoryFault(code, [], data)
  return { code, at, data, reason }
}

function fill(sentence: string, data: FaultData): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in data ? String(data[name]) : whole))
}
