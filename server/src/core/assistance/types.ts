import type { ChatLine, NoticeTarget, SiteId } from '@diem-cau/protocol'

/** What a site and the crew have written to each other: the latest lines, for the screen; all are in the log. */
export interface SiteChat {
  /** Oldest first. */
  lines: readonly ChatLine[]
  /** Of the site, that nobody of the crew has read. */
  unread: number
  readAt: number | null
  /** Of the crew, that nobody at the site has read. */
  unreadBySite: number
  readBySiteAt: number | null
}

/** A message of the crew on the screens of sites. */
export interface ShownMessage {
  messageId: string
  text: string
  by: string
  at: number
  target: NoticeTarget
  /** The sites that it was meant for when it was shown. One for all is also for those that come later. */
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

/** What the crew has noted for the report. */
export interface NotedIncident {
  incidentId: string
  /** Null: not of one site. */
  siteId: SiteId | null
  text: string
  by: string
  at: number
}

export interface AssistanceState {
  chats: ReadonlyMap<SiteId, SiteChat>
  messages: ReadonlyMap<string, ShownMessage>
  /** At most one a site and one a console. */
  talkbacks: ReadonlyMap<SiteId, Talkback>
  /** The latest, oldest first; all are in the log. */
  incidents: readonly NotedIncident[]
}

export interface AssistanceEvents {
  ChatWritten: { lineId: string; siteId: SiteId; from: 'site' | 'crew'; by: string; text: string }
  /** The crew has read what the site wrote, up to that line. */
  ChatRead: { siteId: SiteId; lineId: string }
  /** Somebody at the site has read what the crew answered, up to that line. */
  ReplyRead: { siteId: SiteId; lineId: string }
  MessageShown: { messageId: string; text: string; by: string; target: NoticeTarget; siteIds: SiteId[] }
  MessageRead: { messageId: string; siteId: SiteId }
  MessageCleared: { messageId: string }
  TalkbackStarted: { siteId: SiteId; viewerId: string; by: string }
  /** `moved`: the console speaks with another site now, or the site has gone to another branch. */
  TalkbackStopped: {
    siteId: SiteId
    reason: 'crew' | 'onStage' | 'siteLost' | 'consoleLost' | 'panic' | 'moved'
  }
  IncidentNoted: { incidentId: string; siteId: SiteId | null; text: string; by: string }
}

export type AssistanceCommand =
  | { type: 'WriteChat'; newLineId: string; siteId: SiteId; from: 'site' | 'crew'; by: string; text: string }
  /** `lineId`: the last line that was seen; null: all. */
  | { type: 'MarkChatRead'; siteId: SiteId; reader: 'site' | 'crew'; lineId: string | null }
  /** `siteIds`: the sites of the target, as the directory has them; those of the session are taken. */
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
  | { type: 'NoteIncident'; newIncidentId: string; siteId: SiteId | null; text: string; by: string }
