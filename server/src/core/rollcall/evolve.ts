import type { BranchEventOf } from '../branch/events.ts'
import type { OpenBranch } from '../branch/state.ts'
import type { RollCallEvents } from './types.ts'

export function evolveRollCall(
  branch: OpenBranch,
  _happened: BranchEventOf<keyof RollCallEvents>,
  _at: number,
): OpenBranch {
  return branch
}
