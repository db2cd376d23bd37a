import type { BranchEventOf } from '../branch/events.ts'
import type { OpenBranch } from '../branch/state.ts'
import type { VoteEvents } from './types.ts'

export function evolveVote(
  branch: OpenBranch,
  _happened: BranchEventOf<keyof VoteEvents>,
  _at: number,
): OpenBranch {
  return branch
}
