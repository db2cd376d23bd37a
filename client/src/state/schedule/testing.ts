import type { SessionBody, SessionId, SessionLine, SiteId, UnitId } from '@diem-cau/protocol'
import { emptyBody } from './draft.ts'
import { momentOf, type Day } from './days.ts'

export const HOST = 'u-02' as UnitId
export const HUB = 's-02' as SiteId

/** A plan for tests: a briefing of two hours at eight. */
export function bodyOn(day: Day, parts: Partial<SessionBody> = {}): SessionBody {
  return { ...emptyBody(HOST, HUB, momentOf(day, 480)), title: 'Giao ban', ...parts }
}

/** A line of a calendar for tests, by clock times in minutes. */
export function lineOn(day: Day, from: number, to: number, parts: Partial<SessionLine> = {}): SessionLine {
  return {
    sessionId: `session-${day}-${from}` as SessionId,
    type: 'provincialMeeting',
    state: 'scheduled',
    title: 'Giao ban',
    hostUnitId: HOST,
    hostUnitName: 'Tỉnh Hà Giang',
    startsAt: momentOf(day, from),
    endsAt: momentOf(day, to),
    rehearsalAt: null,
    chairSiteName: 'Điểm cầu trung tâm',
    chairPerson: '',
    siteCount: 218,
    seriesId: null,
    documentCount: 0,
    mayPlan: true,
    mayConduct: true,
    ...parts,
  }
}
