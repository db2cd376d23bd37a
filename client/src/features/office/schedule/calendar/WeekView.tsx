import { useEffect, useMemo, useRef } from 'react'
import { Link } from '../../../../app/navigation.tsx'
import { useTranslation } from '../../../../i18n/index.ts'
import { hoursShown, placeDay, withinLanes, type PlacedSession } from '../../../../state/schedule/calendar.ts'
import { minutesOf, weekdayOf, weekOf, type Day } from '../../../../state/schedule/days.ts'
import { clockText, dayText, shortDayText } from '../../../../state/schedule/typed.ts'
import { classNames, VisuallyHidden } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { dayPath, sessionPath } from '../places.ts'
import { SessionState } from '../SessionState.tsx'
import { useDayWords } from '../words.ts'
import styles from './Calendar.module.css'
import type { CalendarViewProps } from './CalendarPage.tsx'

const HOUR_PX = 52
const HOURS_A_DAY = 24
/** Narrower ones can not be read. */
const MOST_LANES = 3
/** Width in px of the number of those that have no lane. */
const MORE_PX = 30

/** A week by the hours; sessions that overlap stand side by side. */
export function WeekView(props: CalendarViewProps) {
  const { byDay, day } = props
  const week = weekOf(day)
  const placed = useMemo(
    () => weekOf(day).map((entry) => placeDay(entry, byDay.get(entry) ?? [])),
    [day, byDay],
  )
  const hours = hoursShown(placed.flat())
  return (
    <div className={styles.week}>
      <div className={styles.weekHeads}>
        <span />
        {week.map((entry) => (
          <DayHead key={entry} {...props} cell={entry} />
        ))}
      </div>
      <div className={styles.hours} style={{ blockSize: (hours.to - hours.from) * HOUR_PX }}>
        <div className={styles.clock} aria-hidden="true">
          {Array.from({ length: HOURS_A_DAY - hours.from }, (_, index) => (
            <span key={index} style={{ insetBlockStart: index * HOUR_PX }}>
              {clockText((hours.from + index) * 60)}
            </span>
          ))}
        </div>
        {week.map((entry, index) => (
          <DayColumn
            key={entry}
            cell={entry}
            today={props.today}
            fromHour={hours.from}
            placed={placed[index] ?? []}
            isHoliday={props.holidays.get(entry)?.kind === 'holiday'}
          />
        ))}
      </div>
    </div>
  )
}

function DayHead({ cell, day, today, byDay, holidays, onDay }: CalendarViewProps & { cell: Day }) {
  const { t } = useTranslation('schedule')
  const { weekday } = useDayWords()
  const button = useRef<HTMLButtonElement>(null)
  const isFocused = cell === day
  useEffect(() => {
    const { activeElement } = document
    const isAmongDays = activeElement instanceof HTMLElement && activeElement.dataset['day'] !== undefined
    if (isFocused && isAmongDays) button.current?.focus({ preventScroll: true })
  }, [isFocused])
  const note = holidays.get(cell)
  const count = byDay.get(cell)?.length ?? 0
  return (
    <div className={classNames(styles.dayHead, isFocused && styles.focusedHead)}>
      <button
        ref={button}
        type="button"
        data-day={cell}
        tabIndex={isFocused ? 0 : -1}
        className={styles.dayHeadButton}
        aria-current={cell === today ? 'date' : undefined}
        onClick={() => onDay(cell)}
      >
        <span>{weekday(weekdayOf(cell))}</span>
        <strong className={classNames(cell === today && styles.today)}>{shortDayText(cell)}</strong>
        <VisuallyHidden>{t('calendar.count', { count })}</VisuallyHidden>
      </button>
      {count > 0 && (
        <Link href={dayPath(cell)} className={styles.dayLink}>
          {t('calendar.count', { count })}
          <VisuallyHidden>. {t('calendar.openDay', { day: dayText(cell) })}</VisuallyHidden>
        </Link>
      )}
      {note !== undefined && (
        <span className={styles.note} data-kind={note.kind} title={note.name}>
          {note.kind === 'holiday' ? note.name : t('calendar.workingDay', { name: note.name })}
        </span>
      )}
    </div>
  )
}

interface DayColumnProps {
  cell: Day
  today: Day
  fromHour: number
  placed: readonly PlacedSession[]
  isHoliday: boolean
}

function DayColumn({ cell, today, fromHour, placed, isHoliday }: DayColumnProps) {
  const { t } = useTranslation('schedule')
  const { clockNow } = useConsole()
  const top = (minutes: number): number => ((minutes - fromHour * 60) * HOUR_PX) / 60
  const now = top(minutesOf(clockNow))
  const { shown, hidden } = withinLanes(placed, MOST_LANES)
  return (
    <div
      className={classNames(
        styles.column,
        weekdayOf(cell) > 5 && styles.weekend,
        isHoliday && styles.holiday,
      )}
      style={{ backgroundSize: `100% ${HOUR_PX}px` }}
    >
      {shown.map((entry) => (
        <WeekEntry key={entry.line.sessionId} entry={entry} top={top} />
      ))}
      {hidden.map(({ fromMinutes, toMinutes, count }) => (
        <Link
          key={fromMinutes}
          href={dayPath(cell)}
          className={styles.weekMore}
          style={{
            insetBlockStart: top(fromMinutes) + 1,
            blockSize: top(toMinutes) - top(fromMinutes) - 2,
            inlineSize: MORE_PX,
          }}
        >
          <span aria-hidden="true">{t('calendar.more', { count })}</span>
          <VisuallyHidden>{t('calendar.moreName', { count, day: dayText(cell) })}</VisuallyHidden>
        </Link>
      ))}
      {cell === today && now >= 0 && (
        <div className={styles.nowLine} style={{ insetBlockStart: now }} title={t('calendar.now')} />
      )}
    </div>
  )
}

function WeekEntry({ entry, top }: { entry: PlacedSession; top: (minutes: number) => number }) {
  const { t } = useTranslation('schedule')
  const { line, fromMinutes, toMinutes, lane, lanes, isCut = false } = entry
  const height = top(toMinutes) - top(fromMinutes) - 2
  const width = isCut ? `(100% - ${MORE_PX + 4}px)` : '100%'
  return (
    <Link
      href={sessionPath(line.sessionId)}
      className={styles.weekEntry}
      data-state={line.state}
      title={`${clockText(minutesOf(line.startsAt))} – ${clockText(minutesOf(line.endsAt))} ${line.title} · ${line.hostUnitName} · ${t(`state.${line.state}`)}`}
      style={{
        insetBlockStart: top(fromMinutes) + 1,
        blockSize: height,
        insetInlineStart: `calc(${width} * ${lane / lanes} + 2px)`,
        inlineSize: `calc(${width} / ${lanes} - 4px)`,
      }}
    >
      <span className={styles.weekEntryHead}>
        <SessionState state={line.state} compact />
        <span className={styles.chipTime}>
          {clockText(minutesOf(line.startsAt))}
          {lanes < 2 && `–${clockText(minutesOf(line.endsAt))}`}
        </span>
      </span>
      <span className={styles.weekEntryTitle}>{line.title}</span>
      {height > 76 && lanes < 3 && (
        <span className={styles.weekEntryDetail}>{t('calendar.sites', { count: line.siteCount })}</span>
      )}
    </Link>
  )
}
