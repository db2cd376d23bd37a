import { useLanguage, useTranslation } from '../../../i18n/index.ts'
import {
  dayOf,
  minutesOf,
  monthOf,
  weekdayOf,
  weekOf,
  yearOf,
  type Day,
} from '../../../state/schedule/days.ts'
import type { Repetition } from '../../../state/schedule/recurrence.ts'
import { clockText, dayText, shortDayText } from '../../../state/schedule/typed.ts'

const WEEKDAYS = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'] as const
/** Vietnamese numbers its months. */
const MONTH_NAMES = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' })
const NTH = { 1: 'n1', 2: 'n2', 3: 'n3', 4: 'n4' } as const

const weekdayKey = (weekday: number) => WEEKDAYS[weekday - 1] ?? 'd1'
const nthKey = (nth: number) => (nth === 1 || nth === 2 || nth === 3 || nth === 4 ? NTH[nth] : 'last')

/** Days, months and spans in words. */
export function useDayWords() {
  const { t } = useTranslation('schedule')
  const language = useLanguage()
  const weekday = (number: number): string => t(`weekday.${weekdayKey(number)}`)
  return {
    weekday,
    weekdayShort: (number: number): string => t(`weekdayShort.${weekdayKey(number)}`),
    nth: (nth: number): string => t(`repeat.nthOf.${nthKey(nth)}`),
    month: (day: Day): string => {
      const month = language === 'en' ? MONTH_NAMES.format(Date.parse(day)) : monthOf(day)
      return t('month', { month, year: yearOf(day) })
    },
    week: (day: Day): string => {
      const days = weekOf(day)
      return t('week', { from: shortDayText(days[0] ?? day), to: dayText(days[6] ?? day) })
    },
    /** `Thứ Hai, 07/12/2026`. */
    full: (day: Day): string => `${weekday(weekdayOf(day))}, ${dayText(day)}`,
    /** `08:00 – 10:00, Thứ Hai, 07/12/2026`. */
    span: (startsAt: number, endsAt: number): string => {
      const [from, to] = [dayOf(startsAt), dayOf(endsAt)]
      const start = clockText(minutesOf(startsAt))
      const end = clockText(minutesOf(endsAt))
      const first = `${weekday(weekdayOf(from))}, ${dayText(from)}`
      return from === to ? `${start} – ${end}, ${first}` : `${start} ${first} – ${end} ${dayText(to)}`
    },
    moment: (at: number): string => `${clockText(minutesOf(at))} ${dayText(dayOf(at))}`,
  }
}

/** How a session is repeated, in a sentence. */
export function useRepetitionWords(): (repetition: Repetition) => string {
  const { t } = useTranslation('schedule')
  const { weekday: weekdayWord, nth } = useDayWords()
  // A sentence is not broken within "Thứ Hai".
  const weekday = (number: number): string => weekdayWord(number).replaceAll(' ', '\u{A0}')
  return (repetition) => {
    const { interval: count, every, end } = repetition
    const values = {
      count,
      weekday: weekday(repetition.weekday),
      nth: nth(repetition.nth),
      days: repetition.weekdays
        .toSorted((a, b) => a - b)
        .map(weekday)
        .join(', '),
      day:
        repetition.monthDay === -1
          ? t('repeat.lastDay')
          : t('repeat.words.dayNumber', { day: repetition.monthDay }),
    }
    const often = {
      week: count === 1 ? t('repeat.words.week', values) : t('repeat.words.weeks', values),
      monthWeekday:
        count === 1 ? t('repeat.words.monthWeekday', values) : t('repeat.words.monthsWeekday', values),
      monthDay: count === 1 ? t('repeat.words.monthDay', values) : t('repeat.words.monthsDay', values),
    }[every]
    if (end.kind === 'never') return often
    const until =
      end.kind === 'until'
        ? t('repeat.words.until', { day: dayText(end.day) })
        : t('repeat.words.times', { count: end.count })
    return `${often}, ${until}`
  }
}
