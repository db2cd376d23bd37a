import {
  assertUnreachable,
  type MediaKind,
  type SiteId,
  type SlotName,
  type Source,
} from '@diem-cau/protocol'
import type { DesiredRoom } from '@diem-cau/protocol/node'
import type { Admission } from '../endpoints/Uplink.ts'

/** Sources of a site that share a clock and go onto a slot together: camera and microphone, or content. */
export type SourceGroup = 'room' | 'content'
export interface SiteGroup {
  readonly siteId: SiteId
  readonly group: SourceGroup
}

export function groupOf(source: Source): SourceGroup {
  switch (source) {
    case 'camera':
    case 'microphone':
      return 'room'
    case 'content':
      return 'content'
    default:
      return assertUnreachable(source)
  }
}

/** What is let in of each site; of a site that is not named, nothing. */
export function admissions(room: DesiredRoom): ReadonlyMap<SiteId, Admission> {
  return new Map(room.sites.map(({ siteId, ...admission }) => [siteId, admission]))
}

/**
 * The sources that must be at hand: those on a slot, and those of sites that send their whole camera or content,
 * which are about to go onto one.
 */
export function wantedGroups(room: DesiredRoom): SiteGroup[] {
  const wanted = new Map<string, SiteGroup>()
  const want = (siteId: SiteId, group: SourceGroup) => wanted.set(`${siteId}/${group}`, { siteId, group })
  for (const slot of room.slots) {
    for (const on of [slot.video, slot.audio]) if (on !== null) want(on.siteId, groupOf(on.source))
  }
  for (const site of room.sites) {
    if (site.camera === 'full') want(site.siteId, 'room')
    if (site.content) want(site.siteId, 'content')
  }
  return [...wanted.values()]
}

/** What a slot should carry of one kind. */
export function desiredOn(
  room: DesiredRoom,
  slot: SlotName,
  kind: MediaKind,
): { siteId: SiteId; source: Source } | null {
  return room.slots.find((entry) => entry.slot === slot)?.[kind] ?? null
}

/** Slots of two rooms can be the same mediasoup objects only if these agree. */
export function sameShape(a: DesiredRoom, b: DesiredRoom): boolean {
  return (
    a.videoCodec === b.videoCodec &&
    a.slots.length === b.slots.length &&
    a.slots.every(({ slot }, index) => slot === b.slots[index]?.slot)
  )
}
