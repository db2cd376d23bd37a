import { refuse, type Decision } from '../branch/decision.ts'
import type { OpenBranch } from '../branch/state.ts'
import type { PaperCommand } from './types.ts'

export function decidePaper(_branch: OpenBranch, _command: PaperCommand): Decision {
  return refuse('not_ready')
}
