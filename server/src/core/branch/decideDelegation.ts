import type { RequestId, SiteId, UnitId } from '@diem-cau/protocol'
import type { CommandOf } from './commands.ts'
import { movedWithin, queuedAs } from './decideQueue.ts'
import { refuse, type Decision, type Refusal } from './decision.ts'
import { event } from './events.ts'
import { collectingDistrict, isDistrict, isDistrictRoom, districtOf, requestedIn } from './groups.ts'
import { speechById, type OpenBranch, type Speech } from './state.ts'

/*
 * Districts collect the requests of their communes and put some of them forward. Their queues are part of the
 * session's own stream: a nomination is one event, and the chair can reach past it at any moment.
 */

export function nominateRequest(branch: OpenBranch, command: CommandOf<'NominateRequest'>): Decision {
  const found = nominee(branch, command.requestId, command.bySiteId)
  if ('refused' in found) return found
  if (!branch.conduct.queueOpen) return refuse('queue_closed')
  const { requestId, siteId } = found.speech
  return [event('RequestQueued', { requestId, siteId, nominatedBy: found.unitId })]
}

export function declineNominee(branch: OpenBranch, command: CommandOf<'DeclineNominee'>): Decision {
  const found = nominee(branch, command.requestId, command.bySiteId)
  if ('refused' in found) return found
  const { requestId, siteId } = found.speech
  return [event('RequestDeclined', { requestId, siteId })]
}

export function moveNominee(branch: OpenBranch, { requestId, position }: CommandOf<'MoveNominee'>): Decision {
  const found = nominee(branch, requestId, null)
  if ('refused' in found) return found
  return movedWithin(requestedIn(branch, found.unitId), found.speech, position)
}

/** A request that waits in a district's queue, and the district. @param bySiteId who acts: its own room, or a desk */
function nominee(
  branch: OpenBranch,
  requestId: RequestId,
  bySiteId: SiteId | null,
): { speech: Speech; unitId: UnitId } | Refusal {
  const speech = speechById(branch, requestId)
  if (speech === undefined) return refuse('request_not_found')
  const unitId = collectingDistrict(branch, speech.siteId)
  if (bySiteId !== null && !speaksFor(branch, bySiteId, unitId)) return refuse('forbidden')
  if (speech.phase.state !== 'requested') return refuse('wrong_floor_state', { state: speech.phase.state })
  return unitId === null ? refuse('not_in_district') : { speech, unitId }
}

function speaksFor(branch: OpenBranch, siteId: SiteId, unitId: UnitId | null): boolean {
  return branch.sites.has(siteId) && isDistrictRoom(branch, siteId) && districtOf(branch, siteId) === unitId
}

/** Back to its district, at the head of its queue. */
export function returnRequest(branch: OpenBranch, requestId: RequestId): Decision {
  const speech = speechById(branch, requestId)
  if (speech === undefined) return refuse('request_not_found')
  const unitId = collectingDistrict(branch, speech.siteId)
  if (speech.itemId !== null) return refuse('speech_is_paper')
  if (unitId === null || speech.kind === 'pointOfOrder') return refuse('not_in_district')
  if (!branch.conduct.delegation) return refuse('no_delegation')
  if (speech.phase.state !== 'queued') return refuse('wrong_floor_state', { state: speech.phase.state })
  return [event('RequestReturned', { requestId, siteId: speech.siteId, unitId })]
}

/** Without delegation all that wait in districts come into the common queue, as they asked; with it nobody goes back. */
export function setDelegation(branch: OpenBranch, on: boolean): Decision {
  if (branch.conduct.delegation === on) return []
  const changed = event('DelegationChanged', { on })
  if (on) return [changed]
  const waiting = branch.speeches
    .filter(({ phase }) => phase.state === 'requested')
    .toSorted((a, b) => a.requestedAt - b.requestedAt)
  return [changed, ...waiting.flatMap(({ requestId, siteId }) => queuedAs(branch, { requestId, siteId }))]
}

/** Who waits keeps waiting, nobody comes in addition. Who is called by the chair comes all the same. */
export function setQueue(branch: OpenBranch, { unitId, open }: CommandOf<'SetQueue'>): Decision {
  const { queueOpen, closedGroups } = branch.conduct
  if (unitId !== null && !isDistrict(branch, unitId)) return refuse('not_in_district')
  const isOpen = unitId === null ? queueOpen : !closedGroups.has(unitId)
  return isOpen === open ? [] : [event('QueueSwitched', { unitId, open })]
}
