import { assertUnreachable, type SiteId } from '@diem-cau/protocol'
import { NO_ASSISTANCE } from '../assistance/state.ts'
import { evolveAssistance } from '../assistance/evolve.ts'
import { evolvePaper } from '../papers/evolve.ts'
import { evolveRollCall } from '../rollcall/evolve.ts'
import { newRollCall } from '../rollcall/state.ts'
import { evolveVote } from '../vote/evolve.ts'
import { NO_VOTES } from '../vote/state.ts'
import { PLAIN_CONDUCT, type Conduct, type ConductSettings } from './conduct.ts'
import { evolveConduct } from './evolveConduct.ts'
import type { BranchEvent, BranchEventOf } from './events.ts'
import type {
  BranchState,
  FloorOutcome,
  OpenBranch,
  SitePresence,
  SiteRecord,
  Speech,
  SpeechPhase,
} from './state.ts'

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
    sites: new Map(siteIds.map((siteId) => [siteId, newSite(siteId)])),
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

export function newSite(siteId: SiteId): SiteRecord {
  return {
    siteId,
    presence: { state: 'absent' },
    lastOutcome: null,
    speechCount: 0,
    spokenMs: 0,
    firstJoinedAt: null,
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
    case 'SiteAdded': {
      const { siteId } = happened.data
      return { ...branch, sites: new Map(branch.sites).set(siteId, newSite(siteId)) }
    }
    case 'SiteJoined':
    case 'SiteResumed':
    case 'SiteReturned':
      return withPresence(branch, happened.data.siteId, {
        state: 'connected',
        instance: happened.data.instance,
        since: at,
      })
    case 'SiteDropped':
      return withAway(branch, happened.data.siteId, happened.data.since, false)
    case 'SiteLapsed':
      return withAway(branch, happened.data.siteId, null, true)
    case 'SiteLeft':
      return withPresence(branch, happened.data.siteId, { state: 'left', since: at })
    case 'FloorRequested': {
      const { requestId, siteId } = happened.data
      const speech: Speech = {
        requestId,
        siteId,
        requestedAt: at,
        stateSince: at,
        phase: { state: 'requested' },
        kind: happened.data.kind ?? 'discussion',
        speaker: happened.data.speaker ?? '',
        topic: happened.data.topic ?? '',
        itemId: happened.data.itemId ?? null,
        calledByChair: happened.data.calledByChair,
        nominatedBy: null,
        check: null,
      }
      return { ...branch, speeches: [...branch.speeches, speech] }
    }
    case 'RequestQueued':
      return withPhase(branch, happened.data.requestId, { state: 'queued' }, at)
    case 'RequestMoved':
      return { ...branch, speeches: moved(branch.speeches, happened.data.requestId, happened.data.position) }
    case 'SpeakerInvited':
      return withPhase(branch, happened.data.requestId, { state: 'invited' }, at)
    case 'SpeakerOnStandby':
      return withPhase(branch, happened.data.requestId, { state: 'standby' }, at)
    case 'FloorGranted':
      return withPhase(
        branch,
        happened.data.requestId,
        {
          state: 'live',
          slot: happened.data.slot,
          microphoneOpen: happened.data.silent !== true,
          clock: { startedAt: at, limitMs: happened.data.limitMs ?? null, pausedMs: 0, pausedSince: null },
          warned: false,
          timeIsUp: false,
          interposed: happened.data.interposed ?? false,
        },
        at,
      )
    case 'SpeechEnded':
      return withoutSpeech(branch, happened.data, 'done', at)
    case 'FloorRevoked':
      return withoutSpeech(branch, happened.data, 'revoked', at)
    case 'RequestWithdrawn':
      return withoutSpeech(branch, happened.data, 'withdrawn', at)
    case 'RequestDeclined':
      return withoutSpeech(branch, happened.data, 'declined', at)
    case 'MicrophoneOpened':
      return withMicrophone(branch, happened.data.siteId, true)
    case 'MicrophoneClosed':
      return withMicrophone(branch, happened.data.siteId, false)
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

function detached(branch: OpenBranch, data: BranchEventOf<'BranchDetached'>['data'], at: number): OpenBranch {
  const sites = new Map(branch.sites)
  for (const siteId of data.siteIds) sites.delete(siteId)
  const children = new Map(branch.detached).set(data.branchId, { ...data, since: at })
  return { ...branch, sites, detached: children }
}

function attached(branch: OpenBranch, data: BranchEventOf<'BranchAttached'>['data']): OpenBranch {
  const sites = new Map(branch.sites)
  for (const siteId of data.siteIds) sites.set(siteId, newSite(siteId))
  const children = new Map(branch.detached)
  children.delete(data.branchId)
  return { ...branch, sites, detached: children }
}

function withSite(branch: OpenBranch, siteId: SiteId, change: Partial<SiteRecord>): OpenBranch {
  const before = branch.sites.get(siteId)
  if (before === undefined) return branch
  return { ...branch, sites: new Map(branch.sites).set(siteId, { ...before, ...change }) }
}

function withPresence(branch: OpenBranch, siteId: SiteId, presence: SitePresence): OpenBranch {
  return withSite(branch, siteId, { presence })
}

function withAway(branch: OpenBranch, siteId: SiteId, since: number | null, lapsed: boolean): OpenBranch {
  const presence = branch.sites.get(siteId)?.presence
  if (presence?.state !== 'connected' && presence?.state !== 'away') return branch
  return withPresence(branch, siteId, {
    state: 'away',
    instance: presence.instance,
    since: since ?? presence.since,
    lapsed,
  })
}

function withPhase(branch: OpenBranch, requestId: string, phase: SpeechPhase, at: number): OpenBranch {
  const speeches = branch.speeches.map((speech) =>
    speech.requestId === requestId ? { ...speech, phase, stateSince: at } : speech,
  )
  return { ...branch, speeches }
}

function withoutSpeech(
  branch: OpenBranch,
  { requestId, siteId }: { requestId: string; siteId: SiteId },
  state: FloorOutcome,
  at: number,
): OpenBranch {
  const speeches = branch.speeches.filter((speech) => speech.requestId !== requestId)
  return withSite({ ...branch, speeches }, siteId, { lastOutcome: { state, at } })
}

function withMicrophone(branch: OpenBranch, siteId: SiteId, open: boolean): OpenBranch {
  if (branch.chair.siteId === siteId) return { ...branch, chair: { ...branch.chair, microphoneOpen: open } }
  const speeches = branch.speeches.map((speech) =>
    speech.siteId === siteId && speech.phase.state === 'live'
      ? { ...speech, phase: { ...speech.phase, microphoneOpen: open } }
      : speech,
  )
  return { ...branch, speeches }
}

/** Moves a waiting speech to a place among those that wait; the others keep their order. */
function moved(speeches: readonly Speech[], requestId: string, position: number): readonly Speech[] {
  const target = speeches.find((speech) => speech.requestId === requestId)
  if (target === undefined) return speeches
  const waiting = speeches.filter((speech) => speech.phase.state === 'queued' && speech !== target)
  waiting.splice(position - 1, 0, target)
  return [...speeches.filter((speech) => speech.phase.state !== 'queued'), ...waiting]
}
