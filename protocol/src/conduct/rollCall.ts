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

/**
 * How a site stands in the roll call. `silent`: there, not answered; `absent`: not there, or there without a single
 * delegate, and no excuse; `left`: answered, and has gone away for good since; `elsewhere`: meets in a branch of its
 * own, where it answers the roll of that meeting. A site whose link is lost stays what it was.
 */
export const RollStateSchema = Type.Union([
  Type.Literal('present'),
  Type.Literal('excused'),
  Type.Literal('silent'),
  Type.Literal('absent'),
  Type.Literal('left'),
  Type.Literal('elsewhere'),
])
export type RollState = Static<typeof RollStateSchema>

export const RollRowSchema = Type.Object({
  siteId: SiteIdSchema,
  state: RollStateSchema,
  answer: nullable(RollAnswerSchema),
  /** Why nobody comes, in words. */
  excuse: nullable(Type.String({ maxLength: 500 })),
  /** First arrival, where it was after the roll had first been frozen or closed. */
  lateSince: nullable(Type.Integer()),
  /** Since when its link is lost. */
  droppedSince: nullable(Type.Integer()),
})
export type RollRow = Static<typeof RollRowSchema>

export const RollTotalsSchema = Type.Object({
  /** The sum of the six that follow. */
  sites: Count,
  presentSites: Count,
  excusedSites: Count,
  silentSites: Count,
  absentSites: Count,
  leftSites: Count,
  elsewhereSites: Count,
  /** Delegates who are there, at sites that are present. */
  present: Type.Integer({ minimum: 0 }),
  /** Delegates who were invited, as far as sites have said; never fewer than are present. */
  invited: Type.Integer({ minimum: 0 }),
  /** Sites that have not said how many were invited. */
  unknownSites: Count,
  /** Sites with an answer whose link is lost. */
  droppedSites: Count,
  lateSites: Count,
})
export type RollTotals = Static<typeof RollTotalsSchema>

export const QuorumStateSchema = Type.Object({
  rule: QuorumRuleSchema,
  have: Type.Integer({ minimum: 0 }),
  of: Type.Integer({ minimum: 0 }),
  /** The least number that reaches it. */
  need: Type.Integer({ minimum: 0 }),
  /** Sites that have not said how many were invited: while there are any, a share of the delegates is not reached. */
  unknownSites: Count,
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

/** A site in the roll with its names: those that it had when the session opened. */
const RollSiteSchema = Type.Object({
  ...RollRowSchema.properties,
  name: Type.String({ maxLength: 300 }),
  unitName: Type.String({ maxLength: 300 }),
  tier: Type.Integer({ minimum: 1, maximum: 4 }),
  groupUnitId: nullable(UnitIdSchema),
  groupName: Type.String({ maxLength: 300 }),
})
export type RollSite = Static<typeof RollSiteSchema>

/** A site in a roll that was frozen. */
export const FrozenRowSchema = RollSiteSchema
export type FrozenRow = RollSite

/**
 * The roll call of a session as the console shows it; the rows of sites come as `roll:SITE`. Who does not conduct the
 * session is shown the totals of the sites that it may see, and the quorum only where these are all.
 */
export const RollCallViewSchema = Type.Object({
  /** When it was called, the last time; null before. */
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
  /** What the site said the last time, in this meeting or in the one that it was detached from: offered as default. */
  former: nullable(RollAnswerSchema),
})
export type SiteRollView = Static<typeof SiteRollViewSchema>
