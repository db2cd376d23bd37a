import { dayOf, minutesOf, type Day } from './days.ts'
import { startOf, type SessionDraft } from './draft.ts'
import { clockText, dayText } from './typed.ts'

const MONTH = /(tháng\s+|month\s+)(\d{1,2})(?:(\s*[/-]\s*|\s+năm\s+)(\d{4}))?/giu

/** A title of the month of one day, for another day; a title of any other month stays as it is. */
export function titleOnDay(title: string, from: Day, to: Day): string {
  const [fromYear, fromMonth] = from.split('-')
  const [toYear, toMonth] = to.split('-')
  return title.replaceAll(
    MONTH,
    (whole: string, word: string, month: string, between: string | undefined, year: string | undefined) => {
      if (Number(month) !== Number(fromMonth) || (year !== undefined && year !== fromYear)) return whole
      const written = month.startsWith('0') ? toMonth : String(Number(toMonth))
      return `${word}${written}${between === undefined ? '' : `${between}${toYear}`}`
    },
  )
}

/**
 * What follows when a plan that began at `before` (epoch ms) begins when its draft says now: the rehearsal keeps its
 * distance. Nothing while one of the times can not be read.
 */
export function moved(draft: SessionDraft, before: number | null, today: Day): Partial<SessionDraft> {
  const startsAt = startOf(draft, today)
  const rehearsalAt = startOf({ day: draft.rehearsalDay, clock: draft.rehearsalClock }, today)
  if (before === null || startsAt === null || rehearsalAt === null || startsAt === before) return {}
  const at = rehearsalAt + (startsAt - before)
  return { rehearsalDay: dayText(dayOf(at)), rehearsalClock: clockText(minutesOf(at)) }
}
