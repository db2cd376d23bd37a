import { SPEAKER_SLOTS, type RequestId, type SiteId, type SpeakerSlot } from '@diem-cau/protocol'
import type { CommandOf } from './commands.ts'
import { calledByChair } from './decideQueue.ts'
import { limitFor } from './decideSpeechTime.ts'
import { refuse, type Decision, type Refusal } from './decision.ts'
import { event, type BranchEvent, type BranchEventOf } from './events.ts'
import {
  hasRemoteMicrophone,
  isConnected,
  isLive,
  liveSpeeches,
  openMicrophones,
  speechById,
  speechOfSite,
  type LiveSpeech,
  type OpenBranch,
  type Speech,
} from './state.ts'

type Waiting = Exclude<Speech['phase']['state'], 'live'>

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
  return speechEnded(branch, speech, 'site')
}

/** The chair may call whoever waits, in the common queue or still in a district's, and whoever has not asked. */
export function inviteSpeaker(branch: OpenBranch, command: CommandOf<'InviteSpeaker'>): Decision {
  return toFront(branch, command, ['requested', 'queued'], (requestId, siteId) =>
    event('SpeakerInvited', { requestId, siteId }),
  )
}

export function prepareSpeaker(branch: OpenBranch, command: CommandOf<'PrepareSpeaker'>): Decision {
  return toFront(branch, command, ['requested', 'queued', 'invited'], (requestId, siteId) =>
    event('SpeakerOnStandby', { requestId, siteId, reason: 'prepared' }),
  )
}

/** The operator has looked at the picture and listened to the sound of a site before the cut. */
export function checkStandby(
  branch: OpenBranch,
  { requestId, ...found }: CommandOf<'CheckStandby'>,
): Decision {
  const speech = speechById(branch, requestId)
  if (speech === undefined) return refuse('request_not_found')
  if (speech.phase.state !== 'standby') return refuse('wrong_floor_state', { state: speech.phase.state })
  if (!isConnected(branch, speech.siteId)) return refuse('site_not_connected')
  const before = speech.check ?? { picture: false, sound: false }
  const { picture = before.picture, sound = before.sound } = found
  if (speech.check?.picture === picture && speech.check.sound === sound) return []
  return [event('StandbyChecked', { requestId, siteId: speech.siteId, picture, sound })]
}

/** Gives the floor: in place of the one who speaks, or, as a question in between too, on a place of its own. */
export function grantFloor(branch: OpenBranch, command: CommandOf<'GrantFloor'>): Decision {
  const { siteId, newRequestId } = command
  const refusal = cannotGive(branch, siteId)
  if (refusal !== null) return refusal
  const speech = speechOfSite(branch, siteId)
  if (speech !== undefined && isLive(speech)) return refuse('wrong_floor_state', { state: 'live' })

  const live = liveSpeeches(branch)
  const isInterposed = command.interposed === true && live.length > 0
  const predecessor = command.alongside || isInterposed ? undefined : live[0]
  const { insteadOf } = command
  if (insteadOf !== undefined && insteadOf !== (predecessor?.requestId ?? null))
    return refuse('floor_changed')
  const slot = predecessor?.phase.slot ?? freeSlot(branch)
  if (slot === null) return refuse('stage_full', { places: branch.rules.speakerPlaces })
  const requestId = speech?.requestId ?? newRequestId
  const granted = floorGranted(branch, speech ?? newCall(requestId, siteId, isInterposed), slot, isInterposed)
  const othersOpen = openMicrophones(branch).filter((open) => open !== predecessor?.siteId)
  if (granted.data.silent !== true && othersOpen.length >= branch.rules.maxOpenMicrophones) {
    return refuse('microphones_full', { limit: branch.rules.maxOpenMicrophones })
  }
  const kind = isInterposed ? ({ kind: 'question' } as const) : {}
  return [
    ...(speech === undefined ? calledByChair(requestId, siteId, kind) : []),
    ...(predecessor === undefined ? [] : speechEnded(branch, predecessor, 'successor')),
    granted,
  ]
}

type Called = Pick<Speech, 'requestId' | 'siteId' | 'kind' | 'itemId' | 'consented' | 'spokenMs'>

function newCall(requestId: RequestId, siteId: SiteId, isInterposed: boolean): Called {
  const kind = isInterposed ? 'question' : 'discussion'
  return { requestId, siteId, kind, itemId: null, consented: false, spokenMs: 0 }
}

/** A microphone that may not be opened from afar stays closed, unless somebody in the room has wished to speak. */
export function floorGranted(
  branch: OpenBranch,
  speech: Called,
  slot: SpeakerSlot,
  isInterposed: boolean,
): BranchEventOf<'FloorGranted'> {
  const { requestId, siteId, consented } = speech
  const limitMs = limitFor(branch, speech)
  return event('FloorGranted', {
    requestId,
    siteId,
    slot,
    ...(limitMs === null ? {} : { limitMs }),
    ...(isInterposed ? { interposed: true } : {}),
    ...(consented || hasRemoteMicrophone(branch, siteId) ? {} : { silent: true }),
  })
}

export function finishSpeech(branch: OpenBranch, requestId: RequestId): Decision {
  const speech = liveById(branch, requestId)
  return 'refused' in speech ? speech : speechEnded(branch, speech, 'chair')
}

export function revokeFloor(branch: OpenBranch, requestId: RequestId): Decision {
  const speech = liveById(branch, requestId)
  if ('refused' in speech) return speech
  return offStage(branch, speech, event('FloorRevoked', { requestId, siteId: speech.siteId }))
}

/** The events with which a speech is over: what it presented goes with it. */
export function speechEnded(
  branch: OpenBranch,
  speech: LiveSpeech,
  by: BranchEventOf<'SpeechEnded'>['data']['by'],
): BranchEvent[] {
  const { requestId, siteId } = speech
  return offStage(branch, speech, event('SpeechEnded', { requestId, siteId, by }))
}

function offStage(branch: OpenBranch, { siteId }: LiveSpeech, end: BranchEvent): BranchEvent[] {
  const presents = branch.content?.siteId === siteId
  return presents ? [event('ContentStopped', { siteId, reason: 'offStage' }), end] : [end]
}

function toFront(
  branch: OpenBranch,
  { siteId, newRequestId }: { siteId: SiteId; newRequestId: RequestId },
  from: readonly Waiting[],
  make: (requestId: RequestId, siteId: SiteId) => BranchEvent,
): Decision {
  const refusal = cannotCall(branch, siteId)
  if (refusal !== null) return refusal
  const speech = speechOfSite(branch, siteId)
  if (speech === undefined) return [...calledByChair(newRequestId, siteId), make(newRequestId, siteId)]
  const { state } = speech.phase
  if (state === 'live' || !from.includes(state)) return refuse('wrong_floor_state', { state })
  return [make(speech.requestId, siteId)]
}

/** Why a site can not be called to speak; null when it can. */
export function cannotCall(branch: OpenBranch, siteId: SiteId): Refusal | null {
  if (!branch.sites.has(siteId)) return refuse('site_not_invited')
  if (branch.chair.siteId === siteId) return refuse('is_chair')
  if (!isConnected(branch, siteId)) return refuse('site_not_connected')
  return branch.conduct.mode.mode === 'lecture' ? refuse('floor_lecture') : null
}

function cannotGive(branch: OpenBranch, siteId: SiteId): Refusal | null {
  return cannotCall(branch, siteId) ?? (branch.conduct.hold === null ? null : refuse('stage_held'))
}

/** The first place of the stage that nobody has; null when it is full. */
export function freeSlot(branch: OpenBranch): SpeakerSlot | null {
  const places = SPEAKER_SLOTS.slice(0, branch.rules.speakerPlaces)
  const taken = liveSpeeches(branch).map(({ phase }) => phase.slot)
  return places.find((slot) => !taken.includes(slot)) ?? null
}

/** The speech that is on stage under this id. */
export function liveById(branch: OpenBranch, requestId: RequestId): LiveSpeech | Refusal {
  const speech = speechById(branch, requestId)
  if (speech === undefined) return refuse('request_not_found')
  return isLive(speech) ? speech : refuse('wrong_floor_state', { state: speech.phase.state })
}
