import { siteChat, siteMessages, siteTalkback } from '../assistance/view.ts'
import { siteRollView } from '../rollcall/view.ts'
import { siteMotions } from '../vote/view.ts'
import { siteConductView, siteGroupView } from './conductView.ts'
import type {
  MediaView,
  MeetingView,
  RingView,
  SiteFloorView,
  SiteId,
  SiteView,
  VideoCodec,
} from '@diem-cau/protocol'
import { queuePositions } from '../branch/groups.ts'
import { isLive, isMicrophoneOpen, speechOfSite, type OpenBranch } from '../branch/state.ts'
import type { Directory } from '../directory/index.ts'
import { desiredSite, ownSlots, roomOf } from '../stage/desiredRoom.ts'
import type { MediaFacts } from './mediaFacts.ts'
import { placeOf } from './places.ts'
import { parentView } from './relatives.ts'
import { EMPTY_STAGE, stageView } from './stageView.ts'

const IDLE_FLOOR: SiteFloorView = {
  state: 'idle',
  requestId: null,
  queuePosition: null,
  kind: null,
  speaker: '',
  topic: '',
  clock: null,
  timeIsUp: false,
  microphoneOpen: false,
  isChair: false,
  liveSince: null,
  lastOutcome: null,
}

/** Everything that the page of one site shows. `branch` is null while it has no meeting. */
export function siteView(
  siteId: SiteId,
  branch: OpenBranch | null,
  directory: Directory,
  facts: MediaFacts,
  settings: { helpPhone: string; videoCodec: VideoCodec },
  parent: OpenBranch | null = null,
  ring: RingView | null = null,
): Omit<SiteView, 'upcoming'> {
  const self = { place: placeOf(directory, siteId), helpPhone: settings.helpPhone }
  if (branch === null) {
    const media = {
      roomId: null,
      generation: '',
      nodeReady: facts.nodeReady,
      videoCodec: settings.videoCodec,
      send: { camera: 'none' as const, microphone: false, content: false },
      ownSlots: [],
    }
    return {
      self,
      meeting: null,
      ring,
      floor: IDLE_FLOOR,
      conduct: null,
      group: null,
      stage: EMPTY_STAGE,
      media,
      rollCall: null,
      motions: [],
      chat: { lines: [], unread: 0, crewReadAt: null },
      messages: [],
      talkback: null,
    }
  }
  return {
    self,
    meeting: meetingView(branch, directory, parent),
    ring,
    floor: floorView(branch, siteId),
    conduct: siteConductView(branch, siteId),
    group: siteGroupView(branch, siteId),
    stage: stageView(branch, directory, facts),
    media: siteMediaView(branch, siteId, facts),
    rollCall: siteRollView(branch, siteId, parent),
    motions: siteMotions(branch, siteId),
    chat: siteChat(branch, siteId),
    messages: siteMessages(branch, siteId),
    talkback: siteTalkback(branch, siteId),
  }
}

function meetingView(branch: OpenBranch, directory: Directory, parent: OpenBranch | null): MeetingView {
  return {
    sessionId: branch.sessionId,
    branchId: branch.branchId,
    title: branch.title,
    hostUnitName: directory.unitName(branch.hostUnitId) ?? branch.hostUnitId,
    openedAt: branch.openedAt,
    chair: placeOf(directory, branch.chair.siteId),
    parent: parentView(branch, parent),
  }
}

export function floorView(branch: OpenBranch, siteId: SiteId): SiteFloorView {
  const speech = speechOfSite(branch, siteId)
  return {
    state: speech?.phase.state ?? 'idle',
    requestId: speech?.requestId ?? null,
    queuePosition: speech === undefined ? null : (queuePositions(branch).get(speech.requestId) ?? null),
    kind: speech?.kind ?? null,
    speaker: speech?.speaker ?? '',
    topic: speech?.topic ?? '',
    clock: speech !== undefined && isLive(speech) ? speech.phase.clock : null,
    timeIsUp: speech !== undefined && isLive(speech) && speech.phase.lockedByTime,
    microphoneOpen: isMicrophoneOpen(branch, siteId),
    isChair: branch.chair.siteId === siteId,
    liveSince: speech !== undefined && isLive(speech) ? speech.stateSince : null,
    lastOutcome: branch.sites.get(siteId)?.lastOutcome ?? null,
  }
}

function siteMediaView(branch: OpenBranch, siteId: SiteId, facts: MediaFacts): MediaView {
  const { camera, microphone, content } = desiredSite(branch, siteId, facts.watchedSites.has(siteId))
  return {
    ...roomMedia(branch, facts),
    send: { camera, microphone, content },
    ownSlots: ownSlots(branch, siteId),
  }
}

/** The media of a room as somebody is told who sends nothing. */
export function roomMedia(branch: OpenBranch, facts: MediaFacts): MediaView {
  return {
    roomId: roomOf(branch.branchId),
    generation: facts.generation,
    nodeReady: facts.nodeReady,
    videoCodec: branch.videoCodec,
    send: { camera: 'none', microphone: false, content: false },
    ownSlots: [],
  }
}
