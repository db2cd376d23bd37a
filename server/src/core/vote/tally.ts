import {
  YES_NO_CHOICES,
  type Ballot,
  type MotionFields,
  type MotionOutcome,
  type MotionResult,
  type SiteId,
  type Tally,
} from '@diem-cau/protocol'
import type { CastBallot, Motion } from './types.ts'

type Question = MotionFields['question']

/** How many numbers a ballot has. */
export function choiceCount(question: Question): number {
  return question.form === 'yesNo' ? YES_NO_CHOICES.length : question.choices.length
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}

/**
 * Whether a ballot says what a site with so many votes may say. To yes and no it has at least one vote; of a list it
 * may choose nobody, which is a vote as well.
 */
export function isSound(question: Question, weight: number, votes: Ballot): boolean {
  if (votes.length !== choiceCount(question)) return false
  if (votes.some((count) => count > weight)) return false
  const all = sum(votes)
  return question.form === 'yesNo' ? all >= 1 && all <= weight : all <= weight * question.choose
}

/** Rights that a ballot uses: to yes and no as many as it has votes; a delegation that chooses from a list uses all of its own. */
function used(question: Question, weight: number, votes: Ballot): number {
  return question.form === 'yesNo' ? sum(votes) : weight
}

function added(question: Question, ballots: Iterable<Ballot>): number[] {
  const totals = Array.from({ length: choiceCount(question) }, () => 0)
  for (const votes of ballots)
    for (const [index, count] of votes.entries()) totals[index] = (totals[index] ?? 0) + count
  return totals
}

/** The weight of the sites that have voted. */
function weightCast({ rights, ballots }: Pick<Motion, 'rights' | 'ballots'>): number {
  return sum([...ballots.keys()].map((siteId) => rights.get(siteId) ?? 0))
}

/** Rights that exist and that were used so far; how a sealed ballot was cast does not enter. */
export function turnout(
  motion: Pick<Motion, 'fields' | 'rights' | 'ballots'>,
): Pick<Tally, 'entitled' | 'cast'> {
  const { fields, rights, ballots } = motion
  const cast = sum(
    [...ballots].map(([siteId, ballot]) => {
      const weight = rights.get(siteId) ?? 0
      return ballot.kind === 'open' ? used(fields.question, weight, ballot.votes) : weight
    }),
  )
  return { entitled: sum(rights.values()), cast }
}

/**
 * Of which number the yes has to be a majority, and the least number of it that is one: for "at least n/d" the
 * quotient rounded up, for "more than n/d" the next number above it.
 */
export function majorityOf(
  { majority }: Pick<MotionFields, 'majority'>,
  counts: { cast: number; present: number; all: number },
): { of: number; need: number } {
  const { basis, numerator, denominator, compare } = majority
  const of = counts[basis]
  const share = of * numerator
  const need = compare === 'atLeast' ? Math.ceil(share / denominator) : Math.floor(share / denominator) + 1
  return { of, need: Math.max(1, need) }
}

/** A tie is for the chair only where one half decides: two thirds are not reached by anybody's word. */
function outcomeOf(fields: MotionFields, votes: readonly number[], need: number): MotionOutcome {
  const [yes = 0, no = 0] = votes
  if (yes >= need) return 'passed'
  const { numerator, denominator } = fields.majority
  const isHalf = numerator * 2 === denominator
  return fields.chairDecidesTie && isHalf && yes === no && yes > 0 ? 'tied' : 'failed'
}

function resultOf(
  motion: Motion,
  votes: number[],
  cast: number,
  byTier: MotionResult['byTier'],
): MotionResult {
  const { fields, rights, all } = motion
  const entitled = sum(rights.values())
  const counted = { votes, entitled, cast, byChair: false, byTier }
  if (fields.question.form === 'list') return { ...counted, outcome: 'listed', majority: null }
  const majority = majorityOf(fields, { cast, present: entitled, all })
  return { ...counted, outcome: outcomeOf(fields, votes, majority.need), majority }
}

/** @returns for each tier, highest first, what `count` makes of the part of the motion that is of it */
function tallies(
  motion: Motion,
  tierOf: (siteId: SiteId) => number,
  count: (part: Motion) => Tally,
): MotionResult['byTier'] {
  const tiers = [...new Set([...motion.rights.keys()].map(tierOf))].toSorted((a, b) => a - b)
  return tiers.map((tier) => ({
    tier,
    tally: count({
      ...motion,
      rights: new Map([...motion.rights].filter(([siteId]) => tierOf(siteId) === tier)),
      ballots: new Map([...motion.ballots].filter(([siteId]) => tierOf(siteId) === tier)),
    }),
  }))
}

function openVotes(ballots: Iterable<CastBallot>): Ballot[] {
  return [...ballots].flatMap((ballot) => (ballot.kind === 'open' ? [ballot.votes] : []))
}

/** Counts a motion with an open ballot. */
export function countOpen(motion: Motion, tierOf: (siteId: SiteId) => number): MotionResult {
  const { question } = motion.fields
  const tally = (part: Motion): Tally => ({
    votes: added(question, openVotes(part.ballots.values())),
    ...turnout(part),
  })
  const { votes, cast } = tally(motion)
  return resultOf(motion, votes, cast, tallies(motion, tierOf, tally))
}

/**
 * Counts a secret motion from its opened ballots, which say nothing of whose they are: by tier there is only who voted.
 * @returns null when they can not be the ballots that were cast: another number of them, or more votes than there were
 */
export function countSealed(
  motion: Motion,
  opened: readonly Ballot[],
  tierOf: (siteId: SiteId) => number,
): MotionResult | null {
  const { question } = motion.fields
  if (opened.length !== motion.ballots.size) return null
  const most = weightCast(motion)
  if (opened.some((votes) => !isSound(question, most, votes))) return null
  const votes = added(question, opened)
  const isYesNo = question.form === 'yesNo'
  if (sum(votes) > (isYesNo ? most : most * question.choose)) return null
  if (votes.some((count) => count > most)) return null
  return resultOf(motion, votes, isYesNo ? sum(votes) : most, tallies(motion, tierOf, turnoutAlone))
}

function turnoutAlone(part: Motion): Tally {
  return { votes: [], ...turnout(part) }
}
