import { assertUnreachable, type MotionFields, type SiteId } from '@diem-cau/protocol'
import { refuse, type Decision, type Refusal } from '../branch/decision.ts'
import { event, type BranchEvent, type BranchEventOf } from '../branch/events.ts'
import type { OpenBranch } from '../branch/state.ts'
import { openVoting } from './open.ts'
import { countOpen, countSealed, isSound } from './tally.ts'
import type { CastBallot, Motion, VoteCommand, VoteEvents } from './types.ts'

type CommandOf<T extends VoteCommand['type']> = Extract<VoteCommand, { type: T }>

/** More than a council decides in one session; every console is shown all of them. */
export const MAX_MOTIONS = 150

/** What a command does to the votes of a branch. */
export function decideVote(branch: OpenBranch, command: VoteCommand, now: number): Decision {
  const { motions } = branch.votes
  switch (command.type) {
    case 'ProposeMotion':
      if (motions.has(command.newMotionId)) return refuse('conflict')
      if (motions.size >= MAX_MOTIONS) return refuse('too_many_motions', { limit: MAX_MOTIONS })
      return draft('MotionProposed', command.newMotionId, command.fields)
    case 'ShowResult':
      return showResult(branch, command.motionId)
    case 'AmendMotion':
    case 'OpenVoting':
    case 'CastBallot':
    case 'CloseVoting':
    case 'CountSealed':
    case 'WithdrawMotion':
    case 'DecideTie': {
      const motion = motions.get(command.motionId)
      if (motion === undefined) return refuse('motion_not_found')
      return decideMotion(branch, motion, command, now)
    }
    default:
      return assertUnreachable(command)
  }
}

function decideMotion(
  branch: OpenBranch,
  motion: Motion,
  command: Exclude<VoteCommand, { type: 'ProposeMotion' | 'ShowResult' }>,
  now: number,
): Decision {
  const { motionId } = motion
  switch (command.type) {
    case 'AmendMotion':
      if (motion.state !== 'draft') return refuse('motion_opened')
      return draft('MotionAmended', motionId, command.fields)
    case 'OpenVoting':
      return openVoting(branch, motion, command, now)
    case 'CastBallot':
      return castBallot(branch, motion, command, now)
    case 'CloseVoting':
      return motion.state === 'open' ? closed(branch, motion, 'chair') : refuse('vote_not_open')
    case 'CountSealed':
      return countBallots(branch, motion, command.ballots)
    case 'WithdrawMotion':
      return withdraw(motion)
    case 'DecideTie':
      if (motion.result?.outcome !== 'tied') return refuse('motion_not_tied')
      return [event('TieDecided', { motionId, passed: command.passed })]
    default:
      return assertUnreachable(command)
  }
}

function draft(type: 'MotionProposed' | 'MotionAmended', motionId: string, fields: MotionFields): Decision {
  const fault = faultOf(fields)
  return fault === null ? [event(type, { motionId, fields })] : refuse('motion_invalid', fault)
}

/** What a schema does not see: a question that nobody could answer, a majority that nobody could reach. */
function faultOf({ question, majority }: MotionFields): { vi: string; en: string } | null {
  const { numerator, denominator, compare } = majority
  if (numerator > denominator || (numerator === denominator && compare === 'moreThan')) {
    return { vi: 'không ai đạt được tỷ lệ đa số này', en: 'nobody can reach this majority' }
  }
  if (question.form === 'yesNo') return null
  if (question.choose > question.choices.length) {
    return { vi: 'số được chọn nhiều hơn số phương án', en: 'more can be chosen than there are choices' }
  }
  const names = new Set(question.choices.map((choice) => choice.trim().normalize().toLowerCase()))
  if (names.size === question.choices.length) return null
  return { vi: 'có hai phương án trùng tên', en: 'two choices have the same name' }
}

/** One vote for each right, whoever asks how often; whoever asks too late is told so to the millisecond. */
function castBallot(
  branch: OpenBranch,
  motion: Motion,
  { siteId, votes, sealed, by }: CommandOf<'CastBallot'>,
  now: number,
): Decision {
  const { motionId, fields, rights, ballots, closesAt } = motion
  const weight = rights.get(siteId)
  if (ballots.has(siteId)) return refuse('already_voted')
  if (motion.state !== 'open' || (closesAt !== null && now >= closesAt)) return refuse('vote_not_open')
  if (weight === undefined) return refuse('no_vote')
  if (fields.ballot === 'secret' && by === 'crew') return refuse('vote_secret')
  if (!isSound(fields.question, weight, votes)) return refuse('ballot_invalid')
  if ((fields.ballot === 'secret') !== (sealed !== null)) return refuse('conflict')
  const [happened, ballot]: [BranchEvent, CastBallot] =
    sealed === null
      ? [event('BallotCast', { motionId, siteId, votes, by }), { kind: 'open', votes, by, at: now }]
      : [event('SealedBallotCast', { motionId, siteId, sealed }), { kind: 'sealed', sealed, at: now }]
  const after = { ...motion, ballots: new Map(ballots).set(siteId, ballot) }
  // Without a time it is the chair who says when it is over: somebody may still be talking about it.
  const isComplete = closesAt !== null && after.ballots.size === rights.size
  return [happened, ...(isComplete ? closed(branch, after, 'everybody') : [])]
}

/** An open ballot is counted at once; a sealed one once its ballots were opened. */
function closed(branch: OpenBranch, motion: Motion, by: VoteEvents['VotingClosed']['by']): BranchEvent[] {
  const { motionId, fields } = motion
  const end = event('VotingClosed', { motionId, by })
  if (fields.ballot === 'secret') return [end]
  return [end, event('MotionCounted', { motionId, result: countOpen(motion, tierIn(branch)) })]
}

function tierIn({ conduct }: OpenBranch): (siteId: SiteId) => number {
  return (siteId) => conduct.roster.get(siteId)?.tier ?? 1
}

/** Ballots that are lost, or are not those that were cast, count for nothing, also while others are still voting. */
function countBallots(
  branch: OpenBranch,
  motion: Motion,
  ballots: CommandOf<'CountSealed'>['ballots'],
): Decision {
  const { motionId, fields, state } = motion
  if (fields.ballot !== 'secret') return refuse('conflict')
  const lost = [event('MotionWithdrawn', { motionId, reason: 'ballotsLost' })]
  if (state === 'open' && ballots === null) return lost
  if (state !== 'counting') return state === 'counted' ? [] : refuse('motion_over')
  const result = ballots === null ? null : countSealed(motion, ballots, tierIn(branch))
  return result === null ? lost : [event('MotionCounted', { motionId, result })]
}

function withdraw({ motionId, state }: Motion): Decision {
  switch (state) {
    case 'draft':
    case 'open':
    // It lasts while the key can not be read or the log not be written: the chair need not wait for that.
    case 'counting':
      return [event('MotionWithdrawn', { motionId, reason: 'chair' })]
    case 'counted':
    case 'withdrawn':
      return refuse('motion_over')
    default:
      return assertUnreachable(state)
  }
}

function showResult({ votes }: OpenBranch, motionId: string | null): Decision {
  if (motionId === votes.shownMotionId) return []
  if (motionId !== null) {
    const motion = votes.motions.get(motionId)
    if (motion === undefined) return refuse('motion_not_found')
    if (motion.state !== 'counted') return refuse('motion_not_counted')
  }
  return [event('ResultShown', { motionId })]
}

/** Votes whose time is over. */
export function tickVotes(branch: OpenBranch, now: number): BranchEvent[] {
  return [...branch.votes.motions.values()]
    .filter(({ state, closesAt }) => state === 'open' && closesAt !== null && now >= closesAt)
    .flatMap((motion) => closed(branch, motion, 'time'))
}

/** What becomes of votes with the session: what is open is withdrawn; what is being counted is waited for. */
export function endVotes({ votes }: OpenBranch): BranchEventOf<'MotionWithdrawn'>[] | Refusal {
  const motions = [...votes.motions.values()]
  if (motions.some(({ state }) => state === 'counting')) return refuse('motion_counting')
  return motions
    .filter(({ state }) => state === 'open')
    .map(({ motionId }) => event('MotionWithdrawn', { motionId, reason: 'sessionEnded' }))
}

/** The vote in which one of the sites has a right, while it is open: they can not leave the room meanwhile. */
export function voteThatKeeps({ votes }: OpenBranch, siteIds: readonly SiteId[]): Motion | undefined {
  return [...votes.motions.values()].find(
    ({ state, rights }) => state === 'open' && siteIds.some((siteId) => rights.has(siteId)),
  )
}
