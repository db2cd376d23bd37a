interface Bilingual {
  readonly vi: string
  readonly en: string
}

/** A cell as it is written. Numbers and dates of a workbook are told apart from text, which says what it means. */
export interface Cell {
  readonly text: string
  readonly kind: 'text' | 'number'
}

export interface SheetRow {
  /** 1 is the first line of the file or of the sheet. */
  readonly line: number
  readonly cells: readonly Cell[]
}

export interface Sheet {
  /** Null in a file that is one table. */
  readonly name: string | null
  readonly rows: readonly SheetRow[]
}

export const SHEET_LIMITS = {
  rows: 60_000,
  columns: 60,
  /** Of one cell: more than Excel takes. */
  characters: 32_767,
  sheets: 20,
} as const

/** A file that can not be read as a table, in plain words. */
export class SpreadsheetError extends Error {
  readonly reason: Bilingual
  readonly line: number | null
  readonly sheet: string | null

  constructor(vi: string, en: string, at: { line?: number; sheet?: string | null } = {}) {
    super(en)
    this.name = 'SpreadsheetError'
    this.reason = { vi, en }
    this.line = at.line ?? null
    this.sheet = at.sheet ?? null
  }
}

export function tooManyRows(at: { line?: number; sheet?: string | null }): SpreadsheetError {
  return new SpreadsheetError(
    `Bảng có hơn ${SHEET_LIMITS.rows} dòng.`,
    `The table has more than ${SHEET_LIMITS.rows} rows.`,
    at,
  )
}

export function cellTooLong(at: { line?: number; sheet?: string | null }): SpreadsheetError {
  return new SpreadsheetError(
    `Một ô dài quá ${SHEET_LIMITS.characters} ký tự.`,
    `A cell is longer than ${SHEET_LIMITS.characters} characters.`,
    at,
  )
}
