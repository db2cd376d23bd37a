import { assertUnreachable, type SiteId } from '@diem-cau/protocol'
import type { CommandOf } from '../branch/commands.ts'
import { refuse, type Decision } from '../branch/decision.ts'
import { event, type BranchEvent } from '../branch/events.ts'
import { isConnected, isOnStage, sitesOfSession, type OpenBranch } from '../branch/state.ts'
import { MAX_LINES_A_MINUTE, MAX_MESSAGES, NO_CHAT } from './state.ts'
import { plainText } from './text.ts'
import type { AssistanceCommand, AssistanceEvents } from './types.ts'

const MINUTE_MS = 60_000

/** What crew and sites do beside the meeting, to help each other. Nothing of it changes who is seen or heard on stage. */
export function decideAssistance(branch: OpenBranch, command: AssistanceCommand, now: number): Decision {
  switch (command.type) {
    case 'WriteChat':
      return writeChat(branch, command, now)
    case 'MarkChatRead':
      return markChatRead(branch, command)
    case 'ShowMessage':
      return showMessage(branch, command)
    case 'ReadMessage':
      return readMessage(branch, command)
    case 'ClearMessage':
      return branch.assistance.messages.has(command.messageId)
        ? [event('MessageCleared', { messageId: command.messageId })]
        : []
    case 'StartTalkback':
      return startTalkback(branch, command)
    case 'StopTalkback':
      return endTalkback(branch, command.siteId, command.reason)
    case 'NoteIncident':
      return noteIncident(branch, command)
    default:
      return assertUnreachable(command)
  }
}

/** Ends the talkback with a site, where there is one: before it goes on stage, when it is lost, when it leaves. */
export function endTalkback(
  branch: OpenBranch,
  siteId: SiteId,
  reason: AssistanceEvents['TalkbackStopped']['reason'],
): BranchEvent[] {
  return branch.assistance.talkbacks.has(siteId) ? [event('TalkbackStopped', { siteId, reason })] : []
}

/** Who answers has read what was asked. */
function writeChat(
  branch: OpenBranch,
  { newLineId: lineId, siteId, from, by, text: written }: CommandOf<'WriteChat'>,
  now: number,
): Decision {
  if (!branch.sites.has(siteId)) return refuse('site_not_invited')
  const text = plainText(written)
  if (text === '') return refuse('invalid_message')
  if (from === 'site' && linesJustWritten(branch, siteId, now) >= MAX_LINES_A_MINUTE)
    return refuse('chat_too_fast')
  return [...readUpTo(branch, siteId, from, null), event('ChatWritten', { lineId, siteId, from, by, text })]
}

/** Of the site, within a minute; also when the clock was set in between. */
function linesJustWritten(branch: OpenBranch, siteId: SiteId, now: number): number {
  const { lines } = branch.assistance.chats.get(siteId) ?? NO_CHAT
  return lines.filter(({ from, at }) => from === 'site' && Math.abs(now - at) < MINUTE_MS).length
}

function markChatRead(branch: OpenBranch, { siteId, reader, lineId }: CommandOf<'MarkChatRead'>): Decision {
  if (!branch.sites.has(siteId)) return refuse('site_not_invited')
  return readUpTo(branch, siteId, reader, lineId)
}

/** Nothing where all up to that line was read before: two of the crew may look at the same thread. */
function readUpTo(
  branch: OpenBranch,
  siteId: SiteId,
  reader: 'site' | 'crew',
  lineId: string | null,
): BranchEvent[] {
  const { lines, unread, unreadBySite } = branch.assistance.chats.get(siteId) ?? NO_CHAT
  const count = reader === 'crew' ? unread : unreadBySite
  const foreign = lines.filter(({ from }) => from !== reader)
  const seen = lineId === null ? lines.length - 1 : lines.findIndex((line) => line.lineId === lineId)
  const last = lines.slice(0, seen + 1).findLast(({ from }) => from !== reader)
  if (count === 0 || last === undefined) return []
  const isNews = foreign.length - foreign.indexOf(last) - 1 < count
  if (!isNews) return []
  return [event(reader === 'crew' ? 'ChatRead' : 'ReplyRead', { siteId, lineId: last.lineId })]
}

function showMessage(
  branch: OpenBranch,
  { newMessageId: messageId, text: written, by, target, siteIds }: CommandOf<'ShowMessage'>,
): Decision {
  const text = plainText(written)
  if (text === '') return refuse('invalid_message')
  if (branch.assistance.messages.size >= MAX_MESSAGES)
    return refuse('too_many_notices', { limit: MAX_MESSAGES })
  const wanted = new Set(siteIds)
  const reached = sitesOfSession(branch).filter((siteId) => wanted.has(siteId))
  if (!reached.some((siteId) => branch.sites.has(siteId))) return refuse('site_not_invited')
  return [event('MessageShown', { messageId, text, by, target, siteIds: reached })]
}

/** A message that was taken down meanwhile needs no reading any more. */
function readMessage(branch: OpenBranch, { messageId, siteId }: CommandOf<'ReadMessage'>): Decision {
  const message = branch.assistance.messages.get(messageId)
  if (message === undefined || message.readBy.has(siteId)) return []
  if (message.target.to !== 'all' && !message.siteIds.has(siteId)) return refuse('forbidden')
  return [event('MessageRead', { messageId, siteId })]
}

/** A console that turns to another site leaves the one that it spoke with. */
function startTalkback(branch: OpenBranch, { siteId, viewerId, by }: CommandOf<'StartTalkback'>): Decision {
  if (!branch.sites.has(siteId)) return refuse('site_not_invited')
  if (!isConnected(branch, siteId)) return refuse('site_not_connected')
  if (isOnStage(branch, siteId)) return refuse('talkback_on_stage')
  const { talkbacks } = branch.assistance
  const there = talkbacks.get(siteId)
  if (there !== undefined) return there.viewerId === viewerId ? [] : refuse('talkback_busy', { by: there.by })
  const own = [...talkbacks.values()].filter((talkback) => talkback.viewerId === viewerId)
  return [
    ...own.flatMap((talkback) => endTalkback(branch, talkback.siteId, 'moved')),
    event('TalkbackStarted', { siteId, viewerId, by }),
  ]
}

function noteIncident(
  branch: OpenBranch,
  { newIncidentId: incidentId, siteId, text: written, by }: CommandOf<'NoteIncident'>,
): Decision {
  const text = plainText(written)
  if (text === '') return refuse('invalid_message')
  if (siteId !== null && !sitesOfSession(branch).includes(siteId)) return refuse('site_not_invited')
  return [event('IncidentNoted', { incidentId, siteId, text, by })]
}
