import type { MeetingView } from '@diem-cau/protocol'

type Meeting = Pick<MeetingView, 'sessionId' | 'parent'>

/** What a room is told when its unit has left the common meeting for one of its own, or has come back to it. */
export type BranchNews = 'left' | 'back'

/** Whether a room has been moved between two states of its view; another meeting altogether is no such news. */
export function branchNews(before: Meeting, now: Meeting): BranchNews | null {
  if (now.parent !== null && now.parent.sessionId === before.sessionId) return 'left'
  if (before.parent !== null && before.parent.sessionId === now.sessionId) return 'back'
  return null
}
