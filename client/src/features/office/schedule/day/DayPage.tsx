import type { DayOverview, SessionLine } from '@diem-cau/protocol'
import { useQuery } from '@tanstack/react-query'
import { CalendarPlus, ChevronLeft, ChevronRight, Printer } from 'lucide-react'
import { Link, navigate } from '../../../../app/navigation.tsx'
import { useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { rest } from '../../../../state/rest.ts'
import { hoursShown, placeDay } from '../../../../state/schedule/calendar.ts'
import { addDays, dayOf, minutesOf, type Day } from '../../../../state/schedule/days.ts'
import { clockText } from '../../../../state/schedule/typed.ts'
import { Button, EmptyState, IconButton, Spinner, StatusDot } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { BackLink } from '../BackLink.tsx'
import { Failed } from '../Failed.tsx'
import { dayPath, newPath, sessionPath } from '../places.ts'
import { SCHEDULE } from '../queries.ts'
import { usePlanningUnit } from '../rights.ts'
import { SessionState } from '../SessionState.tsx'
import { useDayWords } from '../words.ts'
import styles from './Day.module.css'
import { DutyTable } from './DutyTable.tsx'

/** The rooms come and go: asked again so often while the page is open. */
const REFRESH_MS = 15_000

/** The duty crew’s overview of a day, to look at and to print. */
export function DayPage({ day }: { day: Day }) {
  const { t } = useTranslation('schedule')
  const mayPlan = usePlanningUnit() !== null
  const { data, error, refetch } = useQuery({
    queryKey: [SCHEDULE, 'day', day],
    queryFn: ({ signal }) => rest('sessions.day', { params: { day }, signal }),
    refetchInterval: REFRESH_MS,
  })
  return (
    <div className={styles.page}>
      <DayHead day={day} overview={data} />
      {data === undefined && error !== null && <Failed error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Spinner size="lg">{t('day.loading')}</Spinner>}
      {data?.sessions.length === 0 && (
        <EmptyState
          title={t('day.none')}
          action={
            mayPlan && (
              <Button
                tone="primary"
                icon={<CalendarPlus size={16} />}
                onClick={() => navigate(newPath({ kind: 'day', day }))}
              >
                {t('new')}
              </Button>
            )
          }
        >
          {t('day.noneBody')}
        </EmptyState>
      )}
      {data !== undefined && data.sessions.length > 0 && (
        <>
          <TimeLine day={day} lines={data.sessions.map(({ line }) => line)} />
          <Sessions overview={data} />
          <DutyTable day={day} lines={data.sessions.map(({ line }) => line)} />
        </>
      )}
    </div>
  )
}

function DayHead({ day, overview }: { day: Day; overview: DayOverview | undefined }) {
  const { t } = useTranslation('schedule')
  const language = useLanguage()
  const { full, moment } = useDayWords()
  const { clockNow } = useConsole()
  const holiday = overview?.holiday ?? null
  return (
    <header className={styles.head}>
      <div>
        <BackLink />
        <p className={styles.printed}>{t('day.printTitle')}</p>
        <h1 className={styles.title}>{full(day)}</h1>
        {holiday !== null && <p className={styles.holiday}>{holiday[language]}</p>}
      </div>
      <span className={styles.space} />
      <span className={styles.printed}>{t('day.printed', { when: moment(clockNow) })}</span>
      <div className={styles.tools}>
        <IconButton
          label={t('day.previous')}
          icon={<ChevronLeft size={18} />}
          side="bottom"
          onClick={() => navigate(dayPath(addDays(day, -1)))}
        />
        <Button size="sm" onClick={() => navigate(dayPath(dayOf(clockNow)))}>
          {t('calendar.today')}
        </Button>
        <IconButton
          label={t('day.next')}
          icon={<ChevronRight size={18} />}
          side="bottom"
          onClick={() => navigate(dayPath(addDays(day, 1)))}
        />
        <Button icon={<Printer size={16} />} onClick={() => globalThis.print()}>
          {t('day.print')}
        </Button>
      </div>
    </header>
  )
}

/** The day from left to right; sessions that overlap stand one below the other. */
function TimeLine({ day, lines }: { day: Day; lines: readonly SessionLine[] }) {
  const { t } = useTranslation('schedule')
  const { clockNow } = useConsole()
  const placed = placeDay(day, lines)
  const { from, to } = hoursShown(placed)
  const lanes = Math.max(...placed.map((entry) => entry.lanes))
  const left = (minutes: number): string => `${((minutes - from * 60) / ((to - from) * 60)) * 100}%`
  const isToday = dayOf(clockNow) === day
  return (
    <section className={styles.timeLine} aria-label={t('day.timeline')}>
      <div className={styles.hours} aria-hidden="true">
        {Array.from({ length: to - from }, (_, index) => (
          <span key={index} style={{ insetInlineStart: left((from + index) * 60) }}>
            {clockText((from + index) * 60)}
          </span>
        ))}
      </div>
      <div
        className={styles.lanes}
        style={{ blockSize: lanes * 32 + 8, backgroundSize: `${100 / (to - from)}% 100%` }}
      >
        {placed.map(({ line, fromMinutes, toMinutes, lane }) => (
          <Link
            key={line.sessionId}
            href={sessionPath(line.sessionId)}
            className={styles.bar}
            data-state={line.state}
            title={`${clockText(minutesOf(line.startsAt))} – ${clockText(minutesOf(line.endsAt))} ${line.title}`}
            style={{
              insetBlockStart: lane * 32 + 4,
              insetInlineStart: left(fromMinutes),
              inlineSize: `calc(${((toMinutes - fromMinutes) / ((to - from) * 60)) * 100}% - 2px)`,
            }}
          >
            <SessionState state={line.state} compact />
            <span className={styles.barTitle}>{line.title}</span>
          </Link>
        ))}
        {isToday && <div className={styles.now} style={{ insetInlineStart: left(minutesOf(clockNow)) }} />}
      </div>
    </section>
  )
}

function Sessions({ overview }: { overview: DayOverview }) {
  const { t } = useTranslation('schedule')
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>{t('day.timeline')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('day.time')}</th>
          <th scope="col">{t('calendar.state')}</th>
          <th scope="col">{t('day.session')}</th>
          <th scope="col">{t('day.chair')}</th>
          <th scope="col" data-align="end">
            {t('day.paired')}
          </th>
          <th scope="col" data-align="end">
            {t('day.connected')}
          </th>
          <th scope="col" data-align="end">
            {t('day.conflicts')}
          </th>
          <th scope="col" data-align="end">
            {t('day.failed')}
          </th>
        </tr>
      </thead>
      <tbody>
        {overview.sessions.map((session) => (
          <SessionRow key={session.line.sessionId} {...session} />
        ))}
      </tbody>
    </table>
  )
}

function SessionRow({ line, paired, connected, conflicts, noticesFailed }: DayOverview['sessions'][number]) {
  const { t } = useTranslation('schedule')
  const total = line.siteCount
  return (
    <tr>
      <td className={styles.number}>
        {clockText(minutesOf(line.startsAt))} – {clockText(minutesOf(line.endsAt))}
      </td>
      <td>
        <SessionState state={line.state} />
      </td>
      <td>
        <Link href={sessionPath(line.sessionId)}>{line.title}</Link>
        <div className={styles.soft}>{line.hostUnitName}</div>
      </td>
      <td>{[line.chairPerson, line.chairSiteName].filter(Boolean).join(' · ')}</td>
      <td data-align="end">
        <Count count={paired} total={total} />
      </td>
      <td data-align="end">
        <Count count={connected} total={total} />
      </td>
      <td data-align="end">
        {conflicts === 0 ? t('day.noConflicts') : <StatusDot tone="warn" label={String(conflicts)} />}
      </td>
      <td data-align="end">
        {noticesFailed === 0 ? (
          t('day.noConflicts')
        ) : (
          <Link href={sessionPath(line.sessionId, 'notices')}>
            <StatusDot tone="warn" label={String(noticesFailed)} />
          </Link>
        )}
      </td>
    </tr>
  )
}

function Count({ count, total }: { count: number; total: number }) {
  const { t } = useTranslation('schedule')
  return <span className={styles.number}>{t('day.of', { count, total })}</span>
}
