import { REPORT_WORDS, type ReportTable } from '@diem-cau/protocol/report'
import { useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { shownRows } from '../../../../state/schedule/reportTable.ts'
import styles from './Report.module.css'

export const anchorOf = (id: ReportTable['id']): string => `report-${id}`

/** The parts of the report with their rows, or how many of them match. */
export function SectionNav({ tables, text }: { tables: readonly ReportTable[]; text: string }) {
  const { t } = useTranslation('report')
  const language = useLanguage()
  const words = REPORT_WORDS[language]
  return (
    <nav className={styles.nav} aria-label={t('sections')}>
      {tables.map((table) => {
        const hasCount = table.id !== 'summary' && table.id !== 'quality'
        const count = shownRows(table, { text, sorting: null, language }).length
        return (
          <a
            key={table.id}
            href={`#${anchorOf(table.id)}`}
            className={styles.navLink}
            data-empty={(hasCount && count === 0) || undefined}
          >
            <span>{words.table[table.id]}</span>
            {hasCount && <span className={styles.count}>{count}</span>}
          </a>
        )
      })}
    </nav>
  )
}
