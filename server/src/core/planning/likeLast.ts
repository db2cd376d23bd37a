import { foldText, type SessionBody } from '@diem-cau/protocol'
import { dayOf, sameClock } from './calendar.ts'
import type { Holidays } from './holidays.ts'
import { nextDayLike, nextTitle } from './nextOccasion.ts'

/**
 * A plan at another time: the months in its titles move along, the rehearsal keeps its distance. The papers and the
 * remarks of the one time are not those of the other.
 */
export function bodyOn(body: SessionBody, startsAt: number): SessionBody {
  const [from, to] = [dayOf(body.startsAt), dayOf(startsAt)]
  return {
    ...body,
    title: nextTitle(body.title, from, to),
    startsAt,
    rehearsalAt: body.rehearsalAt === null ? null : body.rehearsalAt + (startsAt - body.startsAt),
    agenda: body.agenda.map((item) => ({ ...item, title: nextTitle(item.title, from, to), documentIds: [] })),
    documentIds: [],
    notes: '',
  }
}

/**
 * Whether one session is held again by the other: their names differ in numbers at most. What else of its type the host
 * has held between two of them says nothing about how often they are.
 */
export function isHeldAgain({ title }: SessionBody, other: SessionBody): boolean {
  return withoutNumbers(title) === withoutNumbers(other.title)
}

const ROMAN_NUMBER = /(quy|ky|lan|khoa)\s+[ivx]+\b/g

function withoutNumbers(title: string): string {
  return foldText(title).replaceAll(/\d+/g, '').replaceAll(ROMAN_NUMBER, '$1')
}

/**
 * A session as the one before it: the same hour on the next day of its kind.
 * @param before the start of the one before the last; null when there was none
 */
export function bodyLike(
  last: SessionBody,
  before: number | null,
  { now, holidays }: { now: number; holidays: Holidays },
): SessionBody {
  const wanted = nextDayLike(dayOf(last.startsAt), before === null ? null : dayOf(before), dayOf(now))
  const day = holidays.holidayOn(wanted) === null ? wanted : holidays.nextWorkingDay(wanted)
  const body = bodyOn(last, sameClock(last.startsAt, day))
  return body.rehearsalAt !== null && body.rehearsalAt <= now ? { ...body, rehearsalAt: null } : body
}
