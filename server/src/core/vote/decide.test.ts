import { describe, expect, it } from 'vitest'
import { decide } from '../branch/decide.ts'
import { evolve } from '../branch/evolve.ts'
import { UNOPENED, type BranchState } from '../branch/state.ts'
import { CHAIR, site } from '../branch/testing.ts'
import type { BranchId, SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import { MAX_MOTIONS, tickVotes } from './decide.ts'
import { ABSTAIN, fields, MOTION, NO, ofList, VoteStory, YES } from './testing.ts'
import { motionViews } from './view.ts'

const codeOf = ({ story }: VoteStory, command: Parameters<typeof story.refusal>[0]) =>
  story.refusal(command).refused
const open = { type: 'OpenVoting', motionId: MOTION, newFreezeId: 'f2', withoutQuorum: false } as const
const HALF = { basis: 'sites', numerator: 1, denominator: 2, compare: 'moreThan', eachTier: false } as const

describe('A motion that is prepared', () => {
  it('can be changed until it is opened, and not after', () => {
    const vote = new VoteStory().propose()
    const amend = { type: 'AmendMotion', motionId: MOTION, fields: fields({ title: 'Khác' }) } as const
    vote.story.tell(amend)
    expect(vote.motion).toMatchObject({ state: 'draft', fields: { title: 'Khác' } })
    vote.open()
    expect(codeOf(vote, amend)).toBe('motion_opened')
    expect(codeOf(vote, open)).toBe('motion_opened')
  })

  it.each([
    ['more can be chosen than there is', ofList(3, 'A', 'B')],
    ['two choices are the same', ofList(1, 'Bà A', ' bà a')],
    ['a majority is above everybody', { majority: { ...fields().majority, numerator: 3 } }],
    ['more than all is asked', { majority: { ...fields().majority, numerator: 2 } }],
  ])('is refused in words when %s', (_why, changes) => {
    const { story } = new VoteStory()
    const refusal = story.refusal({ type: 'ProposeMotion', newMotionId: MOTION, fields: fields(changes) })
    expect(refusal).toMatchObject({
      refused: 'motion_invalid',
      data: { vi: expect.any(String), en: expect.any(String) },
    })
  })

  it('is one of so many: every console is shown all of them', () => {
    const vote = new VoteStory()
    for (let count = 0; count < MAX_MOTIONS; count++) vote.propose({}, `m${count}`)
    const more = { type: 'ProposeMotion', newMotionId: 'more', fields: fields() } as const
    expect(vote.story.refusal(more)).toMatchObject({
      refused: 'too_many_motions',
      data: { limit: MAX_MOTIONS },
    })
  })

  it('is drawn anew for a console only when something about it has changed', () => {
    const vote = VoteStory.voting({}, [CHAIR, 'a', 'b'])
    const draw = (isVisible: (siteId: SiteId) => boolean) =>
      motionViews(vote.story.branch, { isVisible, mayConduct: true })[0]
    const before = draw(() => true)
    expect(draw(() => true)).toBe(before)
    expect(draw((siteId) => siteId === 'a')?.rights.map(({ siteId }) => siteId)).toEqual(['a'])
    expect(draw(() => true)?.rights).toHaveLength(3)
    vote.cast('a', YES)
    expect(draw(() => true)?.rights.filter(({ voted }) => voted)).toMatchObject([
      { siteId: 'a', ballot: YES },
    ])
    vote.close().story.tell({ type: 'ShowResult', motionId: MOTION })
    expect(draw(() => true)?.shown).toBe(true)
    vote.story.tell({ type: 'ShowResult', motionId: null })
    expect(draw(() => true)?.shown).toBe(false)
  })

  it('is unknown to a session that never heard of it', () => {
    expect(codeOf(new VoteStory(), open)).toBe('motion_not_found')
  })
})

describe('Opening a vote', () => {
  it('freezes the roll in the same decision, and gives a right to every site that is there', () => {
    const { story } = new VoteStory([CHAIR, 'a', 'b', 'c']).propose()
    story.drop('c')
    const events = story.tell(open)
    expect(events.map(({ type }) => type)).toEqual(['RollCallFrozen', 'VotingOpened'])
    expect(events[0]?.data).toMatchObject({ freezeId: 'f2', reason: 'vote', label: 'Thông qua nghị quyết' })
    const rights = [CHAIR, 'a', 'b', 'c'].map((siteId) => ({ siteId, weight: 1 }))
    expect(events[1]?.data).toEqual({
      motionId: MOTION,
      freezeId: 'f2',
      withoutQuorum: false,
      rights,
      all: 5,
      closesAt: null,
    })
  })

  it('gives each site as many votes as it has delegates, and none to one that has not counted them', () => {
    const vote = new VoteStory().propose({ weight: 'delegates' })
    expect(codeOf(vote, open)).toBe('vote_without_rights')
    vote.delegates('a', 12, 15).delegates('b', 7).delegates('c', 0, 4).open()
    expect([...vote.motion.rights]).toEqual([
      ['a', 12],
      ['b', 7],
    ])
    expect(vote.motion.all).toBe(26)
  })

  it('is refused without quorum with the numbers, unless it is opened all the same, which is noted', () => {
    const vote = new VoteStory([CHAIR, 'a'], HALF).propose()
    vote.delegates('a', 3)
    expect(vote.story.refusal(open)).toMatchObject({
      refused: 'no_quorum',
      data: { have: expect.any(Number), of: 5, need: 3, vi: expect.stringContaining('cần 3') },
    })
    vote.open(MOTION, true)
    expect(vote.motion).toMatchObject({ state: 'open', withoutQuorum: true })
  })

  it('notes nothing where there is a quorum, whatever was asked for', () => {
    const vote = new VoteStory(undefined, HALF).propose()
    for (const name of ['a', 'b', 'c']) vote.delegates(name, 2)
    expect(vote.open(MOTION, true).motion.withoutQuorum).toBe(false)
  })

  it('is not opened by who has seen another form of ballot: its key was made, or not, for that one', () => {
    const vote = new VoteStory().propose({ ballot: 'secret' })
    expect(vote.story.refusal({ ...open, ballot: 'open' }).refused).toBe('conflict')
    expect(vote.story.types({ ...open, ballot: 'secret' })).toContain('VotingOpened')
  })

  it('asks the rooms one question at a time', () => {
    const vote = VoteStory.voting().propose({ title: 'Thứ hai' }, 'm2')
    expect(codeOf(vote, { ...open, motionId: 'm2' })).toBe('vote_already_open')
    vote.close()
    expect(vote.open('m2').story.branch.votes.motions.get('m2')?.state).toBe('open')
  })

  it('takes an earlier result off the screens', () => {
    const vote = VoteStory.voting().cast('a').close().propose({}, 'm2')
    vote.story.tell({ type: 'ShowResult', motionId: MOTION })
    expect(vote.story.types({ ...open, motionId: 'm2' })).toEqual([
      'ResultShown',
      'RollCallFrozen',
      'VotingOpened',
    ])
    expect(vote.story.branch.votes.shownMotionId).toBeNull()
  })
})

describe('A ballot', () => {
  it('is cast once for each right, also after the site has dropped, returned, or come by another page', () => {
    const vote = VoteStory.voting().cast('a', NO)
    vote.story.drop('a')
    vote.story.join('a', 'another-page')
    expect(codeOf(vote, vote.ballot('a', YES))).toBe('already_voted')
    expect(codeOf(vote, vote.ballot('a', YES, { by: 'crew' }))).toBe('already_voted')
    vote.close()
    expect(codeOf(vote, vote.ballot('a', YES))).toBe('already_voted')
    expect(vote.result.votes).toEqual([0, 1, 0])
  })

  it('is refused from a site that came too late to have a right', () => {
    const vote = VoteStory.voting({}, [CHAIR, 'a'])
    vote.story.join('b')
    expect(codeOf(vote, vote.ballot('b', YES))).toBe('no_vote')
    expect(codeOf(vote, vote.ballot('stranger', YES))).toBe('no_vote')
  })

  it('counts up to the end of its time to the millisecond, whether or not a tick has come', () => {
    const vote = VoteStory.voting({ seconds: 30 })
    vote.story.pass(29_999)
    vote.cast('a')
    vote.story.pass(1)
    expect(codeOf(vote, vote.ballot('b', YES))).toBe('vote_not_open')
  })

  it.each([
    ['of another length', [1, 0]],
    ['without a vote', [0, 0, 0]],
    ['with two votes', [1, 1, 0]],
    ['with two votes for one choice', [2, 0, 0]],
  ])('%s is not valid', (_what, votes) => {
    const vote = VoteStory.voting()
    expect(codeOf(vote, vote.ballot('a', votes))).toBe('ballot_invalid')
  })

  it('of a list names at most as many as may be chosen, or nobody', () => {
    const vote = VoteStory.voting(ofList(2, 'A', 'B', 'C'))
    expect(codeOf(vote, vote.ballot('a', [1, 1, 1]))).toBe('ballot_invalid')
    expect(codeOf(vote, vote.ballot('a', [2, 0, 0]))).toBe('ballot_invalid')
    vote.cast('a', [1, 0, 1]).cast('b', [0, 0, 0]).cast('c', [0, 0, 1]).close()
    expect(vote.result).toMatchObject({ votes: [1, 0, 2], cast: 3, outcome: 'listed', majority: null })
  })

  it('of a delegation may be divided, and need not be whole', () => {
    const vote = new VoteStory().propose({ weight: 'delegates' })
    vote.delegates('a', 5).delegates('b', 3).open()
    expect(codeOf(vote, vote.ballot('a', [3, 2, 1]))).toBe('ballot_invalid')
    vote.cast('a', [3, 1, 0]).cast('b', [0, 3, 0]).close()
    expect(vote.result).toMatchObject({ votes: [3, 4, 0], entitled: 8, cast: 7 })
  })

  it('is entered by the crew for a site that has told it by telephone, and says so', () => {
    const vote = VoteStory.voting().cast('a', YES, { by: 'crew' })
    expect(vote.motion.ballots.get(site('a'))).toMatchObject({ by: 'crew' })
  })

  it('of a secret motion is never entered by the crew, and never kept unless it is sealed', () => {
    const vote = VoteStory.voting({ ballot: 'secret' })
    expect(codeOf(vote, vote.ballot('a', YES, { by: 'crew', sealed: 'x' }))).toBe('vote_secret')
    expect(codeOf(vote, vote.ballot('a', YES))).toBe('conflict')
    const [cast] = vote.story.tell(vote.ballot('a', YES, { sealed: 'x' }))
    expect(cast).toEqual({ type: 'SealedBallotCast', data: { motionId: MOTION, siteId: 'a', sealed: 'x' } })
    const openVote = VoteStory.voting()
    expect(codeOf(openVote, openVote.ballot('a', YES, { sealed: 'x' }))).toBe('conflict')
  })
})

describe('The end of a vote', () => {
  it('comes with its time, at a tick, and an open ballot is counted at once', () => {
    const vote = VoteStory.voting({ seconds: 30 }).cast('a')
    expect(tickVotes(vote.story.branch, vote.story.now + 29_999)).toEqual([])
    expect(tickVotes(vote.story.branch, vote.story.now + 30_000).map(({ type }) => type)).toEqual([
      'VotingClosed',
      'MotionCounted',
    ])
  })

  it('comes early when everybody has voted, where it has a time; otherwise the chair ends it', () => {
    const timed = VoteStory.voting({ seconds: 30 }, [CHAIR, 'a']).cast('a')
    const events = timed.story.tell(timed.ballot(CHAIR, NO))
    expect(events.map(({ type }) => type)).toEqual(['BallotCast', 'VotingClosed', 'MotionCounted'])
    expect(timed.result).toMatchObject({ votes: [1, 1, 0], cast: 2, entitled: 2 })
    const untimed = VoteStory.voting({}, [CHAIR, 'a']).cast('a').cast(CHAIR)
    expect(untimed.motion.state).toBe('open')
    expect(untimed.close().motion.state).toBe('counted')
  })

  it('of a secret ballot waits for its ballots to be opened', () => {
    const vote = VoteStory.voting({ ballot: 'secret' }).cast('a', YES, { sealed: 'x' }).close()
    expect(vote.motion).toMatchObject({ state: 'counting', result: null })
    vote.story.tell({ type: 'CountSealed', motionId: MOTION, ballots: [NO] })
    expect(vote.result.votes).toEqual([0, 1, 0])
    expect(vote.story.types({ type: 'CountSealed', motionId: MOTION, ballots: [YES] })).toEqual([])
  })

  it.each([
    ['are lost', null],
    ['are too few', [YES]],
    ['are too many', [YES, YES, YES]],
    ['have more votes than there were', [[2, 1, 0], YES]],
    ['are of another question', [[1, 0], YES]],
  ])('withdraws a secret motion whose ballots %s', (_why, ballots) => {
    const vote = VoteStory.voting({ ballot: 'secret' })
      .cast('a', YES, { sealed: 'x' })
      .cast('b', YES, { sealed: 'y' })
    vote.close()
    vote.story.tell({ type: 'CountSealed', motionId: MOTION, ballots })
    expect(vote.motion).toMatchObject({ state: 'withdrawn', withdrawn: 'ballotsLost', result: null })
  })

  it('comes with the session: what is open is withdrawn, what is being counted is waited for', () => {
    const vote = VoteStory.voting().cast('a')
    expect(
      vote.story.tell({ type: 'CloseBranch', reason: 'ended' }).map(({ type, data }) => [type, data]),
    ).toEqual([
      ['MotionWithdrawn', { motionId: MOTION, reason: 'sessionEnded' }],
      ['BranchClosed', { reason: 'ended' }],
    ])
    const secret = VoteStory.voting({ ballot: 'secret' }).close()
    expect(codeOf(secret, { type: 'CloseBranch', reason: 'ended' })).toBe('motion_counting')
    secret.story.tell({ type: 'WithdrawMotion', motionId: MOTION })
    expect(secret.story.types({ type: 'CloseBranch', reason: 'ended' })).toEqual(['BranchClosed'])
  })

  it('is waited for before a unit that has a right may leave for a meeting of its own', () => {
    const vote = VoteStory.voting({}, [CHAIR, 'a'])
    const detach = (name: string) =>
      ({
        type: 'DetachBranch',
        branchId: `b-${name}` as BranchId,
        sessionId: `s-${name}` as SessionId,
        unitId: `u-${name}` as UnitId,
        title: '',
        chairSiteId: site(name),
        siteIds: [site(name)],
      }) as const
    expect(vote.story.refusal(detach('a'))).toMatchObject({
      refused: 'vote_keeps_sites',
      data: { title: 'Thông qua nghị quyết' },
    })
    // One that has no right may go.
    vote.story.tell(detach('b'))
    vote.close()
    vote.story.tell(detach('a'))
  })
})

describe('A result', () => {
  it('is by tier as well, and says of which number the yes had to be a majority', () => {
    const vote = VoteStory.voting().cast(CHAIR, YES).cast('a', NO).cast('c', ABSTAIN).close()
    expect(vote.result).toEqual({
      votes: [1, 1, 1],
      entitled: 5,
      cast: 3,
      outcome: 'failed',
      byChair: false,
      majority: { of: 3, need: 2 },
      byTier: [
        { tier: 1, tally: { votes: [1, 0, 0], entitled: 1, cast: 1 } },
        { tier: 2, tally: { votes: [0, 1, 0], entitled: 2, cast: 1 } },
        { tier: 3, tally: { votes: [0, 0, 1], entitled: 2, cast: 1 } },
      ],
    })
  })

  it('of a secret ballot tells by tier who has voted, and never how', () => {
    const vote = VoteStory.voting({ ballot: 'secret' }).cast('a', YES, { sealed: 'x' }).close()
    vote.story.tell({ type: 'CountSealed', motionId: MOTION, ballots: [YES] })
    expect(vote.result.byTier.map(({ tally }) => tally)).toEqual([
      { votes: [], entitled: 1, cast: 0 },
      { votes: [], entitled: 2, cast: 1 },
      { votes: [], entitled: 2, cast: 0 },
    ])
  })

  it.each([
    ['more than half of those cast', 'cast', 1, 2, 'moreThan', 2, 1, 'passed'],
    ['half of those cast is not more than half', 'cast', 1, 2, 'moreThan', 1, 1, 'failed'],
    ['at least half of those cast', 'cast', 1, 2, 'atLeast', 1, 1, 'passed'],
    ['more than half of those present', 'present', 1, 2, 'moreThan', 2, 0, 'failed'],
    ['more than half of those present', 'present', 1, 2, 'moreThan', 3, 0, 'passed'],
    ['two thirds of all', 'all', 2, 3, 'atLeast', 3, 0, 'failed'],
    ['two thirds of all', 'all', 2, 3, 'atLeast', 4, 0, 'passed'],
  ] as const)(
    '%s: of %s, %d/%d, %s, with %d yes and %d no has %s',
    (_w, basis, numerator, denominator, compare, yes, no, outcome) => {
      const vote = VoteStory.voting({ majority: { basis, numerator, denominator, compare } })
      for (const [index, name] of [CHAIR, 'a', 'b', 'c', 'd'].entries()) {
        if (index < yes) vote.cast(name, YES)
        else if (index < yes + no) vote.cast(name, NO)
      }
      expect(vote.close().result.outcome).toBe(outcome)
    },
  )

  it('that nobody has voted for fails', () => {
    expect(VoteStory.voting({ chairDecidesTie: true }).close().result.outcome).toBe('failed')
  })

  it('with as many yes as no is for the chair to decide, where the chair may', () => {
    const vote = VoteStory.voting({ chairDecidesTie: true }).cast('a', YES).cast('b', NO).close()
    expect(vote.result.outcome).toBe('tied')
    const decideTie = { type: 'DecideTie', motionId: MOTION, passed: true } as const
    vote.story.tell(decideTie)
    expect(vote.result).toMatchObject({ outcome: 'passed', byChair: true, votes: [1, 1, 0] })
    expect(codeOf(vote, decideTie)).toBe('motion_not_tied')
    expect(VoteStory.voting().cast('a', YES).cast('b', NO).close().result.outcome).toBe('failed')
  })

  it('that needs two thirds is not given by the chair', () => {
    const majority = { basis: 'cast', numerator: 2, denominator: 3, compare: 'atLeast' } as const
    const vote = VoteStory.voting({ chairDecidesTie: true, majority }).cast('a', YES).cast('b', NO).close()
    expect(vote.result.outcome).toBe('failed')
  })

  it('is shown once it is there, and stays what it was: no later command changes it', () => {
    const vote = VoteStory.voting()
    expect(codeOf(vote, { type: 'ShowResult', motionId: MOTION })).toBe('motion_not_counted')
    expect(codeOf(vote, { type: 'ShowResult', motionId: 'm9' })).toBe('motion_not_found')
    vote.cast('a').close()
    expect(vote.story.types({ type: 'ShowResult', motionId: MOTION })).toEqual(['ResultShown'])
    expect(vote.story.types({ type: 'ShowResult', motionId: MOTION })).toEqual([])
    expect(codeOf(vote, { type: 'CloseVoting', motionId: MOTION })).toBe('vote_not_open')
    expect(codeOf(vote, { type: 'WithdrawMotion', motionId: MOTION })).toBe('motion_over')
  })
})

describe('A motion that is withdrawn', () => {
  it('counts for nothing, and takes no more votes', () => {
    const vote = VoteStory.voting().cast('a')
    vote.story.tell({ type: 'WithdrawMotion', motionId: MOTION })
    expect(vote.motion).toMatchObject({ state: 'withdrawn', withdrawn: 'chair', result: null })
    expect(codeOf(vote, vote.ballot('b', YES))).toBe('vote_not_open')
    expect(codeOf(vote, { type: 'WithdrawMotion', motionId: MOTION })).toBe('motion_over')
    expect(codeOf(vote, open)).toBe('motion_opened')
  })

  it('is the same again when the log is folded again', () => {
    const vote = VoteStory.voting({ seconds: 60 }).cast('a').cast('b', NO).close()
    let state: BranchState = UNOPENED
    for (const { event, at } of vote.story.log) state = evolve(state, event, at)
    expect(state).toEqual(vote.story.state)
    expect(decide(state, vote.ballot('a', YES), vote.story.now)).toEqual({
      refused: 'already_voted',
      data: {},
    })
  })
})
