import type { SessionLine } from '@diem-cau/protocol'
import { History } from 'lucide-react'
import { navigate } from '../../../../app/navigation.tsx'
import { useTranslation } from '../../../../i18n/index.ts'
import { dayOf } from '../../../../state/schedule/days.ts'
import { repeatable } from '../../../../state/schedule/repeatable.ts'
import { dayText } from '../../../../state/schedule/typed.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { newPath, type NewFrom } from '../places.ts'
import { useLatestSessions } from '../queries.ts'
import { usePlanningUnit } from '../rights.ts'
import styles from './Form.module.css'

/** The latest sessions of each kind: one press fills everything in for the next one. */
export function LikeLast({ from }: { from: NewFrom }) {
  const { t } = useTranslation('schedule')
  const { clockNow } = useConsole()
  const unitId = usePlanningUnit()
  const { data } = useLatestSessions(from.kind === 'like' ? null : unitId, dayOf(clockNow))
  if (from.kind === 'like' || data === undefined) return null
  const offered = repeatable(...data)
  if (offered.length === 0) return null
  return (
    <section className={styles.like} aria-label={t('form.like')}>
      <h2 className={styles.likeTitle}>{t('form.like')}</h2>
      <p className={styles.soft}>{t('form.likeHint')}</p>
      <ul className={styles.likeList}>
        {offered.map((line) => (
          <li key={line.sessionId}>
            <LikeButton line={line} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function LikeButton({ line }: { line: SessionLine }) {
  const { t } = useTranslation('schedule')
  return (
    <button
      type="button"
      className={styles.likeButton}
      onClick={() => navigate(newPath({ kind: 'like', sessionId: line.sessionId }))}
    >
      <History size={16} aria-hidden="true" />
      <span className={styles.likeName}>{line.title}</span>
      <span className={styles.soft}>
        {dayText(dayOf(line.startsAt))} · {t('calendar.sites', { count: line.siteCount })}
      </span>
    </button>
  )
}
