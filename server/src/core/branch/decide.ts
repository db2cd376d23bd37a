import { assertUnreachable } from '@diem-cau/protocol'
import type { BranchCommand } from './commands.ts'
import type { ConductSettings } from './conduct.ts'
import { withConsequences } from './consequences.ts'
import { changeChair } from './decideChair.ts'
import {
  acceptInvitation,
  endOwnSpeech,
  finishSpeech,
  grantFloor,
  inviteSpeaker,
  prepareSpeaker,
  revokeFloor,
} from './decideFloor.ts'
import { declineRequest, moveRequest, requestFloor, requeueRequest, withdrawRequest } from './decideQueue.ts'
import { dropSite, joinSite, leaveSite, resumeAfterOutage, tick, unseatSite } from './decidePresence.ts'
import {
  closeAllMicrophonesButStage,
  endContent,
  setMicrophone,
  setOwnMicrophone,
  startContent,
  stopContent,
} from './decideStage.ts'
import { decideAssistance } from '../assistance/decide.ts'
import { decidePaper } from '../papers/decide.ts'
import { decideRollCall } from '../rollcall/decide.ts'
import { decideVote } from '../vote/decide.ts'
import { attachBranch, closeBranch, detachBranch } from './decideBranch.ts'
import { answerCall } from './decideCall.ts'
import { decideConduct } from './decideConduct.ts'
import { isRefusal, refuse, type Decision } from './decision.ts'
import { event } from './events.ts'
import type { BranchState, OpenBranch } from './state.ts'

/**
 * What a command does to a branch: the events that follow from it, or the reason why not.
 * Who may give the command is for the policy; here only the state speaks.
 * @param now epoch milliseconds
 */
export function decide(state: BranchState, command: BranchCommand, now: number): Decision {
  if (command.type === 'OpenBranch') return openBranch(state, command)
  if (state.status !== 'open') return refuse('session_not_found')
  const decision = decideOpen(state, command, now)
  return isRefusal(decision) ? decision : withConsequences(state, decision, now)
}

function openBranch(state: BranchState, command: Extract<BranchCommand, { type: 'OpenBranch' }>): Decision {
  if (state.status !== 'unopened') return refuse('conflict')
  const { type: _type, siteIds, urgent, ...data } = command
  if (!siteIds.includes(command.chairSiteId)) return refuse('site_not_invited')
  const rung =
    urgent === undefined ? {} : { urgent: { reason: urgent.reason, siteIds: [...new Set(urgent.siteIds)] } }
  const conduct = command.conduct === undefined ? {} : { conduct: withDeputyOf(command, command.conduct) }
  return [event('BranchOpened', { ...data, ...rung, ...conduct, siteIds: [...new Set(siteIds)] })]
}

/** A planned deputy who is not among the sites, or has the chair, is none. */
function withDeputyOf(
  { siteIds, chairSiteId }: Extract<BranchCommand, { type: 'OpenBranch' }>,
  conduct: ConductSettings,
): ConductSettings {
  const { deputyChairSiteId: deputy } = conduct
  const isOne = deputy !== null && deputy !== chairSiteId && siteIds.includes(deputy)
  return isOne ? conduct : { ...conduct, deputyChairSiteId: null }
}

function decideOpen(
  branch: OpenBranch,
  command: Exclude<BranchCommand, { type: 'OpenBranch' }>,
  now: number,
): Decision {
  switch (command.type) {
    case 'CloseBranch':
      return closeBranch(branch, command.reason)
    case 'DetachBranch':
      return detachBranch(branch, command)
    case 'AttachBranch':
      return attachBranch(branch, command.branchId)
    case 'AnswerCall':
      return answerCall(branch, command)
    case 'JoinSite':
      return joinSite(branch, command, now)
    case 'DropSite':
      return dropSite(branch, command, now)
    case 'LeaveSite':
      return leaveSite(branch, command)
    case 'UnseatSite':
      return unseatSite(branch, command.siteId, now)
    case 'ResumeAfterOutage':
      return resumeAfterOutage(branch, command.lastAliveAt, now)
    case 'Tick':
      return tick(branch, now)
    case 'RequestFloor':
      return requestFloor(branch, command)
    case 'WithdrawRequest':
      return withdrawRequest(branch, command.siteId)
    case 'AcceptInvitation':
      return acceptInvitation(branch, command.siteId)
    case 'EndOwnSpeech':
      return endOwnSpeech(branch, command.siteId)
    case 'SetOwnMicrophone':
      return setOwnMicrophone(branch, command.siteId, command.open)
    case 'StartContent':
      return startContent(branch, command.siteId)
    case 'StopContent':
      return stopContent(branch, command.siteId)
    case 'InviteSpeaker':
      return inviteSpeaker(branch, command)
    case 'PrepareSpeaker':
      return prepareSpeaker(branch, command)
    case 'GrantFloor':
      return grantFloor(branch, command)
    case 'FinishSpeech':
      return finishSpeech(branch, command.requestId)
    case 'RevokeFloor':
      return revokeFloor(branch, command.requestId)
    case 'DeclineRequest':
      return declineRequest(branch, command.requestId)
    case 'RequeueRequest':
      return requeueRequest(branch, command.requestId)
    case 'MoveRequest':
      return moveRequest(branch, command.requestId, command.position)
    case 'SetMicrophone':
      return setMicrophone(branch, command.siteId, command.open)
    case 'CloseAllMicrophonesButStage':
      return closeAllMicrophonesButStage(branch)
    case 'ChangeChair':
      return changeChair(branch, command.siteId)
    case 'SetLayout':
      return branch.layout === command.layout ? [] : [event('LayoutChanged', { layout: command.layout })]
    case 'EndContent':
      return endContent(branch)
    case 'DescribeOwnSpeech':
    case 'DescribeSpeech':
    case 'NominateRequest':
    case 'DeclineNominee':
    case 'MoveNominee':
    case 'ReturnRequest':
    case 'CheckStandby':
    case 'CallPaper':
    case 'ExtendSpeech':
    case 'SetFloorMode':
    case 'SetDelegation':
    case 'SetQueue':
    case 'SetLimits':
    case 'BeginAgendaItem':
    case 'FinishAgendaItem':
    case 'SkipAgendaItem':
    case 'SetDeputy':
    case 'PinSite':
    case 'CutToChair':
    case 'HoldStage':
      return decideConduct(branch, command, now)
    case 'OpenRollCall':
    case 'CloseRollCall':
    case 'AnswerRollCall':
    case 'ExcuseSite':
    case 'FreezeRollCall':
    case 'SetQuorum':
      return decideRollCall(branch, command)
    case 'ProposeMotion':
    case 'AmendMotion':
    case 'OpenVoting':
    case 'CastBallot':
    case 'CloseVoting':
    case 'CountSealed':
    case 'WithdrawMotion':
    case 'DecideTie':
    case 'ShowResult':
      return decideVote(branch, command, now)
    case 'OpenPaper':
    case 'TurnPaper':
    case 'SetPresenter':
    case 'ClosePaper':
      return decidePaper(branch, command)
    case 'WriteChat':
    case 'MarkChatRead':
    case 'ShowMessage':
    case 'ReadMessage':
    case 'ClearMessage':
    case 'StartTalkback':
    case 'StopTalkback':
    case 'NoteIncident':
      return decideAssistance(branch, command, now)
    default:
      return assertUnreachable(command)
  }
}
