import { assertUnreachable, type SiteId } from '@diem-cau/protocol'
import type { BranchEventOf } from '../branch/events.ts'
import type { OpenBranch } from '../branch/state.ts'
import { SharedMap } from '../SharedMap.ts'
import { NO_CHAT, SHOWN_INCIDENTS, SHOWN_LINES } from './state.ts'
import type { AssistanceEvents, AssistanceState, ShownMessage, SiteChat } from './types.ts'

type AssistanceEvent = BranchEventOf<keyof AssistanceEvents>

/** @param at when the event happened, epoch milliseconds */
export function evolveAssistance(branch: OpenBranch, happened: AssistanceEvent, at: number): OpenBranch {
  return { ...branch, assistance: evolved(branch.assistance, happened, at) }
}

function evolved(state: AssistanceState, happened: AssistanceEvent, at: number): AssistanceState {
  switch (happened.type) {
    case 'ChatWritten':
      return withChat(state, happened.data.siteId, (chat) => withLine(chat, happened.data, at))
    case 'ChatRead':
      return withChat(state, happened.data.siteId, (chat) => ({
        ...chat,
        unread: Math.min(chat.unread, linesAfter(chat, happened.data.lineId, 'site')),
        readAt: at,
      }))
    case 'ReplyRead':
      return withChat(state, happened.data.siteId, (chat) => ({
        ...chat,
        unreadBySite: Math.min(chat.unreadBySite, linesAfter(chat, happened.data.lineId, 'crew')),
        readBySiteAt: at,
      }))
    case 'MessageShown': {
      const { siteIds, ...fields } = happened.data
      const message: ShownMessage = { ...fields, at, siteIds: new Set(siteIds), readBy: new Set() }
      return { ...state, messages: new Map(state.messages).set(message.messageId, message) }
    }
    case 'MessageRead':
      return withReader(state, happened.data)
    case 'MessageCleared':
      return { ...state, messages: without(state.messages, happened.data.messageId) }
    case 'TalkbackStarted': {
      const { siteId } = happened.data
      return { ...state, talkbacks: new Map(state.talkbacks).set(siteId, { ...happened.data, since: at }) }
    }
    case 'TalkbackStopped':
      return { ...state, talkbacks: without(state.talkbacks, happened.data.siteId) }
    case 'IncidentNoted':
      return { ...state, incidents: [...state.incidents, { ...happened.data, at }].slice(-SHOWN_INCIDENTS) }
    default:
      return assertUnreachable(happened)
  }
}

function withLine(chat: SiteChat, data: AssistanceEvents['ChatWritten'], at: number): SiteChat {
  const { lineId, from, by, text } = data
  return {
    ...chat,
    lines: [...chat.lines, { lineId, from, by, text, at }].slice(-SHOWN_LINES),
    unread: chat.unread + (from === 'site' ? 1 : 0),
    unreadBySite: chat.unreadBySite + (from === 'crew' ? 1 : 0),
  }
}

/** Lines of one side that came after a line. One that is no longer among the latest has all of them after it. */
function linesAfter(chat: SiteChat, lineId: string, from: 'site' | 'crew'): number {
  const seen = chat.lines.findIndex((line) => line.lineId === lineId)
  return chat.lines.slice(seen + 1).filter((line) => line.from === from).length
}

function withChat(state: AssistanceState, siteId: SiteId, change: (chat: SiteChat) => SiteChat) {
  const chats = SharedMap.from(state.chats).with(siteId, change(state.chats.get(siteId) ?? NO_CHAT))
  return { ...state, chats }
}

function withReader(state: AssistanceState, { messageId, siteId }: AssistanceEvents['MessageRead']) {
  const message = state.messages.get(messageId)
  if (message === undefined) return state
  const read = { ...message, readBy: new Set(message.readBy).add(siteId) }
  return { ...state, messages: new Map(state.messages).set(messageId, read) }
}

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  const rest = new Map(map)
  rest.delete(key)
  return rest
}
