import { ChevronLeft } from 'lucide-react'
import { Link } from '../../../app/navigation.tsx'
import { useTranslation } from '../../../i18n/index.ts'
import { calendarPath } from './places.ts'
import styles from './Schedule.module.css'

/** The way back to the calendar, above a page's title. */
export function BackLink() {
  const { t } = useTranslation('schedule')
  return (
    <Link href={calendarPath} className={styles.back}>
      <ChevronLeft size={16} aria-hidden="true" />
      {t('back')}
    </Link>
  )
}
