import type { SiteId } from '@diem-cau/protocol'
import { endTalkback } from '../assistance/decide.ts'
import { speechEnded } from './decideFloor.ts'
import { refuse, type Decision } from './decision.ts'
import { event, type BranchEvent } from './events.ts'
import { isConnected, isLive, liveSpeeches, speechOfSite, type OpenBranch } from './state.ts'

/**
 * Hands the chair over, also when the former chair's link is lost. What the new chair had asked for or was saying as a
 * speaker is over: it has the chair.
 */
export function changeChair(branch: OpenBranch, siteId: SiteId): Decision {
  if (!branch.sites.has(siteId)) return refuse('site_not_invited')
  if (branch.chair.siteId === siteId) return []
  if (!isConnected(branch, siteId)) return refuse('site_not_connected')
  const former = branch.chair.siteId
  const events: BranchEvent[] = []
  if (branch.chair.microphoneOpen)
    events.push(event('MicrophoneClosed', { siteId: former, reason: 'handover' }))
  if (branch.content?.siteId === former) {
    events.push(event('ContentStopped', { siteId: former, reason: 'offStage' }))
  }
  const speech = speechOfSite(branch, siteId)
  if (speech !== undefined) {
    const { requestId } = speech
    events.push(
      ...(isLive(speech)
        ? speechEnded(branch, speech, 'handover')
        : [event('RequestWithdrawn', { requestId, siteId, reason: 'handover' })]),
    )
  }
  events.push(event('ChairChanged', { siteId, formerSiteId: former }))
  // The deputy that takes over is the chair now: another one has to be named.
  if (branch.conduct.deputyChairSiteId === siteId) events.push(event('DeputyChanged', { siteId: null }))
  return events
}

export function setDeputy(branch: OpenBranch, siteId: SiteId | null): Decision {
  if (branch.conduct.deputyChairSiteId === siteId) return []
  if (siteId !== null && !branch.sites.has(siteId)) return refuse('site_not_invited')
  if (siteId === branch.chair.siteId) return refuse('is_chair')
  return [event('DeputyChanged', { siteId })]
}

/**
 * The one press for trouble: the chair alone is seen and heard, everything else closes. It is never refused. Free
 * discussion ends with it, or the next in line would be live at once; requests keep their places.
 */
export function cutToChair(branch: OpenBranch): Decision {
  const { conduct, content, paper, votes, layout, assistance } = branch
  const events: BranchEvent[] = []
  if (content !== null) events.push(event('ContentStopped', { siteId: content.siteId, reason: 'panic' }))
  for (const { requestId, siteId } of liveSpeeches(branch)) {
    events.push(event('SpeechEnded', { requestId, siteId, by: 'panic' }))
  }
  if (paper !== null) events.push(event('PaperClosed', { reason: 'panic' }))
  if (votes.shownMotionId !== null) events.push(event('ResultShown', { motionId: null }))
  for (const siteId of assistance.talkbacks.keys()) events.push(...endTalkback(branch, siteId, 'panic'))
  if (layout !== 'single') events.push(event('LayoutChanged', { layout: 'single' }))
  if (conduct.pinnedSiteId !== null) events.push(event('StagePinned', { siteId: null }))
  if (conduct.hold !== null) events.push(event('StageHeld', { text: null }))
  if (conduct.mode.mode === 'free') events.push(event('FloorModeChanged', { mode: { mode: 'chairGives' } }))
  return events
}
