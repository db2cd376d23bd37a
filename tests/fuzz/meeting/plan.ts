import type { BranchId, SessionId, SiteId, SpeechLimits, UnitId } from '@diem-cau/protocol'
import type { CommandOf } from '../../../server/src/core/branch/commands.ts'
import type { ConductSettings } from '../../../server/src/core/branch/conduct.ts'
import { openCommand, paperItem, rosterEntry, site } from '../../../server/src/core/branch/testing.ts'
import type { Random } from './Random.ts'

/** Who takes part in a meeting that is drawn by lot, beside what its log says. */
export interface Plan {
  opening: CommandOf<'OpenBranch'>
  siteIds: readonly SiteId[]
  /** Districts with all of their rooms, their own first. */
  districts: ReadonlyMap<UnitId, readonly SiteId[]>
  itemIds: readonly string[]
}

/** Rooms that sit elsewhere, and come over when they are called. */
export const CALLED = ['u1', 'u2'].map(site)

export const ROOT = openCommand().branchId

/** A province with its own rooms and some districts, small enough that everybody meets everybody. */
export function drawPlan(random: Random): Plan {
  const own = ['hub', ...names('p', random.between(1, 4))]
  const districts = new Map<UnitId, SiteId[]>()
  const roster: ConductSettings['roster'] = own.map((name) => rosterEntry(name, remote(random)))
  for (const unit of names('d', random.between(0, 4))) {
    const rooms = names(unit, random.between(1, 5))
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are made here
    districts.set(unit as UnitId, rooms.map(site))
    rooms.forEach((name, index) =>
      roster.push(rosterEntry(name, { district: unit, own: index === 0, ...remote(random) })),
    )
  }
  const siteIds = [...own.map(site), ...[...districts.values()].flat()]
  const agenda = names('item', random.between(0, 6)).map((itemId) =>
    paperItem(itemId, random.chance(0.8) ? random.pick(siteIds) : null, random.between(0, 3)),
  )
  const opening = openCommand({
    rules: {
      speakerPlaces: random.between(1, 3),
      maxOpenMicrophones: random.between(1, 4),
      resumeGraceMs: 30_000,
    },
    conduct: {
      type: 'linkedThreeLevel',
      mode: drawMode(random),
      delegation: random.chance(0.6),
      limits: drawLimits(random),
      deputyChairSiteId: random.chance(0.5) ? random.pick(siteIds) : null,
      chairPerson: '',
      agenda,
      roster,
    },
    quorum: random.chance(0.5)
      ? { basis: 'sites', numerator: 1, denominator: 3, compare: 'atLeast', eachTier: false }
      : null,
    siteIds,
    ...(random.chance(0.2) ? { urgent: { reason: 'Lũ quét', siteIds: [...siteIds, ...CALLED] } } : {}),
  })
  return { opening, siteIds, districts, itemIds: agenda.map(({ itemId }) => itemId) }
}

export function drawMode(random: Random): ConductSettings['mode'] {
  return random.weighted<ConductSettings['mode']>([
    [3, { mode: 'chairGives' }],
    [2, { mode: 'agenda' }],
    [4, { mode: 'free', maxOpen: random.between(1, 3) }],
    [1, { mode: 'lecture' }],
  ])
}

/** Short ones, so that many speeches come to the end of their time. */
export function drawLimits(random: Random): SpeechLimits {
  const seconds = () => (random.chance(0.2) ? null : random.between(10, 150))
  return {
    paperSeconds: seconds(),
    discussionSeconds: seconds(),
    questionSeconds: seconds(),
    pointOfOrderSeconds: seconds(),
    atEnd: random.pick(['sign', 'closeMicrophone']),
  }
}

export function branchIds(count: number): { branchId: BranchId; sessionId: SessionId } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are made here
  return { branchId: `branch-of-${count}` as BranchId, sessionId: `session-of-${count}` as SessionId }
}

function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`)
}

function remote(random: Random): { remoteMicrophone: boolean } {
  return { remoteMicrophone: random.chance(0.7) }
}
