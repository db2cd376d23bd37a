import { addDays, addMonths, isDay, mondayOf, weeksOfMonth, type Day } from './days.ts'

export type CalendarView = 'month' | 'week' | 'list'

/** Where somebody stands in the calendar: how it is shown, and the day that has the focus. */
export interface CalendarPlace {
  readonly view: CalendarView
  readonly day: Day
}

/** The days that a view shows around its day. */
export function shownDays({ view, day }: CalendarPlace): { from: Day; to: Day } {
  if (view === 'week') return { from: mondayOf(day), to: addDays(mondayOf(day), 6) }
  const weeks = weeksOfMonth(day)
  return { from: weeks[0]?.[0] ?? day, to: weeks.at(-1)?.at(-1) ?? day }
}

/** The place after a step of the whole view: a month or a week back or on. */
export function turned({ view, day }: CalendarPlace, by: 1 | -1): CalendarPlace {
  return { view, day: view === 'week' ? addDays(day, by * 7) : addMonths(day, by) }
}

/** The place that a key leads to; null when the key means nothing here. */
export function placeAfterKey(place: CalendarPlace, key: string, today: Day): CalendarPlace | null {
  const { view, day } = place
  switch (key) {
    case 'ArrowLeft':
      return { view, day: addDays(day, -1) }
    case 'ArrowRight':
      return { view, day: addDays(day, 1) }
    case 'ArrowUp':
      return { view, day: addDays(day, view === 'month' ? -7 : -1) }
    case 'ArrowDown':
      return { view, day: addDays(day, view === 'month' ? 7 : 1) }
    case 'PageUp':
      return turned(place, -1)
    case 'PageDown':
      return turned(place, 1)
    case 'Home':
      return { view, day: mondayOf(day) }
    case 'End':
      return { view, day: addDays(mondayOf(day), 6) }
    case 't':
    case 'T':
      return { view, day: today }
    case '1':
      return { view: 'month', day }
    case '2':
      return { view: 'week', day }
    case '3':
      return { view: 'list', day }
    default:
      return null
  }
}

const KEY = 'diem-cau.calendar'

/** Where the calendar stood in this tab, or today’s month. */
export function keptPlace(store: Pick<Storage, 'getItem'>, today: Day): CalendarPlace {
  const [view, day] = (readText(store) ?? '').split(' ')
  const known = view === 'month' || view === 'week' || view === 'list' ? view : 'month'
  return { view: known, day: day !== undefined && isDay(day) ? day : today }
}

function readText(store: Pick<Storage, 'getItem'>): string | null {
  try {
    return store.getItem(KEY)
  } catch {
    return null
  }
}

export function keepPlace(store: Pick<Storage, 'setItem'>, { view, day }: CalendarPlace): void {
  try {
    store.setItem(KEY, `${view} ${day}`)
  } catch {
    // It begins with today's month again.
  }
}
