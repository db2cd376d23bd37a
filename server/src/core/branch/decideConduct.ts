import { assertUnreachable } from '@diem-cau/protocol'
import type { BranchCommand } from './commands.ts'
import { beginAgendaItem, callPaper, finishAgendaItem, skipAgendaItem } from './decideAgenda.ts'
import { cutToChair, setDeputy } from './decideChair.ts'
import {
  declineNominee,
  moveNominee,
  nominateRequest,
  returnRequest,
  setDelegation,
  setQueue,
} from './decideDelegation.ts'
import { checkStandby } from './decideFloor.ts'
import { setFloorMode, setLimits } from './decideMode.ts'
import { describeOwnSpeech, describeSpeech } from './decideQueue.ts'
import { extendSpeech } from './decideSpeechTime.ts'
import { holdStage, pinSite } from './decideStage.ts'
import type { Decision } from './decision.ts'
import type { OpenBranch } from './state.ts'

type ConductCommand = Extract<
  BranchCommand,
  {
    type:
      | 'DescribeOwnSpeech'
      | 'DescribeSpeech'
      | 'NominateRequest'
      | 'DeclineNominee'
      | 'MoveNominee'
      | 'ReturnRequest'
      | 'CheckStandby'
      | 'CallPaper'
      | 'ExtendSpeech'
      | 'SetFloorMode'
      | 'SetDelegation'
      | 'SetQueue'
      | 'SetLimits'
      | 'BeginAgendaItem'
      | 'FinishAgendaItem'
      | 'SkipAgendaItem'
      | 'SetDeputy'
      | 'PinSite'
      | 'CutToChair'
      | 'HoldStage'
  }
>

/** The rules of the floor, its districts, its agenda, and the chair's own means over the stage. */
export function decideConduct(branch: OpenBranch, command: ConductCommand, now: number): Decision {
  switch (command.type) {
    case 'DescribeOwnSpeech':
      return describeOwnSpeech(branch, command)
    case 'DescribeSpeech':
      return describeSpeech(branch, command)
    case 'NominateRequest':
      return nominateRequest(branch, command)
    case 'DeclineNominee':
      return declineNominee(branch, command)
    case 'MoveNominee':
      return moveNominee(branch, command)
    case 'ReturnRequest':
      return returnRequest(branch, command.requestId)
    case 'CheckStandby':
      return checkStandby(branch, command)
    case 'CallPaper':
      return callPaper(branch, command)
    case 'ExtendSpeech':
      return extendSpeech(branch, command, now)
    case 'SetFloorMode':
      return setFloorMode(branch, command.mode)
    case 'SetDelegation':
      return setDelegation(branch, command.on)
    case 'SetQueue':
      return setQueue(branch, command)
    case 'SetLimits':
      return setLimits(branch, command.limits)
    case 'BeginAgendaItem':
      return beginAgendaItem(branch, command.itemId)
    case 'FinishAgendaItem':
      return finishAgendaItem(branch)
    case 'SkipAgendaItem':
      return skipAgendaItem(branch, command)
    case 'SetDeputy':
      return setDeputy(branch, command.siteId)
    case 'PinSite':
      return pinSite(branch, command.siteId)
    case 'CutToChair':
      return cutToChair(branch)
    case 'HoldStage':
      return holdStage(branch, command.text)
    default:
      return assertUnreachable(command)
  }
}
