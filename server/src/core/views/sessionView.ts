import type {
  BranchRow,
  DeviceState,
  RequestRow,
  SessionHead,
  SessionView,
  SiteId,
  SiteRow,
} from '@diem-cau/protocol'
import {
  isConnected,
  isLive,
  isMicrophoneOpen,
  speechOfSite,
  waitingSpeeches,
  type OpenBranch,
  type SitePresence,
  type SiteRecord,
  type Speech,
} from '../branch/state.ts'
import type { Directory } from '../directory/index.ts'
import { ownSlots } from '../stage/desiredRoom.ts'
import type { MediaFacts } from './mediaFacts.ts'
import { ALONE, parentView, type Relatives } from './relatives.ts'
import { calledElsewhere, NO_CALLS, ringCells, urgentHead, type CallFacts } from './ringView.ts'
import { roomMedia } from './siteView.ts'
import { stageView } from './stageView.ts'

/** What a site last said of itself; not in the log. */
export interface SiteReport {
  camera: DeviceState
  microphone: DeviceState
  lastHeardAt: number | null
}

export type ReportOf = (siteId: SiteId) => SiteReport | undefined
export type IsVisible = (siteId: SiteId) => boolean

/** Who looks at a session, as far as the view differs by it. */
export interface Viewer {
  isVisible: IsVisible
  mayConduct: boolean
}

export function sessionHead(
  branch: OpenBranch,
  directory: Directory,
  { parent }: Pick<Relatives, 'parent'>,
  { mayConduct }: Pick<Viewer, 'mayConduct'>,
): SessionHead {
  return {
    sessionId: branch.sessionId,
    branchId: branch.branchId,
    title: branch.title,
    hostUnitId: branch.hostUnitId,
    hostUnitName: directory.unitName(branch.hostUnitId) ?? branch.hostUnitId,
    chairSiteId: branch.chair.siteId,
    openedAt: branch.openedAt,
    closedAt: null,
    siteCount: branch.sites.size,
    connectedCount: connectedCount(branch),
    videoCodec: branch.videoCodec,
    speakerPlaces: branch.rules.speakerPlaces,
    mayConduct,
    parent: parentView(branch, parent),
    urgent: urgentHead(branch),
  }
}

function connectedCount(branch: OpenBranch): number {
  let count = 0
  for (const siteId of branch.sites.keys()) if (isConnected(branch, siteId)) count++
  return count
}

/** One session as a console is shown it: sites and requests only where they are visible to the viewer, the stage whole. */
export function sessionView(
  branch: OpenBranch,
  directory: Directory,
  facts: MediaFacts,
  reportOf: ReportOf,
  viewer: Viewer,
  relatives: Relatives = ALONE,
  calls: CallFacts = NO_CALLS,
): SessionView {
  const { isVisible } = viewer
  const view: SessionView = {
    session: sessionHead(branch, directory, relatives, viewer),
    stage: stageView(branch, directory),
    media: roomMedia(branch, facts),
  }
  for (const site of branch.sites.values()) {
    if (isVisible(site.siteId))
      view[`site:${site.siteId}`] = siteRow(branch, site, facts, reportOf(site.siteId), calls)
  }
  for (const siteId of calledElsewhere(branch).filter(isVisible)) {
    view[`site:${siteId}`] = siteRow(branch, elsewhere(siteId), facts, reportOf(siteId), calls)
  }
  for (const child of relatives.children) {
    view[`branch:${child.sessionId}`] = branchRow(child, directory, isVisible)
  }
  const waiting = waitingSpeeches(branch)
  for (const speech of branch.speeches) {
    if (isVisible(speech.siteId)) view[`request:${speech.requestId}`] = requestRow(speech, waiting)
  }
  return view
}

function branchRow(child: OpenBranch, directory: Directory, isVisible: IsVisible): BranchRow {
  return {
    sessionId: child.sessionId,
    unitId: child.hostUnitId,
    unitName: directory.unitName(child.hostUnitId) ?? child.hostUnitId,
    since: child.openedAt,
    siteCount: child.sites.size,
    connectedCount: connectedCount(child),
    siteIds: [...child.sites.keys()].filter(isVisible),
  }
}

function siteRow(
  branch: OpenBranch,
  { siteId, presence }: SiteRecord,
  facts: MediaFacts,
  report: SiteReport | undefined,
  calls: CallFacts,
): SiteRow {
  return {
    siteId,
    presence: presence.state,
    since: sinceOf(presence),
    lastHeardAt: report?.lastHeardAt ?? null,
    isChair: branch.chair.siteId === siteId,
    floor: speechOfSite(branch, siteId)?.phase.state ?? 'idle',
    microphoneOpen: isMicrophoneOpen(branch, siteId),
    slot: ownSlots(branch, siteId)[0] ?? null,
    camera: report?.camera ?? 'unknown',
    microphone: report?.microphone ?? 'unknown',
    ...ringCells(branch, siteId, calls),
    mediaConnected: facts.connectedSites.has(siteId),
  }
}

/** A site that is called, and sits in another session. */
function elsewhere(siteId: SiteId): SiteRecord {
  return { siteId, presence: { state: 'absent' }, lastOutcome: null }
}

function sinceOf(presence: SitePresence): number | null {
  return presence.state === 'absent' ? null : presence.since
}

function requestRow(speech: Speech, waiting: readonly Speech[]): RequestRow {
  const position = waiting.indexOf(speech)
  return {
    requestId: speech.requestId,
    siteId: speech.siteId,
    state: speech.phase.state,
    requestedAt: speech.requestedAt,
    stateSince: speech.stateSince,
    queuePosition: position < 0 ? null : position + 1,
    slot: isLive(speech) ? speech.phase.slot : null,
  }
}
