import type { SessionLine } from '@diem-cau/protocol'
import { Link } from '../../../../app/navigation.tsx'
import { useTranslation } from '../../../../i18n/index.ts'
import { dayOf, minutesOf, type Day } from '../../../../state/schedule/days.ts'
import { clockText } from '../../../../state/schedule/typed.ts'
import { sessionPath } from '../places.ts'
import { SessionState } from '../SessionState.tsx'
import styles from './Calendar.module.css'

/** One session on one line of a day. */
export function SessionChip({ line, day }: { line: SessionLine; day: Day }) {
  const { t } = useTranslation('schedule')
  const begins = dayOf(line.startsAt) === day
  return (
    <Link
      href={sessionPath(line.sessionId)}
      className={styles.chip}
      data-state={line.state}
      title={`${line.title} · ${line.hostUnitName} · ${t('calendar.sites', { count: line.siteCount })} · ${t(`state.${line.state}`)}`}
    >
      <SessionState state={line.state} compact />
      <span className={styles.chipTime}>{begins ? clockText(minutesOf(line.startsAt)) : '↳'}</span>
      <span className={styles.chipTitle}>{line.title}</span>
    </Link>
  )
}
