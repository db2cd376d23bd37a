import type { BranchId, SiteId } from '@diem-cau/protocol'
import type { CommandOf } from './commands.ts'
import { speechEnded } from './decideFloor.ts'
import { endVotes, voteThatKeeps } from '../vote/decide.ts'
import { isRefusal, refuse, type Decision } from './decision.ts'
import { event, type BranchEvent } from './events.ts'
import { isLive, speechOfSite, type OpenBranch } from './state.ts'

/**
 * A unit's rooms go for a meeting of their own. What they were saying or had asked for here is over: it belongs to
 * a meeting that they no longer hear. The chair's own unit stays, for the meeting that is left must have its chair.
 */
export function detachBranch(branch: OpenBranch, command: CommandOf<'DetachBranch'>): Decision {
  const { branchId, sessionId, unitId, title, chairSiteId } = command
  // One level only: a branch of a branch would have no parent any more once that one has gone back.
  if (branch.parentBranchId !== null) return refuse('branch_nested')
  if (unitId === branch.hostUnitId) return refuse('branch_of_host')
  if (branch.detached.has(branchId)) return refuse('conflict')
  if ([...branch.detached.values()].some((other) => other.unitId === unitId)) {
    return refuse('branch_already_detached')
  }
  const asked = new Set(command.siteIds)
  const siteIds = [...branch.sites.keys()].filter((siteId) => asked.has(siteId))
  if (siteIds.length === 0) return refuse('branch_without_sites')
  if (siteIds.includes(branch.chair.siteId)) return refuse('branch_has_chair')
  if (!siteIds.includes(chairSiteId)) return refuse('site_not_invited')
  const vote = voteThatKeeps(branch, siteIds)
  if (vote !== undefined) return refuse('vote_keeps_sites', { title: vote.fields.title })
  return [
    ...siteIds.flatMap((siteId) => goneFromFloor(branch, siteId)),
    event('BranchDetached', { branchId, sessionId, unitId, title, chairSiteId, siteIds }),
  ]
}

/** The branch ends, and with it what its sites were still voting on. */
export function closeBranch(branch: OpenBranch, reason: CommandOf<'CloseBranch'>['reason']): Decision {
  const ended = endVotes(branch)
  return isRefusal(ended) ? ended : [...ended, event('BranchClosed', { reason })]
}

/** A branch is back where the meeting stands now. Who wishes to speak asks again. */
export function attachBranch(branch: OpenBranch, branchId: BranchId): Decision {
  const child = branch.detached.get(branchId)
  if (child === undefined) return refuse('branch_not_detached')
  return [event('BranchAttached', { branchId, siteIds: child.siteIds })]
}

function goneFromFloor(branch: OpenBranch, siteId: SiteId): BranchEvent[] {
  const speech = speechOfSite(branch, siteId)
  if (speech === undefined) return []
  const { requestId } = speech
  return isLive(speech)
    ? speechEnded(branch, speech, 'detached')
    : [event('RequestWithdrawn', { requestId, siteId, reason: 'detached' })]
}
