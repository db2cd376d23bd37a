import { ID_PATTERN, type UnitId } from '@diem-cau/protocol'
import { validOn, type CalendarDate, type DirectoryHistory } from '../../core/directory/index.ts'
import type { FieldEntry } from './entries.ts'

const ID = new RegExp(ID_PATTERN)

/** Finds units by what a table calls them: an id, a code, or a code whose zeros a spreadsheet has dropped. */
export class UnitFinder {
  readonly #history: DirectoryHistory
  readonly #byCode = new Map<string, UnitId>()
  /** By codes without zeros before them; null where several units have the same. */
  readonly #byNumber = new Map<string, UnitId | null>()
  readonly #inFile = new Set<UnitId>()

  constructor(history: DirectoryHistory, today: CalendarDate) {
    this.#history = history
    for (const [unitId, records] of history.units) {
      const record = validOn(records, today) ?? records.at(-1)
      if (record === undefined) continue
      const isOfToday = validOn(records, today) !== undefined
      if (isOfToday || !this.#byCode.has(record.code)) this.#byCode.set(record.code, unitId)
      if (isOfToday) this.#note(record.code, unitId)
    }
  }

  #note(code: string, unitId: UnitId): void {
    const number = withoutZeros(code)
    if (number === null) return
    const known = this.#byNumber.get(number)
    this.#byNumber.set(number, known === undefined || known === unitId ? unitId : null)
  }

  /** The id of a line's unit: as it says, or that of the unit with its code, or a new one made of the code. */
  idOf({ fields }: FieldEntry): UnitId | null {
    const id = fields.get('id')?.text.trim() ?? ''
    const code = fields.get('code')?.text.trim() ?? ''
    const known = id === '' && code !== '' ? this.find(code, fields.get('code')?.isNumber === true) : null
    const unitId = id !== '' ? id : (known ?? (code === '' ? '' : `u-${code}`))
    return ID.test(unitId) ? asUnitId(unitId) : null
  }

  /** Makes a unit of the file known to the lines that refer to it. */
  add(unitId: UnitId, code: string): void {
    this.#inFile.add(unitId)
    if (code === '') return
    this.#byCode.set(code, unitId)
    this.#note(code, unitId)
  }

  /** @param isNumber zeros before it may be lost */
  find(reference: string, isNumber = true): UnitId | null {
    const text = reference.trim()
    const unitId = asUnitId(text)
    if (this.#history.units.has(unitId) || this.#inFile.has(unitId)) return unitId
    const exact = this.#byCode.get(text)
    if (exact !== undefined) return exact
    const number = isNumber ? withoutZeros(text) : null
    return number === null ? null : (this.#byNumber.get(number) ?? null)
  }
}

function withoutZeros(code: string): string | null {
  return /^\d+$/.test(code) ? code.replace(/^0+(?=\d)/, '') : null
}

function asUnitId(text: string): UnitId {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- validation checks the form of every id
  return text as UnitId
}
