import type { DayOverview, SessionId, SiteId } from '@diem-cau/protocol'
import type { CalendarDate } from '../../core/directory/index.ts'
import { addDays, startOfDay, type Holidays, type PlannedSession } from '../../core/planning/index.ts'
import type { Caller } from '../rest/define.ts'
import type { Conflicts } from './Conflicts.ts'
import type { PlanStore } from './ports.ts'
import type { SessionViews } from './SessionViews.ts'

export interface OverviewParts {
  store: PlanStore
  views: SessionViews
  conflicts: Conflicts
  holidays: Holidays
  /** Which sites have a device, and which are here now. */
  rooms: { isPaired: (siteId: SiteId) => boolean; isConnected: (siteId: SiteId) => boolean }
  /** How many notices of sessions could not be delivered. */
  failedNotices: (sessionIds: readonly SessionId[]) => Promise<ReadonlyMap<SessionId, number>>
}

/** What the duty crew has before it on a day. */
export class DayOverviews {
  readonly #parts: OverviewParts

  constructor(parts: OverviewParts) {
    this.#parts = parts
  }

  /** Announced sessions of a day, by their start; those that were called off too, for they are asked about. */
  async of(caller: Caller, day: CalendarDate): Promise<DayOverview> {
    const { store, views, conflicts, holidays, rooms, failedNotices } = this.#parts
    const found = await store.onDay(startOfDay(day), startOfDay(addDays(day, 1)))
    const sessions = found.filter((session) => session.state !== 'draft' && views.maySee(caller, session))
    const clashes = await conflicts.counts(sessions)
    const failed = await failedNotices(sessions.map(({ sessionId }) => sessionId))
    return {
      day,
      holiday: holidays.holidayOn(day),
      sessions: sessions.map((session) => ({
        line: views.lineOf(caller, session),
        paired: count(session, rooms.isPaired),
        connected: count(session, rooms.isConnected),
        conflicts: clashes.get(session.sessionId) ?? 0,
        noticesFailed: failed.get(session.sessionId) ?? 0,
      })),
    }
  }
}

function count({ siteIds }: PlannedSession, is: (siteId: SiteId) => boolean): number {
  return siteIds.filter((siteId) => is(siteId)).length
}
