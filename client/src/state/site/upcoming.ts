import type { UpcomingSession } from '@diem-cau/protocol'
import { formatClock, formatDate } from '../../i18n/format.ts'

/** Which day a moment falls on, seen from now. */
export type DayWord = { kind: 'today' } | { kind: 'tomorrow' } | { kind: 'date'; date: string }

/** How long there is still, in the unit in which people say it. */
export type Remaining =
  | { kind: 'due' }
  | { kind: 'soon' }
  | { kind: 'minutes'; minutes: number }
  | { kind: 'hours'; hours: number; minutes: number }
  | { kind: 'days'; days: number }

export interface Moment {
  clock: string
  day: DayWord
}

export interface NextSession {
  session: UpcomingSession
  starts: Moment
  remaining: Remaining
  /** While it is still to come. */
  rehearsal: Moment | null
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** The sessions after the next one that are named too. */
const MOST_LATER = 2

/** What a waiting room shows: the next session with its countdown, and those after it. */
export function comingUp(
  upcoming: readonly UpcomingSession[],
  now: number,
): { next: NextSession | null; later: { session: UpcomingSession; starts: Moment }[] } {
  const [first, ...rest] = upcoming
  if (first === undefined) return { next: null, later: [] }
  const { startsAt, rehearsalAt } = first
  return {
    next: {
      session: first,
      starts: momentOf(startsAt, now),
      remaining: remainingUntil(startsAt, now),
      rehearsal: rehearsalAt === null || rehearsalAt <= now ? null : momentOf(rehearsalAt, now),
    },
    later: rest.slice(0, MOST_LATER).map((session) => ({ session, starts: momentOf(session.startsAt, now) })),
  }
}

function momentOf(at: number, now: number): Moment {
  const date = formatDate(at)
  const clock = formatClock(at)
  if (date === formatDate(now)) return { clock, day: { kind: 'today' } }
  if (date === formatDate(now + DAY_MS)) return { clock, day: { kind: 'tomorrow' } }
  return { clock, day: { kind: 'date', date } }
}

/** Minutes are rounded down: whoever goes by them does not come late. */
export function remainingUntil(at: number, now: number): Remaining {
  const left = at - now
  if (left <= 0) return { kind: 'due' }
  if (left < MINUTE_MS) return { kind: 'soon' }
  const minutes = Math.floor(left / MINUTE_MS)
  if (minutes < 60) return { kind: 'minutes', minutes }
  if (minutes < 24 * 60) return { kind: 'hours', hours: Math.floor(minutes / 60), minutes: minutes % 60 }
  return { kind: 'days', days: Math.floor(left / DAY_MS) }
}
