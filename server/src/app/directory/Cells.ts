import type { Contact } from '@diem-cau/protocol'
import type { CalendarDate } from '../../core/directory/index.ts'
import { readDate } from './dates.ts'
import type { Bilingual, FieldEntry } from './entries.ts'

/** Why a line is not accepted. */
export class LineError extends Error {
  readonly reason: Bilingual

  constructor(vi: string, en: string) {
    super(en)
    this.name = 'LineError'
    this.reason = { vi, en }
  }
}

/** The cells of one line. A column that the table lacks leaves what there was; an empty cell empties it. */
export class Cells {
  readonly #fields: FieldEntry['fields']

  constructor({ fields }: FieldEntry) {
    this.#fields = fields
  }

  has(key: string): boolean {
    return this.#fields.has(key)
  }

  text(key: string, otherwise: string): string {
    return this.#fields.get(key)?.text.trim() ?? otherwise
  }

  list(key: string, otherwise: readonly string[]): string[] {
    const text = this.#fields.get(key)?.text
    if (text === undefined) return [...otherwise]
    return text
      .split(/[;\n]/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
  }

  /** @throws {LineError} */
  date(key: string): CalendarDate | null {
    const cell = this.#fields.get(key)
    if (cell === undefined || cell.text.trim() === '') return null
    const date = readDate(cell)
    if (date !== null) return date
    const text = cell.text.trim().slice(0, 40)
    throw new LineError(
      `Không có ngày «${text}» trong lịch. Viết dạng 01/07/2025 hoặc 2025-07-01.`,
      `The calendar has no day "${text}". Write 01/07/2025 or 2025-07-01.`,
    )
  }

  /** @throws {LineError} */
  whole(key: string, low: number, high: number): number | null {
    const text = this.text(key, '').replace(/[\s\u00a0]/g, '')
    if (text === '') return null
    const value = Number(text)
    if (/^\d{1,12}$/.test(text) && value >= low && value <= high) return value
    throw new LineError(
      `«${text.slice(0, 40)}» phải là số nguyên từ ${low} đến ${high}.`,
      `"${text.slice(0, 40)}" must be a whole number from ${low} to ${high}.`,
    )
  }

  contact(otherwise: Contact): Contact {
    return {
      name: this.text('contact', otherwise.name),
      phone: this.text('phone', otherwise.phone),
      email: this.text('email', otherwise.email),
    }
  }
}
