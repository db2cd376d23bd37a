import { Type, type Static } from 'typebox'
import { SiteIdSchema, UnitIdSchema } from '../ids.ts'
import { nullable } from '../schema.ts'

export const ChatTextSchema = Type.String({ minLength: 1, maxLength: 1_000, pattern: '\\S' })

export const ChatLineSchema = Type.Object({
  lineId: Type.String({ maxLength: 80 }),
  from: Type.Union([Type.Literal('site'), Type.Literal('crew')]),
  /** Who of the crew; empty for a site. */
  by: Type.String({ maxLength: 200 }),
  text: Type.String({ maxLength: 1_000 }),
  at: Type.Integer({ minimum: 0 }),
})
export type ChatLine = Static<typeof ChatLineSchema>

/** What a site and the crew have written to each other: technical help, seen by nobody else. */
export const ChatViewSchema = Type.Object({
  siteId: SiteIdSchema,
  /** The latest, oldest first. */
  lines: Type.Array(ChatLineSchema, { maxItems: 50 }),
  /** Of the site, that nobody of the crew has read. */
  unread: Type.Integer({ minimum: 0 }),
  /** When the crew last read it. */
  readAt: nullable(Type.Integer()),
  /** Of the crew, that nobody at the site has read. */
  unreadBySite: Type.Integer({ minimum: 0 }),
  readBySiteAt: nullable(Type.Integer()),
})
export type ChatView = Static<typeof ChatViewSchema>

/** The same thread as the site is shown it. */
export const SiteChatViewSchema = Type.Object({
  /** The latest, oldest first. */
  lines: Type.Array(ChatLineSchema, { maxItems: 50 }),
  /** Answers that nobody at the site has read. */
  unread: Type.Integer({ minimum: 0 }),
  /** When the crew last read what the site wrote. */
  crewReadAt: nullable(Type.Integer()),
})
export type SiteChatView = Static<typeof SiteChatViewSchema>

export const NoticeTargetSchema = Type.Union([
  Type.Object({ to: Type.Literal('all') }, { additionalProperties: false }),
  Type.Object({ to: Type.Literal('unit'), unitId: UnitIdSchema }, { additionalProperties: false }),
  Type.Object({ to: Type.Literal('site'), siteId: SiteIdSchema }, { additionalProperties: false }),
])
export type NoticeTarget = Static<typeof NoticeTargetSchema>

/** A message of the crew on the screens of sites, until it is taken down. */
export const MessageViewSchema = Type.Object({
  messageId: Type.String({ maxLength: 80 }),
  text: Type.String({ maxLength: 1_000 }),
  by: Type.String({ maxLength: 200 }),
  at: Type.Integer({ minimum: 0 }),
  target: NoticeTargetSchema,
  /** Where it goes, and who has pressed that it was read. */
  siteCount: Type.Integer({ minimum: 0 }),
  readSiteIds: Type.Array(SiteIdSchema, { maxItems: 2_000 }),
})
export type MessageView = Static<typeof MessageViewSchema>

export const SiteMessageViewSchema = Type.Object({
  messageId: Type.String({ maxLength: 80 }),
  text: Type.String({ maxLength: 1_000 }),
  at: Type.Integer({ minimum: 0 }),
  read: Type.Boolean(),
})
export type SiteMessageView = Static<typeof SiteMessageViewSchema>

/** Somebody of the crew speaks with a site off air. Nobody else hears either of them. */
export const TalkbackViewSchema = Type.Object({
  siteId: SiteIdSchema,
  by: Type.String({ maxLength: 200 }),
  since: Type.Integer({ minimum: 0 }),
  /** Whether it is the viewer's own. */
  own: Type.Boolean(),
})
export type TalkbackView = Static<typeof TalkbackViewSchema>

/** What the crew has noted for the report of the session. */
export const IncidentViewSchema = Type.Object({
  incidentId: Type.String({ maxLength: 80 }),
  /** Null: not of one site. */
  siteId: nullable(SiteIdSchema),
  text: Type.String({ maxLength: 1_000 }),
  by: Type.String({ maxLength: 200 }),
  at: Type.Integer({ minimum: 0 }),
})
export type IncidentView = Static<typeof IncidentViewSchema>
