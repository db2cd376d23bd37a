import type {
  ChatView,
  IncidentView,
  MessageView,
  SiteChatView,
  SiteId,
  SiteMessageView,
  SiteView,
  TalkbackView,
} from '@diem-cau/protocol'
import type { OpenBranch } from '../branch/state.ts'
import { NO_CHAT } from './state.ts'
import type { ShownMessage } from './types.ts'

type IsVisible = (siteId: SiteId) => boolean

/** Threads of the sites that are in this meeting; one that meets on its own is helped there. */
export function chatViews(branch: OpenBranch, isVisible: IsVisible): ChatView[] {
  return [...branch.assistance.chats]
    .filter(([siteId]) => branch.sites.has(siteId) && isVisible(siteId))
    .map(([siteId, chat]) => ({ siteId, ...chat, lines: [...chat.lines] }))
}

export function messageViews(branch: OpenBranch, isVisible: IsVisible): MessageView[] {
  return [...branch.assistance.messages.values()].map((message) => {
    const { messageId, text, by, at, target } = message
    return {
      messageId,
      text,
      by,
      at,
      target,
      siteCount: [...branch.sites.keys()].filter((siteId) => isFor(message, siteId)).length,
      readSiteIds: [...message.readBy].filter((siteId) => branch.sites.has(siteId) && isVisible(siteId)),
    }
  })
}

export function talkbackViews(
  branch: OpenBranch,
  isVisible: IsVisible,
  viewerId: string | null,
): TalkbackView[] {
  return [...branch.assistance.talkbacks.values()]
    .filter(({ siteId }) => isVisible(siteId))
    .map(({ siteId, by, since, viewerId: speaker }) => ({ siteId, by, since, own: speaker === viewerId }))
}

/** What is not of one site is for the whole crew. */
export function incidentViews(branch: OpenBranch, isVisible: IsVisible): IncidentView[] {
  return branch.assistance.incidents
    .filter(({ siteId }) => siteId === null || isVisible(siteId))
    .map((incident) => ({ ...incident }))
}

export function siteChat(branch: OpenBranch, siteId: SiteId): SiteChatView {
  const { lines, unreadBySite, readAt } = branch.assistance.chats.get(siteId) ?? NO_CHAT
  return { lines: [...lines], unread: unreadBySite, crewReadAt: readAt }
}

/** Oldest first: what was said first is read first. */
export function siteMessages(branch: OpenBranch, siteId: SiteId): SiteMessageView[] {
  return [...branch.assistance.messages.values()]
    .filter((message) => isFor(message, siteId))
    .map(({ messageId, text, at, readBy }) => ({ messageId, text, at, read: readBy.has(siteId) }))
}

export function siteTalkback(branch: OpenBranch, siteId: SiteId): SiteView['talkback'] {
  const talkback = branch.assistance.talkbacks.get(siteId)
  return talkback === undefined ? null : { by: talkback.by, since: talkback.since }
}

function isFor({ target, siteIds }: ShownMessage, siteId: SiteId): boolean {
  return target.to === 'all' || siteIds.has(siteId)
}
