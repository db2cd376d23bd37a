import type { BranchEvent } from '../core/branch/events.ts'
import type { CommandOf } from '../core/branch/commands.ts'
import { PLAIN_CONDUCT, type ConductSettings } from '../core/branch/conduct.ts'
import type { DetachedBranch, OpenBranch } from '../core/branch/state.ts'
import { BridgeError, type SiteId } from '@diem-cau/protocol'

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
    conduct: ownConduct(parent, siteIds),
    chairSiteId,
    siteIds,
  }
}

/** A district that meets on its own is conducted plainly: its chair gives the floor, to its own rooms. */
function ownConduct({ conduct }: OpenBranch, siteIds: readonly SiteId[]): ConductSettings {
  return {
    ...PLAIN_CONDUCT,
    type: conduct.type,
    limits: conduct.limits,
    roster: siteIds.flatMap((siteId) => {
      const entry = conduct.roster.get(siteId)
      return entry === undefined ? [] : [{ ...entry, groupUnitId: null, groupName: '' }]
    }),
  }
}

/** What the parent's events say of the branch that has left. @throws {BridgeError} `conflict` when none has */
export function detachedIn(events: readonly BranchEvent[]): DetachedBranch {
  const detached = events.find((happened) => happened.type === 'BranchDetached')
  if (detached === undefined) throw new BridgeError('conflict')
  return detached.data
}
