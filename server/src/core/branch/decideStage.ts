import type { SiteId } from '@diem-cau/protocol'
import { endPaper } from '../papers/decide.ts'
import { refuse, type Decision } from './decision.ts'
import { event, type BranchEvent, type BranchEventOf } from './events.ts'
import {
  hasRemoteMicrophone,
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
  if (!open) return [closed(siteId, by)]
  if (!isOnStage(branch, siteId)) return refuse('microphone_not_allowed')
  if (!isConnected(branch, siteId)) return refuse('site_not_connected')
  if (branch.conduct.hold !== null) return refuse('stage_held')
  if (by === 'site' && isLockedByTime(branch, siteId)) return refuse('time_is_up')
  if (by === 'operator' && !hasRemoteMicrophone(branch, siteId)) return refuse('remote_microphone_refused')
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
    .map((siteId) => closed(siteId, 'allButStage'))
}

function isLockedByTime(branch: OpenBranch, siteId: SiteId): boolean {
  const speech = speechOfSite(branch, siteId)
  return speech !== undefined && isLive(speech) && speech.phase.lockedByTime
}

function seenSites(branch: OpenBranch): Set<SiteId> {
  const live = liveSpeeches(branch)
  // Where there is room for one, it is who is pinned, or who began to speak last, as on every page.
  const { pinnedSiteId } = branch.conduct
  const last = live.toSorted((a, b) => b.stateSince - a.stateSince).slice(0, 1)
  const foremost = pinnedSiteId === null ? last : live.filter(({ siteId }) => siteId === pinnedSiteId)
  const shown = branch.layout === 'sideBySide' ? live : foremost
  return new Set([branch.chair.siteId, ...shown.map((speech) => speech.siteId)])
}

/** Shows a site of the stage big for everybody. It is unpinned by itself when it leaves the stage. */
export function pinSite(branch: OpenBranch, siteId: SiteId | null): Decision {
  if (branch.conduct.pinnedSiteId === siteId) return []
  if (siteId !== null && !branch.sites.has(siteId)) return refuse('site_not_invited')
  if (siteId !== null && !isOnStage(branch, siteId)) return refuse('not_on_stage')
  return [event('StagePinned', { siteId })]
}

/** A pause: words in place of the picture, and nobody is heard. The floor is kept; microphones do not open by its end. */
export function holdStage(branch: OpenBranch, text: string | null): Decision {
  const { hold } = branch.conduct
  if ((hold?.text ?? null) === text) return []
  const held = event('StageHeld', { text })
  if (text === null) return [held]
  return [...openMicrophones(branch).map((siteId) => closed(siteId, 'hold')), held]
}

function closed(siteId: SiteId, reason: BranchEventOf<'MicrophoneClosed'>['data']['reason']): BranchEvent {
  return event('MicrophoneClosed', { siteId, reason })
}

export function startContent(branch: OpenBranch, siteId: SiteId): Decision {
  if (!isOnStage(branch, siteId)) return refuse('content_not_allowed')
  if (!isConnected(branch, siteId)) return refuse('site_not_connected')
  if (branch.content?.siteId === siteId) return []
  const former = branch.content
  const started = event('ContentStarted', { siteId })
  return former === null
    ? [...endPaper(branch, 'content'), started]
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
