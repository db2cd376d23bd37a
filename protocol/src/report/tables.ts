import type { Language } from '../errors.ts'
import { attendanceTables } from './attendanceTables.ts'
import { conductTables } from './conductTables.ts'
import type { Report } from './schema.ts'
import { qualityTable, summaryTable } from './summaryTable.ts'
import type { ReportTable } from './table.ts'
import { troubleTables } from './troubleTables.ts'
import { REPORT_WORDS } from './words.ts'

export {
  cellText,
  type Cell,
  type CellKind,
  type ReportColumn,
  type ReportTable,
  type TableId,
} from './table.ts'

/** Every table of a report, in the order in which it is read; those without a row included. */
export function reportTables(report: Report, language: Language): ReportTable[] {
  const words = REPORT_WORDS[language]
  return [
    summaryTable(report, words, language),
    ...attendanceTables(report, words, language),
    ...conductTables(report, words, language),
    ...troubleTables(report, words),
    qualityTable(report, words, language),
  ]
}
