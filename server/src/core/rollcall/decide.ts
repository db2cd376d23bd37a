import { refuse, type Decision } from '../branch/decision.ts'
import type { OpenBranch } from '../branch/state.ts'
import type { RollCallCommand } from './types.ts'

export function decideRollCall(_branch: OpenBranch, _command: RollCallCommand, _now: number): Decision {
  return refuse('not_ready')
}
