import type { ParentSessionView } from '@diem-cau/protocol'
import type { OpenBranch } from '../branch/state.ts'

/** The open branches beside one that is drawn: what it was detached from, and what was detached from it. */
export interface Relatives {
  parent: OpenBranch | null
  children: readonly OpenBranch[]
}

export const ALONE: Relatives = { parent: null, children: [] }

/** The session that a branch was detached from; it is named also after it has ended. */
export function parentView(branch: OpenBranch, parent: OpenBranch | null): ParentSessionView | null {
  if (branch.parentSession === null) return null
  return { ...branch.parentSession, open: parent !== null }
}
