import type {
  BranchId,
  FloorMode,
  InstanceId,
  Layout,
  QuorumRule,
  RequestId,
  SessionId,
  SiteId,
  SpeechKind,
  SpeechLimits,
  UnitId,
  VideoCodec,
} from '@diem-cau/protocol'
import type { AssistanceCommand } from '../assistance/types.ts'
import type { PaperCommand } from '../papers/types.ts'
import type { RollCallCommand } from '../rollcall/types.ts'
import type { VoteCommand } from '../vote/types.ts'
import type { ConductSettings, RosterEntry } from './conduct.ts'
import type { BranchRules, ParentSession } from './state.ts'

/** What may be asked of a branch. Ids that are made for it come in from outside: the core draws no lots. */
export type BranchCommand =
  | RollCallCommand
  | VoteCommand
  | PaperCommand
  | AssistanceCommand
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
      conduct?: ConductSettings
      quorum?: QuorumRule | null
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
  | { type: 'AnswerCall'; siteId: SiteId; entry?: RosterEntry }
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
  | {
      type: 'RequestFloor'
      siteId: SiteId
      newRequestId: RequestId
      kind?: SpeechKind
      speaker?: string
      topic?: string
    }
  /** By the site itself, or by the desk of any request. What is not named stays. */
  | { type: 'DescribeOwnSpeech'; siteId: SiteId; kind?: SpeechKind; speaker?: string; topic?: string }
  | { type: 'DescribeSpeech'; requestId: RequestId; kind?: SpeechKind; speaker?: string; topic?: string }
  /** `bySiteId`: the district's own room; null: somebody at a desk, whose right was checked before. */
  | { type: 'NominateRequest'; requestId: RequestId; bySiteId: SiteId | null }
  | { type: 'DeclineNominee'; requestId: RequestId; bySiteId: SiteId | null }
  | { type: 'MoveNominee'; requestId: RequestId; position: number }
  | { type: 'ReturnRequest'; requestId: RequestId }
  /** What is left out stays as it was. */
  | { type: 'CheckStandby'; requestId: RequestId; picture?: boolean; sound?: boolean }
  /** `itemId` null: the next planned paper. */
  | { type: 'CallPaper'; itemId: string | null; newRequestId: RequestId }
  | { type: 'ExtendSpeech'; requestId: RequestId; seconds: number }
  | { type: 'SetFloorMode'; mode: FloorMode }
  | { type: 'SetDelegation'; on: boolean }
  | { type: 'SetQueue'; unitId: UnitId | null; open: boolean }
  | { type: 'SetLimits'; limits: SpeechLimits }
  | { type: 'BeginAgendaItem'; itemId: string }
  | { type: 'FinishAgendaItem' }
  | { type: 'SkipAgendaItem'; itemId: string; skipped: boolean }
  | { type: 'SetDeputy'; siteId: SiteId | null }
  | { type: 'PinSite'; siteId: SiteId | null }
  | { type: 'CutToChair' }
  | { type: 'HoldStage'; text: string | null }
  | { type: 'WithdrawRequest'; siteId: SiteId }
  | { type: 'AcceptInvitation'; siteId: SiteId }
  | { type: 'EndOwnSpeech'; siteId: SiteId }
  | { type: 'SetOwnMicrophone'; siteId: SiteId; open: boolean }
  | { type: 'StartContent'; siteId: SiteId }
  | { type: 'StopContent'; siteId: SiteId }
  | { type: 'InviteSpeaker'; siteId: SiteId; newRequestId: RequestId }
  | { type: 'PrepareSpeaker'; siteId: SiteId; newRequestId: RequestId }
  | {
      type: 'GrantFloor'
      siteId: SiteId
      newRequestId: RequestId
      alongside: boolean
      interposed?: boolean
      /** Whose speech it takes over, as who gives it saw it; null: nobody's. Without: whoever's it is. */
      insteadOf?: RequestId | null
    }
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
