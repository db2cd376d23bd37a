import type { AccountId, NoticeId, SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import type { AnnouncedSession } from './types.ts'
import type { Letter } from './values.ts'

/* Builders for specifications. */
/* oxlint-disable typescript/no-unsafe-type-assertion -- ids are made here */

export const siteId = (name: string) => name as SiteId
export const unitId = (name: string) => name as UnitId
export const sessionId = (name: string) => name as SessionId
export const noticeId = (name: string) => name as NoticeId
export const accountId = (name: string) => name as AccountId

/** Monday 23 November 2026, 8:00 in Vietnam. */
export const MONDAY_EIGHT = Date.UTC(2026, 10, 23, 1, 0)

/** A monthly briefing of three sites. */
export function aSession(different: Partial<AnnouncedSession> = {}): AnnouncedSession {
  return {
    sessionId: sessionId('session-1'),
    version: 3,
    type: 'districtBriefing',
    title: 'Giao ban tháng 11',
    hostUnitId: unitId('unit-host'),
    startsAt: MONDAY_EIGHT,
    durationMinutes: 90,
    rehearsalAt: null,
    chair: { siteId: siteId('site-hub'), person: '' },
    agenda: [],
    technicians: [],
    people: [],
    siteIds: [siteId('site-hub'), siteId('site-a'), siteId('site-b')],
    names: {
      'unit-host': 'Huyện Đồng Văn',
      'site-hub': 'Điểm cầu trung tâm',
      'site-a': 'Xã Lũng Cú',
      'site-b': 'Xã Má Lé',
    },
    documents: [],
    ...different,
  }
}

export function aLetter(different: Partial<Letter> = {}): Letter {
  return {
    noticeId: noticeId('notice-1'),
    kind: 'invitation',
    recipient: 'lungcu@example.invalid',
    recipientName: 'Cán bộ kỹ thuật xã Lũng Cú',
    siteIds: [siteId('site-a')],
    formerSiteIds: null,
    session: aSession(),
    before: null,
    reason: '',
    createdAt: MONDAY_EIGHT - 86_400_000,
    ...different,
  }
}
