import { Type, type Static } from 'typebox'
import { SiteIdSchema } from '../ids.ts'
import { nullable } from '../schema.ts'

const Count = Type.Integer({ minimum: 0, maximum: 999_999 })

/** The choices of a question that is answered with yes, no or abstain, in this order. */
export const YES_NO_CHOICES = ['yes', 'no', 'abstain'] as const

/** A list has at most so many. */
export const MOST_CHOICES = 30

/** What is put to the vote, and how. Nothing of it changes once it is open. */
export const MotionFieldsSchema = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
    text: Type.String({ maxLength: 5_000 }),
    ballot: Type.Union([Type.Literal('open'), Type.Literal('secret')]),
    /** `yesNo`: yes, no, abstain. `list`: up to `choose` of the named choices. */
    question: Type.Union([
      Type.Object({ form: Type.Literal('yesNo') }, { additionalProperties: false }),
      Type.Object(
        {
          form: Type.Literal('list'),
          choices: Type.Array(Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }), {
            minItems: 2,
            maxItems: MOST_CHOICES,
          }),
          choose: Type.Integer({ minimum: 1, maximum: MOST_CHOICES }),
        },
        { additionalProperties: false },
      ),
    ]),
    /** One vote a site, or one for each delegate who is present there by the roll call. */
    weight: Type.Union([Type.Literal('site'), Type.Literal('delegates')]),
    /** What a yes has to be more than (or at least), of which number. */
    majority: Type.Object(
      {
        basis: Type.Union([Type.Literal('cast'), Type.Literal('present'), Type.Literal('all')]),
        numerator: Type.Integer({ minimum: 1, maximum: 100 }),
        denominator: Type.Integer({ minimum: 1, maximum: 100 }),
        compare: Type.Union([Type.Literal('atLeast'), Type.Literal('moreThan')]),
      },
      { additionalProperties: false },
    ),
    /** Whether the chair decides when yes and no are equal; otherwise the motion has failed. */
    chairDecidesTie: Type.Boolean(),
    /** Null: until it is closed by hand. */
    seconds: nullable(Type.Integer({ minimum: 10, maximum: 3_600 })),
  },
  { additionalProperties: false },
)
export type MotionFields = Static<typeof MotionFieldsSchema>

/** Votes for each choice, in the order of the choices: a site with one vote has a single 1 among them. */
export const BallotSchema = Type.Array(Count, { minItems: 2, maxItems: MOST_CHOICES })
export type Ballot = Static<typeof BallotSchema>

export const MotionStateSchema = Type.Union([
  Type.Literal('draft'),
  Type.Literal('open'),
  /** Nobody votes any more; the ballots are being counted. */
  Type.Literal('counting'),
  Type.Literal('counted'),
  Type.Literal('withdrawn'),
])
export type MotionState = Static<typeof MotionStateSchema>

export const MotionOutcomeSchema = Type.Union([
  Type.Literal('passed'),
  Type.Literal('failed'),
  /** Yes and no are equal, and the chair has yet to decide. */
  Type.Literal('tied'),
  /** A list has no outcome but its numbers. */
  Type.Literal('listed'),
])
export type MotionOutcome = Static<typeof MotionOutcomeSchema>

/** `ballotsLost`: the key of a secret ballot is gone, so that it has to be voted on again. */
export const WithdrawnReasonSchema = Type.Union([
  Type.Literal('chair'),
  Type.Literal('ballotsLost'),
  Type.Literal('sessionEnded'),
])
export type WithdrawnReason = Static<typeof WithdrawnReasonSchema>

export const TallySchema = Type.Object({
  /** Votes for each choice. */
  votes: Type.Array(Count, { maxItems: MOST_CHOICES }),
  /** Rights that could be used, and that were. */
  entitled: Count,
  cast: Count,
})
export type Tally = Static<typeof TallySchema>

export const MotionResultSchema = Type.Object({
  ...TallySchema.properties,
  outcome: MotionOutcomeSchema,
  /** True where the chair has decided a tie. */
  byChair: Type.Boolean(),
  /** Of which number the yes had to be a majority, and the least that it took; null for a list. */
  majority: nullable(Type.Object({ of: Count, need: Count })),
  /** Of an open ballot, by tier; of a secret one `votes` is empty and `cast` is the weight of the sites that voted. */
  byTier: Type.Array(Type.Object({ tier: Type.Integer({ minimum: 1, maximum: 4 }), tally: TallySchema }), {
    maxItems: 4,
  }),
})
export type MotionResult = Static<typeof MotionResultSchema>

/** A motion as a console is shown it. How a site has voted is never in here for a secret ballot. */
export const MotionViewSchema = Type.Object({
  motionId: Type.String({ maxLength: 80 }),
  fields: MotionFieldsSchema,
  state: MotionStateSchema,
  openedAt: nullable(Type.Integer()),
  closesAt: nullable(Type.Integer()),
  closedAt: nullable(Type.Integer()),
  /** Sites that may vote with how many votes, and which have. An open ballot says how. */
  rights: Type.Array(
    Type.Object({
      siteId: SiteIdSchema,
      weight: Count,
      voted: Type.Boolean(),
      ballot: nullable(BallotSchema),
      byCrew: Type.Boolean(),
    }),
    { maxItems: 2_000 },
  ),
  entitled: Count,
  /** Rights used so far; of an open secret ballot, the weight of the sites that have voted. */
  cast: Count,
  result: nullable(MotionResultSchema),
  /** Why it was withdrawn. */
  withdrawn: nullable(WithdrawnReasonSchema),
  /** Whether the result is on everybody's screen. */
  shown: Type.Boolean(),
  /** It was opened though there was no quorum. */
  withoutQuorum: Type.Boolean(),
  /** The roll call that was frozen when it opened. */
  freezeId: nullable(Type.String({ maxLength: 80 })),
})
export type MotionView = Static<typeof MotionViewSchema>

/** A motion as a site is shown it: what it votes on, or the result that is on the screen. */
export const SiteMotionViewSchema = Type.Object({
  motionId: Type.String({ maxLength: 80 }),
  title: Type.String({ maxLength: 500 }),
  text: Type.String({ maxLength: 5_000 }),
  ballot: Type.Union([Type.Literal('open'), Type.Literal('secret')]),
  question: MotionFieldsSchema.properties.question,
  state: MotionStateSchema,
  closesAt: nullable(Type.Integer()),
  /** When it was closed or withdrawn. */
  closedAt: nullable(Type.Integer()),
  /** How many votes this site has; 0: it may not vote. */
  weight: Count,
  voted: Type.Boolean(),
  /** What it has voted, of an open ballot. */
  ownBallot: nullable(BallotSchema),
  /** Only while it is shown. */
  result: nullable(MotionResultSchema),
})
export type SiteMotionView = Static<typeof SiteMotionViewSchema>
