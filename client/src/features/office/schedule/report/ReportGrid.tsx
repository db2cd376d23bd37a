import {
  cellText,
  dayText,
  REPORT_WORDS,
  type Cell,
  type ReportColumn,
  type ReportTable,
} from '@diem-cau/protocol/report'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useLanguage, useTranslation } from '../../../../i18n/index.ts'
import type { ShownRow, Sorting } from '../../../../state/schedule/reportTable.ts'
import styles from './Report.module.css'

/** Columns of a few short words, which are not broken. */
const WORDS: ReadonlySet<ReportColumn['key']> = new Set<ReportColumn['key']>([
  'kind',
  'state',
  'tier',
  'ballot',
])

interface ReportGridProps {
  table: ReportTable
  rows: readonly ShownRow[]
  /** Places of the columns that are shown. */
  columns: readonly number[]
  sorting: Sorting
  onSort: (column: number) => void
  /** Moments of that day are shown by the clock alone. */
  startedAt: number
}

/** The rows of one table. Wider than its place, it is moved sideways by keys as well. */
export function ReportGrid({ table, rows, columns, sorting, onSort, startedAt }: ReportGridProps) {
  const { t } = useTranslation('report')
  const language = useLanguage()
  const words = REPORT_WORDS[language]
  const day = dayText(startedAt)
  const shown = columns.flatMap((at) => {
    const column = table.columns[at]
    return column === undefined ? [] : [{ at, column }]
  })
  const textOf = (cell: Cell, { kind }: ReportColumn): string => {
    const isThatDay = kind === 'moment' && typeof cell === 'number' && dayText(cell) === day
    return cellText(cell, kind, language, { wholeMoments: !isThatDay })
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what can be moved sideways must be reached by keys
    <section className={styles.scroll} tabIndex={0} aria-label={words.table[table.id]}>
      <table className={styles.table}>
        <thead>
          <tr>
            {shown.map(({ at, column }) => {
              const isSorted = sorting?.column === at
              const Arrow = sorting?.down === true ? ArrowDown : ArrowUp
              return (
                <th
                  key={column.key}
                  scope="col"
                  data-kind={column.kind}
                  data-wide={column.weight > 1 || undefined}
                  aria-sort={isSorted ? (sorting.down ? 'descending' : 'ascending') : undefined}
                >
                  <button
                    type="button"
                    className={styles.sort}
                    title={t('sortBy', { name: words.head[column.key] })}
                    onClick={() => onSort(at)}
                  >
                    {words.head[column.key]}
                    {isSorted && <Arrow size={12} aria-hidden="true" />}
                  </button>
                  {/* Browsers do not draw a button again on the next sheet. */}
                  <span className={styles.printedHead} aria-hidden="true">
                    {words.head[column.key]}
                  </span>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ index, cells }) => (
            <tr key={index}>
              {shown.map(({ at, column }) => (
                <td key={column.key} data-kind={column.kind} data-word={WORDS.has(column.key) || undefined}>
                  {textOf(cells[at] ?? null, column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
