import {
  assertUnreachable,
  type FloorMode,
  type RequestId,
  type SessionView,
  type SiteId,
  type SlotName,
  type SpeechLimits,
  type StageView,
  type UnitId,
} from '@diem-cau/protocol'
import type { Conductor, RequestRef } from './Conductor.ts'
import { requestsOf } from './queue.ts'

/** Gives the floor in place of whoever is seen to speak: two desks that do it at once do not cut each other's speaker. */
export function giveFloor(
  { conductor, view }: { conductor: Conductor; view: SessionView | null },
  siteId: SiteId,
): Promise<void> {
  if (view === null) return conductor.give(siteId)
  const live = requestsOf(view)
    .filter(({ state }) => state === 'live')
    .toSorted((a, b) => (a.slot ?? '').localeCompare(b.slot ?? ''))
  return conductor.give(siteId, { insteadOf: live[0]?.requestId ?? null })
}

/** The modes as one chooses them. Free discussion keeps the number of microphones that it last had. */
export const MODES = ['chairGives', 'agenda', 'free', 'lecture'] as const
export type ModeName = (typeof MODES)[number]

/** So many at once where nobody has said how many. */
const USUAL_OPEN = 2

/** A mode as it is asked for; at most as many open microphones as the stage has places. */
export function modeOf(name: ModeName, before: FloorMode, speakerPlaces: number): FloorMode {
  switch (name) {
    case 'chairGives':
    case 'agenda':
    case 'lecture':
      return { mode: name }
    case 'free': {
      const wanted = before.mode === 'free' ? before.maxOpen : USUAL_OPEN
      return { mode: 'free', maxOpen: Math.max(1, Math.min(wanted, speakerPlaces)) }
    }
    default:
      return assertUnreachable(name)
  }
}

export function sameMode(one: FloorMode, other: FloorMode): boolean {
  if (one.mode !== other.mode) return false
  return one.mode !== 'free' || other.mode !== 'free' || one.maxOpen === other.maxOpen
}

/** A lecture ends the speeches that are on; nothing gives them back. */
export function isModeFinal(mode: FloorMode, liveCount: number): boolean {
  return mode.mode === 'lecture' && liveCount > 0
}

export async function setMode(conductor: Conductor, mode: FloorMode, before: FloorMode): Promise<void> {
  if (sameMode(mode, before)) return
  await conductor.change(
    'rules',
    { kind: 'mode' },
    { name: 'floor.setMode', data: { mode } },
    { name: 'floor.setMode', data: { mode: before } },
  )
}

export async function setDelegation(conductor: Conductor, on: boolean): Promise<void> {
  await conductor.change(
    'rules',
    { kind: 'delegation' },
    { name: 'floor.setDelegation', data: { on } },
    { name: 'floor.setDelegation', data: { on: !on } },
  )
}

/** Opens or closes the common queue, or that of one district. */
export async function setQueue(conductor: Conductor, unitId: UnitId | null, open: boolean): Promise<void> {
  await conductor.change(
    unitId === null ? 'rules' : 'queue',
    { kind: open ? 'queueOpened' : 'queueClosed' },
    { name: 'floor.setQueue', data: { unitId, open } },
    { name: 'floor.setQueue', data: { unitId, open: !open } },
  )
}

export function setLimits(
  conductor: Conductor,
  limits: SpeechLimits,
  before: SpeechLimits,
): Promise<boolean> {
  return conductor.change(
    'rules',
    { kind: 'limits' },
    { name: 'floor.setLimits', data: { limits } },
    { name: 'floor.setLimits', data: { limits: before } },
  )
}

export async function setDeputy(
  conductor: Conductor,
  siteId: SiteId | null,
  before: SiteId | null,
): Promise<void> {
  if (siteId === before) return
  await conductor.change(
    'rules',
    { kind: 'deputy' },
    { name: 'session.setDeputy', data: { siteId } },
    { name: 'session.setDeputy', data: { siteId: before } },
  )
}

/** Who is shown big, as a site: the server speaks of slots, the desk's commands of sites. */
export function pinnedSite({ pinned, slots }: Pick<StageView, 'pinned' | 'slots'>): SiteId | null {
  return slots.find(({ slot }) => slot === pinned)?.place.siteId ?? null
}

export async function setPin(
  conductor: Conductor,
  siteId: SiteId | null,
  before: SiteId | null,
): Promise<void> {
  if (siteId === before) return
  await conductor.change(
    'stage',
    { kind: 'pin' },
    { name: 'stage.pin', data: { siteId } },
    { name: 'stage.pin', data: { siteId: before } },
  )
}

/** The place that is pinned after the one that is: chair, speakers, then nobody. */
export function nextPin({ pinned, slots }: Pick<StageView, 'pinned' | 'slots'>): SiteId | null {
  const people = slots.filter(({ slot }: { slot: SlotName }) => slot !== 'content')
  const index = people.findIndex(({ slot }) => slot === pinned)
  return people[index + 1]?.place.siteId ?? null
}

/** Upward, or back to the district. */
export async function nominate(conductor: Conductor, { requestId, siteId }: RequestRef): Promise<void> {
  await conductor.change(
    `site:${siteId}`,
    { kind: 'nominate', siteId },
    { name: 'group.nominate', data: { requestId } },
    { name: 'group.return', data: { requestId } },
  )
}

export async function returnToGroup(conductor: Conductor, { requestId, siteId }: RequestRef): Promise<void> {
  await conductor.change(
    `site:${siteId}`,
    { kind: 'return', siteId },
    { name: 'group.return', data: { requestId } },
    { name: 'group.nominate', data: { requestId } },
  )
}

/** Gives whoever speaks more time. */
export async function extend(
  conductor: Conductor,
  { requestId, siteId }: { requestId: RequestId; siteId: SiteId },
  minutes: number,
): Promise<void> {
  const seconds = minutes * 60
  await conductor.change(
    `site:${siteId}`,
    { kind: 'extend', siteId },
    { name: 'floor.extend', data: { requestId, seconds } },
    { name: 'floor.extend', data: { requestId, seconds: -seconds } },
  )
}

export async function setSkipped(conductor: Conductor, itemId: string, skipped: boolean): Promise<void> {
  await conductor.change(
    'agenda',
    { kind: skipped ? 'skip' : 'unskip' },
    { name: 'agenda.skip', data: { itemId, skipped } },
    { name: 'agenda.skip', data: { itemId, skipped: !skipped } },
  )
}
