import { ID_PATTERN, type UnitId } from '@diem-cau/protocol'
import { isCalendarDate, overlaps } from './days.ts'
import { directoryFault, type DirectoryFault } from './faults.ts'
import { DIRECTORY_LIMITS, type DirectoryData, type Tier, type Unit } from './types.ts'
import { validateName } from './validateName.ts'
import { validateSites } from './validateSites.ts'

export const ID = new RegExp(ID_PATTERN)
export const CODE = /^[0-9A-Z][0-9A-Z.-]{0,19}$/

/**
 * Finds everything that is wrong with a directory, in the order of its data; an empty list means that it is sound.
 * Pure; linear in the number of units, so that a list of 20,000 is checked at once.
 */
export function validateDirectory(data: DirectoryData): DirectoryFault[] {
  const { units, sites } = data
  const tooMany = [
    ...(units.length > DIRECTORY_LIMITS.units
      ? [directoryFault('too_many_units', ['units'], { count: units.length, limit: DIRECTORY_LIMITS.units })]
      : []),
    ...(sites.length > DIRECTORY_LIMITS.sites
      ? [directoryFault('too_many_sites', ['sites'], { count: sites.length, limit: DIRECTORY_LIMITS.sites })]
      : []),
  ]
  if (tooMany.length > 0) return tooMany
  return [
    ...validateTiers(data.tiers),
    ...validateUnitIds(units),
    ...units.flatMap((unit, index) => validateUnit(unit, index, data.tiers)),
    ...validateCodes(units),
    ...validateTree(units, data.tiers),
    ...validateSites(data),
  ]
}

export function validateTiers(tiers: readonly Tier[]): DirectoryFault[] {
  if (tiers.length < 1 || tiers.length > DIRECTORY_LIMITS.tiers) {
    return [
      directoryFault('too_few_tiers', ['tiers'], { count: tiers.length, limit: DIRECTORY_LIMITS.tiers }),
    ]
  }
  return tiers.flatMap((tier, index) => [
    ...(tier.tier === index + 1
      ? []
      : [
          directoryFault('tiers_not_in_order', ['tiers', index, 'tier'], {
            expected: index + 1,
            actual: tier.tier,
          }),
        ]),
    ...validateName(tier.name.vi, ['tiers', index, 'name', 'vi']),
    ...validateName(tier.name.en, ['tiers', index, 'name', 'en']),
  ])
}

function validateUnitIds(units: readonly Unit[]): DirectoryFault[] {
  const owners = new Map<string, Unit>()
  return units.flatMap((unit, index) => {
    const path = ['units', index, 'id']
    if (!ID.test(unit.id)) return [directoryFault('bad_id', path, { id: unit.id })]
    const owner = owners.get(unit.id)
    if (owner) return [directoryFault('duplicate_id', path, { id: unit.id, other: owner.name })]
    owners.set(unit.id, unit)
    return []
  })
}

function validateUnit(unit: Unit, index: number, tiers: readonly Tier[]): DirectoryFault[] {
  const faults: DirectoryFault[] = []
  const tier = tiers.find((candidate) => candidate.tier === unit.tier)
  if (!tier) {
    faults.push(
      directoryFault('unknown_tier', ['units', index, 'tier'], { tier: unit.tier, count: tiers.length }),
    )
  }
  faults.push(...validateCode(unit, index, tier), ...validateName(unit.name, ['units', index, 'name']))
  if (unit.aliases.length > DIRECTORY_LIMITS.aliases) {
    faults.push(
      directoryFault('too_many_aliases', ['units', index, 'aliases'], {
        count: unit.aliases.length,
        limit: DIRECTORY_LIMITS.aliases,
      }),
    )
  } else {
    faults.push(...unit.aliases.flatMap((alias, at) => validateName(alias, ['units', index, 'aliases', at])))
  }
  return [...faults, ...validateDates(unit, index)]
}

function validateCode(unit: Unit, index: number, tier: Tier | undefined): DirectoryFault[] {
  const path = ['units', index, 'code']
  if (!CODE.test(unit.code)) return [directoryFault('bad_code', path, { code: unit.code })]
  const digits = unit.kind === 'body' ? null : (tier?.codeDigits ?? null)
  if (digits === null || (/^\d+$/.test(unit.code) && unit.code.length === digits)) return []
  return [directoryFault('wrong_code_length', path, { code: unit.code, tier: unit.tier, digits })]
}

function validateDates(unit: Unit, index: number): DirectoryFault[] {
  const faults = (['validFrom', 'validTo'] as const).flatMap((key) => {
    const date = unit[key]
    return date === null || isCalendarDate(date)
      ? []
      : [directoryFault('bad_date', ['units', index, key], { date })]
  })
  if (faults.length === 0 && unit.validTo !== null && unit.validTo < unit.validFrom) {
    const { validFrom, validTo } = unit
    faults.push(directoryFault('dates_reversed', ['units', index, 'validTo'], { validFrom, validTo }))
  }
  return faults
}

/** A code may pass on to a successor after a merger, but two units never hold it on the same day. */
function validateCodes(units: readonly Unit[]): DirectoryFault[] {
  const holders = new Map<string, Unit[]>()
  return units.flatMap((unit, index) => {
    const others = holders.get(unit.code) ?? []
    const other = others.find((candidate) => overlaps(candidate, unit))
    if (others.length < 32) holders.set(unit.code, [...others, unit])
    return other
      ? [directoryFault('duplicate_code', ['units', index, 'code'], { code: unit.code, other: other.name })]
      : []
  })
}

function validateTree(units: readonly Unit[], tiers: readonly Tier[]): DirectoryFault[] {
  const byId = indexById(units)
  const faults = units.flatMap((unit, index) => validateParent(unit, index, byId, tiers))
  return [...faults, ...validateRoots(units), ...findCycles(units, byId)]
}

/** Of units that claim the same id the first holds it: the others are told as faults, their children are not. */
function indexById(units: readonly Unit[]): ReadonlyMap<UnitId, Unit> {
  return new Map(units.toReversed().map((unit) => [unit.id, unit]))
}

function validateParent(
  unit: Unit,
  index: number,
  byId: ReadonlyMap<UnitId, Unit>,
  tiers: readonly Tier[],
): DirectoryFault[] {
  if (unit.parentId === null) {
    return unit.tier === 1
      ? []
      : [directoryFault('root_not_first_tier', ['units', index, 'tier'], { tier: unit.tier })]
  }
  const parent = byId.get(unit.parentId)
  if (!parent)
    return [directoryFault('unknown_parent', ['units', index, 'parentId'], { parent: unit.parentId })]
  if (unit.tier > tiers.length || mayBelongTo(unit, parent, tiers)) return []
  const data = { tier: unit.tier, parent: parent.name, parentTier: parent.tier }
  return [directoryFault('wrong_tier_order', ['units', index, 'tier'], data)]
}

type Placed = Pick<Unit, 'kind' | 'tier'>

/** A body sits at its parent's tier; another unit below it, skipping only optional tiers. Bodies have no children. */
export function mayBelongTo(unit: Placed, parent: Placed, tiers: readonly Tier[]): boolean {
  if (parent.kind === 'body') return false
  if (unit.kind === 'body') return unit.tier === parent.tier
  if (unit.tier <= parent.tier) return false
  return tiers.every(({ tier, optional }) => optional || tier <= parent.tier || tier >= unit.tier)
}

function validateRoots(units: readonly Unit[]): DirectoryFault[] {
  const root = units.find((unit) => unit.parentId === null)
  if (!root) return [directoryFault('no_root', ['units'])]
  return units.flatMap((unit, index) =>
    unit.parentId === null && unit !== root
      ? [directoryFault('several_roots', ['units', index, 'parentId'], { other: root.name })]
      : [],
  )
}

/** One fault a circle, at its first member in the list. Each unit is walked once. */
function findCycles(units: readonly Unit[], byId: ReadonlyMap<UnitId, Unit>): DirectoryFault[] {
  const indexOf = new Map(units.map((unit, index) => [unit, index]))
  const walkOf = new Map<Unit, number>()
  const faults: DirectoryFault[] = []
  for (const [index, start] of units.entries()) {
    const walk: Unit[] = []
    let at: Unit | undefined = start
    while (at && !walkOf.has(at)) {
      walkOf.set(at, index)
      walk.push(at)
      at = at.parentId === null ? undefined : byId.get(at.parentId)
    }
    if (!at || walkOf.get(at) !== index) continue
    const circle = walk.slice(walk.indexOf(at))
    const first = circle.reduce((least, unit) => Math.min(least, indexOf.get(unit) ?? least), units.length)
    faults.push(directoryFault('cycle', ['units', first, 'parentId'], { chain: describeCircle(circle) }))
  }
  return faults
}

export function describeCircle(circle: readonly { id: string }[]): string {
  const ids = [...circle, ...circle.slice(0, 1)].map(({ id }) => id)
  return (ids.length > 8 ? [...ids.slice(0, 7), '…'] : ids).join(' → ')
}
