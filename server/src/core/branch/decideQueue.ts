import type { RequestId, SiteId, SpeechKind } from '@diem-cau/protocol'
import type { CommandOf } from './commands.ts'
import { refuse, type Decision, type Refusal } from './decision.ts'
import { event, type BranchEvent } from './events.ts'
import { collectingDistrict, districtName } from './groups.ts'
import {
  isConnected,
  isLive,
  speechById,
  speechOfSite,
  waitingSpeeches,
  type OpenBranch,
  type Speech,
} from './state.ts'

interface SpeechWords {
  kind?: SpeechKind
  speaker?: string
  topic?: string
  itemId?: string
}

/** A site asks to speak. Where the session delegates, it asks its district first; a point of order never waits there. */
export function requestFloor(branch: OpenBranch, command: CommandOf<'RequestFloor'>): Decision {
  const { siteId, newRequestId: requestId, kind, speaker, topic } = command
  if (!branch.sites.has(siteId)) return refuse('site_not_invited')
  if (branch.chair.siteId === siteId) return refuse('is_chair')
  if (!isConnected(branch, siteId)) return refuse('site_not_connected')
  if (speechOfSite(branch, siteId) !== undefined) return refuse('already_requested')
  const refusal = mayNotAsk(branch, siteId, kind)
  if (refusal !== null) return refusal
  const words = { ...(kind && { kind }), ...(speaker && { speaker }), ...(topic && { topic }) }
  const asked = event('FloorRequested', { requestId, siteId, calledByChair: false, ...words })
  if (waitsInDistrict(branch, siteId, kind)) return [asked]
  return [asked, ...queuedAs(branch, { requestId, siteId }, kind)]
}

/** Why a site may not ask to speak now; null when it may. */
export function mayNotAsk(branch: OpenBranch, siteId: SiteId, kind?: SpeechKind): Refusal | null {
  const { mode, queueOpen, closedGroups } = branch.conduct
  if (mode.mode === 'lecture') return refuse('floor_lecture')
  if (!queueOpen) return refuse('queue_closed')
  const unitId = collectingDistrict(branch, siteId)
  if (unitId === null || !closedGroups.has(unitId) || kind === 'pointOfOrder') return null
  return refuse('district_queue_closed', { district: districtName(branch, unitId) })
}

export function waitsInDistrict(branch: OpenBranch, siteId: SiteId, kind?: SpeechKind): boolean {
  if (!branch.conduct.delegation || kind === 'pointOfOrder') return false
  return collectingDistrict(branch, siteId) !== null
}

/** Into the common queue: at its end, or, as a point of order, before all that are none. */
export function queuedAs(
  branch: OpenBranch,
  request: { requestId: RequestId; siteId: SiteId },
  kind?: SpeechKind,
): BranchEvent[] {
  return [event('RequestQueued', request), ...beforeOthers(branch, request, kind)]
}

function beforeOthers(
  branch: OpenBranch,
  { requestId, siteId }: { requestId: RequestId; siteId: SiteId },
  kind: SpeechKind | undefined,
): BranchEvent[] {
  if (kind !== 'pointOfOrder') return []
  const others = waitingSpeeches(branch).filter((speech) => speech.requestId !== requestId)
  const first = others.findIndex((speech) => speech.kind !== 'pointOfOrder')
  return first < 0 ? [] : [event('RequestMoved', { requestId, siteId, position: first + 1 })]
}

/** The events with which the chair calls a site that has not asked. */
export function calledByChair(requestId: RequestId, siteId: SiteId, words: SpeechWords = {}): BranchEvent[] {
  return [
    event('FloorRequested', { requestId, siteId, calledByChair: true, ...words }),
    event('RequestQueued', { requestId, siteId }),
  ]
}

export function withdrawRequest(branch: OpenBranch, siteId: SiteId): Decision {
  const speech = speechOfSite(branch, siteId)
  if (speech === undefined) return refuse('request_not_found')
  if (isLive(speech)) return refuse('wrong_floor_state', { state: 'live' })
  return [event('RequestWithdrawn', { requestId: speech.requestId, siteId, reason: 'site' })]
}

export function declineRequest(branch: OpenBranch, requestId: RequestId): Decision {
  const speech = speechById(branch, requestId)
  if (speech === undefined) return refuse('request_not_found')
  if (isLive(speech)) return refuse('wrong_floor_state', { state: 'live' })
  return [event('RequestDeclined', { requestId, siteId: speech.siteId })]
}

export function requeueRequest(branch: OpenBranch, requestId: RequestId): Decision {
  const speech = speechById(branch, requestId)
  if (speech === undefined) return refuse('request_not_found')
  const { state } = speech.phase
  if (state !== 'invited' && state !== 'standby') return refuse('wrong_floor_state', { state })
  return backToHead(speech, 1)
}

/** From invited or standby back into the common queue, to one of its first places. */
export function backToHead({ requestId, siteId }: Speech, position: number): BranchEvent[] {
  return [
    event('RequestQueued', { requestId, siteId }),
    event('RequestMoved', { requestId, siteId, position }),
  ]
}

export function moveRequest(branch: OpenBranch, requestId: RequestId, position: number): Decision {
  const speech = speechById(branch, requestId)
  if (speech === undefined) return refuse('request_not_found')
  if (speech.phase.state !== 'queued') return refuse('wrong_floor_state', { state: speech.phase.state })
  return movedWithin(waitingSpeeches(branch), speech, position)
}

/** To a place of a queue; beyond its end means last. */
export function movedWithin(queue: readonly Speech[], speech: Speech, position: number): BranchEvent[] {
  const target = Math.min(position, queue.length)
  if (queue[target - 1] === speech) return []
  const { requestId, siteId } = speech
  return [event('RequestMoved', { requestId, siteId, position: target })]
}

/** The room itself: before it speaks all of it, while it speaks no longer what kind of speech it is. */
export function describeOwnSpeech(branch: OpenBranch, command: CommandOf<'DescribeOwnSpeech'>): Decision {
  const speech = speechOfSite(branch, command.siteId)
  if (speech === undefined) return refuse('request_not_found')
  const changesKind = command.kind !== undefined && command.kind !== speech.kind
  if (changesKind && isLive(speech)) return refuse('wrong_floor_state', { state: 'live' })
  return described(branch, speech, command)
}

export function describeSpeech(branch: OpenBranch, command: CommandOf<'DescribeSpeech'>): Decision {
  const speech = speechById(branch, command.requestId)
  return speech === undefined ? refuse('request_not_found') : described(branch, speech, command)
}

/** What becomes a point of order goes where points of order wait. A paper stays the paper of its item. */
function described(branch: OpenBranch, speech: Speech, words: SpeechWords): Decision {
  const { requestId, siteId } = speech
  const kind = words.kind ?? speech.kind
  const speaker = words.speaker ?? speech.speaker
  const topic = words.topic ?? speech.topic
  const changesKind = kind !== speech.kind
  if (changesKind && speech.itemId !== null) return refuse('speech_is_paper')
  if (!changesKind && speaker === speech.speaker && topic === speech.topic) return []
  const changed = event('SpeechDescribed', { requestId, siteId, kind, speaker, topic })
  if (!changesKind || kind !== 'pointOfOrder') return [changed]
  if (speech.phase.state === 'requested') return [changed, ...queuedAs(branch, speech, kind)]
  return speech.phase.state === 'queued' ? [changed, ...beforeOthers(branch, speech, kind)] : [changed]
}
