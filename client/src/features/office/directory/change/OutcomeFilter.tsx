import type { PreviewCounts } from '@diem-cau/protocol'
import { useTranslation } from '../../../../i18n/index.ts'
import { OUTCOMES, type Outcome } from '../../../../state/directory/preview.ts'
import { OUTCOME_ICONS } from './PreviewList.tsx'
import styles from './Preview.module.css'

interface OutcomeFilterProps {
  counts: PreviewCounts
  /** Null shows all. */
  value: Outcome | null
  onChange: (value: Outcome | null) => void
}

/** How many rows of each kind; pressing one shows only those, pressing it again shows all. */
export function OutcomeFilter({ counts, value, onChange }: OutcomeFilterProps) {
  const { t } = useTranslation('directory')
  return (
    <fieldset className={styles.filter} aria-label={t('preview.filter')}>
      {OUTCOMES.map((outcome) => (
        <button
          key={outcome}
          type="button"
          className={styles.count}
          data-outcome={outcome}
          aria-pressed={value === outcome}
          disabled={counts[outcome] === 0}
          onClick={() => onChange(value === outcome ? null : outcome)}
        >
          {OUTCOME_ICONS[outcome]}
          {t(`preview.outcome.${outcome}`)} <strong>{counts[outcome]}</strong>
        </button>
      ))}
    </fieldset>
  )
}
