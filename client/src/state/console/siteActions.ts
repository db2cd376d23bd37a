import type { RequestRow, SiteId } from '@diem-cau/protocol'
import type { RequestRef } from './Conductor.ts'
import type { SiteStatus } from './siteStatus.ts'
import { isInGroup, nextEntry, queueOrder, type QueueEntry, type QueueModel } from './queue.ts'

/** What can be done with a site now. */
export interface SiteActions {
  readonly give: boolean
  readonly standby: boolean
  readonly invite: boolean
  readonly requeue: boolean
  readonly decline: boolean
  readonly finish: boolean
  readonly revoke: boolean
  readonly closeMicrophone: boolean
  readonly openMicrophone: boolean
  readonly makeChair: boolean
}

const NOTHING: SiteActions = {
  give: false,
  standby: false,
  invite: false,
  requeue: false,
  decline: false,
  finish: false,
  revoke: false,
  closeMicrophone: false,
  openMicrophone: false,
  makeChair: false,
}

/** Mirrors what the server would accept, so that nothing is offered that it would refuse. */
export function siteActions({
  row,
  lecture = false,
  held = false,
}: Pick<SiteStatus, 'row'> & Partial<Pick<SiteStatus, 'lecture' | 'held'>>): SiteActions {
  if (row === null) return NOTHING
  const isHere = row.presence === 'connected'
  const canTakeChair = isHere && !row.isChair
  const canBeCalled = canTakeChair && !lecture
  const isWaiting = row.floor === 'requested' || row.floor === 'queued'
  const isCalled = row.floor === 'invited' || row.floor === 'standby'
  const isLive = row.floor === 'live'
  return {
    give: canBeCalled && !isLive && !held,
    standby: canBeCalled && !isLive && row.floor !== 'standby',
    invite: canBeCalled && !isLive && !isCalled,
    requeue: isCalled,
    decline: isWaiting || isCalled,
    finish: isLive,
    revoke: isLive,
    closeMicrophone: row.microphoneOpen,
    openMicrophone: isHere && !row.microphoneOpen && (row.isChair || isLive) && row.remoteMicrophone && !held,
    makeChair: canTakeChair,
  }
}

/** A request as the conductor takes it. */
export function requestRef(request: RequestRow): RequestRef {
  const { requestId, siteId, queuePosition } = request
  return { requestId, siteId, queuePosition, inGroup: isInGroup(request) }
}

/** The entry of a site in the queue, wherever it is. */
export function entryOf(queue: QueueModel, siteId: string | null): QueueEntry | undefined {
  return queueOrder(queue).find((entry) => entry.request.siteId === siteId)
}

/** Called on in their turn. */
const CALLING: ReadonlySet<keyof SiteActions> = new Set(['standby', 'invite'])
/** Of one that speaks. */
const ON_AIR: ReadonlySet<keyof SiteActions> = new Set([
  'finish',
  'revoke',
  'closeMicrophone',
  'openMicrophone',
])

/**
 * Whom a key of the queue means: the chosen site where the action fits it, else the one it can only mean:
 * the next one for calling, the one who speaks for ending.
 */
export function targetOf(
  action: keyof SiteActions,
  selected: { siteId: SiteId; actions: SiteActions } | null,
  queue: QueueModel,
): SiteId | null {
  if (selected !== null && selected.actions[action]) return selected.siteId
  if (action === 'give') return fitting(nextEntry(queue), action)
  if (CALLING.has(action)) return selected === null ? fitting(queue.waiting[0], action) : null
  if (ON_AIR.has(action)) return queue.live.length === 1 ? fitting(queue.live[0], action) : null
  return null
}

function fitting(entry: QueueEntry | undefined, action: keyof SiteActions): SiteId | null {
  if (entry === undefined || !siteActions(entry.status)[action]) return null
  return entry.request.siteId
}
