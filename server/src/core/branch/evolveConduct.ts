import { assertUnreachable, type AgendaState } from '@diem-cau/protocol'
import type { AgendaItemState, Conduct } from './conduct.ts'
import { returned, withLive, withSpeech } from './evolveSpeech.ts'
import type { BranchEvent, BranchEventOf } from './events.ts'
import { isLive, type OpenBranch } from './state.ts'

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

export function evolveConduct(branch: OpenBranch, happened: ConductEvent, at: number): OpenBranch {
  switch (happened.type) {
    case 'SpeechDescribed': {
      const { requestId, siteId: _siteId, ...words } = happened.data
      return withSpeech(branch, requestId, words)
    }
    case 'RequestReturned':
      return returned(branch, happened.data.requestId, at)
    case 'StandbyChecked': {
      const { requestId, picture, sound } = happened.data
      return withSpeech(branch, requestId, { check: { picture, sound } })
    }
    case 'SpeechExtended':
      return extended(branch, happened.data)
    case 'SpeechWarned':
      return withLive(branch, happened.data.requestId, { warned: true })
    case 'SpeechTimeEnded':
      return withLive(branch, happened.data.requestId, {
        timeIsUp: true,
        lockedByTime: branch.conduct.limits.atEnd === 'closeMicrophone',
      })
    case 'FloorModeChanged':
      return withConduct(branch, { mode: happened.data.mode })
    case 'DelegationChanged':
      return withConduct(branch, { delegation: happened.data.on })
    case 'QueueSwitched':
      return switched(branch, happened.data)
    case 'LimitsChanged':
      return withConduct(branch, { limits: happened.data.limits })
    case 'AgendaItemChanged':
      return withConduct(branch, {
        agenda: branch.conduct.agenda.map((item) =>
          item.itemId === happened.data.itemId ? itemIn(happened.data.state, item, at) : item,
        ),
      })
    case 'DeputyChanged':
      return withConduct(branch, { deputyChairSiteId: happened.data.siteId })
    case 'StagePinned':
      return withConduct(branch, { pinnedSiteId: happened.data.siteId })
    case 'StageHeld':
      return held(branch, happened.data.text, at)
    default:
      return assertUnreachable(happened)
  }
}

function withConduct(branch: OpenBranch, change: Partial<Conduct>): OpenBranch {
  return { ...branch, conduct: { ...branch.conduct, ...change } }
}

/** Said anew: the warning and the end of the time are still to come. */
function extended(
  branch: OpenBranch,
  { requestId, limitMs }: BranchEventOf<'SpeechExtended'>['data'],
): OpenBranch {
  const speech = branch.speeches.find((other) => other.requestId === requestId)
  if (speech === undefined || !isLive(speech)) return branch
  return withLive(branch, requestId, {
    clock: { ...speech.phase.clock, limitMs },
    warned: false,
    timeIsUp: false,
    lockedByTime: false,
    closedByTime: false,
  })
}

function switched(branch: OpenBranch, { unitId, open }: BranchEventOf<'QueueSwitched'>['data']): OpenBranch {
  if (unitId === null) return withConduct(branch, { queueOpen: open })
  const closedGroups = new Set(branch.conduct.closedGroups)
  if (open) closedGroups.delete(unitId)
  else closedGroups.add(unitId)
  return withConduct(branch, { closedGroups })
}

function itemIn(state: AgendaState, item: AgendaItemState, at: number): AgendaItemState {
  switch (state) {
    case 'underWay':
      return { ...item, state, begunAt: item.begunAt ?? at, endedAt: null }
    case 'done':
      return { ...item, state, endedAt: at }
    case 'planned':
    case 'skipped':
      return { ...item, state, begunAt: null, endedAt: null }
    default:
      return assertUnreachable(state)
  }
}

/** Whoever holds the stage has closed the microphones too: more time opens none of them any more. */
function held(branch: OpenBranch, text: string | null, at: number): OpenBranch {
  const since = branch.conduct.hold?.since ?? at
  const changed = withConduct(branch, { hold: text === null ? null : { text, since } })
  if (text === null) return changed
  return changed.speeches.reduce(
    (open, { requestId }) => withLive(open, requestId, { closedByTime: false }),
    changed,
  )
}
