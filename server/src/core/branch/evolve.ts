import { assertUnreachable, type SiteId } from '@diem-cau/protocol'
import { NO_ASSISTANCE } from '../assistance/state.ts'
import { evolveAssistance } from '../assistance/evolve.ts'
import { evolvePaper } from '../papers/evolve.ts'
import { evolveRollCall } from '../rollcall/evolve.ts'
import { newRollCall } from '../rollcall/state.ts'
import { SharedMap } from '../SharedMap.ts'
import { evolveVote } from '../vote/evolve.ts'
import { NO_VOTES } from '../vote/state.ts'
import { PLAIN_CONDUCT, type Conduct, type ConductSettings } from './conduct.ts'
import { evolveConduct } from './evolveConduct.ts'
import type { BranchEvent, BranchEventOf } from './events.ts'
import { added, attached, away, connected, detached, newSite, withSite } from './evolveSites.ts'
import {
  ended,
  granted,
  invited,
  moved,
  onStandby,
  queued,
  requested,
  unchecked,
  withMicrophone,
  withStandstill,
} from './evolveSpeech.ts'
import type { BranchState, OpenBranch } from './state.ts'

/**
 * Folds one event into the state.
 * @param at when the event happened, epoch milliseconds
 */
export function evolve(state: BranchState, happened: BranchEvent, at: number): BranchState {
  if (happened.type === 'BranchOpened') return opened(happened.data, at)
  if (state.status !== 'open') return state
  return evolveOpen(state, happened, at)
}

function opened(data: BranchEventOf<'BranchOpened'>['data'], at: number): OpenBranch {
  const { branchId, sessionId, parentBranchId, title, hostUnitId, videoCodec, rules, chairSiteId, siteIds } =
    data
  return {
    status: 'open',
    branchId,
    sessionId,
    parentBranchId,
    parentSession: data.parentSession ?? null,
    urgent:
      data.urgent === undefined
        ? null
        : { reason: data.urgent.reason, rings: new Map(data.urgent.siteIds.map((siteId) => [siteId, null])) },
    title,
    hostUnitId,
    videoCodec,
    rules,
    openedAt: at,
    chair: { siteId: chairSiteId, microphoneOpen: false, since: at },
    sites: SharedMap.of(siteIds.map((siteId) => [siteId, newSite(siteId)])),
    speeches: [],
    layout: 'single',
    content: null,
    detached: new Map(),
    conduct: newConduct(data.conduct ?? PLAIN_CONDUCT),
    rollCall: newRollCall(data.quorum ?? null),
    votes: NO_VOTES,
    paper: null,
    assistance: NO_ASSISTANCE,
  }
}

function newConduct({ agenda, roster, ...settings }: ConductSettings): Conduct {
  return {
    ...settings,
    queueOpen: true,
    closedGroups: new Set(),
    agenda: agenda.map((item) => ({ ...item, state: 'planned', begunAt: null, endedAt: null })),
    roster: new Map(roster.map((entry) => [entry.siteId, entry])),
    pinnedSiteId: null,
    hold: null,
  }
}

function evolveOpen(
  branch: OpenBranch,
  happened: Exclude<BranchEvent, { type: 'BranchOpened' }>,
  at: number,
): BranchState {
  switch (happened.type) {
    case 'BranchClosed':
      return { status: 'closed', branchId: branch.branchId, sessionId: branch.sessionId, closedAt: at }
    case 'BranchDetached':
      return detached(branch, happened.data, at)
    case 'BranchAttached':
      return attached(branch, happened.data)
    case 'SiteAnswered':
      return answered(branch, happened.data.siteId, at)
    case 'SiteAdded':
      return added(branch, happened.data)
    case 'SiteJoined':
    case 'SiteResumed':
      return withStandstill(connected(branch, happened.data, at), at)
    case 'SiteReturned':
      return unchecked(withStandstill(connected(branch, happened.data, at), at), happened.data.siteId)
    case 'SiteDropped': {
      const { siteId, since } = happened.data
      return unchecked(withStandstill(away(branch, siteId, { since, lapsed: false }), at), siteId)
    }
    case 'SiteLapsed':
      return away(branch, happened.data.siteId, { since: null, lapsed: true })
    case 'SiteLeft':
      return withSite(branch, happened.data.siteId, { presence: { state: 'left', since: at } })
    case 'FloorRequested':
      return requested(branch, happened.data, at)
    case 'RequestQueued':
      return queued(branch, happened.data, at)
    case 'RequestMoved':
      return moved(branch, happened.data.requestId, happened.data.position)
    case 'SpeakerInvited':
      return invited(branch, happened.data.requestId, at)
    case 'SpeakerOnStandby':
      return onStandby(branch, happened.data, at)
    case 'FloorGranted':
      return granted(branch, happened.data, at)
    case 'SpeechEnded':
      return ended(branch, happened.data, 'done', at)
    case 'FloorRevoked':
      return ended(branch, happened.data, 'revoked', at)
    case 'RequestWithdrawn':
      return ended(branch, happened.data, 'withdrawn', at)
    case 'RequestDeclined':
      return ended(branch, happened.data, 'declined', at)
    case 'MicrophoneOpened':
      return withMicrophone(branch, happened.data.siteId, true, false)
    case 'MicrophoneClosed':
      return withMicrophone(branch, happened.data.siteId, false, happened.data.reason === 'timeUp')
    case 'ChairChanged':
      return { ...branch, chair: { siteId: happened.data.siteId, microphoneOpen: false, since: at } }
    case 'LayoutChanged':
      return { ...branch, layout: happened.data.layout }
    case 'ContentStarted':
      return { ...branch, content: { siteId: happened.data.siteId, since: at } }
    case 'ContentStopped':
      return { ...branch, content: null }
    case 'SpeechDescribed':
    case 'RequestReturned':
    case 'StandbyChecked':
    case 'SpeechExtended':
    case 'SpeechWarned':
    case 'SpeechTimeEnded':
    case 'FloorModeChanged':
    case 'DelegationChanged':
    case 'QueueSwitched':
    case 'LimitsChanged':
    case 'AgendaItemChanged':
    case 'DeputyChanged':
    case 'StagePinned':
    case 'StageHeld':
      return evolveConduct(branch, happened, at)
    case 'RollCallOpened':
    case 'RollCallClosed':
    case 'RollCallAnswered':
    case 'SiteExcused':
    case 'RollCallFrozen':
    case 'QuorumChanged':
      return evolveRollCall(branch, happened, at)
    case 'MotionProposed':
    case 'MotionAmended':
    case 'VotingOpened':
    case 'BallotCast':
    case 'SealedBallotCast':
    case 'VotingClosed':
    case 'MotionCounted':
    case 'MotionWithdrawn':
    case 'TieDecided':
    case 'ResultShown':
      return evolveVote(branch, happened, at)
    case 'PaperOpened':
    case 'PaperTurned':
    case 'PresenterChanged':
    case 'PaperClosed':
      return evolvePaper(branch, happened, at)
    case 'ChatWritten':
    case 'ChatRead':
    case 'ReplyRead':
    case 'MessageShown':
    case 'MessageRead':
    case 'MessageCleared':
    case 'TalkbackStarted':
    case 'TalkbackStopped':
    case 'IncidentNoted':
      return evolveAssistance(branch, happened, at)
    default:
      return assertUnreachable(happened)
  }
}

function answered(branch: OpenBranch, siteId: SiteId, at: number): OpenBranch {
  if (branch.urgent === null) return branch
  return { ...branch, urgent: { ...branch.urgent, rings: new Map(branch.urgent.rings).set(siteId, at) } }
}
