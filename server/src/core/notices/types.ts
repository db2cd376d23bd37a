import type {
  NoticeId,
  NoticeView,
  NOTICE_CHANNELS,
  SessionDetail,
  SessionId,
  SiteId,
} from '@diem-cau/protocol'

export type NoticeChannel = (typeof NOTICE_CHANNELS)[number]
export type NoticeKind = NoticeView['kind']
export type NoticeState = NoticeView['state']

/** What a notice says of a session: never what only one caller may see. Names of units and sites come with it. */
export type AnnouncedSession = Pick<
  SessionDetail,
  | 'sessionId'
  | 'version'
  | 'type'
  | 'title'
  | 'hostUnitId'
  | 'startsAt'
  | 'durationMinutes'
  | 'rehearsalAt'
  | 'chair'
  | 'agenda'
  | 'technicians'
  | 'people'
  | 'siteIds'
  | 'names'
  | 'documents'
>

/** Whom a change of a session concerns: who is invited by it, who is told what is different, who is no longer in. */
export interface Concerned {
  invited: readonly SiteId[]
  changed: readonly SiteId[]
  removed: readonly SiteId[]
}

/** What the notices of one change say; kept once for all of them. */
export interface NoticeFacts {
  session: AnnouncedSession
  /** The session as those who are told of a change knew it; null for everything but a change. */
  before: AnnouncedSession | null
  /** Why it is cancelled or called; empty otherwise. */
  reason: string
}

/** One notice to one address, not yet in the outbox. */
export interface NewNotice {
  noticeId: NoticeId
  kind: NoticeKind
  channel: NoticeChannel
  /** Address, number in its normal form, or the webhook's name. */
  recipient: string
  recipientName: string
  /** The sites for which this address stands. */
  siteIds: readonly SiteId[]
  /** Those for which it stood when it was told before; null where that makes no difference. */
  formerSiteIds: readonly SiteId[] | null
  /** Not sent before; epoch milliseconds. */
  notBefore: number
}

/** The notices of one change of a session; they get into the outbox in the transaction of the change. */
export interface NoticeBatch {
  sessionId: SessionId
  version: number
  facts: NoticeFacts
  notices: readonly NewNotice[]
  /** Reminders of earlier versions are void. */
  replacesReminders: boolean
  at: number
}
