import { assertUnreachable, type SiteId } from '@diem-cau/protocol'
import type { BranchEventOf } from '../branch/events.ts'
import type { OpenBranch } from '../branch/state.ts'
import type { CastBallot, Motion, VoteEvents } from './types.ts'

/** Folds an event of a vote into the branch. */
export function evolveVote(
  branch: OpenBranch,
  happened: BranchEventOf<keyof VoteEvents>,
  at: number,
): OpenBranch {
  switch (happened.type) {
    case 'MotionProposed':
      return withMotion(branch, { ...NEW, ...happened.data })
    case 'MotionAmended':
      return changed(branch, happened.data.motionId, { fields: happened.data.fields })
    case 'VotingOpened': {
      const { motionId, rights, ...data } = happened.data
      const weights = new Map(rights.map(({ siteId, weight }) => [siteId, weight]))
      return changed(branch, motionId, { ...data, state: 'open', openedAt: at, rights: weights })
    }
    case 'BallotCast': {
      const { motionId, siteId, votes, by } = happened.data
      return withBallot(branch, motionId, siteId, { kind: 'open', votes, by, at })
    }
    case 'SealedBallotCast': {
      const { motionId, siteId, sealed } = happened.data
      return withBallot(branch, motionId, siteId, { kind: 'sealed', sealed, at })
    }
    case 'VotingClosed':
      return changed(branch, happened.data.motionId, { state: 'counting', closedAt: at })
    case 'MotionCounted':
      return changed(branch, happened.data.motionId, { state: 'counted', result: happened.data.result })
    case 'MotionWithdrawn': {
      const { motionId, reason } = happened.data
      const closedAt = branch.votes.motions.get(motionId)?.closedAt ?? at
      return changed(branch, motionId, { state: 'withdrawn', withdrawn: reason, closedAt })
    }
    case 'TieDecided':
      return tieDecided(branch, happened.data)
    case 'ResultShown':
      return { ...branch, votes: { ...branch.votes, shownMotionId: happened.data.motionId } }
    default:
      return assertUnreachable(happened)
  }
}

const NEW: Omit<Motion, 'motionId' | 'fields'> = {
  state: 'draft',
  openedAt: null,
  closesAt: null,
  closedAt: null,
  freezeId: null,
  withoutQuorum: false,
  rights: new Map(),
  ballots: new Map(),
  all: 0,
  result: null,
  withdrawn: null,
}

function withMotion(branch: OpenBranch, motion: Motion): OpenBranch {
  const motions = new Map(branch.votes.motions).set(motion.motionId, motion)
  return { ...branch, votes: { ...branch.votes, motions } }
}

function changed(branch: OpenBranch, motionId: string, change: Partial<Motion>): OpenBranch {
  const motion = branch.votes.motions.get(motionId)
  return motion === undefined ? branch : withMotion(branch, { ...motion, ...change })
}

function withBallot(branch: OpenBranch, motionId: string, siteId: SiteId, ballot: CastBallot): OpenBranch {
  const motion = branch.votes.motions.get(motionId)
  if (motion === undefined) return branch
  return withMotion(branch, { ...motion, ballots: new Map(motion.ballots).set(siteId, ballot) })
}

function tieDecided(branch: OpenBranch, { motionId, passed }: VoteEvents['TieDecided']): OpenBranch {
  const result = branch.votes.motions.get(motionId)?.result
  if (result === undefined || result === null) return branch
  const outcome = passed ? ('passed' as const) : ('failed' as const)
  return changed(branch, motionId, { result: { ...result, outcome, byChair: true } })
}
