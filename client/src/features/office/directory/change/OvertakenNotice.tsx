import type { DirectoryChange } from '@diem-cau/protocol'
import { TriangleAlert } from 'lucide-react'
import { formatMoment, useTranslation } from '../../../../i18n/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import styles from './Preview.module.css'

/** Somebody else was faster: what they did. What was typed still stands. */
export function OvertakenNotice({ changes }: { changes: readonly DirectoryChange[] }) {
  const { t } = useTranslation('directory')
  const { clockNow } = useConsole()
  return (
    <div className={styles.overtaken} role="alert">
      <TriangleAlert size={18} aria-hidden="true" />
      <div>
        <p>{t('overtaken.title')}</p>
        <ul>
          {changes.map(({ revision, at, actorName, summary }) => (
            <li key={revision}>
              {t('overtaken.change', {
                who: actorName,
                when: formatMoment(at, clockNow),
                what: summary || t('history.noSummary'),
              })}
            </li>
          ))}
        </ul>
        <p>{t('overtaken.body')}</p>
      </div>
    </div>
  )
}
