import type { BranchEventOf } from '../branch/events.ts'
import type { OpenBranch } from '../branch/state.ts'
import type { PaperEvents } from './types.ts'

export function evolvePaper(
  branch: OpenBranch,
  _happened: BranchEventOf<keyof PaperEvents>,
  _at: number,
): OpenBranch {
  return branch
}
