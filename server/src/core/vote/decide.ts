import { refuse, type Decision } from '../branch/decision.ts'
import type { BranchEvent } from '../branch/events.ts'
import type { OpenBranch } from '../branch/state.ts'
import type { VoteCommand } from './types.ts'

export function decideVote(_branch: OpenBranch, _command: VoteCommand, _now: number): Decision {
  return refuse('not_ready')
}

/** Votes whose time is over. */
export function tickVotes(_branch: OpenBranch, _now: number): BranchEvent[] {
  return []
}
