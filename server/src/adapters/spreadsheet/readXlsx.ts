import {
  cellTooLong,
  SHEET_LIMITS,
  SpreadsheetError,
  tooManyRows,
  type Cell,
  type Sheet,
  type SheetRow,
} from './sheet.ts'
import { readXml, type Attributes } from './xml.ts'
import { ZipArchive } from './zip.ts'

/**
 * Reads the sheets of a workbook (Office Open XML, ECMA-376 part 1, chapter 18): their texts and numbers. Formulas are
 * read as the values that were calculated last; pictures, macros and everything else are left alone.
 * @throws {SpreadsheetError} in plain words
 */
export function readXlsx(bytes: Uint8Array): Sheet[] {
  const archive = new ZipArchive(bytes)
  const book = readBook(archive)
  if (book.sheets.length > SHEET_LIMITS.sheets) {
    throw new SpreadsheetError(
      `Tệp có hơn ${SHEET_LIMITS.sheets} trang tính.`,
      `The file has more than ${SHEET_LIMITS.sheets} sheets.`,
    )
  }
  const strings = readSharedStrings(archive)
  return book.sheets.map(({ name, part }) => ({
    name,
    rows: new SheetReader(archive, name, part, strings, book.is1904).read(),
  }))
}

interface Book {
  sheets: { name: string; part: string }[]
  /** Dates are counted from 1904: workbooks of old Macs. */
  is1904: boolean
}

function readBook(archive: ZipArchive): Book {
  const targets = new Map<string, string>()
  readXml(archive, 'xl/_rels/workbook.xml.rels', {
    open: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship') targets.set(Id, Target.replace(/^\/?(xl\/)?/, 'xl/'))
    },
  })
  const book: Book = { sheets: [], is1904: false }
  const found = readXml(archive, 'xl/workbook.xml', {
    open: (name, attributes) => {
      if (name === 'workbookPr') book.is1904 = /^(1|true)$/.test(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const part = targets.get(attributes['r:id'] ?? '')
      if (part !== undefined && archive.has(part)) book.sheets.push({ name: attributes['name'] ?? '', part })
    },
  })
  if (!found || book.sheets.length === 0) {
    throw new SpreadsheetError(
      'Tệp này không phải là tệp Excel (.xlsx).',
      'This is not an Excel file (.xlsx).',
    )
  }
  return book
}

/** Texts that cells refer to by number. Phonetic hints (`rPh`) are no part of the text. */
function readSharedStrings(archive: ZipArchive): string[] {
  const strings: string[] = []
  let current: string | null = null
  let isText = false
  let isHint = false
  readXml(archive, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') current = ''
      else if (name === 't') isText = true
      else if (name === 'rPh') isHint = true
    },
    text: (text) => {
      if (current === null || !isText || isHint) return
      current += text
      if (current.length > SHEET_LIMITS.characters) throw cellTooLong({})
    },
    close: (name) => {
      if (name === 't') isText = false
      else if (name === 'rPh') isHint = false
      else if (name === 'si') {
        strings.push(current ?? '')
        current = null
      }
    },
  })
  return strings
}

const EMPTY: Cell = { text: '', kind: 'text' }

class SheetReader {
  readonly #archive: ZipArchive
  readonly #name: string
  readonly #part: string
  readonly #strings: readonly string[]
  readonly #is1904: boolean
  readonly #rows: SheetRow[] = []
  #line = 0
  #cells: Cell[] = []
  #type = ''
  #column = 0
  #value = ''
  #isValue = false

  constructor(archive: ZipArchive, name: string, part: string, strings: readonly string[], is1904: boolean) {
    this.#archive = archive
    this.#name = name
    this.#part = part
    this.#strings = strings
    this.#is1904 = is1904
  }

  read(): SheetRow[] {
    readXml(this.#archive, this.#part, {
      open: (name, attributes) => this.#open(name, attributes),
      text: (text) => {
        if (!this.#isValue) return
        this.#value += text
        if (this.#value.length > SHEET_LIMITS.characters) throw cellTooLong(this.#place())
      },
      close: (name) => this.#close(name),
    })
    return this.#rows
  }

  #place(): { line: number; sheet: string } {
    return { line: this.#line, sheet: this.#name }
  }

  #open(name: string, attributes: Attributes): void {
    if (name === 'row') {
      this.#line = Number(attributes['r'] ?? this.#line + 1)
      this.#cells = []
    } else if (name === 'c') {
      this.#type = attributes['t'] ?? 'n'
      this.#column = columnOf(attributes['r']) ?? this.#cells.length
      this.#value = ''
    } else if (name === 'v' || name === 't') this.#isValue = true
  }

  #close(name: string): void {
    if (name === 'v' || name === 't') this.#isValue = false
    else if (name === 'c') this.#endCell()
    else if (name === 'row') this.#endRow()
  }

  #endCell(): void {
    if (this.#column >= SHEET_LIMITS.columns) return
    while (this.#cells.length < this.#column) this.#cells.push(EMPTY)
    this.#cells[this.#column] = this.#cell()
  }

  #cell(): Cell {
    const value = this.#value
    switch (this.#type) {
      case 's':
        return { text: this.#strings[Number(value)] ?? '', kind: 'text' }
      case 'n':
        return value === '' ? EMPTY : { text: this.#number(value), kind: 'number' }
      case 'b':
        return { text: value === '1' ? 'TRUE' : 'FALSE', kind: 'text' }
      case 'e':
        throw new SpreadsheetError(
          `Ô chứa lỗi công thức ${value}.`,
          `A cell holds the formula error ${value}.`,
          this.#place(),
        )
      default:
        return { text: value, kind: 'text' }
    }
  }

  /** Days since 1904 become days since 1900, as everywhere else; only whole days from 1954 on are taken for dates. */
  #number(value: string): string {
    const number = Number(value)
    if (!Number.isFinite(number)) return value
    return this.#is1904 && Number.isInteger(number) && number > 18_000
      ? String(number + 1_462)
      : String(number)
  }

  #endRow(): void {
    if (!this.#cells.some(({ text }) => text !== '')) return
    this.#rows.push({ line: this.#line, cells: this.#cells })
    if (this.#rows.length > SHEET_LIMITS.rows) throw tooManyRows(this.#place())
  }
}

/** `AB12` is column 27; undefined where no reference is written. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (letters === undefined) return undefined
  let column = 0
  for (let at = 0; at < letters.length; at++) column = column * 26 + letters.charCodeAt(at) - 64
  return column - 1
}
