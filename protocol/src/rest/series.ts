import { Type, type Static } from 'typebox'
import { CommandIdSchema, SeriesIdSchema, SessionIdSchema } from '../ids.ts'
import { strict } from '../messages/define.ts'
import { TimeSchema } from '../views.ts'
import { DateSchema, MomentSchema, nullable, rest, VersionSchema } from './define.ts'
import { OutdatedInvitationSchema } from './plan.ts'

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
  /** Nothing is held after this day any more; null while the series goes on. */
  endedAfter: nullable(DateSchema),
  sessionCount: Type.Integer(),
  /** As it is on the last day for which sessions have been made. */
  outdated: OutdatedInvitationSchema,
  version: VersionSchema,
})
export type Series = Static<typeof SeriesSchema>

const SERIES_PARAMS = strict({ seriesId: SeriesIdSchema })
const tag = 'series'

export const SERIES_CALLS = {
  'series.preview': rest({
    method: 'POST',
    path: '/series-preview',
    tag,
    scope: 'sessions:read',
    summary: 'The next days of a recurrence, with holidays and daylight of the calendar applied.',
    body: strict({ startsAt: MomentSchema, recurrence: RecurrenceSchema }),
    reply: Type.Object({ items: Type.Array(OccurrenceSchema), endless: Type.Boolean() }),
  }),
  'series.create': rest({
    method: 'POST',
    path: '/series',
    tag,
    scope: 'sessions:write',
    summary: 'Makes a series from a session, which becomes its first.',
    body: strict({ command: CommandIdSchema, sessionId: SessionIdSchema, recurrence: RecurrenceSchema }),
    reply: SeriesSchema,
  }),
  'series.get': rest({
    method: 'GET',
    path: '/series/:seriesId',
    tag,
    scope: 'sessions:read',
    etag: 'gives',
    summary: 'One series.',
    params: SERIES_PARAMS,
    reply: SeriesSchema,
  }),
  'series.update': rest({
    method: 'PUT',
    path: '/series/:seriesId',
    tag,
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
    tag,
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
    tag,
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
} as const
