import { foldText } from '@diem-cau/protocol'
import { TABLES, GUIDE_SHEET, type Column, type TableName } from '../../app/directory/columns.ts'
import {
  refusedRow,
  type EditEntry,
  type FieldEntry,
  type FieldText,
  type ParsedFile,
} from '../../app/directory/entries.ts'
import type { FileFormat } from '../../app/directory/ImportBook.ts'
import { pathsOf, readDirectory } from '../directoryFile/index.ts'
import { readCsv, readXlsx, SpreadsheetError, type Sheet } from '../spreadsheet/index.ts'
import { nearest } from '../yamlFile/index.ts'
import { editsOf } from './editsOf.ts'

/** Headings that a table must have to be taken for one. */
const NEEDED: Readonly<Record<TableName, readonly string[]>> = {
  units: ['code', 'name'],
  sites: ['unit', 'name'],
  groups: ['name', 'owner'],
  tiers: ['validFrom', 'tier', 'name'],
}
const MAX_REFUSED = 200

/** Reads a file of any of the three forms. What can not be read becomes a refused line with its reason. */
export function parseFile(fileName: string, format: FileFormat, bytes: Uint8Array): ParsedFile {
  try {
    if (format === 'yaml') return parseYamlFile(fileName, bytes)
    return parseSheets(format === 'csv' ? [readCsv(bytes)] : readXlsx(bytes))
  } catch (error) {
    if (!(error instanceof SpreadsheetError)) throw error
    const { reason, line, sheet } = error
    return nothing(refusedRow(reason, { line, sheet }, { name: fileName }))
  }
}

function nothing(...refused: ParsedFile['refused']): ParsedFile {
  return { entries: [], tables: new Set(), refused }
}

function parseYamlFile(fileName: string, bytes: Uint8Array): ParsedFile {
  const read = readDirectory(fileName, bytes)
  if (!read.ok) {
    const rows = read.faults
      .slice(0, MAX_REFUSED)
      .map(({ reason, line }) => refusedRow(reason, { line, sheet: null }))
    return nothing(...rows)
  }
  const { records, source } = read
  const paths = pathsOf(records)
  const entries = editsOf(records).map(({ edit, key }): EditEntry => {
    const { line } = source.locate(paths.get(key) ?? [])
    return { form: 'edit', edit, line, sheet: null }
  })
  const names = ['units', 'sites', 'groups'] as const
  return { entries, tables: new Set(names.filter((name) => records[name].length > 0)), refused: [] }
}

function parseSheets(sheets: readonly Sheet[]): ParsedFile {
  const entries: FieldEntry[] = []
  const refused: ParsedFile['refused'][number][] = []
  const tables = new Set<TableName>()
  for (const sheet of sheets) {
    if (sheet.name !== null && foldText(sheet.name) === foldText(GUIDE_SHEET)) continue
    const [heading, ...rows] = sheet.rows
    if (heading === undefined) continue
    const table = tableOf(heading.cells.map(({ text }) => text))
    if (table === null) {
      refused.push(unknownTable(sheet, heading.line))
      continue
    }
    // A table without lines, such as a template's, says nothing: not that everything has ended.
    if (rows.length > 0) tables.add(table)
    const { keys, unknown } = columnsOf(
      table,
      heading.cells.map(({ text }) => text),
    )
    const place = { line: heading.line, sheet: sheet.name }
    for (const text of unknown.slice(0, 20)) refused.push(unknownColumn(table, text, place))
    for (const row of rows) {
      const fields = new Map<string, FieldText>()
      for (const [index, key] of keys.entries()) {
        const cell = row.cells[index]
        if (key !== null)
          fields.set(key, { text: cell?.text ?? '', isNumber: cell?.kind === 'number' || isBare(cell?.text) })
      }
      entries.push({ form: 'fields', table, fields, line: row.line, sheet: sheet.name })
    }
  }
  if (entries.length === 0 && refused.length === 0) {
    const empty = { vi: 'Tệp không có dòng dữ liệu nào.', en: 'The file has no rows of data.' }
    refused.push(refusedRow(empty, { line: null, sheet: null }))
  }
  return { entries, tables, refused }
}

/** In a text file nobody can tell what a spreadsheet has made of a code before it was written. */
function isBare(text: string | undefined): boolean {
  return text !== undefined && /^\d+$/.test(text)
}

/** Which table has such headings: the one that knows most of them. */
function tableOf(headings: readonly string[]): TableName | null {
  const names: TableName[] = ['units', 'sites', 'groups', 'tiers']
  const ranked = names
    .map((table) => {
      const { keys } = columnsOf(table, headings)
      const known = keys.filter((key) => key !== null)
      return { table, count: known.length, fits: NEEDED[table].every((key) => known.includes(key)) }
    })
    .filter(({ fits }) => fits)
    .toSorted((a, b) => b.count - a.count)
  return ranked[0]?.table ?? null
}

function columnsOf(
  table: TableName,
  headings: readonly string[],
): { keys: readonly (string | null)[]; unknown: string[] } {
  const { columns } = TABLES[table]
  const unknown: string[] = []
  const taken = new Set<string>()
  const keys = headings.map((text) => {
    const column = columns.find((one) => !taken.has(one.key) && isCalled(one, text))
    if (column !== undefined) taken.add(column.key)
    else if (text.trim() !== '') unknown.push(text.trim())
    return column?.key ?? null
  })
  return { keys, unknown }
}

function isCalled({ key, vi, en }: Column, text: string): boolean {
  const wanted = foldText(text)
  return wanted !== '' && [vi, en, key].some((name) => foldText(name) === wanted)
}

function unknownTable({ name }: Sheet, line: number) {
  return refusedRow(
    {
      vi: 'Không nhận ra bảng này: dòng đầu phải là tên các cột như trong tệp mẫu.',
      en: 'This table is not known: its first row must be the headings of the template.',
    },
    { line, sheet: name },
    { name: name ?? '' },
  )
}

function unknownColumn(table: TableName, text: string, place: { line: number; sheet: string | null }) {
  const shown = text.slice(0, 60)
  const meant = nearest(
    text,
    TABLES[table].columns.flatMap(({ vi, en }) => [vi, en]),
  )
  return refusedRow(
    {
      vi: `Không có cột «${shown}» trong mẫu nên cột này bị bỏ qua.${meant ? ` Ý bạn là «${meant}»?` : ''}`,
      en: `The template has no column "${shown}": it is left out.${meant ? ` Did you mean "${meant}"?` : ''}`,
    },
    place,
    { name: shown },
  )
}
