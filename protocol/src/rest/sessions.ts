import { Type, type Static } from 'typebox'
import {
  AccountIdSchema,
  CommandIdSchema,
  DocumentIdSchema,
  GroupIdSchema,
  NoticeIdSchema,
  SeriesIdSchema,
  SessionIdSchema,
  SiteIdSchema,
  TemplateIdSchema,
  UnitIdSchema,
} from '../ids.ts'
import { VideoCodecSchema } from '../media.ts'
import { Done, strict } from '../messages/define.ts'
import { TimeSchema } from '../views.ts'
import {
  ContactSchema,
  DateSchema,
  LongTextSchema,
  MomentSchema,
  nullable,
  oneOf,
  PAGE_QUERY,
  pageOf,
  rest,
  TextSchema,
  VersionSchema,
} from './define.ts'
import { SessionTypeSchema } from './sessionTypes.ts'

export { SESSION_TYPES, SessionTypeSchema, type SessionType } from './sessionTypes.ts'

export const SESSION_STATES = [
  'draft',
  'scheduled',
  'rehearsing',
  'live',
  'ended',
  'archived',
  'cancelled',
] as const
export const SessionStateSchema = oneOf(SESSION_STATES)
export type SessionState = (typeof SESSION_STATES)[number]

/** Who is invited, as it was chosen; the sites follow from the directory on the day of the session. */
export const InvitationSchema = strict({
  /** Every site of a tier below a unit: "all communes of Huyện Đồng Văn". */
  tiers: Type.Array(strict({ unitId: UnitIdSchema, tier: Type.Integer({ minimum: 1, maximum: 4 }) }), {
    maxItems: 200,
  }),
  /** Units with everything below them. */
  unitIds: Type.Array(UnitIdSchema, { maxItems: 2_000 }),
  groupIds: Type.Array(GroupIdSchema, { maxItems: 200 }),
  siteIds: Type.Array(SiteIdSchema, { maxItems: 2_000 }),
  exceptSiteIds: Type.Array(SiteIdSchema, { maxItems: 2_000 }),
})
export type Invitation = Static<typeof InvitationSchema>

export const AgendaItemSchema = strict({
  itemId: Type.String({ minLength: 1, maxLength: 40 }),
  kind: Type.Union([
    Type.Literal('opening'),
    Type.Literal('report'),
    Type.Literal('paper'),
    Type.Literal('discussion'),
    Type.Literal('vote'),
    Type.Literal('conclusion'),
    Type.Literal('break'),
  ]),
  title: Type.String({ minLength: 1, maxLength: 300 }),
  minutes: Type.Integer({ minimum: 1, maximum: 600 }),
  speaker: nullable(strict({ siteId: nullable(SiteIdSchema), person: Type.String({ maxLength: 200 }) })),
  documentIds: Type.Array(DocumentIdSchema, { maxItems: 20 }),
})
export type AgendaItem = Static<typeof AgendaItemSchema>

export const SESSION_ROLES = ['chair', 'secretary', 'technician'] as const
export const SessionRoleSchema = oneOf(SESSION_ROLES)
export type SessionRole = (typeof SESSION_ROLES)[number]

/** What a scheduler writes. */
export const SESSION_FIELDS = {
  type: SessionTypeSchema,
  title: Type.String({ minLength: 1, maxLength: 300 }),
  hostUnitId: UnitIdSchema,
  startsAt: MomentSchema,
  durationMinutes: Type.Integer({ minimum: 5, maximum: 14 * 24 * 60 }),
  /** When the rehearsal is; null for none. */
  rehearsalAt: nullable(MomentSchema),
  chair: strict({ siteId: SiteIdSchema, person: Type.String({ maxLength: 200 }) }),
  invitation: InvitationSchema,
  agenda: Type.Array(AgendaItemSchema, { maxItems: 100 }),
  /** Technicians on duty, where it is somebody else than the directory says. */
  technicians: Type.Array(strict({ siteId: SiteIdSchema, contact: ContactSchema }), { maxItems: 2_000 }),
  /** Roles of accounts within this session, beside what the unit tree gives them. */
  people: Type.Array(strict({ accountId: AccountIdSchema, role: SessionRoleSchema }), { maxItems: 100 }),
  documentIds: Type.Array(DocumentIdSchema, { maxItems: 100 }),
  notes: Type.String({ maxLength: 10_000 }),
  settings: strict({
    speakerPlaces: Type.Integer({ minimum: 1, maximum: 3 }),
    maxOpenMicrophones: Type.Integer({ minimum: 1, maximum: 4 }),
    videoCodec: VideoCodecSchema,
  }),
} as const
export const SessionBodySchema = strict(SESSION_FIELDS)
export type SessionBody = Static<typeof SessionBodySchema>

export const DocumentSchema = Type.Object({
  documentId: DocumentIdSchema,
  fileName: Type.String(),
  title: Type.String(),
  contentType: Type.String(),
  bytes: Type.Integer({ minimum: 0 }),
  sha256: Type.String(),
  uploadedAt: TimeSchema,
  uploadedByName: Type.String(),
})
export type DocumentView = Static<typeof DocumentSchema>

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

/** RFC 5545 recurrence without its DTSTART, which is the session's own start, and what to leave out. */
export const RecurrenceSchema = strict({
  rule: Type.String({ minLength: 1, maxLength: 500, description: 'RRULE value of RFC 5545' }),
  exceptDays: Type.Array(DateSchema, { maxItems: 400 }),
  /** What to do with a day that is a public holiday. */
  onHoliday: Type.Union([Type.Literal('skip'), Type.Literal('nextWorkingDay'), Type.Literal('keep')]),
})
export type Recurrence = Static<typeof RecurrenceSchema>

export const OccurrenceSchema = Type.Object({
  day: DateSchema,
  startsAt: TimeSchema,
  /** The holiday that it falls on; null for an ordinary day. */
  holiday: nullable(Type.Object({ vi: Type.String(), en: Type.String() })),
  /** The day that it was moved from; null where it stands. */
  movedFrom: nullable(DateSchema),
  skipped: Type.Boolean(),
})
export type Occurrence = Static<typeof OccurrenceSchema>

export const SeriesSchema = Type.Object({
  seriesId: SeriesIdSchema,
  title: Type.String(),
  recurrence: RecurrenceSchema,
  /** Last day for which sessions have been made so far; more are made as time goes on. */
  madeUntil: DateSchema,
  sessionCount: Type.Integer(),
  version: VersionSchema,
})
export type Series = Static<typeof SeriesSchema>

export const TemplateSchema = Type.Object({
  templateId: TemplateIdSchema,
  name: Type.String(),
  hostUnitId: UnitIdSchema,
  body: SessionBodySchema,
  version: VersionSchema,
})
export type Template = Static<typeof TemplateSchema>

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
const SERIES_PARAMS = strict({ seriesId: SeriesIdSchema })
const TEMPLATE_PARAMS = strict({ templateId: TemplateIdSchema })
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
    body: strict({ hostUnitId: UnitIdSchema, startsAt: MomentSchema, invitation: InvitationSchema }),
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
  'series.preview': rest({
    method: 'POST',
    path: '/series-preview',
    tag: 'series',
    scope: 'sessions:read',
    summary: 'The next days of a recurrence, with holidays and daylight of the calendar applied.',
    body: strict({ startsAt: MomentSchema, recurrence: RecurrenceSchema }),
    reply: Type.Object({ items: Type.Array(OccurrenceSchema), endless: Type.Boolean() }),
  }),
  'series.create': rest({
    method: 'POST',
    path: '/series',
    tag: 'series',
    scope: 'sessions:write',
    summary: 'Makes a series from a session, which becomes its first.',
    body: strict({ command: CommandIdSchema, sessionId: SessionIdSchema, recurrence: RecurrenceSchema }),
    reply: SeriesSchema,
  }),
  'series.get': rest({
    method: 'GET',
    path: '/series/:seriesId',
    tag: 'series',
    scope: 'sessions:read',
    etag: 'gives',
    summary: 'One series.',
    params: SERIES_PARAMS,
    reply: SeriesSchema,
  }),
  'series.update': rest({
    method: 'PUT',
    path: '/series/:seriesId',
    tag: 'series',
    scope: 'sessions:write',
    etag: 'needs',
    summary: 'Changes the recurrence and, from a session on, what is planned in all that follow.',
    params: SERIES_PARAMS,
    body: strict({
      recurrence: Type.Optional(RecurrenceSchema),
      /** This session and those after it take over its plan, apart from their days. */
      fromSessionId: Type.Optional(SessionIdSchema),
    }),
    reply: SeriesSchema,
  }),
  'series.end': rest({
    method: 'POST',
    path: '/series/:seriesId/end',
    tag: 'series',
    scope: 'sessions:write',
    etag: 'needs',
    summary: 'Ends a series after a day: later drafts are removed, later invitations cancelled.',
    params: SERIES_PARAMS,
    body: strict({ after: DateSchema, reason: Type.String({ minLength: 1, maxLength: 1_000 }) }),
    reply: SeriesSchema,
  }),
  'holidays.list': rest({
    method: 'GET',
    path: '/holidays',
    tag: 'series',
    scope: 'sessions:read',
    summary: 'Public holidays and working days in lieu, from the configured file.',
    query: strict({ from: DateSchema, to: DateSchema }),
    reply: Type.Object({
      items: Type.Array(
        Type.Object({
          day: DateSchema,
          kind: Type.Union([Type.Literal('holiday'), Type.Literal('workingDay')]),
          name: Type.Object({ vi: Type.String(), en: Type.String() }),
        }),
      ),
      /** Years that the file knows nothing of, within what was asked. */
      unknownYears: Type.Array(Type.Integer()),
    }),
  }),
  'templates.list': rest({
    method: 'GET',
    path: '/templates',
    tag,
    scope: 'sessions:read',
    summary: 'Templates of the own subtree and of the units above it.',
    reply: Type.Object({ items: Type.Array(TemplateSchema) }),
  }),
  'templates.create': rest({
    method: 'POST',
    path: '/templates',
    tag,
    scope: 'sessions:write',
    summary: 'Saves a plan as a template.',
    body: strict({
      command: CommandIdSchema,
      name: Type.String({ minLength: 1, maxLength: 200 }),
      body: SessionBodySchema,
    }),
    reply: TemplateSchema,
  }),
  'templates.remove': rest({
    method: 'DELETE',
    path: '/templates/:templateId',
    tag,
    scope: 'sessions:write',
    summary: 'Removes a template.',
    params: TEMPLATE_PARAMS,
    reply: Done,
  }),
  'documents.upload': rest({
    method: 'POST',
    path: '/documents',
    tag: 'documents',
    scope: 'sessions:write',
    summary: 'Stores a document for a host unit. It is seen by whoever may see a session that names it.',
    query: strict({
      hostUnitId: UnitIdSchema,
      fileName: Type.String({ minLength: 1, maxLength: 200 }),
      title: Type.Optional(TextSchema),
    }),
    upload: {
      maxBytes: 50 * 1024 * 1024,
      types: [
        'application/pdf',
        'image/png',
        'image/jpeg',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      ],
    },
    reply: DocumentSchema,
  }),
  'documents.content': rest({
    method: 'GET',
    path: '/documents/:documentId/content',
    tag: 'documents',
    scope: 'sessions:read',
    summary: 'The file itself.',
    params: strict({ documentId: DocumentIdSchema }),
    reply: LongTextSchema,
    download: true,
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
