import type { BranchCommand } from './commands.ts'
import { refuse, type Decision } from './decision.ts'
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

export function decideConduct(_branch: OpenBranch, _command: ConductCommand, _now: number): Decision {
  return refuse('not_ready')
}
