import { useEffect, useRef, useState } from 'react'
import { Link } from '../../../../app/navigation.tsx'
import { useTranslation } from '../../../../i18n/index.ts'
import { shownOfDay } from '../../../../state/schedule/calendar.ts'
import { monthDayOf, weekdayOf, weeksOfMonth, type Day } from '../../../../state/schedule/days.ts'
import { dayText, shortDayText } from '../../../../state/schedule/typed.ts'
import { classNames, VisuallyHidden } from '../../../../ui/index.ts'
import { dayPath } from '../places.ts'
import { useDayWords } from '../words.ts'
import styles from './Calendar.module.css'
import type { CalendarViewProps } from './CalendarPage.tsx'
import { SessionChip } from './SessionChip.tsx'

/** Heights in px of a day's head and of one session's line, as in the style sheet. */
const HEAD_PX = 30
const CHIP_PX = 24

/** A month, Monday to Sunday. The days’ buttons are one stop of the tab key; the arrows move between them. */
export function MonthView(props: CalendarViewProps) {
  const { weekday } = useDayWords()
  const weeks = weeksOfMonth(props.day)
  const grid = useRef<HTMLDivElement>(null)
  const places = usePlaces(grid, weeks.length)
  return (
    <div className={styles.month}>
      <div className={styles.weekdays} aria-hidden="true">
        {[1, 2, 3, 4, 5, 6, 7].map((number) => (
          <span key={number} data-weekend={number > 5}>
            {weekday(number)}
          </span>
        ))}
      </div>
      <div
        ref={grid}
        className={styles.weeks}
        style={{ gridTemplateRows: `repeat(${weeks.length}, minmax(84px, 1fr))` }}
      >
        {weeks.flat().map((day) => (
          <DayCell key={day} {...props} cell={day} places={places} />
        ))}
      </div>
    </div>
  )
}

/** How many sessions have a place in a day at the present height. */
function usePlaces(grid: React.RefObject<HTMLDivElement | null>, weeks: number): number {
  const [height, setHeight] = useState(0)
  useEffect(() => {
    if (grid.current === null) return undefined
    const observer = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 0))
    observer.observe(grid.current)
    return () => observer.disconnect()
  }, [grid])
  return Math.max(2, Math.floor((height / weeks - HEAD_PX - 2) / CHIP_PX))
}

function DayCell(props: CalendarViewProps & { cell: Day; places: number }) {
  const { t } = useTranslation('schedule')
  const { weekday } = useDayWords()
  const { cell, day, today, byDay, holidays, onDay, places } = props
  const lines = byDay.get(cell) ?? []
  const { shown, more } = shownOfDay(lines, places)
  const note = holidays.get(cell)
  const isFocused = cell === day
  const button = useRef<HTMLButtonElement>(null)
  useFocusOfDay(button, isFocused)
  const name = t('calendar.day', {
    weekday: weekday(weekdayOf(cell)),
    day: dayText(cell),
    count: lines.length,
  })
  return (
    <section
      className={classNames(
        styles.cell,
        cell.slice(0, 7) !== day.slice(0, 7) && styles.otherMonth,
        weekdayOf(cell) > 5 && styles.weekend,
        note?.kind === 'holiday' && styles.holiday,
        isFocused && styles.focusedCell,
      )}
      aria-label={name}
    >
      <div className={styles.cellHead}>
        <button
          ref={button}
          type="button"
          data-day={cell}
          tabIndex={isFocused ? 0 : -1}
          className={classNames(styles.dayNumber, cell === today && styles.today)}
          aria-current={cell === today ? 'date' : undefined}
          onClick={() => onDay(cell)}
        >
          {monthDayOf(cell) === 1 ? shortDayText(cell) : monthDayOf(cell)}
          <VisuallyHidden>{name}</VisuallyHidden>
        </button>
        {note !== undefined && (
          <span className={styles.note} data-kind={note.kind} title={note.name}>
            {note.kind === 'holiday' ? note.name : t('calendar.workingDay', { name: note.name })}
          </span>
        )}
      </div>
      {shown.map((line) => (
        <SessionChip key={line.sessionId} line={line} day={cell} />
      ))}
      {more > 0 && (
        <Link href={dayPath(cell)} className={styles.more}>
          <span aria-hidden="true">{t('calendar.more', { count: more })}</span>
          <VisuallyHidden>{t('calendar.moreName', { count: more, day: dayText(cell) })}</VisuallyHidden>
        </Link>
      )}
    </section>
  )
}

/** The keys move the focus with the day, once it is among the days at all. */
function useFocusOfDay(button: React.RefObject<HTMLButtonElement | null>, isFocused: boolean): void {
  useEffect(() => {
    if (!isFocused) return
    const { activeElement } = document
    const isAmongDays = activeElement instanceof HTMLElement && activeElement.dataset['day'] !== undefined
    if (isAmongDays || activeElement === document.body) button.current?.focus({ preventScroll: true })
  }, [button, isFocused])
}
