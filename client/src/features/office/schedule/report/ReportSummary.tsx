import { REPORT_WORDS, type ReportTable } from '@diem-cau/protocol/report'
import { useLanguage } from '../../../../i18n/index.ts'
import { anchorOf } from './SectionNav.tsx'
import styles from './Report.module.css'

/** The session at a glance. Its title stands above already. */
export function ReportSummary({ table }: { table: ReportTable }) {
  const words = REPORT_WORDS[useLanguage()]
  const lines = table.rows.filter(([what]) => what !== words.summary.title)
  return (
    <section id={anchorOf(table.id)} className={styles.section} aria-labelledby={`${table.id}-title`}>
      <h2 id={`${table.id}-title`} className={styles.sectionTitle}>
        {words.table[table.id]}
      </h2>
      <dl className={styles.facts}>
        {lines.map(([what, value]) => (
          <div key={what} className={styles.fact}>
            <dt>{what}</dt>
            <dd>{value === '' ? '–' : value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
