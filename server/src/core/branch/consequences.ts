import type { SiteId } from '@diem-cau/protocol'
import { endTalkback } from '../assistance/decide.ts'
import { agendaAfter } from './decideAgenda.ts'
import { freeGrants } from './decideMode.ts'
import { event, type BranchEvent, type BranchEventType } from './events.ts'
import { evolve } from './evolve.ts'
import { isOnStage, speechById, type OpenBranch } from './state.ts'

/*
 * What follows from events whoever has caused them: a talkback ends before its site goes on stage, the agenda goes on
 * with its papers, nobody stays pinned who has left the stage, and in free discussion the next in line follow.
 */

/** Events without any consequence, which a burst of them need not be searched for. */
const TOUCHES_STAGE: ReadonlySet<BranchEventType> = new Set<BranchEventType>([
  'BranchDetached',
  'SiteJoined',
  'SiteResumed',
  'SiteReturned',
  'SiteDropped',
  'SiteLapsed',
  'SiteLeft',
  'RequestQueued',
  'SpeakerOnStandby',
  'FloorGranted',
  'SpeechEnded',
  'FloorRevoked',
  'RequestWithdrawn',
  'RequestDeclined',
  'MicrophoneClosed',
  'ChairChanged',
  'FloorModeChanged',
  'StageHeld',
])

/** The page that spoke with the crew is not there any more. */
const LOST: ReadonlySet<BranchEventType> = new Set<BranchEventType>([
  'SiteReturned',
  'SiteDropped',
  'SiteLapsed',
  'SiteLeft',
])

/** After these a place or a microphone may be free. */
const MAKES_ROOM: ReadonlySet<BranchEventType> = new Set<BranchEventType>([
  'SpeechEnded',
  'FloorRevoked',
  'MicrophoneClosed',
  'FloorModeChanged',
  'StageHeld',
])

export function withConsequences(
  branch: OpenBranch,
  decided: readonly BranchEvent[],
  now: number,
): readonly BranchEvent[] {
  if (!decided.some(({ type }) => TOUCHES_STAGE.has(type))) return decided
  const events = [...talkbacksThatEnd(branch, decided), ...decided]
  const after = fold(branch, events, now)
  if (after === null) return events
  const followUps = [...agendaAfter(branch, after, events), ...nobodyLeftBehind(after)]
  if (!letsOthersFollow(branch, decided)) return [...events, ...followUps]
  const settled = fold(after, followUps, now)
  return settled === null ? [...events, ...followUps] : [...events, ...followUps, ...freeGrants(settled, now)]
}

/** @returns null when the branch has closed */
function fold(branch: OpenBranch, events: readonly BranchEvent[], now: number): OpenBranch | null {
  let state = branch
  for (const happened of events) {
    const next = evolve(state, happened, now)
    if (next.status !== 'open') return null
    state = next
  }
  return state
}

function talkbacksThatEnd(branch: OpenBranch, events: readonly BranchEvent[]): BranchEvent[] {
  const { talkbacks } = branch.assistance
  if (talkbacks.size === 0) return []
  const reasons = new Map<SiteId, 'onStage' | 'siteLost' | 'moved'>()
  for (const { type, data } of events) {
    if (type === 'FloorGranted' || type === 'ChairChanged') reasons.set(data.siteId, 'onStage')
    else if (LOST.has(type) && 'siteId' in data && data.siteId !== null) reasons.set(data.siteId, 'siteLost')
    else if (type === 'BranchDetached') for (const siteId of data.siteIds) reasons.set(siteId, 'moved')
  }
  return [...reasons].flatMap(([siteId, reason]) =>
    talkbacks.has(siteId) ? endTalkback(branch, siteId, reason) : [],
  )
}

/** Neither pinned nor deputy is a site that is no longer there for it. */
function nobodyLeftBehind(branch: OpenBranch): BranchEvent[] {
  const { pinnedSiteId, deputyChairSiteId } = branch.conduct
  const isUnpinned = pinnedSiteId !== null && !isOnStage(branch, pinnedSiteId)
  const isAway = deputyChairSiteId !== null && !branch.sites.has(deputyChairSiteId)
  return [
    ...(isUnpinned ? [event('StagePinned', { siteId: null })] : []),
    ...(isAway ? [event('DeputyChanged', { siteId: null })] : []),
  ]
}

/** Whether a place or a microphone has become free, or somebody has come into the queue who was not called before. */
function letsOthersFollow(before: OpenBranch, events: readonly BranchEvent[]): boolean {
  return events.some(({ type, data }) => {
    if (type === 'SpeakerOnStandby') return data.reason === 'lapsed' || data.reason === 'returned'
    if (type !== 'RequestQueued') return MAKES_ROOM.has(type)
    const state = speechById(before, data.requestId)?.phase.state
    return state === undefined || state === 'requested'
  })
}
