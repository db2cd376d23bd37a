import { SPEAKER_SLOTS, type RequestId, type SiteId, type SpeakerSlot } from '@diem-cau/protocol'
import type { CommandOf } from './commands.ts'
import { refuse, type Decision } from './decision.ts'
import { event, type BranchEvent } from './events.ts'
import {
  isConnected,
  isLive,
  liveSpeeches,
  openMicrophones,
  speechOfSite,
  waitingSpeeches,
  type LiveSpeech,
  type OpenBranch,
  type Speech,
} from './state.ts'

export function requestFloor(
  branch: OpenBranch,
  { siteId, newRequestId: requestId }: CommandOf<'RequestFloor'>,
): Decision {
  if (!branch.sites.has(siteId)) return refuse('site_not_invited')
  if (branch.chair.siteId === siteId) return refuse('is_chair')
  if (!isConnected(branch, siteId)) return refuse('site_not_connected')
  if (speechOfSite(branch, siteId) !== undefined) return refuse('already_requested')
  return requested(requestId, siteId, false)
}

export function withdrawRequest(branch: OpenBranch, siteId: SiteId): Decision {
  const speech = speechOfSite(branch, siteId)
  if (speech === undefined) return refuse('request_not_found')
  if (isLive(speech)) return refuse('wrong_floor_state', { state: 'live' })
  return [event('RequestWithdrawn', { requestId: speech.requestId, siteId, reason: 'site' })]
}

export function acceptInvitation(branch: OpenBranch, siteId: SiteId): Decision {
  const speech = speechOfSite(branch, siteId)
  if (speech === undefined) return refuse('request_not_found')
  if (speech.phase.state !== 'invited') return refuse('wrong_floor_state', { state: speech.phase.state })
  if (!isConnected(branch, siteId)) return refuse('site_not_connected')
  return [event('SpeakerOnStandby', { requestId: speech.requestId, siteId, reason: 'accepted' })]
}

export function endOwnSpeech(branch: OpenBranch, siteId: SiteId): Decision {
  const speech = speechOfSite(branch, siteId)
  if (speech === undefined || !isLive(speech)) return refuse('request_not_found')
  return endOfSpeech(
    branch,
    speech,
    event('SpeechEnded', { requestId: speech.requestId, siteId, by: 'site' }),
  )
}

export function inviteSpeaker(branch: OpenBranch, command: CommandOf<'InviteSpeaker'>): Decision {
  return toFront(branch, command.siteId, command.newRequestId, ['queued'], (requestId, siteId) =>
    event('SpeakerInvited', { requestId, siteId }),
  )
}

export function prepareSpeaker(branch: OpenBranch, command: CommandOf<'PrepareSpeaker'>): Decision {
  return toFront(branch, command.siteId, command.newRequestId, ['queued', 'invited'], (requestId, siteId) =>
    event('SpeakerOnStandby', { requestId, siteId, reason: 'prepared' }),
  )
}

/** Gives the floor: in place of the one who speaks, or on a place of its own. */
export function grantFloor(branch: OpenBranch, command: CommandOf<'GrantFloor'>): Decision {
  const { siteId, newRequestId, alongside } = command
  const refusal = cannotCall(branch, siteId)
  if (refusal !== null) return refusal
  const speech = speechOfSite(branch, siteId)
  if (speech !== undefined && isLive(speech)) return refuse('wrong_floor_state', { state: 'live' })

  const live = liveSpeeches(branch)
  const predecessor = alongside ? undefined : live[0]
  const slot = predecessor?.phase.slot ?? freeSlot(branch, live)
  if (slot === null) return refuse('stage_full', { places: branch.rules.speakerPlaces })
  const othersOpen = openMicrophones(branch).filter((open) => open !== predecessor?.siteId)
  if (othersOpen.length >= branch.rules.maxOpenMicrophones) {
    return refuse('microphones_full', { limit: branch.rules.maxOpenMicrophones })
  }

  const requestId = speech?.requestId ?? newRequestId
  const events: BranchEvent[] = speech === undefined ? requested(requestId, siteId, true) : []
  if (predecessor !== undefined) {
    const { requestId: former, siteId: formerSite } = predecessor
    events.push(
      ...endOfSpeech(
        branch,
        predecessor,
        event('SpeechEnded', { requestId: former, siteId: formerSite, by: 'successor' }),
      ),
    )
  }
  return [...events, event('FloorGranted', { requestId, siteId, slot })]
}

export function finishSpeech(branch: OpenBranch, requestId: RequestId): Decision {
  const speech = liveById(branch, requestId)
  if ('refused' in speech) return speech
  return endOfSpeech(branch, speech, event('SpeechEnded', { requestId, siteId: speech.siteId, by: 'chair' }))
}

export function revokeFloor(branch: OpenBranch, requestId: RequestId): Decision {
  const speech = liveById(branch, requestId)
  if ('refused' in speech) return speech
  return endOfSpeech(branch, speech, event('FloorRevoked', { requestId, siteId: speech.siteId }))
}

export function declineRequest(branch: OpenBranch, requestId: RequestId): Decision {
  const speech = byId(branch, requestId)
  if (speech === undefined) return refuse('request_not_found')
  if (isLive(speech)) return refuse('wrong_floor_state', { state: 'live' })
  return [event('RequestDeclined', { requestId, siteId: speech.siteId })]
}

export function requeueRequest(branch: OpenBranch, requestId: RequestId): Decision {
  const speech = byId(branch, requestId)
  if (speech === undefined) return refuse('request_not_found')
  const { state } = speech.phase
  if (state !== 'invited' && state !== 'standby') return refuse('wrong_floor_state', { state })
  const { siteId } = speech
  return [
    event('RequestQueued', { requestId, siteId }),
    event('RequestMoved', { requestId, siteId, position: 1 }),
  ]
}

export function moveRequest(branch: OpenBranch, requestId: RequestId, position: number): Decision {
  const speech = byId(branch, requestId)
  if (speech === undefined) return refuse('request_not_found')
  if (speech.phase.state !== 'queued') return refuse('wrong_floor_state', { state: speech.phase.state })
  const waiting = waitingSpeeches(branch)
  const target = Math.min(position, waiting.length)
  if (waiting[target - 1] === speech) return []
  return [event('RequestMoved', { requestId, siteId: speech.siteId, position: target })]
}

/** The events with which a speech leaves the stage: what it presented goes with it. */
export function endOfSpeech(branch: OpenBranch, speech: LiveSpeech, end: BranchEvent): BranchEvent[] {
  const { siteId } = speech
  const presents = branch.content?.siteId === siteId
  return presents ? [event('ContentStopped', { siteId, reason: 'offStage' }), end] : [end]
}

function requested(requestId: RequestId, siteId: SiteId, calledByChair: boolean): BranchEvent[] {
  return [
    event('FloorRequested', { requestId, siteId, calledByChair }),
    event('RequestQueued', { requestId, siteId }),
  ]
}

function toFront(
  branch: OpenBranch,
  siteId: SiteId,
  newRequestId: RequestId,
  from: readonly Speech['phase']['state'][],
  make: (requestId: RequestId, siteId: SiteId) => BranchEvent,
): Decision {
  const refusal = cannotCall(branch, siteId)
  if (refusal !== null) return refusal
  const speech = speechOfSite(branch, siteId)
  if (speech === undefined) return [...requested(newRequestId, siteId, true), make(newRequestId, siteId)]
  if (!from.includes(speech.phase.state)) return refuse('wrong_floor_state', { state: speech.phase.state })
  return [make(speech.requestId, siteId)]
}

function cannotCall(branch: OpenBranch, siteId: SiteId) {
  if (!branch.sites.has(siteId)) return refuse('site_not_invited')
  if (branch.chair.siteId === siteId) return refuse('is_chair')
  return isConnected(branch, siteId) ? null : refuse('site_not_connected')
}

function freeSlot(branch: OpenBranch, live: readonly LiveSpeech[]): SpeakerSlot | null {
  const places = SPEAKER_SLOTS.slice(0, branch.rules.speakerPlaces)
  return places.find((slot) => live.every((speech) => speech.phase.slot !== slot)) ?? null
}

function byId(branch: OpenBranch, requestId: RequestId): Speech | undefined {
  return branch.speeches.find((speech) => speech.requestId === requestId)
}

function liveById(branch: OpenBranch, requestId: RequestId) {
  const speech = byId(branch, requestId)
  if (speech === undefined) return refuse('request_not_found')
  return isLive(speech) ? speech : refuse('wrong_floor_state', { state: speech.phase.state })
}
