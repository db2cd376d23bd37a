import { useTranslation } from '../../../../i18n/index.ts'
import { VisuallyHidden } from '../../../../ui/index.ts'
import styles from './Calendar.module.css'

/** The outline of a month while it is fetched: nothing jumps when it comes. */
export function CalendarSkeleton() {
  const { t } = useTranslation('schedule')
  return (
    <output className={styles.skeleton}>
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: 35 }, (_, index) => (
        <span key={index} className={styles.skeletonDay} aria-hidden="true" />
      ))}
    </output>
  )
}
