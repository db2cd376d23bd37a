import { assertUnreachable, type Language, type Report, type ReportFormat } from '@diem-cau/protocol'
import {
  cellText,
  REPORT_WORDS,
  reportTables,
  type Cell,
  type CellKind,
  type ReportTable,
} from '@diem-cau/protocol/report'
import { writeCsv, writeXlsx, type SheetToWrite, type XlsxNumber } from '../spreadsheet/index.ts'
import { writeMinutes } from './minutes.ts'

/** A report as a file. The minutes are Vietnamese whatever the language: their form is prescribed. */
export function writeReport(report: Report, format: ReportFormat, language: Language): Promise<Uint8Array> {
  switch (format) {
    case 'csv':
      return Promise.resolve(new TextEncoder().encode(reportCsv(report, language)))
    case 'xlsx':
      return Promise.resolve(writeXlsx(sheetsOf(report, language)))
    case 'docx':
      return writeMinutes(report)
    default:
      return assertUnreachable(format)
  }
}

/** All tables below one another, each below its name, with an empty line between. */
function reportCsv(report: Report, language: Language): string {
  const words = REPORT_WORDS[language]
  const blocks = filled(report, language).map(({ id, columns, rows }) => [
    [words.table[id]],
    columns.map(({ key }) => words.head[key]),
    ...rows.map((row) => row.map((cell, index) => cellText(cell, columns[index]?.kind ?? 'text', language))),
    [],
  ])
  return writeCsv([[words.report], ...notesOf(report, language), [], ...blocks.flat()])
}

/** What has to be said of the figures as a whole. */
function notesOf({ live, until, scope }: Report, language: Language): string[][] {
  const words = REPORT_WORDS[language]
  return [
    ...(live ? [[words.asOf.replace('{{time}}', cellText(until, 'moment', language))]] : []),
    ...(scope === 'own' ? [[words.ownOnly]] : []),
  ]
}

function filled(report: Report, language: Language): ReportTable[] {
  return reportTables(report, language).filter(({ rows }) => rows.length > 0)
}

/** Longer names a workbook does not take. */
const MAX_SHEET_NAME = 31

function sheetsOf(report: Report, language: Language): SheetToWrite[] {
  const words = REPORT_WORDS[language]
  return filled(report, language).map(({ id, columns, rows }, index) => {
    const notes = index === 0 ? notesOf(report, language) : []
    return {
      name: words.table[id].slice(0, MAX_SHEET_NAME),
      rows: [
        columns.map(({ key }) => words.head[key]),
        ...rows.map((row) => row.map((cell, column) => xlsxCell(cell, columns[column]?.kind ?? 'text'))),
        ...notes,
      ],
      widths: columns.map(({ kind, weight }) =>
        kind === 'moment' ? 20 : Math.max(9, Math.round(13 * weight)),
      ),
    }
  })
}

const DAY_MS = 86_400_000
/** Days from 1899-12-30 to 1970-01-01, by which Excel counts. */
const EPOCH_DAYS = 25_569
/** Asia/Ho_Chi_Minh is seven hours ahead of UTC all the year. */
const VIETNAM_OFFSET_MS = 7 * 3_600_000

function xlsxCell(cell: Cell, kind: CellKind): string | XlsxNumber {
  if (cell === null) return ''
  if (typeof cell === 'string' || kind === 'text') return String(cell)
  switch (kind) {
    case 'moment':
      return { value: (cell + VIETNAM_OFFSET_MS) / DAY_MS + EPOCH_DAYS, as: kind }
    case 'length':
      return { value: cell / DAY_MS, as: kind }
    case 'number':
    case 'share':
      return { value: cell, as: kind }
    default:
      return assertUnreachable(kind)
  }
}
