import type { BranchEvent } from '../core/branch/events.ts'
import type { CommandOf } from '../core/branch/commands.ts'
import type { DetachedBranch, OpenBranch } from '../core/branch/state.ts'
import { BridgeError } from '@diem-cau/protocol'

/* Detaching and attaching are pairs of events in two streams: one half says all that the other half needs. */

/** The half of a detachment that the branch's own stream begins with. */
export function openingOf(parent: OpenBranch, detached: DetachedBranch): CommandOf<'OpenBranch'> {
  const { branchId, sessionId, unitId, title, chairSiteId, siteIds } = detached
  return {
    type: 'OpenBranch',
    branchId,
    sessionId,
    parentBranchId: parent.branchId,
    parentSession: { sessionId: parent.sessionId, title: parent.title },
    title,
    hostUnitId: unitId,
    videoCodec: parent.videoCodec,
    rules: parent.rules,
    chairSiteId,
    siteIds,
  }
}

/** What the parent's events say of the branch that has left. @throws {BridgeError} `conflict` when none has */
export function detachedIn(events: readonly BranchEvent[]): DetachedBranch {
  const detached = events.find((happened) => happened.type === 'BranchDetached')
  if (detached === undefined) throw new BridgeError('conflict')
  return detached.data
}
