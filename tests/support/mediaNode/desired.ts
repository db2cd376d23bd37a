/* oxlint-disable typescript/no-unsafe-type-assertion -- a test's ids are ids */
import type { BranchId, RoomId, SendLevel, SiteId, SlotName } from '@diem-cau/protocol'
import type { DesiredRoom, DesiredState } from '@diem-cau/protocol/node'

export const BRANCH = 'branch-1' as BranchId
export const ROOM = 'room-1' as RoomId
export const site = (name: string): SiteId => name as SiteId

export interface StageOf {
  /** Who is on which place, seen and heard. */
  readonly stage?: Partial<Record<SlotName, string>>
  /** Microphones of those on stage that are closed. */
  readonly muted?: readonly string[]
  /** Who sends its camera beside those on stage. */
  readonly cameras?: Readonly<Record<string, SendLevel>>
  readonly tiles?: Readonly<Record<string, readonly string[]>>
  /** Which console speaks with which site. */
  readonly talkbacks?: Readonly<Record<string, string>>
}

let seq = 0

/** The next desired state of the room: each call is newer than the last. */
export function desire(of: StageOf, over: Partial<DesiredState> = {}): DesiredState {
  seq += 1
  return { stream: BRANCH, epoch: 1, seq, revision: 0, room: roomOf(of), ...over }
}

function roomOf({ stage = {}, muted = [], cameras = {}, tiles = {}, talkbacks = {} }: StageOf): DesiredRoom {
  const onStage = new Set(Object.values(stage))
  const spokenWith = new Set(Object.values(talkbacks))
  const named = new Set([...onStage, ...Object.keys(cameras), ...spokenWith])
  return {
    roomId: ROOM,
    videoCodec: 'vp8',
    slots: (['chair', 'speaker1', 'content'] as const).map((slot) => {
      const on = stage[slot]
      if (on === undefined) return { slot, video: null, audio: null }
      const siteId = site(on)
      if (slot === 'content') return { slot, video: { siteId, source: 'content' }, audio: null }
      const audio = muted.includes(on) ? null : ({ siteId, source: 'microphone' } as const)
      return { slot, video: { siteId, source: 'camera' }, audio }
    }),
    sites: [...named].map((name) => ({
      siteId: site(name),
      camera: onStage.has(name) ? 'full' : (cameras[name] ?? 'none'),
      microphone: (onStage.has(name) && !muted.includes(name)) || spokenWith.has(name),
      content: stage.content === name,
    })),
    viewers: Object.entries(tiles).map(([viewerId, sites]) => ({ viewerId, tiles: sites.map(site) })),
    talkbacks: Object.entries(talkbacks).map(([viewerId, name]) => ({ viewerId, siteId: site(name) })),
  }
}
