import type { SiteId, UnitId } from '@diem-cau/protocol'
import type { Colour } from '../fakeRoom.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */

/** A district that takes part: its own room, and three of its communes. */
interface District {
  readonly unitId: UnitId
  readonly name: string
  readonly room: SiteId
  readonly communes: readonly [SiteId, SiteId, SiteId]
}

const site = (code: string): SiteId => `s-${code}` as SiteId

export const CHAIR = site('02')
/** Invited and not there: the one has said why, the other has not. */
export const EXCUSED = site('02-so-noi-vu')
export const ABSENT = site('02-so-y-te')

export const CITY: District = {
  unitId: 'u-024' as UnitId,
  name: 'Thành phố Hà Giang',
  room: site('024'),
  communes: [site('00688'), site('00691'), site('00692')],
}
export const DONG_VAN: District = {
  unitId: 'u-026' as UnitId,
  name: 'Huyện Đồng Văn',
  room: site('026'),
  communes: [site('00715'), site('00718'), site('00724')],
}
export const MEO_VAC: District = {
  unitId: 'u-027' as UnitId,
  name: 'Huyện Mèo Vạc',
  room: site('027'),
  communes: [site('00772'), site('00775'), site('00778')],
}
export const DISTRICTS = [CITY, DONG_VAN, MEO_VAC] as const

export const sitesOf = ({ room, communes }: District): SiteId[] => [room, ...communes]
/** Rooms that are played, in the order of their tones. */
export const PLAYED: readonly SiteId[] = DISTRICTS.flatMap(sitesOf)
/** Everybody who is invited. */
export const INVITED: readonly SiteId[] = [CHAIR, ...PLAYED, EXCUSED, ABSENT]

/** Answers by telephone: its page is there, nobody at it knows how to. */
export const BY_TELEPHONE = MEO_VAC.communes[2]

/** Rooms whose picture is looked for; the others show a grey wall. */
export const WALLS: ReadonlyMap<SiteId, Colour> = new Map([
  [DONG_VAN.communes[0], 'green'],
  [CITY.room, 'blue'],
  [MEO_VAC.room, 'yellow'],
  [DONG_VAN.communes[1], 'magenta'],
  [DONG_VAN.communes[2], 'cyan'],
])

/** Hertz, far enough apart to be told from each other. */
export function toneOf(siteId: SiteId): number {
  return 300 + 150 * PLAYED.indexOf(siteId)
}
export const CHAIR_TONE = 2_250

/** Delegates of each room that answers: present of invited, by the room's place in the cast. */
export function delegatesOf(siteId: SiteId): { present: number; invited: number } {
  const place = PLAYED.indexOf(siteId)
  return place === -1
    ? { present: 12, invited: 14 }
    : { present: 3 + place, invited: 4 + place + (place % 2) }
}
