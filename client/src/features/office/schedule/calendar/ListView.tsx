import type { SessionLine } from '@diem-cau/protocol'
import { CalendarPlus, Paperclip, Repeat } from 'lucide-react'
import { Link, navigate } from '../../../../app/navigation.tsx'
import { useTranslation } from '../../../../i18n/index.ts'
import { sessionsByDay } from '../../../../state/schedule/calendar.ts'
import { dayOf, minutesOf, type Day } from '../../../../state/schedule/days.ts'
import { clockText } from '../../../../state/schedule/typed.ts'
import { Button, classNames, EmptyState, VisuallyHidden } from '../../../../ui/index.ts'
import { dayPath, newPath, sessionPath } from '../places.ts'
import { SessionState } from '../SessionState.tsx'
import { useDayWords } from '../words.ts'
import styles from './Calendar.module.css'
import type { DayNote } from './CalendarPage.tsx'

interface ListViewProps {
  lines: readonly SessionLine[]
  today: Day
  holidays: ReadonlyMap<Day, DayNote>
  isFiltered: boolean
  /** The lines were found by text in all time, and are not a month’s. */
  isSearch: boolean
  mayPlan: boolean
}

/** Sessions one below the other, by the days on which they begin. */
export function ListView({ lines, today, holidays, isFiltered, isSearch, mayPlan }: ListViewProps) {
  const { t } = useTranslation('schedule')
  const { full } = useDayWords()
  if (lines.length === 0) {
    if (isFiltered) {
      return <EmptyState title={t('calendar.emptyFiltered')}>{t('calendar.emptyFilteredBody')}</EmptyState>
    }
    return (
      <EmptyState
        title={t('calendar.empty')}
        action={
          mayPlan && (
            <Button tone="primary" icon={<CalendarPlus size={16} />} onClick={() => navigate(newPath())}>
              {t('new')}
            </Button>
          )
        }
      >
        {mayPlan ? t('calendar.emptyBody') : t('calendar.emptyObserver')}
      </EmptyState>
    )
  }
  const byDay = sessionsByDay(lines.map((line) => ({ ...line, endsAt: line.startsAt + 1 })))
  const whole = new Map(lines.map((line) => [line.sessionId, line]))
  const days = isSearch
    ? [...byDay].toSorted(([a], [b]) => b.localeCompare(a))
    : [...byDay].toSorted(([a], [b]) => a.localeCompare(b))
  return (
    <div className={styles.list}>
      {isSearch && <p className={styles.searchAll}>{t('calendar.searchAll')}</p>}
      {days.map(([day, entries]) => (
        <section key={day} className={styles.listDay} aria-label={full(day)}>
          <h2 className={classNames(styles.listHead, day === today && styles.listToday)}>
            <Link href={dayPath(day)}>{full(day)}</Link>
            {holidays.has(day) && (
              <span className={styles.note} data-kind={holidays.get(day)?.kind}>
                {holidays.get(day)?.name}
              </span>
            )}
          </h2>
          <ul>
            {entries.map((entry) => (
              <ListLine key={entry.sessionId} line={whole.get(entry.sessionId) ?? entry} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function ListLine({ line }: { line: SessionLine }) {
  const { t } = useTranslation('schedule')
  const { moment } = useDayWords()
  const sameDay = dayOf(line.startsAt) === dayOf(line.endsAt - 1)
  return (
    <li className={styles.listLine} data-state={line.state}>
      <span className={styles.listTime}>
        {clockText(minutesOf(line.startsAt))} –{' '}
        {sameDay ? clockText(minutesOf(line.endsAt)) : moment(line.endsAt)}
      </span>
      <span className={styles.listState}>
        <SessionState state={line.state} />
      </span>
      <span className={styles.listTitle}>
        <Link href={sessionPath(line.sessionId)}>{line.title}</Link>
        {line.seriesId !== null && (
          <>
            <Repeat size={14} aria-hidden="true" />
            <VisuallyHidden>{t('repeat.title')}</VisuallyHidden>
          </>
        )}
        {line.documentCount > 0 && (
          <span className={styles.listDocuments}>
            <Paperclip size={14} aria-hidden="true" />
            <VisuallyHidden>{t('form.documents')}</VisuallyHidden>
            {line.documentCount}
          </span>
        )}
      </span>
      <span className={styles.listDetail}>{t(`type.${line.type}`)}</span>
      <span className={styles.listDetail}>{line.hostUnitName}</span>
      <span className={styles.listDetail}>
        {[line.chairPerson, line.chairSiteName].filter(Boolean).join(' · ')}
      </span>
      <span className={styles.listSites}>{t('calendar.sites', { count: line.siteCount })}</span>
    </li>
  )
}
