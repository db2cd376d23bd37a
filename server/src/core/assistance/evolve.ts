import type { BranchEventOf } from '../branch/events.ts'
import type { OpenBranch } from '../branch/state.ts'
import type { AssistanceEvents } from './types.ts'

export function evolveAssistance(
  branch: OpenBranch,
  _happened: BranchEventOf<keyof AssistanceEvents>,
  _at: number,
): OpenBranch {
  return branch
}
