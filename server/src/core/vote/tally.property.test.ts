import type { Ballot, MotionFields, SiteId } from '@diem-cau/protocol'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { site } from '../branch/testing.ts'
import { choiceCount, countOpen, countSealed, isSound } from './tally.ts'
import { fields, MOTION, VoteStory } from './testing.ts'
import type { CastBallot, Motion } from './types.ts'

/* Whatever is voted, in whatever order, however often: the sums stay within the rights. A failure prints its seed. */

const anyQuestion: fc.Arbitrary<MotionFields['question']> = fc.oneof(
  fc.constant({ form: 'yesNo' as const }),
  fc.integer({ min: 2, max: 6 }).chain((count) =>
    fc.record({
      form: fc.constant('list' as const),
      choices: fc.constant(Array.from({ length: count }, (_, index) => `Phương án ${index + 1}`)),
      choose: fc.integer({ min: 1, max: count }),
    }),
  ),
)
const anyMajority: fc.Arbitrary<MotionFields['majority']> = fc
  .record({
    basis: fc.constantFrom('cast' as const, 'present' as const, 'all' as const),
    denominator: fc.integer({ min: 2, max: 6 }),
    share: fc.integer({ min: 1, max: 5 }),
    compare: fc.constantFrom('atLeast' as const, 'moreThan' as const),
  })
  .map(({ share, denominator, ...rest }) => ({
    ...rest,
    denominator,
    numerator: Math.min(share, denominator - 1),
  }))

/** A motion with some rights, and a sound ballot of some of those who have one. */
const anyMotion: fc.Arbitrary<Motion> = fc
  .record({
    question: anyQuestion,
    majority: anyMajority,
    chairDecidesTie: fc.boolean(),
    voters: fc.array(
      fc.record({
        weight: fc.integer({ min: 1, max: 40 }),
        votes: fc.array(fc.nat(40), { minLength: 6, maxLength: 6 }),
        isThere: fc.boolean(),
      }),
      { maxLength: 30 },
    ),
    others: fc.nat(50),
  })
  .map(({ question, majority, chairDecidesTie, voters, others }) => {
    const rights = new Map<SiteId, number>()
    const ballots = new Map<SiteId, CastBallot>()
    for (const [index, { weight, votes, isThere }] of voters.entries()) {
      const siteId = site(`s${index}`)
      rights.set(siteId, weight)
      const ballot = votes.slice(0, choiceCount(question)).map((count) => Math.min(count, weight))
      if (isThere && isSound(question, weight, ballot))
        ballots.set(siteId, { kind: 'open', votes: ballot, by: 'site', at: 1 })
    }
    return {
      motionId: MOTION,
      fields: fields({ question, majority, chairDecidesTie }),
      state: 'open',
      openedAt: 1,
      closesAt: null,
      closedAt: null,
      freezeId: null,
      withoutQuorum: false,
      rights,
      ballots,
      all: [...rights.values()].reduce((sum, weight) => sum + weight, others),
      result: null,
      withdrawn: null,
    }
  })

const tierOf = (siteId: SiteId): number => (Number(siteId.slice(1)) % 4) + 1
const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)
const choose = ({ fields: { question } }: Motion): number => (question.form === 'list' ? question.choose : 1)
const opened = ({ ballots }: Motion): Ballot[] =>
  [...ballots.values()].flatMap((ballot) => (ballot.kind === 'open' ? [ballot.votes] : []))
const sealed = (motion: Motion): Motion => ({
  ...motion,
  ballots: new Map(
    [...motion.ballots.keys()].map((siteId) => [siteId, { kind: 'sealed', sealed: 'x', at: 1 }]),
  ),
})

describe('A count', () => {
  it('never exceeds the rights, of the whole and of every tier, and the tiers add up to the whole', () => {
    fc.assert(
      fc.property(anyMotion, (motion) => {
        const { votes, cast, entitled, byTier } = countOpen(motion, tierOf)
        for (const tally of [{ votes, cast, entitled }, ...byTier.map((part) => part.tally)]) {
          expect(tally.cast).toBeLessThanOrEqual(tally.entitled)
          expect(total(tally.votes)).toBeLessThanOrEqual(tally.cast * choose(motion))
          expect(Math.max(0, ...tally.votes)).toBeLessThanOrEqual(tally.cast)
        }
        expect(total(byTier.map(({ tally }) => tally.cast))).toBe(cast)
        expect(total(byTier.map(({ tally }) => tally.entitled))).toBe(entitled)
        for (const [index, count] of votes.entries()) {
          expect(total(byTier.map(({ tally }) => tally.votes[index] ?? 0))).toBe(count)
        }
      }),
    )
  })

  it('is the same in whatever order the ballots come, sealed or not', () => {
    fc.assert(
      fc.property(anyMotion, fc.infiniteStream(fc.nat(1_000)), (motion, lots) => {
        const shuffled = new Map([...motion.ballots].toSorted(() => (lots.next().value ?? 0) - 500))
        const counted = countOpen(motion, tierOf)
        expect(countOpen({ ...motion, ballots: shuffled }, tierOf)).toEqual(counted)
        const secret = countSealed(sealed(motion), opened({ ...motion, ballots: shuffled }), tierOf)
        expect(secret).toMatchObject({
          votes: counted.votes,
          cast: counted.cast,
          entitled: counted.entitled,
          outcome: counted.outcome,
        })
        expect(secret?.byTier.every(({ tally }) => tally.votes.length === 0)).toBe(true)
      }),
    )
  })

  it('passes exactly what reaches its majority', () => {
    fc.assert(
      fc.property(anyMotion, (motion) => {
        const { votes, outcome, majority } = countOpen(motion, tierOf)
        if (majority === null) return
        const { numerator, denominator, compare } = motion.fields.majority
        const yes = votes[0] ?? 0
        const difference = yes * denominator - majority.of * numerator
        const isReached = yes > 0 && (compare === 'atLeast' ? difference >= 0 : difference > 0)
        expect(outcome === 'passed').toBe(isReached)
        expect(yes >= majority.need).toBe(isReached)
      }),
    )
  })

  it('of sealed ballots is refused when one was added, or says more than it may', () => {
    fc.assert(
      fc.property(anyMotion, (motion) => {
        const ballots = opened(motion)
        const extra = Array.from({ length: choiceCount(motion.fields.question) }, () => 1)
        expect(countSealed(sealed(motion), [...ballots, extra], tierOf)).toBeNull()
        const tooMuch = ballots.map((votes, index) =>
          index === 0 ? votes.map((count) => count + 2_000) : votes,
        )
        if (ballots.length > 0) expect(countSealed(sealed(motion), tooMuch, tierOf)).toBeNull()
      }),
    )
  })
})

describe('Voting', () => {
  const anyTry = fc.record({
    name: fc.constantFrom('hub', 'a', 'b', 'c', 'd', 'stranger'),
    votes: fc.array(fc.nat(9), { minLength: 2, maxLength: 4 }),
    by: fc.constantFrom('site' as const, 'crew' as const),
    returns: fc.boolean(),
  })

  it('again and again changes nothing: of each site the first sound ballot counts', () => {
    fc.assert(
      fc.property(fc.array(anyTry, { maxLength: 40 }), (tries) => {
        const vote = new VoteStory().propose({ weight: 'delegates' })
        const weights = new Map([
          ['a', 5],
          ['b', 1],
          ['c', 3],
        ])
        for (const [name, weight] of weights) vote.delegates(name, weight)
        vote.open()
        const first = new Map<string, Ballot>()
        for (const { name, votes, by, returns } of tries) {
          if (returns && name !== 'stranger') vote.story.join(name, `${name}-${by}`)
          const weight = weights.get(name) ?? 0
          const counts = weight > 0 && !first.has(name) && isSound({ form: 'yesNo' }, weight, votes)
          const command = vote.ballot(name, votes, { by })
          if (counts) {
            vote.story.tell(command)
            first.set(name, votes)
          } else vote.story.refusal(command)
        }
        vote.close()
        const sums = [0, 1, 2].map((index) => total([...first.values()].map((votes) => votes[index] ?? 0)))
        expect(vote.result.votes).toEqual(sums)
        expect(vote.result.cast).toBe(total(sums))
      }),
    )
  })
})
