import { SESSION_STATES } from '@diem-cau/protocol'
import { CalendarX } from 'lucide-react'
import { useTranslation } from '../../../../i18n/index.ts'
import { StatusDot } from '../../../../ui/index.ts'
import { STATE_TONES } from '../SessionState.tsx'
import styles from './Calendar.module.css'

/** What the marks mean, the keys, and which years’ holidays are not known. */
export function Legend({ unknownYears }: { unknownYears: readonly number[] }) {
  const { t } = useTranslation('schedule')
  return (
    <footer className={styles.legend}>
      {unknownYears.length > 0 && (
        <p className={styles.unknown}>
          <CalendarX size={16} aria-hidden="true" />
          {t('calendar.noHolidays', { years: unknownYears.join(', ') })}
        </p>
      )}
      <ul className={styles.marks}>
        {SESSION_STATES.map((state) => (
          <li key={state}>
            <StatusDot tone={STATE_TONES[state]} label={t(`state.${state}`)} />
          </li>
        ))}
      </ul>
      <p className={styles.keys}>{t('calendar.keys')}</p>
    </footer>
  )
}
