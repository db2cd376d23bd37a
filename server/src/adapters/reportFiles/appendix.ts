import type { Report } from '@diem-cau/protocol'
import {
  cellText,
  mainColumns,
  REPORT_WORDS,
  reportTables,
  type ReportTable,
  type TableId,
} from '@diem-cau/protocol/report'
import type { FileChild } from 'docx'
import { body, centred, grid, heading } from './paragraphs.ts'

const WORDS = REPORT_WORDS.vi
/** Of a sheet across, within its margins. */
const WIDTH_MM = 252

/** Which tables stand behind the minutes. */
const SHOWN: ReadonlySet<TableId> = new Set<TableId>([
  'byTier',
  'byGroup',
  'attendance',
  'rolls',
  'agenda',
  'register',
  'speaking',
  'votes',
  'incidents',
])

/** The figures behind the minutes, as on the page of the report. */
export function appendix(report: Report): FileChild[] {
  const tables = reportTables(report, 'vi').filter(({ id, rows }) => SHOWN.has(id) && rows.length > 0)
  return [
    centred('PHỤ LỤC', { bold: true }),
    centred(`Số liệu kèm theo biên bản: ${report.head.title}`, { bold: true }),
    ...(report.live
      ? [body(`${WORDS.asOf.replace('{{time}}', cellText(report.until, 'moment', 'vi'))}.`)]
      : []),
    ...(report.scope === 'own' ? [body(`${WORDS.ownOnly}.`)] : []),
    ...tables.flatMap((table, index) => [heading(`${index + 1}. ${WORDS.table[table.id]}`), shown(table)]),
    body(`Chất lượng đường truyền (mất gói, trễ, giật hình, điểm MOS): ${WORDS.notMeasured}.`),
  ]
}

function shown(table: ReportTable): FileChild {
  const { columns, rows } = table
  const picked = mainColumns(table).flatMap((at) => {
    const column = columns[at]
    return column === undefined ? [] : [{ at, column }]
  })
  return grid(
    picked.map(({ column: { key, kind, weight } }) => ({
      head: WORDS.head[key],
      weight,
      isNumber: kind === 'number' || kind === 'share',
    })),
    rows.map((row) =>
      picked.map(({ at, column }) => cellText(row[at] ?? null, column.kind, 'vi', { wholeMoments: false })),
    ),
    WIDTH_MM,
  )
}
