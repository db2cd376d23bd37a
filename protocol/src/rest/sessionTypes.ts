import { oneOf } from './define.ts'

export const SESSION_TYPES = [
  'provincialMeeting',
  'districtBriefing',
  'linkedThreeLevel',
  'voterMeeting',
  'councilSession',
  'urgentCall',
  'rehearsal',
] as const
export const SessionTypeSchema = oneOf(SESSION_TYPES)
export type SessionType = (typeof SESSION_TYPES)[number]
