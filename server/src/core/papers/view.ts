import type { PaperView } from '@diem-cau/protocol'
import type { OpenBranch } from '../branch/state.ts'
import { presenterOf } from './decide.ts'

/** The open paper as everybody is shown it. */
export function paperView(branch: OpenBranch): PaperView | null {
  return branch.paper === null ? null : { ...branch.paper, presenterSiteId: presenterOf(branch) }
}
