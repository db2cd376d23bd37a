import {
  SPEAKER_SLOTS,
  type BranchId,
  type RoomId,
  type SendLevel,
  type SiteId,
  type SlotName,
} from '@diem-cau/protocol'
import type { DesiredRoom, DesiredSite, DesiredSlot } from '@diem-cau/protocol/node'
import { isMicrophoneOpen, liveSpeeches, speechOfSite, type OpenBranch } from '../branch/state.ts'

/** Consoles that look on, and the sites that each has on screen. */
export type Watchers = ReadonlyMap<string, ReadonlySet<SiteId>>

/** A branch has one room on a media node, of the same name. */
export function roomOf(branchId: BranchId): RoomId {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one name for both, by definition
  return branchId as unknown as RoomId
}

/** The slots of a branch's room: fixed when it opens, whatever they carry. */
export function slotNames(branch: OpenBranch): SlotName[] {
  return ['chair', ...SPEAKER_SLOTS.slice(0, branch.rules.speakerPlaces), 'content']
}

/** Which site is on a slot of the stage now; null when it is empty. */
export function siteOnSlot(branch: OpenBranch, slot: SlotName): SiteId | null {
  if (slot === 'chair') return branch.chair.siteId
  if (slot === 'content') return branch.content?.siteId ?? null
  return liveSpeeches(branch).find((speech) => speech.phase.slot === slot)?.siteId ?? null
}

/** Slots that carry a site itself: it is not sent its own picture or voice. */
export function ownSlots(branch: OpenBranch, siteId: SiteId): SlotName[] {
  return slotNames(branch).filter((slot) => siteOnSlot(branch, slot) === siteId)
}

/**
 * How much of its camera a site sends. On stage and on standby all of it, so that the key frame is there when
 * the floor is given; on somebody's screen the lowest layer; otherwise nothing.
 */
export function cameraLevel(branch: OpenBranch, siteId: SiteId, isWatched: boolean): SendLevel {
  if (branch.chair.siteId === siteId) return 'full'
  const state = speechOfSite(branch, siteId)?.phase.state
  if (state === 'live' || state === 'standby') return 'full'
  return isWatched ? 'low' : 'none'
}

function desiredSlot(branch: OpenBranch, slot: SlotName): DesiredSlot {
  const siteId = siteOnSlot(branch, slot)
  if (siteId === null) return { slot, video: null, audio: null }
  if (slot === 'content') return { slot, video: { siteId, source: 'content' }, audio: null }
  const audio = isMicrophoneOpen(branch, siteId) ? ({ siteId, source: 'microphone' } as const) : null
  return { slot, video: { siteId, source: 'camera' }, audio }
}

export function desiredSite(branch: OpenBranch, siteId: SiteId, isWatched: boolean): DesiredSite {
  return {
    siteId,
    camera: cameraLevel(branch, siteId, isWatched),
    // In a talkback it is let in as well; on no slot, it is heard by the other end alone.
    microphone: isMicrophoneOpen(branch, siteId) || branch.assistance.talkbacks.has(siteId),
    content: branch.content?.siteId === siteId,
  }
}

/** What the media node is to make of a branch. A pure reading of the state: nothing here is remembered. */
export function desiredRoom(branch: OpenBranch, watchers: Watchers): DesiredRoom {
  const watched = new Set([...watchers.values()].flatMap((sites) => [...sites]))
  return {
    roomId: roomOf(branch.branchId),
    videoCodec: branch.videoCodec,
    slots: slotNames(branch).map((slot) => desiredSlot(branch, slot)),
    sites: [...branch.sites.keys()].map((siteId) => desiredSite(branch, siteId, watched.has(siteId))),
    // A site that has left for a branch of its own is in another room: nobody is shown it here.
    viewers: [...watchers].map(([viewerId, tiles]) => ({
      viewerId,
      tiles: [...tiles].filter((siteId) => branch.sites.has(siteId)),
    })),
    talkbacks: [...branch.assistance.talkbacks.values()].map(({ viewerId, siteId }) => ({
      viewerId,
      siteId,
    })),
  }
}
