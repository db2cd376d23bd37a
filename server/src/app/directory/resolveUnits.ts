import type { DirectoryEdit, UnitId, UnitRecord } from '@diem-cau/protocol'
import {
  dayBefore,
  endOf,
  NO_CONTACT,
  tiersOn,
  validOn,
  type CalendarDate,
  type DirectoryHistory,
} from '../../core/directory/index.ts'
import { kindOf, kindOfName, UNIT_KIND_WORDS } from './columns.ts'
import type { Bilingual, FieldEntry } from './entries.ts'
import { Cells, LineError } from './Cells.ts'
import type { UnitFinder } from './UnitFinder.ts'

export interface Resolved {
  readonly edits: readonly DirectoryEdit[]
  readonly note: Bilingual | null
}

export interface ResolveContext {
  readonly history: DirectoryHistory
  readonly units: UnitFinder
  readonly today: CalendarDate
  /** The tier of a unit of the file or of the directory; null where it can not be told. */
  readonly tierOf: (unitId: UnitId) => number | null
}

/** A line of units as the record that it means. @throws {LineError} */
export function resolveUnit(entry: FieldEntry, context: ResolveContext): Resolved {
  const { history, units, today } = context
  const cells = new Cells(entry)
  const unitId = units.idOf(entry)
  if (unitId === null) {
    throw new LineError(
      'Dòng này thiếu mã đơn vị và mã định danh, hoặc mã có ký tự không được dùng.',
      'The line has neither a code nor an id, or they hold signs that are not allowed.',
    )
  }
  const records = history.units.get(unitId) ?? []
  const givenFrom = cells.date('validFrom')
  const base =
    records.find(({ validFrom }) => validFrom === givenFrom) ?? validOn(records, today) ?? records.at(-1)
  const validFrom = givenFrom ?? base?.validFrom ?? today
  const parentId = parentOf(cells, base, units)
  const kind = kindFrom(cells, base)
  const tier = tierFrom(cells, { base, kind, parentId, unitId, context })
  const { code, note } = codeFrom(cells, { base, kind, tier, validFrom, history })
  const unit: UnitRecord = {
    unitId,
    validFrom,
    validTo: cells.has('validTo') ? cells.date('validTo') : (base?.validTo ?? null),
    code,
    name: cells.text('name', base?.name ?? ''),
    kind,
    tier,
    parentId,
    aliases: cells.list('aliases', base?.aliases ?? []),
    successorIds: cells.has('successors')
      ? cells.list('successors', []).map((reference) => required(units, reference))
      : (base?.successorIds ?? []),
    contact: cells.contact(base?.contact ?? NO_CONTACT),
  }
  return { edits: [...closeBefore(records, unit), { edit: 'putUnit', unit }], note }
}

/** What went on until now ends on the eve of what is new. */
function closeBefore(records: readonly UnitRecord[], unit: UnitRecord): DirectoryEdit[] {
  return records
    .filter((record) => record.validFrom < unit.validFrom && endOf(record) >= unit.validFrom)
    .map((record) => ({
      edit: 'putUnit',
      unit: { ...record, validTo: dayBefore(unit.validFrom), successorIds: [] },
    }))
}

function required(units: UnitFinder, reference: string): UnitId {
  const unitId = units.find(reference)
  if (unitId !== null) return unitId
  throw new LineError(
    `Không có đơn vị «${reference}» trong danh mục và trong tệp.`,
    `There is no unit "${reference}" in the directory or in the file.`,
  )
}

function parentOf(cells: Cells, base: UnitRecord | undefined, units: UnitFinder): UnitId | null {
  if (!cells.has('parent')) return base?.parentId ?? null
  const reference = cells.text('parent', '')
  return reference === '' ? null : required(units, reference)
}

function kindFrom(cells: Cells, base: UnitRecord | undefined): UnitRecord['kind'] {
  const word = cells.text('kind', '')
  if (word === '') {
    const kind = base?.kind ?? kindOfName(cells.text('name', ''))
    if (kind !== undefined) return kind
  }
  const kind = kindOf(UNIT_KIND_WORDS, word)
  if (kind !== undefined) return kind
  throw new LineError(
    word === '' ? 'Không suy được loại đơn vị từ tên.' : `Không có loại đơn vị «${word}».`,
    word === ''
      ? 'The kind of the unit can not be told from its name.'
      : `There is no kind of unit "${word}".`,
  )
}

interface TierFacts {
  base: UnitRecord | undefined
  kind: UnitRecord['kind']
  parentId: UnitId | null
  unitId: UnitId
  context: ResolveContext
}

function tierFrom(cells: Cells, { base, kind, parentId, context }: TierFacts): number {
  const given = cells.whole('tier', 1, 4)
  if (given !== null) return given
  if (base !== undefined && base.parentId === parentId) return base.tier
  if (parentId === null) return 1
  const above = context.tierOf(parentId)
  if (above !== null) return kind === 'body' ? above : above + 1
  throw new LineError(
    'Không suy được cấp của đơn vị từ đơn vị cấp trên.',
    'The tier of the unit can not be told from the unit above it.',
  )
}

interface CodeFacts {
  base: UnitRecord | undefined
  kind: UnitRecord['kind']
  tier: number
  validFrom: CalendarDate
  history: DirectoryHistory
}

/** The code, with the zeros that a spreadsheet takes away from what looks like a number. */
function codeFrom(
  cells: Cells,
  { base, kind, tier, validFrom, history }: CodeFacts,
): { code: string; note: Bilingual | null } {
  const code = cells.text('code', base?.code ?? '')
  const digits = tiersOn(history, validFrom)?.tiers.find((one) => one.tier === tier)?.codeDigits ?? null
  if (kind === 'body' || digits === null || !/^\d+$/.test(code) || code.length >= digits) {
    return { code, note: null }
  }
  const padded = code.padStart(digits, '0')
  return {
    code: padded,
    note: {
      vi: `Mã «${code}» được hiểu là «${padded}» (bảng tính bỏ số 0 ở đầu).`,
      en: `The code "${code}" is taken for "${padded}" (spreadsheets drop zeros).`,
    },
  }
}
