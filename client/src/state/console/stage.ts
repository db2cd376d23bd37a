import {
  SPEAKER_SLOTS,
  type RequestId,
  type SessionHead,
  type SessionView,
  type SlotName,
  type StageSlotView,
} from '@diem-cau/protocol'

/** One place of the stage as the console lists it, taken or free. */
export interface StagePlace {
  readonly slot: SlotName
  readonly taken: StageSlotView | null
  /** The speech that holds it; null for the chair, content and free places. */
  readonly requestId: RequestId | null
}

/** The places of a session's room: the chair, as many speakers as the session has, content. */
export function slotsOf({ speakerPlaces }: Pick<SessionHead, 'speakerPlaces'>): SlotName[] {
  return ['chair', ...SPEAKER_SLOTS.slice(0, speakerPlaces), 'content']
}

export function stagePlaces(session: SessionView): StagePlace[] {
  return slotsOf(session.session).map((slot) => {
    const taken = session.stage.slots.find((entry) => entry.slot === slot) ?? null
    return { slot, taken, requestId: speechOn(session, slot) }
  })
}

function speechOn(session: SessionView, slot: SlotName): RequestId | null {
  for (const [key, value] of Object.entries(session)) {
    if (key.startsWith('request:') && 'requestId' in value && value.state === 'live' && value.slot === slot) {
      return value.requestId
    }
  }
  return null
}
