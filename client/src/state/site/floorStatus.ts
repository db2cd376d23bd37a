import { assertUnreachable, type DeviceState, type SiteFloorView } from '@diem-cau/protocol'

/** What the room is told in its largest words. */
export type FloorStatus =
  | { kind: 'listening' }
  | { kind: 'queued'; position: number | null }
  | { kind: 'invited' }
  | { kind: 'standby' }
  /** On the stage and heard by everybody. */
  | { kind: 'live'; since: number | null }
  /** On the stage, but nobody hears the room. */
  | { kind: 'liveMuted'; since: number | null }
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
  | 'withdraw'
  | 'accept'
  | 'end'
  | 'openMicrophone'
  | 'closeMicrophone'
  | 'startContent'
  | 'stopContent'

export interface FloorActions {
  /** The one large button. */
  primary: FloorAction
  /** Smaller ones beside it. */
  secondary: readonly FloorAction[]
}

const OUTCOME_SHOWN_MS = 15_000

/** @param now the server's clock, epoch milliseconds. */
export function statusOf(floor: SiteFloorView, now: number): ServerStatus {
  const { state, microphoneOpen } = floor
  switch (state) {
    case 'requested':
    case 'queued':
      return { kind: 'queued', position: floor.queuePosition }
    case 'invited':
      return { kind: 'invited' }
    case 'standby':
      return { kind: 'standby' }
    case 'live':
      return { kind: microphoneOpen ? 'live' : 'liveMuted', since: floor.liveSince }
    case 'idle':
    case 'done':
    case 'withdrawn':
    case 'declined':
    case 'revoked':
      if (floor.isChair) return { kind: microphoneOpen ? 'chairLive' : 'chairMuted' }
      return isRecent(floor, now)
        ? { kind: 'ended', outcome: floor.lastOutcome.state }
        : { kind: 'listening' }
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
export function actionsOf(status: ServerStatus, presenting: boolean): FloorActions {
  const content: FloorAction = presenting ? 'stopContent' : 'startContent'
  switch (status.kind) {
    case 'listening':
    case 'ended':
      return { primary: 'request', secondary: [] }
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

/** Red means: everybody hears this room. Amber: everybody sees it. */
export type Tally = 'off' | 'ready' | 'seen' | 'heard'

export function tallyOf(status: FloorStatus): Tally {
  switch (status.kind) {
    case 'live':
    case 'chairLive':
      return 'heard'
    case 'liveMuted':
    case 'voiceless':
      return 'seen'
    case 'invited':
    case 'standby':
      return 'ready'
    case 'listening':
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
export function needsSecondPress(action: FloorAction): boolean {
  return action === 'end' || action === 'withdraw'
}
