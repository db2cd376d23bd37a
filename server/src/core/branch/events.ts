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
import type { BranchRules, DetachedBranch, ParentSession } from './state.ts'

interface EventData {
  BranchOpened: {
    branchId: BranchId
    sessionId: SessionId
    parentBranchId: BranchId | null
    /** The session that it was detached from, as it was then: the branch can do without its parent's log. */
    parentSession?: ParentSession
    /** Of an urgent call: why, and all sites that ring, those included that sit elsewhere at the time. */
    urgent?: { reason: string; siteIds: SiteId[] }
    title: string
    hostUnitId: UnitId
    videoCodec: VideoCodec
    rules: BranchRules
    chairSiteId: SiteId
    siteIds: SiteId[]
  }
  /** `attached`: its sites are back in the parent, whose stream has the other half of the pair. */
  BranchClosed: { reason: 'ended' | 'attached' }
  /** A unit's sites have left for a branch of their own, whose stream begins with the other half of the pair. */
  BranchDetached: DetachedBranch
  /** The sites of a branch are back, as ones that have not come yet: nothing of before is taken up again. */
  BranchAttached: { branchId: BranchId; siteIds: SiteId[] }
  /** First arrival, or arrival after it had left. */
  SiteJoined: { siteId: SiteId; instance: InstanceId }
  /** The same page is back within the grace: everything is kept. */
  SiteResumed: { siteId: SiteId; instance: InstanceId }
  /** A new page, another device, or back too late: the place is kept, the microphone is closed. */
  SiteReturned: { siteId: SiteId; instance: InstanceId }
  /** Somebody at the site has answered the urgent call. */
  SiteAnswered: { siteId: SiteId }
  /** A site that sat in another session has come over. */
  SiteAdded: { siteId: SiteId }
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
    by: 'site' | 'chair' | 'successor' | 'leaving' | 'handover' | 'detached'
  }
  FloorRevoked: { requestId: RequestId; siteId: SiteId }
  RequestWithdrawn: {
    requestId: RequestId
    siteId: SiteId
    reason: 'site' | 'leaving' | 'handover' | 'detached'
  }
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

/**
 * Raised when there are other events or other data in them; a log with a higher one is refused.
 * 2: branches. 3: urgent calls.
 */
export const EVENT_SCHEMA = 3

export function event<T extends BranchEventType>(type: T, data: EventData[T]): BranchEventOf<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pair is of T; TypeScript does not see it
  return { type, data } as BranchEventOf<T>
}
