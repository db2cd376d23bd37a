import { Type, type Static } from 'typebox'
import { CommandIdSchema, SeriesIdSchema, SessionIdSchema, SiteIdSchema, UnitIdSchema } from '../ids.ts'
import { Done, strict } from '../messages/define.ts'
import { TimeSchema } from '../views.ts'
import { DateSchema, MomentSchema, nullable, PAGE_QUERY, pageOf, rest, VersionSchema } from './define.ts'
import { DocumentSchema } from './papers.ts'
import {
  SESSION_FIELDS,
  SessionBodySchema,
  SessionStateSchema,
  InvitationSchema,
  OutdatedInvitationSchema,
} from './plan.ts'
import { SessionTypeSchema } from './sessionTypes.ts'

/** One line of a list or a calendar. */
export const SessionLineSchema = Type.Object({
  sessionId: SessionIdSchema,
  type: SessionTypeSchema,
  state: SessionStateSchema,
  title: Type.String(),
  hostUnitId: UnitIdSchema,
  hostUnitName: Type.String(),
  startsAt: TimeSchema,
  endsAt: TimeSchema,
  rehearsalAt: nullable(TimeSchema),
  chairSiteName: Type.String(),
  chairPerson: Type.String(),
  siteCount: Type.Integer(),
  seriesId: nullable(SeriesIdSchema),
  documentCount: Type.Integer(),
  /** Whether the caller may change it, and conduct it. */
  mayPlan: Type.Boolean(),
  mayConduct: Type.Boolean(),
})
export type SessionLine = Static<typeof SessionLineSchema>

export const SessionDetailSchema = Type.Object({
  ...SESSION_FIELDS,
  sessionId: SessionIdSchema,
  state: SessionStateSchema,
  version: VersionSchema,
  seriesId: nullable(SeriesIdSchema),
  /** The day in its series for which it stands, also when it was moved. */
  occurrence: nullable(DateSchema),
  /** The sites that the invitation comes to, hub and chair included, as the directory has them on that day. */
  siteIds: Type.Array(SiteIdSchema),
  outdated: OutdatedInvitationSchema,
  /** Names of all units, sites and groups that are mentioned, as they were on that day. */
  names: Type.Record(Type.String(), Type.String()),
  documents: Type.Array(DocumentSchema),
  createdAt: TimeSchema,
  createdByName: Type.String(),
  updatedAt: TimeSchema,
  updatedByName: Type.String(),
  invitedAt: nullable(TimeSchema),
  startedAt: nullable(TimeSchema),
  endedAt: nullable(TimeSchema),
  cancelReason: nullable(Type.String()),
  mayPlan: Type.Boolean(),
  mayConduct: Type.Boolean(),
})
export type SessionDetail = Static<typeof SessionDetailSchema>

/** Somebody or something that would be needed twice at a time. */
export const ConflictSchema = Type.Object({
  kind: Type.Union([
    Type.Literal('site'),
    Type.Literal('room'),
    Type.Literal('chair'),
    Type.Literal('account'),
  ]),
  /** The site, the room's host site, or the person. */
  id: Type.String(),
  name: Type.String(),
  withSessionId: SessionIdSchema,
  withTitle: Type.String(),
  withStartsAt: TimeSchema,
  withEndsAt: TimeSchema,
})
export type Conflict = Static<typeof ConflictSchema>

/** One invited site on the duty crew's overview of a day. */
export const DayOverviewSchema = Type.Object({
  day: DateSchema,
  holiday: nullable(Type.Object({ vi: Type.String(), en: Type.String() })),
  sessions: Type.Array(
    Type.Object({
      line: SessionLineSchema,
      /** Sites of it that are paired with a device, and that are connected now. */
      paired: Type.Integer(),
      connected: Type.Integer(),
      conflicts: Type.Integer(),
      noticesFailed: Type.Integer(),
    }),
  ),
})
export type DayOverview = Static<typeof DayOverviewSchema>

const SESSION_PARAMS = strict({ sessionId: SessionIdSchema })
const tag = 'sessions'
const action = (name: string, summary: string) =>
  rest({
    method: 'POST',
    path: `/sessions/:sessionId/${name}`,
    tag,
    scope: 'sessions:write',
    etag: 'needs',
    summary,
    params: SESSION_PARAMS,
    reply: SessionDetailSchema,
  })

export const SESSION_CALLS = {
  'sessions.list': rest({
    method: 'GET',
    path: '/sessions',
    tag,
    scope: 'sessions:read',
    summary: 'Sessions that the own subtree hosts or is invited to, by start.',
    query: strict({
      ...PAGE_QUERY,
      from: Type.Optional(MomentSchema),
      to: Type.Optional(MomentSchema),
      q: Type.Optional(Type.String({ maxLength: 200 })),
      state: Type.Optional(SessionStateSchema),
      type: Type.Optional(SessionTypeSchema),
      hostUnitId: Type.Optional(UnitIdSchema),
      siteId: Type.Optional(SiteIdSchema),
      seriesId: Type.Optional(SeriesIdSchema),
      order: Type.Optional(Type.Union([Type.Literal('ascending'), Type.Literal('descending')])),
    }),
    reply: pageOf(SessionLineSchema),
  }),
  'sessions.get': rest({
    method: 'GET',
    path: '/sessions/:sessionId',
    tag,
    scope: 'sessions:read',
    etag: 'gives',
    summary: 'One session with everything that is planned.',
    params: SESSION_PARAMS,
    reply: SessionDetailSchema,
  }),
  'sessions.defaults': rest({
    method: 'GET',
    path: '/session-defaults',
    tag,
    scope: 'sessions:read',
    summary:
      'What a new session of a type begins with: the last one of its kind by the same host, or the type’s own defaults.',
    query: strict({
      type: SessionTypeSchema,
      hostUnitId: UnitIdSchema,
      like: Type.Optional(SessionIdSchema),
    }),
    reply: Type.Object({
      body: SessionBodySchema,
      /** The session that it was taken from; null for the type's own defaults. */
      takenFrom: nullable(SessionLineSchema),
    }),
  }),
  'sessions.create': rest({
    method: 'POST',
    path: '/sessions',
    tag,
    scope: 'sessions:write',
    summary: 'Makes a draft. The same `command` makes one draft, however often it is sent.',
    body: strict({ command: CommandIdSchema, session: SessionBodySchema }),
    reply: SessionDetailSchema,
  }),
  'sessions.update': rest({
    method: 'PUT',
    path: '/sessions/:sessionId',
    tag,
    scope: 'sessions:write',
    etag: 'needs',
    summary: 'Changes a session. After invitation only those whom the change concerns are told.',
    params: SESSION_PARAMS,
    body: SessionBodySchema,
    reply: SessionDetailSchema,
  }),
  'sessions.remove': rest({
    method: 'DELETE',
    path: '/sessions/:sessionId',
    tag,
    scope: 'sessions:write',
    etag: 'needs',
    summary: 'Removes a draft. What has been announced is cancelled instead.',
    params: SESSION_PARAMS,
    reply: Done,
  }),
  'sessions.schedule': action('schedule', 'Makes a draft binding and sends the invitations.'),
  'sessions.rehearse': action(
    'rehearse',
    'Opens the rehearsal: the sites come in, the stage is there for trying.',
  ),
  'sessions.start': action('start', 'Opens the session: the invited sites come in.'),
  'sessions.end': action('end', 'Ends the session.'),
  'sessions.archive': action('archive', 'Puts an ended session away.'),
  'sessions.cancel': rest({
    method: 'POST',
    path: '/sessions/:sessionId/cancel',
    tag,
    scope: 'sessions:write',
    etag: 'needs',
    summary: 'Cancels a session and tells whoever was invited.',
    params: SESSION_PARAMS,
    body: strict({ reason: Type.String({ minLength: 1, maxLength: 1_000 }) }),
    reply: SessionDetailSchema,
  }),
  'sessions.conflicts': rest({
    method: 'POST',
    path: '/session-conflicts',
    tag,
    scope: 'sessions:read',
    summary: 'Who or what would be needed twice, were the session held so.',
    body: strict({ session: SessionBodySchema, sessionId: Type.Optional(SessionIdSchema) }),
    reply: Type.Object({ items: Type.Array(ConflictSchema), total: Type.Integer() }),
  }),
  'sessions.resolve': rest({
    method: 'POST',
    path: '/session-sites',
    tag,
    scope: 'sessions:read',
    summary: 'The sites that an invitation comes to.',
    body: strict({
      hostUnitId: UnitIdSchema,
      startsAt: MomentSchema,
      invitation: InvitationSchema,
    }),
    reply: Type.Object({ siteIds: Type.Array(SiteIdSchema) }),
  }),
  'sessions.history': rest({
    method: 'GET',
    path: '/sessions/:sessionId/history',
    tag,
    scope: 'sessions:read',
    summary: 'Who changed what, newest first.',
    params: SESSION_PARAMS,
    reply: Type.Object({
      items: Type.Array(
        Type.Object({
          at: TimeSchema,
          actorName: Type.String(),
          action: Type.String(),
          changes: Type.Array(
            Type.Object({
              field: Type.String(),
              before: nullable(Type.String()),
              after: nullable(Type.String()),
            }),
          ),
        }),
      ),
    }),
  }),
  'sessions.day': rest({
    method: 'GET',
    path: '/days/:day',
    tag,
    scope: 'sessions:read',
    summary: 'The duty crew’s overview of a day.',
    params: strict({ day: DateSchema }),
    reply: DayOverviewSchema,
  }),
  'urgent.call': rest({
    method: 'POST',
    path: '/urgent-calls',
    tag: 'urgent',
    scope: 'sessions:write',
    summary:
      'Opens a session at once: every invited site rings until it answers; mail and SMS go out beside.',
    body: strict({
      command: CommandIdSchema,
      hostUnitId: UnitIdSchema,
      invitation: InvitationSchema,
      reason: Type.String({ minLength: 1, maxLength: 300 }),
      chairSiteId: Type.Optional(SiteIdSchema),
    }),
    reply: Type.Object({ sessionId: SessionIdSchema, siteCount: Type.Integer() }),
  }),
} as const
