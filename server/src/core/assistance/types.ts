import type { ChatLine, NoticeTarget, SiteId } from '@diem-cau/protocol'

/** What a site and the crew have written to each other: the latest lines, for the screen; all are in the log. */
export interface SiteChat {
  lines: readonly ChatLine[]
  unread: number
  readAt: number | null
}

/** A message of the crew on the screens of sites. */
export interface ShownMessage {
  messageId: string
  text: string
  by: string
  at: number
  target: NoticeTarget
  /** The sites that it was meant for when it was shown. */
  siteIds: ReadonlySet<SiteId>
  readBy: ReadonlySet<SiteId>
}

/** Somebody of the crew speaks with a site off air. */
export interface Talkback {
  siteId: SiteId
  /** The console that speaks. */
  viewerId: string
  by: string
  since: number
}

export interface AssistanceState {
  chats: ReadonlyMap<SiteId, SiteChat>
  messages: ReadonlyMap<string, ShownMessage>
  /** At most one a site and one a console. */
  talkbacks: ReadonlyMap<SiteId, Talkback>
}

export interface AssistanceEvents {
  ChatWritten: { lineId: string; siteId: SiteId; from: 'site' | 'crew'; by: string; text: string }
  ChatRead: { siteId: SiteId }
  MessageShown: { messageId: string; text: string; by: string; target: NoticeTarget; siteIds: SiteId[] }
  MessageRead: { messageId: string; siteId: SiteId }
  MessageCleared: { messageId: string }
  TalkbackStarted: { siteId: SiteId; viewerId: string; by: string }
  TalkbackStopped: {
    siteId: SiteId
    reason: 'crew' | 'onStage' | 'siteLost' | 'consoleLost' | 'panic' | 'moved'
  }
  IncidentNoted: { siteId: SiteId | null; text: string; by: string }
}

export type AssistanceCommand =
  | { type: 'WriteChat'; newLineId: string; siteId: SiteId; from: 'site' | 'crew'; by: string; text: string }
  | { type: 'MarkChatRead'; siteId: SiteId }
  /** `siteIds`: the sites of the target, as the directory has them; those of the branch are taken. */
  | {
      type: 'ShowMessage'
      newMessageId: string
      text: string
      by: string
      target: NoticeTarget
      siteIds: readonly SiteId[]
    }
  | { type: 'ReadMessage'; messageId: string; siteId: SiteId }
  | { type: 'ClearMessage'; messageId: string }
  | { type: 'StartTalkback'; siteId: SiteId; viewerId: string; by: string }
  | { type: 'StopTalkback'; siteId: SiteId; reason: 'crew' | 'consoleLost' }
  | { type: 'NoteIncident'; siteId: SiteId | null; text: string; by: string }
