import type {
  AgendaState,
  BranchId,
  FloorMode,
  InstanceId,
  Layout,
  QuorumRule,
  RequestId,
  SessionId,
  SiteId,
  SpeakerSlot,
  SpeechKind,
  SpeechLimits,
  UnitId,
  VideoCodec,
} from '@diem-cau/protocol'
import type { AssistanceEvents } from '../assistance/types.ts'
import type { PaperEvents } from '../papers/types.ts'
import type { RollCallEvents } from '../rollcall/types.ts'
import type { VoteEvents } from '../vote/types.ts'
import type { ConductSettings, RosterEntry } from './conduct.ts'
import type { BranchRules, DetachedBranch, ParentSession } from './state.ts'

interface EventData extends RollCallEvents, VoteEvents, PaperEvents, AssistanceEvents {
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
    /** Since schema 4. */
    conduct?: ConductSettings
    quorum?: QuorumRule | null
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
  SiteAdded: { siteId: SiteId; entry?: RosterEntry }
  SiteDropped: { siteId: SiteId; since: number }
  /** Away for longer than the grace. */
  SiteLapsed: { siteId: SiteId }
  SiteLeft: { siteId: SiteId }
  FloorRequested: {
    requestId: RequestId
    siteId: SiteId
    calledByChair: boolean
    /** Without: a contribution to the discussion. */
    kind?: SpeechKind
    speaker?: string
    topic?: string
    itemId?: string
  }
  /** `itemId`: the request has become the paper of an item of the agenda. */
  SpeechDescribed: {
    requestId: RequestId
    siteId: SiteId
    kind: SpeechKind
    speaker: string
    topic: string
    itemId?: string
  }
  /** In the common queue. `nominatedBy`: its district has put it forward. */
  RequestQueued: { requestId: RequestId; siteId: SiteId; nominatedBy?: UnitId }
  /** Back in its district's queue. */
  RequestReturned: { requestId: RequestId; siteId: SiteId; unitId: UnitId }
  StandbyChecked: { requestId: RequestId; siteId: SiteId; picture: boolean; sound: boolean }
  RequestMoved: { requestId: RequestId; siteId: SiteId; position: number }
  SpeakerInvited: { requestId: RequestId; siteId: SiteId }
  SpeakerOnStandby: {
    requestId: RequestId
    siteId: SiteId
    reason: 'prepared' | 'accepted' | 'returned' | 'lapsed'
  }
  FloorGranted: {
    requestId: RequestId
    siteId: SiteId
    slot: SpeakerSlot
    /** Its time, as the rule is now; null or absent: as long as it takes. */
    limitMs?: number | null
    /** A question put in between: the time of the others stands still meanwhile. */
    interposed?: boolean
    /** The site does not let its microphone be opened from afar: it opens it itself. */
    silent?: boolean
  }
  SpeechExtended: { requestId: RequestId; siteId: SiteId; limitMs: number | null }
  SpeechWarned: { requestId: RequestId; siteId: SiteId }
  SpeechTimeEnded: { requestId: RequestId; siteId: SiteId }
  SpeechEnded: {
    requestId: RequestId
    siteId: SiteId
    by: 'site' | 'chair' | 'successor' | 'leaving' | 'handover' | 'detached' | 'mode' | 'panic'
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
    reason:
      | 'site'
      | 'operator'
      | 'allButStage'
      | 'returned'
      | 'lapsed'
      | 'left'
      | 'handover'
      | 'timeUp'
      | 'hold'
      | 'panic'
  }
  ChairChanged: { siteId: SiteId; formerSiteId: SiteId }
  LayoutChanged: { layout: Layout }
  ContentStarted: { siteId: SiteId }
  ContentStopped: {
    siteId: SiteId
    reason: 'site' | 'operator' | 'successor' | 'offStage' | 'paper' | 'panic'
  }
  FloorModeChanged: { mode: FloorMode }
  DelegationChanged: { on: boolean }
  /** `unitId` null: the common queue. */
  QueueSwitched: { unitId: UnitId | null; open: boolean }
  LimitsChanged: { limits: SpeechLimits }
  AgendaItemChanged: { itemId: string; state: AgendaState }
  DeputyChanged: { siteId: SiteId | null }
  StagePinned: { siteId: SiteId | null }
  /** `text` null: the stage is back. */
  StageHeld: { text: string | null }
}

export type BranchEventType = keyof EventData
export type BranchEvent = { [T in BranchEventType]: { type: T; data: EventData[T] } }[BranchEventType]
export type BranchEventOf<T extends BranchEventType> = Extract<BranchEvent, { type: T }>

/**
 * Raised when there are other events or other data in them; a log with a higher one is refused.
 * 2: branches. 3: urgent calls. 4: conduct, roll call, votes, papers, help.
 */
export const EVENT_SCHEMA = 4

export function event<T extends BranchEventType>(type: T, data: EventData[T]): BranchEventOf<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pair is of T; TypeScript does not see it
  return { type, data } as BranchEventOf<T>
}
