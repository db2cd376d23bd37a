import type {
  RestQueryOf,
  RestReplyOf,
  SessionDetail,
  SessionId,
  SessionLine,
  UnitId,
} from '@diem-cau/protocol'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { rest } from '../../../state/rest.ts'
import { addDays, dayOf, startOfDay, yearOf, type Day } from '../../../state/schedule/days.ts'
import { useConsole } from '../../console/ConsoleContext.ts'

/** Everything that was asked about plans lies below this key: when a plan changes, all of it is asked again. */
export const SCHEDULE = 'schedule'

/** Without the live link plans are asked for so often. */
const REFRESH_MS = 60_000

/** Asks again for everything that is on screen whenever the bridge says that plans have changed. */
export function useLivePlans(): void {
  const { bridge, link } = useConsole()
  const queries = useQueryClient()
  const revision =
    bridge === null
      ? null
      : JSON.stringify(
          Object.entries(bridge).flatMap(([key, value]): unknown[] => {
            if (key === 'plan') return [value]
            return key.startsWith('session:') ? [key] : []
          }),
        )
  const isLive = link.kind === 'live'
  useEffect(() => {
    if (revision !== null && isLive) void queries.invalidateQueries({ queryKey: [SCHEDULE] })
  }, [queries, revision, isLive])
}

/** All pages of a list of sessions, up to a limit that no screen can show any more. */
async function allSessions(query: RestQueryOf<'sessions.list'>, signal: AbortSignal): Promise<SessionLine[]> {
  const items: SessionLine[] = []
  let cursor: string | undefined
  do {
    const page = await rest('sessions.list', {
      query: { ...query, limit: 500, ...(cursor === undefined ? {} : { cursor }) },
      signal,
    })
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined && items.length < 3_000)
  return items
}

/** Sessions that begin within days, both included; those that began up to two weeks before may still go on. */
export function useSessionsOfDays(from: Day, to: Day) {
  const query = { from: startOfDay(from), to: startOfDay(addDays(to, 1)) }
  return useQuery({
    queryKey: [SCHEDULE, 'sessions', query],
    queryFn: ({ signal }) => allSessions(query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
}

/** Sessions of any time that a text is found in, the latest first. */
export function useSessionsFound(text: string, enabled: boolean) {
  return useQuery({
    queryKey: [SCHEDULE, 'found', text],
    queryFn: async ({ signal }) =>
      (await rest('sessions.list', { query: { q: text, order: 'descending', limit: 200 }, signal })).items,
    placeholderData: keepPreviousData,
    enabled,
  })
}

/** What is planned further ahead than so is a series’ and repeats itself. */
const AHEAD_DAYS = 31

/** The latest sessions of a unit, then those of the units below it, for holding one of them again. */
export function useLatestSessions(unitId: UnitId | null, today: Day) {
  const query = {
    order: 'descending' as const,
    limit: 100,
    to: startOfDay(addDays(today, AHEAD_DAYS)),
  }
  return useQuery({
    queryKey: [SCHEDULE, 'latest', unitId, today],
    queryFn: async ({ signal }) => {
      const asked = [unitId === null ? query : { ...query, hostUnitId: unitId }, query]
      const pages = await Promise.all(asked.map((one) => rest('sessions.list', { query: one, signal })))
      return pages.map(({ items }) => items)
    },
    enabled: unitId !== null,
  })
}

export const sessionKey = (sessionId: SessionId) => [SCHEDULE, 'session', sessionId]

export function useSession(sessionId: SessionId) {
  return useQuery<SessionDetail>({
    queryKey: sessionKey(sessionId),
    queryFn: ({ signal }) => rest('sessions.get', { params: { sessionId }, signal }),
  })
}

export function useHolidays(from: Day, to: Day) {
  return useQuery({
    queryKey: [SCHEDULE, 'holidays', from, to],
    queryFn: ({ signal }) => rest('holidays.list', { query: { from, to }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 3_600_000,
  })
}

/** Holidays of the year of a day, as a map; empty while they are not known. */
export function useHolidayOf(day: Day | null): RestReplyOf<'holidays.list'>['items'][number] | null {
  const { now } = useConsole()
  const year = yearOf(day ?? dayOf(now))
  const { data } = useHolidays(`${year}-01-01`, `${year}-12-31`)
  return data?.items.find((entry) => entry.day === day) ?? null
}
