import type { Bilingual, CalendarDate } from '../directory/index.ts'
import { addDays, weekdayOf } from './calendar.ts'

/** A public holiday, or a day on which people work although it is none of the week's working days. */
export interface SpecialDay {
  readonly day: CalendarDate
  readonly kind: 'holiday' | 'workingDay'
  readonly name: Bilingual
}

const SATURDAY = 6
/** Longer than any holidays: Tết with the weekends around it has nine days. */
const SEARCH_DAYS = 60

/** Which days are holidays, and which are worked on. Immutable. */
export class Holidays {
  readonly days: readonly SpecialDay[]
  readonly #years: ReadonlySet<number>
  readonly #byDay: ReadonlyMap<CalendarDate, SpecialDay>

  /** @param years the years of which the days are known */
  constructor(days: readonly SpecialDay[], years: readonly number[]) {
    this.days = days.toSorted((a, b) => (a.day < b.day ? -1 : 1))
    this.#years = new Set(years)
    this.#byDay = new Map(days.map((day) => [day.day, day]))
  }

  /** The name of the holiday that a day is; null for any other day. */
  holidayOn(day: CalendarDate): Bilingual | null {
    const special = this.#byDay.get(day)
    return special?.kind === 'holiday' ? special.name : null
  }

  /** Whether offices are open: Monday to Friday, less the holidays, and the days worked in lieu. */
  isWorkingDay(day: CalendarDate): boolean {
    const special = this.#byDay.get(day)
    if (special !== undefined) return special.kind === 'workingDay'
    return weekdayOf(day) < SATURDAY
  }

  /** The first working day after a day. */
  nextWorkingDay(day: CalendarDate): CalendarDate {
    for (let ahead = 1; ahead <= SEARCH_DAYS; ahead++) {
      const next = addDays(day, ahead)
      if (this.isWorkingDay(next)) return next
    }
    return addDays(day, 1)
  }

  between(from: CalendarDate, to: CalendarDate): SpecialDay[] {
    return this.days.filter(({ day }) => from <= day && day <= to)
  }

  /** The years between two days of which nothing is known. */
  unknownYears(from: CalendarDate, to: CalendarDate): number[] {
    const years: number[] = []
    for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
      if (!this.#years.has(year)) years.push(year)
    }
    return years
  }
}

export const NO_HOLIDAYS = new Holidays([], [])
