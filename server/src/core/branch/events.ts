import type {
  BranchId,
  InstanceId,
  Layout,
  RequestId,
  SessionId,
  SiteId,
  SpeakerSlot,
  UnitId,
  VideoCodec,
} from '@diem-cau/protocol'
import type { BranchRules } from './state.ts'

interface EventData {
  BranchOpened: {
    branchId: BranchId
    sessionId: SessionId
    parentBranchId: BranchId | null
    title: string
    hostUnitId: UnitId
    videoCodec: VideoCodec
    rules: BranchRules
    chairSiteId: SiteId
    siteIds: SiteId[]
  }
  BranchClosed: { reason: 'ended' }
  /** First arrival, or arrival after it had left. */
  SiteJoined: { siteId: SiteId; instance: InstanceId }
  /** The same page is back within the grace: everything is kept. */
  SiteResumed: { siteId: SiteId; instance: InstanceId }
  /** A new page, another device, or back too late: the place is kept, the microphone is closed. */
  SiteReturned: { siteId: SiteId; instance: InstanceId }
  SiteDropped: { siteId: SiteId; since: number }
  /** Away for longer than the grace. */
  SiteLapsed: { siteId: SiteId }
  SiteLeft: { siteId: SiteId }
  FloorRequested: { requestId: RequestId; siteId: SiteId; calledByChair: boolean }
  RequestQueued: { requestId: RequestId; siteId: SiteId }
  RequestMoved: { requestId: RequestId; siteId: SiteId; position: number }
  SpeakerInvited: { requestId: RequestId; siteId: SiteId }
  SpeakerOnStandby: {
    requestId: RequestId
    siteId: SiteId
    reason: 'prepared' | 'accepted' | 'returned' | 'lapsed'
  }
  FloorGranted: { requestId: RequestId; siteId: SiteId; slot: SpeakerSlot }
  SpeechEnded: {
    requestId: RequestId
    siteId: SiteId
    by: 'site' | 'chair' | 'successor' | 'leaving' | 'handover'
  }
  FloorRevoked: { requestId: RequestId; siteId: SiteId }
  RequestWithdrawn: { requestId: RequestId; siteId: SiteId; reason: 'site' | 'leaving' | 'handover' }
  RequestDeclined: { requestId: RequestId; siteId: SiteId }
  MicrophoneOpened: { siteId: SiteId; by: 'site' | 'operator' }
  MicrophoneClosed: {
    siteId: SiteId
    reason: 'site' | 'operator' | 'allButStage' | 'returned' | 'lapsed' | 'left' | 'handover'
  }
  ChairChanged: { siteId: SiteId; formerSiteId: SiteId }
  LayoutChanged: { layout: Layout }
  ContentStarted: { siteId: SiteId }
  ContentStopped: { siteId: SiteId; reason: 'site' | 'operator' | 'successor' | 'offStage' }
}

export type BranchEventType = keyof EventData
export type BranchEvent = { [T in BranchEventType]: { type: T; data: EventData[T] } }[BranchEventType]
export type BranchEventOf<T extends BranchEventType> = Extract<BranchEvent, { type: T }>

/** Raised when the form of an event's data changes; a log with a higher one is refused. */
export const EVENT_SCHEMA = 1

export function event<T extends BranchEventType>(type: T, data: EventData[T]): BranchEventOf<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pair is of T; TypeScript does not see it
  return { type, data } as BranchEventOf<T>
}
