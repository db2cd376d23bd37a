import { foldText, type Group, type SiteRecord, type UnitRecord } from '@diem-cau/protocol'

/* How the directory is written as tables: their headings in both languages, and the words for kinds. */

export type TableName = 'units' | 'sites' | 'groups' | 'tiers'

export interface Column {
  readonly key: string
  readonly vi: string
  readonly en: string
  /** What it holds, for whoever fills it in. */
  readonly hint: string
}

const column = (key: string, vi: string, en: string, hint = ''): Column => ({ key, vi, en, hint })

const FROM = column('validFrom', 'Hiệu lực từ', 'Valid from', 'Ngày đầu tiên: 01/07/2025 hoặc 2025-07-01.')
const TO = column('validTo', 'Hiệu lực đến', 'Valid to', 'Ngày cuối cùng; để trống nếu còn hiệu lực.')
const PHONE = column('phone', 'Điện thoại', 'Phone')
const EMAIL = column('email', 'Thư điện tử', 'E-mail')

export const TABLES: Readonly<Record<TableName, { sheet: string; columns: readonly Column[] }>> = {
  units: {
    sheet: 'Đơn vị',
    columns: [
      column('id', 'Mã định danh', 'Id', 'Để trống cho đơn vị mới: hệ thống tự đặt theo mã đơn vị.'),
      column('code', 'Mã đơn vị', 'Code', 'Mã hành chính, giữ nguyên số 0 ở đầu.'),
      column('name', 'Tên đơn vị', 'Name', 'Tên đầy đủ, ví dụ: Xã Lũng Cú.'),
      column('kind', 'Loại đơn vị', 'Kind', 'Để trống thì suy từ tên: Tỉnh, Huyện, Xã, Phường…'),
      column('tier', 'Cấp', 'Tier', 'Số 1–4, cao nhất là 1; để trống thì thấp hơn cấp trên một bậc.'),
      column(
        'parent',
        'Trực thuộc',
        'Parent',
        'Mã đơn vị hoặc mã định danh của cấp trên; để trống cho đơn vị cao nhất.',
      ),
      FROM,
      TO,
      column('aliases', 'Tên gọi khác', 'Aliases', 'Cách nhau bằng dấu chấm phẩy.'),
      column(
        'successors',
        'Đơn vị kế thừa',
        'Successors',
        'Khi đơn vị chấm dứt; cách nhau bằng dấu chấm phẩy.',
      ),
      column('contact', 'Người liên hệ', 'Contact', 'Nơi nhận giấy mời và thông báo.'),
      PHONE,
      EMAIL,
    ],
  },
  sites: {
    sheet: 'Điểm cầu',
    columns: [
      column('id', 'Mã điểm cầu', 'Site id', 'Để trống cho điểm cầu mới: hệ thống tự đặt.'),
      column('unit', 'Đơn vị', 'Unit', 'Mã đơn vị hoặc mã định danh.'),
      column('name', 'Tên điểm cầu', 'Site name'),
      column('kind', 'Loại điểm cầu', 'Site kind', 'Trung tâm, Đơn vị, Cơ quan; để trống thì suy từ đơn vị.'),
      column('room', 'Phòng', 'Room', 'Vị trí trong trụ sở.'),
      column('downKbps', 'Băng thông xuống (kbit/s)', 'Down (kbit/s)'),
      column('upKbps', 'Băng thông lên (kbit/s)', 'Up (kbit/s)'),
      column('contact', 'Cán bộ kỹ thuật', 'Technician'),
      PHONE,
      EMAIL,
      column('hostedAt', 'Đặt nhờ tại', 'Hosted at', 'Mã điểm cầu cho mượn phòng.'),
      column(
        'localMicrophone',
        'Chỉ mở micro tại phòng',
        'Local microphone',
        'x nếu kíp trực không được mở micro của phòng từ xa.',
      ),
      FROM,
      TO,
    ],
  },
  groups: {
    sheet: 'Nhóm',
    columns: [
      column('id', 'Mã nhóm', 'Group id', 'Để trống cho nhóm mới.'),
      column('name', 'Tên nhóm', 'Group name'),
      column('kind', 'Loại nhóm', 'Group kind', 'Đơn vị bầu cử, Cụm, Khác.'),
      column('owner', 'Đơn vị quản lý', 'Owner', 'Mọi thành viên phải thuộc đơn vị này.'),
      column('units', 'Các đơn vị', 'Units', 'Cả cấp dưới; cách nhau bằng dấu chấm phẩy.'),
      column('sites', 'Các điểm cầu', 'Sites', 'Cách nhau bằng dấu chấm phẩy.'),
    ],
  },
  tiers: {
    sheet: 'Cấp',
    columns: [
      column('validFrom', 'Áp dụng từ', 'In force from'),
      column('tier', 'Cấp', 'Tier'),
      column('name', 'Tên cấp', 'Tier name'),
      column('nameEn', 'Tên tiếng Anh', 'English name'),
      column('codeDigits', 'Số chữ số của mã', 'Code digits', 'Để trống nếu mã nào cũng được.'),
      column('optional', 'Không bắt buộc', 'Optional', 'x nếu đơn vị có thể bỏ qua cấp này.'),
    ],
  },
}

/** Sheets that only explain, and are not read. */
export const GUIDE_SHEET = 'Hướng dẫn'

type Words<K extends string> = Readonly<Record<K, readonly [vi: string, ...others: string[]]>>

export const UNIT_KIND_WORDS: Words<UnitRecord['kind']> = {
  province: ['Tỉnh', 'Province'],
  city: ['Thành phố', 'City'],
  district: ['Huyện', 'District', 'Quận'],
  town: ['Thị xã', 'Town'],
  cluster: ['Cụm', 'Cluster'],
  commune: ['Xã', 'Commune'],
  ward: ['Phường', 'Ward'],
  township: ['Thị trấn', 'Township'],
  specialZone: ['Đặc khu', 'Special zone'],
  body: ['Cơ quan', 'Body', 'Sở', 'Ban', 'Ngành'],
}

export const SITE_KIND_WORDS: Words<SiteRecord['kind']> = {
  hub: ['Trung tâm', 'Hub', 'Điểm cầu trung tâm'],
  unit: ['Đơn vị', 'Unit'],
  body: ['Cơ quan', 'Body'],
}

export const GROUP_KIND_WORDS: Words<Group['kind']> = {
  electoral: ['Đơn vị bầu cử', 'Electoral unit', 'Electoral'],
  cluster: ['Cụm', 'Cluster'],
  other: ['Khác', 'Other'],
}

/** A kind with a word for it, folded. */
type KindWord<K> = readonly [kind: K, word: string]

/** Folded once: a country has eleven thousand names to compare with. */
const FOLDED = new Map<object, readonly KindWord<string>[]>()

function foldedWords<K extends string>(words: Words<K>): readonly KindWord<K>[] {
  const known = FOLDED.get(words)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made below of the same words
  if (known !== undefined) return known as readonly KindWord<K>[]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the record are its kinds
  const made = (Object.keys(words) as K[]).flatMap((kind) =>
    [...words[kind], kind].map((word): KindWord<K> => [kind, foldText(word)]),
  )
  FOLDED.set(words, made)
  return made
}

/** The kind that a word stands for, in either language or as it is in the protocol. */
export function kindOf<K extends string>(words: Words<K>, text: string): K | undefined {
  const wanted = foldText(text)
  return foldedWords(words).find(([, word]) => word === wanted)?.[0]
}

/** The kind whose word a name begins with: `Xã Lũng Cú` is a commune. The longest word wins. */
export function kindOfName(name: string): UnitRecord['kind'] | undefined {
  const folded = `${foldText(name)} `
  let best: KindWord<UnitRecord['kind']> | undefined
  for (const candidate of foldedWords(UNIT_KIND_WORDS)) {
    const isLonger = best === undefined || candidate[1].length > best[1].length
    if (isLonger && folded.startsWith(`${candidate[1]} `)) best = candidate
  }
  return best?.[0]
}
