import { useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { rowCount, type Outcome } from '../../../../state/directory/preview.ts'
import { OutcomeFilter } from './OutcomeFilter.tsx'
import styles from './Preview.module.css'
import { PreviewList } from './PreviewList.tsx'
import type { Preview } from './useChangeFlow.ts'

/** What a change would do: counts, and the rows behind them. */
export function PreviewPanel({ preview }: { preview: Preview }) {
  const { t } = useTranslation('directory')
  const [outcome, setOutcome] = useState<Outcome | null>(preview.counts.refused > 0 ? 'refused' : null)
  const rows = preview.rows.filter((row) => outcome === null || row.outcome === outcome)
  return (
    <div className={styles.panel}>
      {rowCount(preview.counts) > 1 && (
        <OutcomeFilter counts={preview.counts} value={outcome} onChange={setOutcome} />
      )}
      <div className={styles.list}>
        <PreviewList label={t('preview.rows')} rows={rows} />
      </div>
    </div>
  )
}
