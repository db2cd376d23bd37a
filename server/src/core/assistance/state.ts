import type { AssistanceState, SiteChat } from './types.ts'

/** So many lines of a thread are shown; the log has them all. */
export const SHOWN_LINES = 50
/** Who asks for help writes a few lines; what comes faster is a stuck key or worse, and every line is kept for ever. */
export const MAX_LINES_A_MINUTE = 20
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
