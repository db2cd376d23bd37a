import { Type, type Static } from 'typebox'
import { SiteIdSchema, UnitIdSchema } from '../ids.ts'
import { nullable } from '../schema.ts'

/** What a speech is: a prepared paper of the agenda, a contribution, a question, or a point of order, which goes first. */
export const SPEECH_KINDS = ['paper', 'discussion', 'question', 'pointOfOrder'] as const
export const SpeechKindSchema = Type.Union([
  Type.Literal('paper'),
  Type.Literal('discussion'),
  Type.Literal('question'),
  Type.Literal('pointOfOrder'),
])
export type SpeechKind = Static<typeof SpeechKindSchema>

/** What a site may ask for of itself: papers are called by the plan. */
export const AskedKindSchema = Type.Union([
  Type.Literal('discussion'),
  Type.Literal('question'),
  Type.Literal('pointOfOrder'),
])

/**
 * Who decides who speaks. `chairGives`: the chair, from the queue. `agenda`: prepared papers as they are planned,
 * requests apart. `free`: who asks speaks, while fewer than `maxOpen` do; the others wait and follow by themselves.
 * `lecture`: the chair alone speaks, nobody asks.
 */
export const FloorModeSchema = Type.Union([
  Type.Object({ mode: Type.Literal('chairGives') }, { additionalProperties: false }),
  Type.Object({ mode: Type.Literal('agenda') }, { additionalProperties: false }),
  Type.Object(
    { mode: Type.Literal('free'), maxOpen: Type.Integer({ minimum: 1, maximum: 3 }) },
    { additionalProperties: false },
  ),
  Type.Object({ mode: Type.Literal('lecture') }, { additionalProperties: false }),
])
export type FloorMode = Static<typeof FloorModeSchema>

const Seconds = Type.Integer({ minimum: 10, maximum: 4 * 3600 })

/** How long a speech of each kind may take (null: as long as it takes), and what happens at the end of that time. */
export const SpeechLimitsSchema = Type.Object(
  {
    paperSeconds: nullable(Seconds),
    discussionSeconds: nullable(Seconds),
    questionSeconds: nullable(Seconds),
    pointOfOrderSeconds: nullable(Seconds),
    /** `sign`: only shown; `closeMicrophone`: the microphone is closed, and opens again after an extension. */
    atEnd: Type.Union([Type.Literal('sign'), Type.Literal('closeMicrophone')]),
  },
  { additionalProperties: false },
)
export type SpeechLimits = Static<typeof SpeechLimitsSchema>

/** When a meeting has enough people: a share of the delegates who were invited, or of the sites. */
export const QuorumRuleSchema = Type.Object(
  {
    basis: Type.Union([Type.Literal('delegates'), Type.Literal('sites')]),
    numerator: Type.Integer({ minimum: 1, maximum: 100 }),
    denominator: Type.Integer({ minimum: 1, maximum: 100 }),
    /** `atLeast`: at least that share; `moreThan`: more than it. */
    compare: Type.Union([Type.Literal('atLeast'), Type.Literal('moreThan')]),
    /** Whether every tier has to reach it by itself. */
    eachTier: Type.Boolean(),
    /** How many delegates there are in all, where that is known; otherwise what the sites say of themselves. */
    total: Type.Optional(Type.Integer({ minimum: 1, maximum: 999_999 })),
  },
  { additionalProperties: false },
)
export type QuorumRule = Static<typeof QuorumRuleSchema>

/** How a session is conducted when it opens. All of it can be changed while it meets. */
export const ConductPlanSchema = Type.Object(
  {
    floorMode: FloorModeSchema,
    /** Whether the sites of a district ask their district first, which nominates upward. */
    delegation: Type.Boolean(),
    limits: SpeechLimitsSchema,
    quorum: nullable(QuorumRuleSchema),
    deputyChairSiteId: nullable(SiteIdSchema),
  },
  { additionalProperties: false },
)
export type ConductPlan = Static<typeof ConductPlanSchema>

/** The time of a speech. It stands still while another one puts a question in between. */
export const SpeechClockSchema = Type.Object({
  startedAt: Type.Integer({ minimum: 0 }),
  /** Null: as long as it takes. */
  limitMs: nullable(Type.Integer({ minimum: 0 })),
  /** Milliseconds that do not count. */
  pausedMs: Type.Integer({ minimum: 0 }),
  /** Since when it stands still. */
  pausedSince: nullable(Type.Integer({ minimum: 0 })),
})
export type SpeechClock = Static<typeof SpeechClockSchema>

/** Milliseconds that a speech has taken of its time. */
export function speechElapsedMs(clock: SpeechClock, now: number): number {
  const until = clock.pausedSince ?? now
  return Math.max(0, until - clock.startedAt - clock.pausedMs)
}

/** Milliseconds that are left of a speech, negative when it is over its time; null without a limit. */
export function speechLeftMs(clock: SpeechClock, now: number): number | null {
  return clock.limitMs === null ? null : clock.limitMs - speechElapsedMs(clock, now)
}

/** So long before its end a speech is warned. */
export const SPEECH_WARNING_MS = 60_000

export const AgendaStateSchema = Type.Union([
  Type.Literal('planned'),
  Type.Literal('underWay'),
  Type.Literal('done'),
  Type.Literal('skipped'),
])
export type AgendaState = Static<typeof AgendaStateSchema>

/** An item of the agenda as the meeting goes through it. */
export const AgendaRowSchema = Type.Object({
  itemId: Type.String({ maxLength: 80 }),
  kind: Type.String({ maxLength: 20 }),
  title: Type.String({ maxLength: 500 }),
  minutes: Type.Integer({ minimum: 0 }),
  siteId: nullable(SiteIdSchema),
  person: Type.String({ maxLength: 200 }),
  documentIds: Type.Array(Type.String({ maxLength: 80 }), { maxItems: 50 }),
  state: AgendaStateSchema,
  begunAt: nullable(Type.Integer()),
  endedAt: nullable(Type.Integer()),
})
export type AgendaRow = Static<typeof AgendaRowSchema>

/** How the session is conducted now. */
export const ConductViewSchema = Type.Object({
  mode: FloorModeSchema,
  delegation: Type.Boolean(),
  queueOpen: Type.Boolean(),
  limits: SpeechLimitsSchema,
  quorum: nullable(QuorumRuleSchema),
  deputyChairSiteId: nullable(SiteIdSchema),
  agenda: Type.Array(AgendaRowSchema, { maxItems: 200 }),
})
export type ConductView = Static<typeof ConductViewSchema>

/** A district within the session: its own queue, from which it nominates upward. */
export const GroupRowSchema = Type.Object({
  unitId: UnitIdSchema,
  unitName: Type.String({ maxLength: 300 }),
  /** The unit's own room, which may nominate from its page. */
  leadSiteId: nullable(SiteIdSchema),
  queueOpen: Type.Boolean(),
  siteCount: Type.Integer({ minimum: 0 }),
  connectedCount: Type.Integer({ minimum: 0 }),
  /** Requests that wait for its nomination. */
  requestedCount: Type.Integer({ minimum: 0 }),
  speechCount: Type.Integer({ minimum: 0 }),
  spokenMs: Type.Integer({ minimum: 0 }),
  /** Whether the viewer may nominate, order and decline in it. */
  mayNominate: Type.Boolean(),
})
export type GroupRow = Static<typeof GroupRowSchema>
