import { chatViews, incidentViews, messageViews, talkbackViews } from '../assistance/view.ts'
import { newSite } from '../branch/evolveSites.ts'
import { rollCallView, rollRows } from '../rollcall/view.ts'
import { motionViews } from '../vote/view.ts'
import { conductView, groupRows } from './conductView.ts'
import type {
  BranchRow,
  DeviceState,
  RequestRow,
  SessionHead,
  SessionView,
  SiteId,
  SiteRow,
  UnitId,
} from '@diem-cau/protocol'
import {
  isConnected,
  isLive,
  isMicrophoneOpen,
  speechOfSite,
  type OpenBranch,
  type SitePresence,
  type SiteRecord,
  type Speech,
} from '../branch/state.ts'
import { queuePositions } from '../branch/groups.ts'
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
  /** Whether it may help sites, and reads what they write to the crew. */
  isCrew: boolean
  /** Whether it may nominate for a district. */
  mayNominate: (unitId: UnitId) => boolean
  /** The console's own media, for its own talkback; null for a reader without a screen. */
  viewerId: string | null
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
    conduct: conductView(branch),
    rollCall: rollCallView(branch, viewer),
    stage: stageView(branch, directory, facts),
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
  addConduct(view, branch, viewer)
  const positionOf = queuePositions(branch)
  for (const speech of branch.speeches) {
    if (!isVisible(speech.siteId)) continue
    const position = positionOf.get(speech.requestId) ?? null
    view[`request:${speech.requestId}`] = requestRow(branch, speech, position)
  }
  return view
}

/** What is beside the floor: districts, roll call, motions, and help for sites. */
function addConduct(view: SessionView, branch: OpenBranch, viewer: Viewer): void {
  const { isVisible } = viewer
  for (const row of groupRows(branch, isVisible, viewer.mayNominate)) view[`group:${row.unitId}`] = row
  for (const row of rollRows(branch, isVisible)) view[`roll:${row.siteId}`] = row
  for (const motion of motionViews(branch, viewer)) view[`motion:${motion.motionId}`] = motion
  if (!viewer.isCrew) return
  for (const chat of chatViews(branch, isVisible)) view[`chat:${chat.siteId}`] = chat
  for (const message of messageViews(branch, isVisible)) view[`message:${message.messageId}`] = message
  for (const talkback of talkbackViews(branch, isVisible, viewer.viewerId)) {
    view[`talkback:${talkback.siteId}`] = talkback
  }
  for (const incident of incidentViews(branch, isVisible)) view[`incident:${incident.incidentId}`] = incident
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
  site: SiteRecord,
  facts: MediaFacts,
  report: SiteReport | undefined,
  calls: CallFacts,
): SiteRow {
  const { siteId, presence } = site
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
    groupUnitId: branch.conduct.roster.get(siteId)?.groupUnitId ?? null,
    speechCount: site.speechCount,
    spokenMs: site.spokenMs,
    remoteMicrophone: branch.conduct.roster.get(siteId)?.remoteMicrophone ?? true,
  }
}

/** A site that is called, and sits in another session. */
function elsewhere(siteId: SiteId): SiteRecord {
  return newSite(siteId)
}

function sinceOf(presence: SitePresence): number | null {
  return presence.state === 'absent' ? null : presence.since
}

function requestRow(branch: OpenBranch, speech: Speech, queuePosition: number | null): RequestRow {
  const live = isLive(speech) ? speech.phase : null
  return {
    requestId: speech.requestId,
    siteId: speech.siteId,
    state: speech.phase.state,
    requestedAt: speech.requestedAt,
    stateSince: speech.stateSince,
    queuePosition,
    slot: live?.slot ?? null,
    kind: speech.kind,
    speaker: speech.speaker,
    topic: speech.topic,
    itemId: speech.itemId,
    groupUnitId: branch.conduct.roster.get(speech.siteId)?.groupUnitId ?? null,
    nominated: speech.nominatedBy !== null,
    calledByChair: speech.calledByChair,
    check: speech.check,
    clock: live?.clock ?? null,
    timeIsUp: live?.timeIsUp ?? false,
    interposed: live?.interposed ?? false,
  }
}
