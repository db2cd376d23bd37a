import type { Report } from '@diem-cau/protocol'
import {
  cellText,
  REPORT_WORDS,
  reportTables,
  type ReportColumn,
  type ReportTable,
  type TableId,
} from '@diem-cau/protocol/report'
import type { FileChild } from 'docx'
import { body, centred, grid, heading } from './paragraphs.ts'

const WORDS = REPORT_WORDS.vi
/** Of a sheet across, within its margins. */
const WIDTH_MM = 252

/** Which tables stand behind the minutes, with the columns that a sheet across has room for. */
const SHOWN: Partial<Record<TableId, readonly ReportColumn['key'][]>> = {
  byTier: [
    'tier',
    'sites',
    'came',
    'lateSites',
    'excused',
    'absent',
    'present',
    'invited',
    'outages',
    'outageTime',
  ],
  byGroup: [
    'district',
    'sites',
    'came',
    'lateSites',
    'excused',
    'absent',
    'present',
    'invited',
    'outages',
    'outageTime',
  ],
  attendance: [
    'number',
    'site',
    'unit',
    'state',
    'joined',
    'late',
    'connected',
    'outages',
    'outageTime',
    'present',
    'invited',
    'headOfDelegation',
    'excuse',
  ],
  rolls: [
    'roll',
    'reason',
    'at',
    'sites',
    'presentSites',
    'excused',
    'silentSites',
    'absent',
    'present',
    'invited',
    'quorum',
  ],
  agenda: ['number', 'item', 'person', 'planned', 'actual', 'from', 'until', 'state'],
  register: [
    'number',
    'speaker',
    'site',
    'kind',
    'plannedPaper',
    'asked',
    'waited',
    'spokeFrom',
    'spokeUntil',
    'spoken',
    'limit',
    'over',
    'outcome',
  ],
  speaking: ['district', 'sites', 'sitesSpoken', 'speeches', 'spoken'],
  votes: ['number', 'motion', 'ballot', 'entitled', 'castSites', 'cast', 'choices', 'result'],
  incidents: ['number', 'incident', 'from', 'until', 'length', 'site', 'text'],
}

/** The figures behind the minutes, as on the page of the report. */
export function appendix(report: Report): FileChild[] {
  const tables = reportTables(report, 'vi').flatMap((table) => {
    const keys = SHOWN[table.id]
    return keys === undefined || table.rows.length === 0 ? [] : [[table, keys] as const]
  })
  return [
    centred('PHỤ LỤC', { bold: true }),
    centred(`Số liệu kèm theo biên bản: ${report.head.title}`, { bold: true }),
    ...(report.live
      ? [body(`${WORDS.asOf.replace('{{time}}', cellText(report.until, 'moment', 'vi'))}.`)]
      : []),
    ...(report.scope === 'own' ? [body(`${WORDS.ownOnly}.`)] : []),
    ...tables.flatMap(([table, keys], index) => [
      heading(`${index + 1}. ${WORDS.table[table.id]}`),
      shown(table, keys),
    ]),
    body(`Chất lượng đường truyền (mất gói, trễ, giật hình, điểm MOS): ${WORDS.notMeasured}.`),
  ]
}

function shown({ columns, rows }: ReportTable, keys: readonly ReportColumn['key'][]): FileChild {
  const picked = keys.flatMap((key) => {
    const at = columns.findIndex((column) => column.key === key)
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
