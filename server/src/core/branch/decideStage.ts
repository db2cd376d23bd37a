import type { SiteId } from '@diem-cau/protocol'
import { endOfSpeech } from './decideFloor.ts'
import { refuse, type Decision } from './decision.ts'
import { event, type BranchEvent } from './events.ts'
import {
  isConnected,
  isLive,
  isMicrophoneOpen,
  isOnStage,
  liveSpeeches,
  openMicrophones,
  speechOfSite,
  type OpenBranch,
} from './state.ts'

export function setOwnMicrophone(branch: OpenBranch, siteId: SiteId, open: boolean): Decision {
  return changeMicrophone(branch, siteId, open, 'site')
}

export function setMicrophone(branch: OpenBranch, siteId: SiteId, open: boolean): Decision {
  return changeMicrophone(branch, siteId, open, 'operator')
}

function changeMicrophone(
  branch: OpenBranch,
  siteId: SiteId,
  open: boolean,
  by: 'site' | 'operator',
): Decision {
  if (!branch.sites.has(siteId)) return refuse('site_not_invited')
  const isOpen = isMicrophoneOpen(branch, siteId)
  if (isOpen === open) return []
  if (!open) return [event('MicrophoneClosed', { siteId, reason: by })]
  if (!isOnStage(branch, siteId)) return refuse('microphone_not_allowed')
  if (!isConnected(branch, siteId)) return refuse('site_not_connected')
  if (openMicrophones(branch).length >= branch.rules.maxOpenMicrophones) {
    return refuse('microphones_full', { limit: branch.rules.maxOpenMicrophones })
  }
  return [event('MicrophoneOpened', { siteId, by })]
}

/** A room that nobody sees must not be heard: only the chair and the sites in the current layout stay open. */
export function closeAllMicrophonesButStage(branch: OpenBranch): Decision {
  const seen = seenSites(branch)
  return openMicrophones(branch)
    .filter((siteId) => !seen.has(siteId))
    .map((siteId) => event('MicrophoneClosed', { siteId, reason: 'allButStage' }))
}

function seenSites(branch: OpenBranch): Set<SiteId> {
  const live = liveSpeeches(branch)
  // Where there is room for one, it is the one who began to speak last, as on every page.
  const foremost = live.toSorted((a, b) => b.stateSince - a.stateSince).slice(0, 1)
  const shown = branch.layout === 'sideBySide' ? live : foremost
  return new Set([branch.chair.siteId, ...shown.map((speech) => speech.siteId)])
}

/** Hands the chair over. What the new chair had asked for or was saying as a speaker is over: it has the chair. */
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
        ? endOfSpeech(branch, speech, event('SpeechEnded', { requestId, siteId, by: 'handover' }))
        : [event('RequestWithdrawn', { requestId, siteId, reason: 'handover' })]),
    )
  }
  return [...events, event('ChairChanged', { siteId, formerSiteId: former })]
}

export function startContent(branch: OpenBranch, siteId: SiteId): Decision {
  if (!isOnStage(branch, siteId)) return refuse('content_not_allowed')
  if (!isConnected(branch, siteId)) return refuse('site_not_connected')
  if (branch.content?.siteId === siteId) return []
  const former = branch.content
  const started = event('ContentStarted', { siteId })
  return former === null
    ? [started]
    : [event('ContentStopped', { siteId: former.siteId, reason: 'successor' }), started]
}

export function stopContent(branch: OpenBranch, siteId: SiteId): Decision {
  return branch.content?.siteId === siteId ? [event('ContentStopped', { siteId, reason: 'site' })] : []
}

export function endContent(branch: OpenBranch): Decision {
  return branch.content === null
    ? []
    : [event('ContentStopped', { siteId: branch.content.siteId, reason: 'operator' })]
}
