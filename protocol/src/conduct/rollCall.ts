import { Type, type Static } from 'typebox'
import { SiteIdSchema, UnitIdSchema } from '../ids.ts'
import { QuorumRuleSchema } from './floor.ts'
import { nullable } from '../schema.ts'

const Count = Type.Integer({ minimum: 0, maximum: 9_999 })

/** What a site has said of who is there. */
export const RollAnswerSchema = Type.Object({
  present: Count,
  invited: Count,
  /** Head of the delegation. */
  head: Type.String({ maxLength: 200 }),
  /** The site itself, or the crew by telephone. */
  by: Type.Union([Type.Literal('site'), Type.Literal('crew')]),
  at: Type.Integer({ minimum: 0 }),
})
export type RollAnswer = Static<typeof RollAnswerSchema>

/** How a site stands in the roll call. `silent`: connected, not answered; `absent`: not connected, no excuse. */
export const RollStateSchema = Type.Union([
  Type.Literal('present'),
  Type.Literal('excused'),
  Type.Literal('silent'),
  Type.Literal('absent'),
])
export type RollState = Static<typeof RollStateSchema>

export const RollRowSchema = Type.Object({
  siteId: SiteIdSchema,
  state: RollStateSchema,
  answer: nullable(RollAnswerSchema),
  /** Why nobody comes, in words. */
  excuse: nullable(Type.String({ maxLength: 500 })),
  /** First arrival, where it was after the meeting had begun. */
  lateSince: nullable(Type.Integer()),
})
export type RollRow = Static<typeof RollRowSchema>

export const RollTotalsSchema = Type.Object({
  sites: Count,
  presentSites: Count,
  excusedSites: Count,
  silentSites: Count,
  absentSites: Count,
  present: Type.Integer({ minimum: 0 }),
  invited: Type.Integer({ minimum: 0 }),
})
export type RollTotals = Static<typeof RollTotalsSchema>

export const QuorumStateSchema = Type.Object({
  rule: QuorumRuleSchema,
  have: Type.Integer({ minimum: 0 }),
  of: Type.Integer({ minimum: 0 }),
  /** The least number that reaches it. */
  need: Type.Integer({ minimum: 0 }),
  reached: Type.Boolean(),
  /** Tiers that have not reached it, where each has to. */
  missingTiers: Type.Array(Type.Integer({ minimum: 1, maximum: 4 }), { maxItems: 4 }),
})
export type QuorumState = Static<typeof QuorumStateSchema>

export const FreezeReasonSchema = Type.Union([
  Type.Literal('start'),
  Type.Literal('vote'),
  Type.Literal('manual'),
])

export const FrozenRollSchema = Type.Object({
  freezeId: Type.String({ maxLength: 80 }),
  reason: FreezeReasonSchema,
  label: Type.String({ maxLength: 300 }),
  at: Type.Integer({ minimum: 0 }),
  totals: RollTotalsSchema,
  quorum: nullable(QuorumStateSchema),
})
export type FrozenRoll = Static<typeof FrozenRollSchema>

/** The roll call of a session as the console shows it; the rows of sites come as `roll:SITE`. */
export const RollCallViewSchema = Type.Object({
  /** Null before it was opened for the first time. */
  openedAt: nullable(Type.Integer()),
  /** Whether sites may answer and change their answers. */
  open: Type.Boolean(),
  totals: RollTotalsSchema,
  byTier: Type.Array(
    Type.Object({ tier: Type.Integer({ minimum: 1, maximum: 4 }), totals: RollTotalsSchema }),
    {
      maxItems: 4,
    },
  ),
  byGroup: Type.Array(Type.Object({ unitId: UnitIdSchema, totals: RollTotalsSchema }), { maxItems: 500 }),
  quorum: nullable(QuorumStateSchema),
  /** Evidence, oldest first. */
  frozen: Type.Array(FrozenRollSchema, { maxItems: 200 }),
})
export type RollCallView = Static<typeof RollCallViewSchema>

/** What a site's page is shown of it. */
export const SiteRollViewSchema = Type.Object({
  open: Type.Boolean(),
  answer: nullable(RollAnswerSchema),
  excuse: nullable(Type.String({ maxLength: 500 })),
})
export type SiteRollView = Static<typeof SiteRollViewSchema>
