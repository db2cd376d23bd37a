import {
  assertUnreachable,
  type DeviceState,
  type SiteConductView,
  type SiteFloorView,
  type SpeechClock,
} from '@diem-cau/protocol'

/** What the room is told in its largest words. */
export type FloorStatus =
  /** `mayNotAsk`: why it can't ask to speak now. */
  | { kind: 'listening'; mayNotAsk: SiteConductView['mayNotAsk'] }
  /** In the queue of its district, which has yet to nominate it. */
  | { kind: 'asked'; position: number | null; districtName: string }
  | { kind: 'queued'; position: number | null }
  | { kind: 'invited' }
  | { kind: 'standby' }
  /** On the stage and heard by everybody. */
  | { kind: 'live'; since: number | null; clock: SpeechClock | null }
  /** On the stage, but nobody hears the room. */
  | { kind: 'liveMuted'; since: number | null; clock: SpeechClock | null }
  /** Its time is over, and the rule has closed its microphone. */
  | { kind: 'timeUp'; clock: SpeechClock | null }
  /** The chair has asked for a pause: nobody's microphone opens. */
  | { kind: 'held'; isChair: boolean; live: boolean }
  | { kind: 'chairLive' }
  | { kind: 'chairMuted' }
  /** The server has the microphone open, but nothing comes out of it. */
  | { kind: 'voiceless'; since: number | null }
  /** Seen or heard a moment ago; now the link does not carry anything. */
  | { kind: 'cut' }
  /** How the last request or speech ended; said for a while. */
  | { kind: 'ended'; outcome: NonNullable<SiteFloorView['lastOutcome']>['state'] }

/** The part that the server alone decides. */
export type ServerStatus = Exclude<FloorStatus, { kind: 'voiceless' | 'cut' }>

/** What the room may do, as commands of the protocol. */
export type FloorAction =
  | 'request'
  | 'requestQuestion'
  | 'requestPointOfOrder'
  | 'withdraw'
  | 'accept'
  | 'end'
  | 'openMicrophone'
  | 'closeMicrophone'
  | 'startContent'
  | 'stopContent'

export interface FloorActions {
  /** The one large button; null while there is nothing to press. */
  primary: FloorAction | null
  /** Smaller ones beside it. */
  secondary: readonly FloorAction[]
}

const OUTCOME_SHOWN_MS = 15_000

/** What is true beside the floor of the site itself. */
export interface FloorRules {
  conduct: SiteConductView | null
  /** The chair has asked for a pause. */
  held: boolean
}
const PLAIN: FloorRules = { conduct: null, held: false }

/** @param now the server's clock, epoch milliseconds. */
export function statusOf(floor: SiteFloorView, now: number, rules: FloorRules = PLAIN): ServerStatus {
  const { state, microphoneOpen, clock } = floor
  if (rules.held && (floor.isChair || state === 'live')) {
    return { kind: 'held', isChair: floor.isChair, live: state === 'live' }
  }
  switch (state) {
    case 'requested':
      return {
        kind: 'asked',
        position: floor.queuePosition,
        districtName: rules.conduct?.districtName ?? '',
      }
    case 'queued':
      return { kind: 'queued', position: floor.queuePosition }
    case 'invited':
      return { kind: 'invited' }
    case 'standby':
      return { kind: 'standby' }
    case 'live':
      if (floor.timeIsUp && !microphoneOpen) return { kind: 'timeUp', clock }
      return { kind: microphoneOpen ? 'live' : 'liveMuted', since: floor.liveSince, clock }
    case 'idle':
    case 'done':
    case 'withdrawn':
    case 'declined':
    case 'revoked':
      if (floor.isChair) return { kind: microphoneOpen ? 'chairLive' : 'chairMuted' }
      return isRecent(floor, now)
        ? { kind: 'ended', outcome: floor.lastOutcome.state }
        : { kind: 'listening', mayNotAsk: rules.conduct?.mayNotAsk ?? null }
    default:
      return assertUnreachable(state)
  }
}

type Ended = SiteFloorView & { lastOutcome: NonNullable<SiteFloorView['lastOutcome']> }

function isRecent(floor: SiteFloorView, now: number): floor is Ended {
  return floor.lastOutcome !== null && now - floor.lastOutcome.at < OUTCOME_SHOWN_MS
}

/**
 * What is true at this end: a room is told that it is heard only while its microphone gives a signal and the
 * link carries it.
 */
export function heardStatusOf(
  status: FloorStatus,
  { microphone, flowing }: { microphone: DeviceState; flowing: boolean },
): FloorStatus {
  if (!flowing) return tallyOf(status) === 'off' ? status : { kind: 'cut' }
  const works = microphone === 'ok' || microphone === 'unknown'
  if (works || tallyOf(status) !== 'heard') return status
  return { kind: 'voiceless', since: status.kind === 'live' ? status.since : null }
}

/**
 * What may be pressed, by what the server says.
 * @param presenting this room's screen is on the stage.
 */
export function actionsOf(
  status: ServerStatus,
  presenting: boolean,
  { conduct }: FloorRules = PLAIN,
): FloorActions {
  const content: FloorAction = presenting ? 'stopContent' : 'startContent'
  switch (status.kind) {
    case 'listening':
    case 'ended':
      return conduct?.mayNotAsk == null
        ? { primary: 'request', secondary: otherRequests(conduct) }
        : { primary: null, secondary: [] }
    case 'held':
      return { primary: status.live ? 'end' : null, secondary: presenting ? ['stopContent'] : [] }
    case 'timeUp':
      return { primary: 'end', secondary: [content] }
    case 'asked':
    case 'queued':
    case 'standby':
      return { primary: 'withdraw', secondary: [] }
    case 'invited':
      return { primary: 'accept', secondary: ['withdraw'] }
    case 'live':
      return { primary: 'end', secondary: ['closeMicrophone', content] }
    case 'liveMuted':
      return { primary: 'openMicrophone', secondary: ['end', content] }
    case 'chairLive':
      return { primary: 'closeMicrophone', secondary: [content] }
    case 'chairMuted':
      return { primary: 'openMicrophone', secondary: [content] }
    default:
      return assertUnreachable(status)
  }
}

/** What it may ask for besides a contribution. */
function otherRequests(conduct: SiteConductView | null): FloorAction[] {
  const kinds = conduct?.kinds ?? []
  return [
    ...(kinds.includes('question') ? (['requestQuestion'] as const) : []),
    ...(kinds.includes('pointOfOrder') ? (['requestPointOfOrder'] as const) : []),
  ]
}

/** Red means: everybody hears this room. Amber: everybody sees it. */
export type Tally = 'off' | 'ready' | 'seen' | 'heard'

export function tallyOf(status: FloorStatus): Tally {
  switch (status.kind) {
    case 'live':
    case 'chairLive':
      return 'heard'
    case 'liveMuted':
    case 'timeUp':
    case 'voiceless':
      return 'seen'
    case 'held':
      return 'off'
    case 'invited':
    case 'standby':
      return 'ready'
    case 'listening':
    case 'asked':
    case 'queued':
    case 'chairMuted':
    case 'cut':
    case 'ended':
      return 'off'
    default:
      return assertUnreachable(status)
  }
}

/** Ending something by mistake costs a turn: a clicker's key asks once more before it. */
export function needsSecondPress(action: FloorAction | null): boolean {
  return action === 'end' || action === 'withdraw'
}
