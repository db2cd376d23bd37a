import type { Report } from '@diem-cau/protocol'
import { mainColumns, REPORT_WORDS, type ReportTable } from '@diem-cau/protocol/report'
import { useMemo, useState } from 'react'
import { Link, reportPath } from '../../../../app/navigation.tsx'
import { useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { nextSorting, shownRows, type Sorting } from '../../../../state/schedule/reportTable.ts'
import { Button } from '../../../../ui/index.ts'
import { ReportGrid } from './ReportGrid.tsx'
import { anchorOf } from './SectionNav.tsx'
import styles from './Report.module.css'

/** Evidence, row by row: opened by who wants to see it. */
const FOLDED: ReadonlySet<ReportTable['id']> = new Set<ReportTable['id']>(['rollRows', 'ballots', 'silent'])

interface ReportSectionProps {
  table: ReportTable
  report: Report
  /** What is searched for in all parts. */
  text: string
}

/** One part of the report: its table, searched and sorted. */
export function ReportSection({ table, report, text }: ReportSectionProps) {
  const { t } = useTranslation('report')
  const language = useLanguage()
  const words = REPORT_WORDS[language]
  const [sorting, setSorting] = useState<Sorting>(null)
  const [isWide, setWide] = useState(false)
  const [isOpened, setOpened] = useState(false)
  const rows = useMemo(() => shownRows(table, { text, sorting, language }), [table, text, sorting, language])
  const main = mainColumns(table)
  const isFolded = FOLDED.has(table.id) && !isOpened && text === ''
  const count = table.rows.length
  const titleId = `${table.id}-title`
  return (
    <section
      id={anchorOf(table.id)}
      className={styles.section}
      aria-labelledby={titleId}
      data-empty={count === 0 || undefined}
    >
      <div className={styles.sectionHead}>
        <h2 id={titleId} className={styles.sectionTitle}>
          {words.table[table.id]}
        </h2>
        {count > 0 && table.id !== 'quality' && (
          <span className={styles.soft}>
            {rows.length === count ? t('rows', { count }) : t('matches', { shown: rows.length, count })}
          </span>
        )}
        <span className={styles.space} />
        {FOLDED.has(table.id) && count > 0 && text === '' && (
          <Button size="sm" tone="quiet" aria-expanded={isOpened} onClick={() => setOpened(!isOpened)}>
            {isOpened ? t('close') : t('open', { count })}
          </Button>
        )}
        {main.length < table.columns.length && !isFolded && (
          <Button size="sm" tone="quiet" aria-pressed={isWide} onClick={() => setWide(!isWide)}>
            {isWide ? t('fewColumns') : t('allColumns')}
          </Button>
        )}
      </div>
      {count === 0 && <p className={styles.soft}>{t(`empty.${table.id}`)}</p>}
      {count > 0 && rows.length === 0 && <p className={styles.soft}>{t('noMatch')}</p>}
      {rows.length > 0 && !isFolded && (
        <ReportGrid
          table={table}
          rows={rows}
          columns={isWide ? table.columns.map((_column, index) => index) : main}
          sorting={sorting}
          onSort={(column) => setSorting(nextSorting(sorting, column))}
          startedAt={report.head.startedAt}
        />
      )}
      {table.id === 'branches' && report.branches.length > 0 && (
        <ul className={styles.branchLinks}>
          {report.branches.map(({ sessionId, title }) => (
            <li key={sessionId}>
              <Link href={reportPath(sessionId)}>{t('openBranch', { title })}</Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
