import type { SessionLine } from '@diem-cau/protocol'
import { CalendarPlus, ChevronLeft, ChevronRight, FileStack } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { Link, navigate } from '../../../../app/navigation.tsx'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { problemOf } from '../../../../state/problem.ts'
import {
  keepPlace,
  keptPlace,
  shownDays,
  turned,
  type CalendarPlace,
} from '../../../../state/schedule/calendarPlace.ts'
import { sessionsByDay } from '../../../../state/schedule/calendar.ts'
import { addDays, dayOf, type Day } from '../../../../state/schedule/days.ts'
import { filterSessions, isFiltered, NO_FILTER } from '../../../../state/schedule/filters.ts'
import { dayText } from '../../../../state/schedule/typed.ts'
import { Button, ErrorText, IconButton, Kbd, LiveRegion, Segmented } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { dayPath, newPath, sessionPath, templatesPath } from '../places.ts'
import { useHolidays, useSessionsFound, useSessionsOfDays } from '../queries.ts'
import { usePlanningUnit } from '../rights.ts'
import { useDayWords } from '../words.ts'
import styles from './Calendar.module.css'
import { CalendarSkeleton } from './CalendarSkeleton.tsx'
import { Filters } from './Filters.tsx'
import { Legend } from './Legend.tsx'
import { ListView } from './ListView.tsx'
import { MonthView } from './MonthView.tsx'
import { useCalendarKeys } from './useCalendarKeys.ts'
import { WeekView } from './WeekView.tsx'

export interface CalendarViewProps {
  day: Day
  today: Day
  byDay: ReadonlyMap<Day, SessionLine[]>
  holidays: ReadonlyMap<Day, DayNote>
  onDay: (day: Day) => void
  mayPlan: boolean
}

/** What a day is called in the file of holidays. */
export interface DayNote {
  kind: 'holiday' | 'workingDay'
  name: string
}

/** The calendar: month, week and list. */
export function CalendarPage() {
  const { t } = useTranslation(['schedule', 'common'])
  const language = useLanguage()
  const { clockNow } = useConsole()
  const today = dayOf(clockNow)
  const [place, setPlace] = useState<CalendarPlace>(() => keptPlace(sessionStorage, today))
  const [filter, setFilter] = useState(NO_FILTER)
  const { from, to } = shownDays(place)
  const sessions = useSessionsOfDays(addDays(from, -14), to)
  const isSearching = place.view === 'list' && filter.text.trim() !== ''
  const found = useSessionsFound(filter.text.trim(), isSearching)
  const lines = isSearching ? found.data : sessions.data
  const shown = useMemo(() => (lines === undefined ? [] : filterSessions(lines, filter)), [lines, filter])
  const byDay = useMemo(() => sessionsByDay(shown), [shown])
  const { notes, unknownYears } = useDayNotes(from, to)
  const mayPlan = usePlanningUnit() !== null
  useEffect(() => keepPlace(sessionStorage, place), [place])
  useCalendarKeys(place, today, setPlace, {
    onNew: () => mayPlan && navigate(newPath({ kind: 'day', day: place.day })),
    onOpen: () => openDay(place.day, byDay),
  })

  const problem = sessions.error ?? found.error
  const view = {
    day: place.day,
    today,
    byDay,
    holidays: notes,
    onDay: (day: Day) => setPlace({ ...place, day }),
    mayPlan,
  }
  const inView = isSearching
    ? shown
    : shown.filter((line) => dayOf(line.startsAt) <= to && dayOf(line.endsAt - 1) >= from)
  return (
    <div className={styles.page}>
      <Toolbar place={place} onPlace={setPlace} today={today} mayPlan={mayPlan} />
      <Filters filter={filter} onFilter={setFilter} count={lines === undefined ? null : inView.length} />
      {problem !== null && (
        <div className={styles.problem}>
          <ErrorText>{errorText(problemOf(problem), language)}</ErrorText>
          <Button size="sm" onClick={() => void sessions.refetch()}>
            {t('common:action.retry')}
          </Button>
        </div>
      )}
      {lines === undefined && problem === null && <CalendarSkeleton />}
      {lines !== undefined && place.view === 'month' && <MonthView {...view} />}
      {lines !== undefined && place.view === 'week' && <WeekView {...view} />}
      {lines !== undefined && place.view === 'list' && (
        <ListView
          lines={inView}
          today={today}
          holidays={notes}
          isFiltered={isFiltered(filter)}
          isSearch={isSearching}
          mayPlan={mayPlan}
        />
      )}
      <Legend unknownYears={unknownYears} />
      <PlaceNews place={place} byDay={byDay} note={notes.get(place.day)} />
    </div>
  )
}

/** One session opens itself; several open the day. */
function openDay(day: Day, byDay: ReadonlyMap<Day, SessionLine[]>): void {
  const [first, ...others] = byDay.get(day) ?? []
  navigate(first === undefined || others.length > 0 ? dayPath(day) : sessionPath(first.sessionId))
}

function useDayNotes(from: Day, to: Day) {
  const language = useLanguage()
  const { data } = useHolidays(from, to)
  return useMemo(() => {
    const entries = data?.items.map(({ day, kind, name }) => [day, { kind, name: name[language] }] as const)
    return { notes: new Map<Day, DayNote>(entries), unknownYears: data?.unknownYears ?? [] }
  }, [data, language])
}

interface ToolbarProps {
  place: CalendarPlace
  onPlace: (place: CalendarPlace) => void
  today: Day
  mayPlan: boolean
}

function Toolbar({ place, onPlace, today, mayPlan }: ToolbarProps) {
  const { t } = useTranslation('schedule')
  const { month, week } = useDayWords()
  return (
    <header className={styles.toolbar}>
      <h1 className={styles.title}>{t('title')}</h1>
      <div className={styles.turn}>
        <IconButton
          label={t('calendar.previous')}
          icon={<ChevronLeft size={18} />}
          shortcut={<Kbd>PgUp</Kbd>}
          side="bottom"
          onClick={() => onPlace(turned(place, -1))}
        />
        <Button size="sm" onClick={() => onPlace({ ...place, day: today })} shortcut={<Kbd>T</Kbd>}>
          {t('calendar.today')}
        </Button>
        <IconButton
          label={t('calendar.next')}
          icon={<ChevronRight size={18} />}
          shortcut={<Kbd>PgDn</Kbd>}
          side="bottom"
          onClick={() => onPlace(turned(place, 1))}
        />
      </div>
      <p className={styles.span}>{place.view === 'week' ? week(place.day) : month(place.day)}</p>
      <span className={styles.space} />
      <Segmented
        label={t('calendar.view')}
        value={place.view}
        onChange={(view) => onPlace({ ...place, view })}
        options={[
          { value: 'month', label: t('calendar.month'), shortcut: <Kbd>1</Kbd> },
          { value: 'week', label: t('calendar.week'), shortcut: <Kbd>2</Kbd> },
          { value: 'list', label: t('calendar.list'), shortcut: <Kbd>3</Kbd> },
        ]}
      />
      {mayPlan && (
        <>
          <Link href={templatesPath} className={styles.sideLink}>
            <FileStack size={16} aria-hidden="true" />
            {t('templates')}
          </Link>
          <Button
            tone="primary"
            icon={<CalendarPlus size={16} />}
            shortcut={<Kbd>N</Kbd>}
            onClick={() => navigate(newPath())}
          >
            {t('new')}
          </Button>
        </>
      )}
    </header>
  )
}

/** Says where the keys have led. */
function PlaceNews(props: {
  place: CalendarPlace
  byDay: ReadonlyMap<Day, SessionLine[]>
  note: DayNote | undefined
}) {
  const { t } = useTranslation('schedule')
  const { full } = useDayWords()
  const { place, byDay, note } = props
  const count = t('calendar.count', { count: byDay.get(place.day)?.length ?? 0 })
  const parts = [full(place.day) || dayText(place.day), note?.name, count]
  return <LiveRegion text={parts.filter(Boolean).join(', ')} />
}
