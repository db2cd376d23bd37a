import { decodeText } from './decodeText.ts'
import { rearm } from './formulas.ts'
import {
  cellTooLong,
  SHEET_LIMITS,
  SpreadsheetError,
  tooManyRows,
  type Sheet,
  type SheetRow,
} from './sheet.ts'

const SEPARATORS = [',', ';', '\t'] as const

/**
 * Reads comma-separated values (RFC 4180) in UTF-8, with or without a byte order mark. The separator is what the first
 * line has most of: comma, semicolon (Excel where the comma is the decimal sign) or tab; `sep=;` in the first line says
 * it outright. @throws {SpreadsheetError} in plain words
 */
export function readCsv(bytes: Uint8Array): Sheet {
  const text = decodeText(bytes)
  const told = /^sep=([,;\t])\r?\n/i.exec(text)
  const separator = told?.[1] ?? commonestSeparator(text)
  const rows = told === null ? rowsOf(text, separator, 1) : rowsOf(text.slice(told[0].length), separator, 2)
  return { name: null, rows }
}

function commonestSeparator(text: string): string {
  const counts = new Map<string, number>(SEPARATORS.map((separator) => [separator, 0]))
  let quoted = false
  for (const sign of text) {
    if (sign === '"') quoted = !quoted
    else if (!quoted && (sign === '\n' || sign === '\r')) break
    else if (!quoted && counts.has(sign)) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  }
  return SEPARATORS.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))[0] ?? ','
}

function rowsOf(text: string, separator: string, firstLine: number): SheetRow[] {
  const rows: SheetRow[] = []
  const reader = new CsvReader(text, separator, firstLine)
  while (!reader.isAtEnd) {
    const row = reader.row()
    if (row.cells.some((cell) => cell.text !== '')) rows.push(row)
    if (rows.length > SHEET_LIMITS.rows) throw tooManyRows({ line: row.line })
  }
  return rows
}

/** Walks through the text once. A quoted cell may hold separators, line breaks and, doubled, quotes. */
class CsvReader {
  readonly #text: string
  readonly #separator: string
  #at = 0
  #line: number

  constructor(text: string, separator: string, firstLine: number) {
    this.#text = text
    this.#separator = separator
    this.#line = firstLine
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length
  }

  row(): SheetRow {
    const line = this.#line
    const cells: SheetRow['cells'][number][] = []
    for (;;) {
      const text = this.#text[this.#at] === '"' ? this.#quoted() : this.#plain()
      if (text.length > SHEET_LIMITS.characters) throw cellTooLong({ line })
      if (cells.length < SHEET_LIMITS.columns) cells.push({ text: rearm(text), kind: 'text' })
      if (this.#text[this.#at] !== this.#separator) break
      this.#at++
    }
    this.#endOfLine()
    return { line, cells }
  }

  #plain(): string {
    const from = this.#at
    while (this.#at < this.#text.length) {
      const sign = this.#text[this.#at]
      if (sign === this.#separator || sign === '\n' || sign === '\r') break
      this.#at++
    }
    return this.#text.slice(from, this.#at)
  }

  #quoted(): string {
    const line = this.#line
    let text = ''
    for (;;) {
      const end = this.#text.indexOf('"', this.#at + 1)
      if (end < 0) {
        throw new SpreadsheetError(
          'Dấu nháy kép mở ở dòng này không được đóng lại.',
          'A quote that opens in this line is never closed.',
          { line },
        )
      }
      const part = this.#text.slice(this.#at + 1, end)
      this.#line += part.split('\n').length - 1
      text += part
      this.#at = end
      if (this.#text[end + 1] !== '"') break
      text += '"'
      this.#at = end + 1
    }
    this.#at++
    this.#expectEnd()
    return text
  }

  #expectEnd(): void {
    const sign = this.#text[this.#at]
    if (sign === undefined || sign === this.#separator || sign === '\n' || sign === '\r') return
    throw new SpreadsheetError(
      'Sau dấu nháy kép đóng phải là dấu phân cách hoặc hết dòng.',
      'A closing quote is followed by the separator or by the end of the line.',
      { line: this.#line },
    )
  }

  #endOfLine(): void {
    if (this.#text[this.#at] === '\r') this.#at++
    if (this.#text[this.#at] === '\n') this.#at++
    this.#line++
  }
}
