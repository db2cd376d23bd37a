import type { AssistanceState, SiteChat } from './types.ts'

/** So many lines of a thread are shown; the log has them all. */
export const SHOWN_LINES = 50
/** As many messages as a room can be shown one after the other without losing sight of the meeting. */
export const MAX_MESSAGES = 20
export const SHOWN_INCIDENTS = 200

export const NO_ASSISTANCE: AssistanceState = {
  chats: new Map(),
  messages: new Map(),
  talkbacks: new Map(),
  incidents: [],
}

export const NO_CHAT: SiteChat = {
  lines: [],
  unread: 0,
  readAt: null,
  unreadBySite: 0,
  readBySiteAt: null,
}
