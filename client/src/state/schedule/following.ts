import type { SessionBody } from '@diem-cau/protocol'
import {
  addDays,
  addMonths,
  dayOf,
  minutesOf,
  momentOf,
  nthWeekday,
  ordinalOf,
  weekdayOf,
  type Day,
} from './days.ts'

/** How often a session of such a title is held: "Giao ban tuần 45" weekly, anything else monthly. */
function stepOf(title: string): 'week' | 'month' {
  return /tuần\s+\d|week\s+\d/iu.test(title) ? 'week' : 'month'
}

/** The day a month later that is the same weekday of its month: the first Monday after the first Monday. */
function sameWeekdayNextMonth(day: Day): Day {
  return nthWeekday(addMonths(`${day.slice(0, 8)}01`, 1), ordinalOf(day), weekdayOf(day))
}

function followingMonth(title: string): string {
  return title.replaceAll(
    /(tháng\s+|month\s+)(\d{1,2})((?:\s*[/-]\s*|\s+năm\s+)(\d{4}))?/giu,
    (whole: string, word: string, month: string, yearPart: string | undefined, year: string | undefined) => {
      const number = Number(month)
      if (number < 1 || number > 12) return whole
      const next = number === 12 ? 1 : number + 1
      const written = month.startsWith('0') ? String(next).padStart(2, '0') : String(next)
      if (yearPart === undefined || year === undefined) return `${word}${written}`
      return `${word}${written}${yearPart.replace(year, String(number === 12 ? Number(year) + 1 : Number(year)))}`
    },
  )
}

/** Weeks of a year end at 52 or 53; where a year turns, somebody has to look at it. */
function followingWeek(title: string): string {
  return title.replaceAll(/(tuần\s+|week\s+)(\d{1,2})/giu, (whole: string, word: string, week: string) =>
    Number(week) < 52 ? `${word}${Number(week) + 1}` : whole,
  )
}

/**
 * The next session of a plan that was made long ago, as a template is: next month’s (or week’s) title and day, the rehearsal as far before
 * as it was. Repeated until it lies ahead of `now`, so that a gap of some months is no matter.
 */
export function following(body: SessionBody, now: number): SessionBody {
  let next = body
  // A session of the distant past is not counted up month by month for ever.
  for (let steps = 0; next.startsAt <= now && steps < 240; steps++) next = oneStep(next)
  return next
}

function oneStep(body: SessionBody): SessionBody {
  const day = dayOf(body.startsAt)
  const step = stepOf(body.title)
  const next = step === 'week' ? addDays(day, 7) : sameWeekdayNextMonth(day)
  const startsAt = momentOf(next, minutesOf(body.startsAt))
  return {
    ...body,
    title: step === 'week' ? followingWeek(body.title) : followingMonth(body.title),
    startsAt,
    rehearsalAt: body.rehearsalAt === null ? null : body.rehearsalAt + (startsAt - body.startsAt),
  }
}
