import type {
  BranchId,
  InstanceId,
  Layout,
  RequestId,
  SessionId,
  SiteId,
  UnitId,
  VideoCodec,
} from '@diem-cau/protocol'
import type { BranchRules, ParentSession } from './state.ts'

/** What may be asked of a branch. Ids that are made for it come in from outside: the core draws no lots. */
export type BranchCommand =
  | {
      type: 'OpenBranch'
      branchId: BranchId
      sessionId: SessionId
      parentBranchId: BranchId | null
      parentSession?: ParentSession
      urgent?: { reason: string; siteIds: readonly SiteId[] }
      title: string
      hostUnitId: UnitId
      videoCodec: VideoCodec
      rules: BranchRules
      chairSiteId: SiteId
      siteIds: readonly SiteId[]
    }
  | { type: 'CloseBranch'; reason: 'ended' | 'attached' }
  /** `siteIds`: all sites of the unit; those that are in the branch go. */
  | {
      type: 'DetachBranch'
      branchId: BranchId
      sessionId: SessionId
      unitId: UnitId
      title: string
      chairSiteId: SiteId
      siteIds: readonly SiteId[]
    }
  | { type: 'AttachBranch'; branchId: BranchId }
  /** A site answers the urgent call, and comes over where it sat in another session. */
  | { type: 'AnswerCall'; siteId: SiteId }
  | { type: 'JoinSite'; siteId: SiteId; instance: InstanceId }
  | { type: 'DropSite'; siteId: SiteId; instance: InstanceId }
  /** `instance` null: whichever page is there. */
  | { type: 'LeaveSite'; siteId: SiteId; instance: InstanceId | null }
  /** Its device is no longer the one that speaks for it: the place is kept, floor and microphone go at once. */
  | { type: 'UnseatSite'; siteId: SiteId }
  /** The server was away: nobody has been heard since `lastAliveAt`. */
  | { type: 'ResumeAfterOutage'; lastAliveAt: number }
  /** Time has passed. */
  | { type: 'Tick' }
  | { type: 'RequestFloor'; siteId: SiteId; newRequestId: RequestId }
  | { type: 'WithdrawRequest'; siteId: SiteId }
  | { type: 'AcceptInvitation'; siteId: SiteId }
  | { type: 'EndOwnSpeech'; siteId: SiteId }
  | { type: 'SetOwnMicrophone'; siteId: SiteId; open: boolean }
  | { type: 'StartContent'; siteId: SiteId }
  | { type: 'StopContent'; siteId: SiteId }
  | { type: 'InviteSpeaker'; siteId: SiteId; newRequestId: RequestId }
  | { type: 'PrepareSpeaker'; siteId: SiteId; newRequestId: RequestId }
  | { type: 'GrantFloor'; siteId: SiteId; newRequestId: RequestId; alongside: boolean }
  | { type: 'FinishSpeech'; requestId: RequestId }
  | { type: 'RevokeFloor'; requestId: RequestId }
  | { type: 'DeclineRequest'; requestId: RequestId }
  | { type: 'RequeueRequest'; requestId: RequestId }
  | { type: 'MoveRequest'; requestId: RequestId; position: number }
  | { type: 'SetMicrophone'; siteId: SiteId; open: boolean }
  | { type: 'CloseAllMicrophonesButStage' }
  | { type: 'ChangeChair'; siteId: SiteId }
  | { type: 'SetLayout'; layout: Layout }
  | { type: 'EndContent' }

export type BranchCommandType = BranchCommand['type']
export type CommandOf<T extends BranchCommandType> = Extract<BranchCommand, { type: T }>
