import { useTranslation } from '../../../../i18n/index.ts'
import { formatDay } from '../../../../state/directory/dates.ts'
import type { ChangeDay } from '../../../../state/directory/edits.ts'
import { Segmented } from '../../../../ui/index.ts'
import { DayField } from '../DayField.tsx'
import styles from './Edit.module.css'

export interface When {
  readonly mode: 'correct' | 'from'
  /** Null while what is typed is no day. */
  readonly day: string | null
}

/** The day as an edit wants it; undefined while none is typed. */
export function changeDayOf({ mode, day }: When): ChangeDay | undefined {
  if (mode === 'correct') return null
  return day ?? undefined
}

interface WhenFieldProps {
  value: When
  onChange: (when: When) => void
  /** First day of the record that is looked at. */
  validFrom: string
  error?: string | undefined
}

/** Whether the old text was wrong all along, or something changes on a day. */
export function WhenField({ value, onChange, validFrom, error }: WhenFieldProps) {
  const { t } = useTranslation('directory')
  return (
    <div className={styles.when}>
      <Segmented
        label={t('when.label')}
        value={value.mode}
        options={[
          { value: 'from', label: t('when.from') },
          { value: 'correct', label: t('when.correct') },
        ]}
        onChange={(mode) => onChange({ ...value, mode })}
      />
      {value.mode === 'from' ? (
        <DayField
          label={t('when.day')}
          value={value.day}
          onChange={(day) => onChange({ ...value, day })}
          hint={t('when.fromHint')}
          error={error}
        />
      ) : (
        <p className={styles.hint}>{t('when.correctHint', { day: formatDay(validFrom) })}</p>
      )}
    </div>
  )
}
