import type {
  BranchId,
  FloorState,
  InstanceId,
  Layout,
  RequestId,
  SessionId,
  SiteId,
  SpeakerSlot,
  SpeechClock,
  SpeechKind,
  UnitId,
  VideoCodec,
} from '@diem-cau/protocol'
import type { AssistanceState } from '../assistance/types.ts'
import type { OpenPaper } from '../papers/types.ts'
import type { RollCallState } from '../rollcall/types.ts'
import type { SharedMap } from '../SharedMap.ts'
import type { VoteState } from '../vote/types.ts'
import type { Conduct } from './conduct.ts'

/** How long a lost link keeps floor and microphone, and how many of each there are. Fixed when the branch opens. */
export interface BranchRules {
  speakerPlaces: number
  maxOpenMicrophones: number
  resumeGraceMs: number
}

export type SitePresence =
  | { state: 'absent' }
  | { state: 'connected'; instance: InstanceId; since: number }
  /** Its link is lost. `lapsed`: for longer than the grace, so that floor and microphone are gone. */
  | { state: 'away'; instance: InstanceId; since: number; lapsed: boolean }
  | { state: 'left'; since: number }

export type FloorOutcome = Extract<FloorState, 'done' | 'withdrawn' | 'declined' | 'revoked'>

export interface SiteRecord {
  siteId: SiteId
  presence: SitePresence
  lastOutcome: { state: FloorOutcome; at: number } | null
  /** Speeches that are over, and what the site has spoken of its time: pauses do not count, nor does a lost link. */
  speechCount: number
  spokenMs: number
  /** When it came for the first time; null while it never has. */
  firstJoinedAt: number | null
}

/** Only who is live has a place on the stage and a microphone: nothing else can be written down. */
export type SpeechPhase =
  /** In its district's queue. */
  | { state: 'requested' }
  | { state: 'queued' }
  | { state: 'invited' }
  | { state: 'standby' }
  | {
      state: 'live'
      slot: SpeakerSlot
      microphoneOpen: boolean
      clock: SpeechClock
      /** One minute was left, and the time is over: each is said once, again after an extension. */
      warned: boolean
      timeIsUp: boolean
      /** The rule keeps the site from opening its microphone, until it is given more time or the desk opens it. */
      lockedByTime: boolean
      /** The rule has closed the microphone and nothing else since: more time opens it again. */
      closedByTime: boolean
      /** A question put in between: the clocks of the others stand still meanwhile. */
      interposed: boolean
    }

/** A request to speak that is under way. Finished ones are in the log. */
export interface Speech {
  requestId: RequestId
  siteId: SiteId
  requestedAt: number
  stateSince: number
  phase: SpeechPhase
  kind: SpeechKind
  speaker: string
  topic: string
  /** The item of the agenda whose paper it is. */
  itemId: string | null
  calledByChair: boolean
  /** The district that has put it forward. */
  nominatedBy: UnitId | null
  /** What the operator has found of it on standby. */
  check: { picture: boolean; sound: boolean } | null
  /** Somebody in the room wished to speak: it has asked, or accepted the call, and its page has been there since. */
  consented: boolean
  /** What it has spoken before its link was lost, in milliseconds of its time. */
  spokenMs: number
}
export type LiveSpeech = Speech & { phase: Extract<SpeechPhase, { state: 'live' }> }

/** The session that a branch was detached from, as it was then. */
export interface ParentSession {
  sessionId: SessionId
  title: string
}

/** An urgent call: why, and whom it rings. A site that sits in another session rings too, and comes when it answers. */
export interface UrgentCall {
  reason: string
  /** When each site answered; null while it rings. */
  rings: ReadonlyMap<SiteId, number | null>
}

/** What a parent remembers of a branch that holds a meeting of its own: enough to open it, and to take it back. */
export interface DetachedBranch {
  branchId: BranchId
  sessionId: SessionId
  unitId: UnitId
  title: string
  chairSiteId: SiteId
  siteIds: SiteId[]
}

export interface OpenBranch {
  status: 'open'
  branchId: BranchId
  sessionId: SessionId
  /** Null for the root branch. */
  parentBranchId: BranchId | null
  parentSession: ParentSession | null
  /** Null for a session that nobody is rung for. */
  urgent: UrgentCall | null
  title: string
  hostUnitId: UnitId
  videoCodec: VideoCodec
  rules: BranchRules
  openedAt: number
  chair: { siteId: SiteId; microphoneOpen: boolean; since: number }
  sites: SharedMap<SiteId, SiteRecord>
  /** Those that wait are in queue order. */
  speeches: readonly Speech[]
  layout: Layout
  content: { siteId: SiteId; since: number } | null
  /** Branches that have gone and not come back. Their sites are not among `sites`; what they did here is kept. */
  detached: ReadonlyMap<BranchId, DetachedBranch & { since: number; records: readonly SiteRecord[] }>
  conduct: Conduct
  rollCall: RollCallState
  votes: VoteState
  /** The paper that is open at all sites. */
  paper: OpenPaper | null
  assistance: AssistanceState
}

export type BranchState =
  | { status: 'unopened' }
  | OpenBranch
  | { status: 'closed'; branchId: BranchId; sessionId: SessionId; closedAt: number }

export const UNOPENED: BranchState = { status: 'unopened' }

export function isLive(speech: Speech): speech is LiveSpeech {
  return speech.phase.state === 'live'
}

/** Speeches on stage, in order of their places. */
export function liveSpeeches(branch: OpenBranch): LiveSpeech[] {
  return branch.speeches.filter(isLive).toSorted((a, b) => a.phase.slot.localeCompare(b.phase.slot))
}

/** Those that wait for their turn, next first. */
export function waitingSpeeches(branch: OpenBranch): Speech[] {
  return branch.speeches.filter((speech) => speech.phase.state === 'queued')
}

export function speechOfSite(branch: OpenBranch, siteId: SiteId): Speech | undefined {
  return branch.speeches.find((speech) => speech.siteId === siteId)
}

export function speechById(branch: OpenBranch, requestId: RequestId): Speech | undefined {
  return branch.speeches.find((speech) => speech.requestId === requestId)
}

/** All sites that have a part in the session, those that meet in a branch of their own included. */
export function sitesOfSession(branch: OpenBranch): SiteId[] {
  return [...branch.sites.keys(), ...[...branch.detached.values()].flatMap(({ siteIds }) => siteIds)]
}

export function isConnected(branch: OpenBranch, siteId: SiteId): boolean {
  return branch.sites.get(siteId)?.presence.state === 'connected'
}

/** Whether the site is called and has not answered yet. */
export function isRinging(branch: OpenBranch, siteId: SiteId): boolean {
  return branch.urgent?.rings.get(siteId) === null
}

/** Whether the site may be heard now: the one question that the media plane asks. */
export function isMicrophoneOpen(branch: OpenBranch, siteId: SiteId): boolean {
  if (branch.chair.siteId === siteId) return branch.chair.microphoneOpen
  const speech = speechOfSite(branch, siteId)
  return speech !== undefined && isLive(speech) && speech.phase.microphoneOpen
}

/** Who is heard: the chair first, then the places of the stage. */
export function openMicrophones(branch: OpenBranch): SiteId[] {
  const { chair } = branch
  const speaking = liveSpeeches(branch).filter(({ phase }) => phase.microphoneOpen)
  return [...(chair.microphoneOpen ? [chair.siteId] : []), ...speaking.map(({ siteId }) => siteId)]
}

/** Whether the site is on a place of the stage that carries its camera. */
export function isOnStage(branch: OpenBranch, siteId: SiteId): boolean {
  const speech = speechOfSite(branch, siteId)
  return branch.chair.siteId === siteId || (speech !== undefined && isLive(speech))
}

/** Whether the desk may open the microphone of this site, which its own policy says. */
export function hasRemoteMicrophone(branch: OpenBranch, siteId: SiteId): boolean {
  return branch.conduct.roster.get(siteId)?.remoteMicrophone ?? true
}
