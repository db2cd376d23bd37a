import type { BranchEvent } from './events.ts'
import type { OpenBranch } from './state.ts'

type ConductEvent = Extract<
  BranchEvent,
  {
    type:
      | 'SpeechDescribed'
      | 'RequestReturned'
      | 'StandbyChecked'
      | 'SpeechExtended'
      | 'SpeechWarned'
      | 'SpeechTimeEnded'
      | 'FloorModeChanged'
      | 'DelegationChanged'
      | 'QueueSwitched'
      | 'LimitsChanged'
      | 'AgendaItemChanged'
      | 'DeputyChanged'
      | 'StagePinned'
      | 'StageHeld'
  }
>

export function evolveConduct(branch: OpenBranch, _happened: ConductEvent, _at: number): OpenBranch {
  return branch
}
