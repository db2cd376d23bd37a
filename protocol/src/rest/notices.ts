import { Type, type Static } from 'typebox'
import { NoticeIdSchema, SessionIdSchema } from '../ids.ts'
import { strict } from '../messages/define.ts'
import { TimeSchema } from '../views.ts'
import { nullable, oneOf, PAGE_QUERY, pageOf, rest } from './define.ts'

export const NOTICE_CHANNELS = ['email', 'sms', 'webhook'] as const
export const NOTICE_STATES = ['waiting', 'sending', 'sent', 'failed', 'uncertain', 'dropped'] as const
export const NoticeSchema = Type.Object({
  noticeId: NoticeIdSchema,
  channel: oneOf(NOTICE_CHANNELS),
  kind: Type.Union([
    Type.Literal('invitation'),
    Type.Literal('change'),
    Type.Literal('cancellation'),
    Type.Literal('reminder'),
    Type.Literal('urgent'),
  ]),
  recipient: Type.String(),
  recipientName: Type.String(),
  /** `uncertain`: the bridge fell while it was being sent, and it is not sent again by itself. */
  state: oneOf(NOTICE_STATES),
  attempts: Type.Integer({ minimum: 0 }),
  createdAt: TimeSchema,
  sentAt: nullable(TimeSchema),
  nextAttemptAt: nullable(TimeSchema),
  /** Why the last attempt failed, in the gateway's words. */
  error: nullable(Type.String()),
})
export type NoticeView = Static<typeof NoticeSchema>

const SESSION_PARAMS = strict({ sessionId: SessionIdSchema })
const tag = 'sessions'

export const NOTICE_CALLS = {
  'notices.channels': rest({
    method: 'GET',
    path: '/notice-channels',
    tag,
    scope: 'sessions:read',
    summary: 'The ways by which people are told at all: those that are configured.',
    reply: Type.Object({ channels: Type.Array(oneOf(NOTICE_CHANNELS)) }),
  }),
  'sessions.notices': rest({
    method: 'GET',
    path: '/sessions/:sessionId/notices',
    tag,
    scope: 'sessions:read',
    summary: 'Who was told by which way, and what became of it.',
    params: SESSION_PARAMS,
    query: strict({ ...PAGE_QUERY, state: Type.Optional(NoticeSchema.properties.state) }),
    reply: Type.Object({
      ...pageOf(NoticeSchema).properties,
      /** The ways by which anything goes out at all: those that are configured. */
      channels: Type.Array(oneOf(NOTICE_CHANNELS)),
    }),
  }),
  'notices.resend': rest({
    method: 'POST',
    path: '/sessions/:sessionId/notices/:noticeId/resend',
    tag,
    scope: 'sessions:write',
    summary: 'Sends one that failed, or of which it is not certain, again.',
    params: strict({ sessionId: SessionIdSchema, noticeId: NoticeIdSchema }),
    reply: NoticeSchema,
  }),
} as const
