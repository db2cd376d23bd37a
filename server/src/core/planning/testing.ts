import type { SessionBody, SessionId } from '@diem-cau/protocol'
import { siteId, unitId } from '../directory/testing.ts'
import { NOBODY } from './invitation.ts'
import type { PlannedSession } from './session.ts'

/* Builders for specifications: a sound plan, of which each changes what it is about. */

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
export const sessionId = (text: string): SessionId => text as SessionId

/** 08:00 on Tuesday, 10 November 2026, in Vietnam. */
export const TUESDAY = Date.parse('2026-11-10T08:00:00+07:00')

export function aBody(changes: Partial<SessionBody> = {}): SessionBody {
  return {
    type: 'provincialMeeting',
    title: 'Giao ban tháng 11/2026',
    hostUnitId: unitId('p'),
    startsAt: TUESDAY,
    durationMinutes: 120,
    rehearsalAt: null,
    chair: { siteId: siteId('sp'), person: '' },
    invitation: { ...NOBODY, unitIds: [unitId('d1')] },
    agenda: [],
    technicians: [],
    people: [],
    documentIds: [],
    notes: '',
    settings: { speakerPlaces: 3, maxOpenMicrophones: 4, videoCodec: 'vp8' },
    ...changes,
  }
}

export function aPlan(id: string, changes: Partial<Omit<PlannedSession, 'sessionId'>> = {}): PlannedSession {
  return {
    sessionId: sessionId(id),
    state: 'draft',
    version: 1,
    body: aBody(),
    siteIds: [siteId('sp'), siteId('sd1'), siteId('sc11'), siteId('sc12')],
    seriesId: null,
    occurrence: null,
    isMoved: false,
    rehearsals: 0,
    createdAt: 1,
    createdByName: 'Văn phòng',
    updatedAt: 1,
    updatedByName: 'Văn phòng',
    invitedAt: null,
    startedAt: null,
    endedAt: null,
    cancelReason: null,
    ...changes,
  }
}
