import type { Group, Invitation, SiteId, UnitRecord } from '@diem-cau/protocol'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directoryTree, isWithinUnit } from './DirectoryTree.ts'
import {
  asGroupMembers,
  NOTHING,
  resolveSelection,
  sitesOfGroup,
  tidied,
  toggleGroup,
  toggleSite,
  toggleTier,
  toggleUnit,
  type SelectionScope,
} from './selection.ts'
import { aGroup, aSite, aUnit, id } from './testing.ts'

/*
 * Whatever somebody ticks, in whatever order, comes to the sites that a plain set of sites would hold, when both are
 * worked out in the slowest and simplest way. A failure prints its seed and path.
 */

interface World {
  readonly units: readonly UnitRecord[]
  readonly scope: SelectionScope
}

const anyWorld = fc
  .record({
    parents: fc.array(fc.nat(), { minLength: 1, maxLength: 14 }),
    bodies: fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
    siteCounts: fc.array(fc.nat({ max: 2 }), { minLength: 15, maxLength: 15 }),
    groups: fc.array(
      fc.record({ units: fc.array(fc.nat(), { maxLength: 3 }), sites: fc.array(fc.nat(), { maxLength: 3 }) }),
      {
        maxLength: 3,
      },
    ),
  })
  .map(({ parents, bodies, siteCounts, groups }): World => {
    const units = [aUnit('u0', { kind: 'province', tier: 1 })]
    for (const [index, pick] of parents.entries()) {
      const possible = units.filter(({ tier, kind }) => tier < 4 && kind !== 'body')
      const parent = possible[pick % possible.length]
      if (parent === undefined) continue
      const isBody = bodies[index] === true
      units.push(
        aUnit(`u${index + 1}`, {
          parentId: parent.unitId,
          kind: isBody ? 'body' : 'commune',
          tier: isBody ? parent.tier : parent.tier + 1,
        }),
      )
    }
    const sites = units.flatMap(({ unitId }, index) =>
      Array.from({ length: siteCounts[index] ?? 1 }, (_, place) => aSite(`${unitId}-s${place}`, unitId)),
    )
    const made = groups.map((group, index) =>
      aGroup(`g${index}`, {
        unitIds: group.units.map((pick) => units[pick % units.length]?.unitId ?? id('u0')),
        siteIds:
          sites.length === 0 ? [] : group.sites.map((pick) => sites[pick % sites.length]?.siteId ?? id('')),
      }),
    )
    return { units, scope: { tree: directoryTree({ units, sites }), groups: made } }
  })

type Step = {
  readonly what: 'unit' | 'site' | 'tier' | 'group'
  readonly pick: number
  readonly tier: number
}
const anyStep: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('unit', 'site', 'tier', 'group'),
  pick: fc.nat(),
  tier: fc.integer({ min: 1, max: 4 }),
})

/** The sites of an invitation, as the bridge works it out: step by step up the parents of every site. */
function bruteForce(selection: Invitation, { units, scope }: World): Set<SiteId> {
  const unitOf = new Map(units.map((unit) => [unit.unitId, unit]))
  const isUnder = (unitId: UnitRecord['unitId'], top: string): boolean => {
    if (unitId === top) return true
    const parentId = unitOf.get(unitId)?.parentId ?? null
    return parentId !== null && isUnder(parentId, top)
  }
  const inGroup = (group: Group, siteId: SiteId, unitId: UnitRecord['unitId']) =>
    group.siteIds.includes(siteId) || group.unitIds.some((top) => isUnder(unitId, top))
  const sites = scope.tree.sites.filter(({ siteId, unitId }) => {
    const unit = unitOf.get(unitId)
    const invited =
      selection.siteIds.includes(siteId) ||
      selection.unitIds.some((top) => isUnder(unitId, top)) ||
      selection.tiers.some(
        (entry) => unit?.tier === entry.tier && unit.kind !== 'body' && isUnder(unitId, entry.unitId),
      ) ||
      scope.groups.some(
        (group) => selection.groupIds.includes(group.groupId) && inGroup(group, siteId, unitId),
      )
    return invited && !selection.exceptSiteIds.includes(siteId)
  })
  return new Set(sites.map(({ siteId }) => siteId))
}

/** Does a step to the selection, and the same to a plain set of sites. */
function step(world: World, selection: Invitation, expected: Set<SiteId>, { what, pick, tier }: Step) {
  const { units, scope } = world
  const { tree, groups } = scope
  const flip = (sites: readonly SiteId[], mayTake = true) => {
    const takes = mayTake && sites.every((siteId) => expected.has(siteId))
    for (const siteId of sites)
      if (takes) expected.delete(siteId)
      else expected.add(siteId)
  }
  const idsOf = (chosen: Partial<Invitation>) => [...bruteForce({ ...NOTHING, ...chosen }, world)]
  const unit = units[pick % units.length]
  const site = tree.sites[pick % Math.max(1, tree.sites.length)]
  const group = groups[pick % Math.max(1, groups.length)]
  if (what === 'unit' && unit !== undefined) {
    flip(idsOf({ unitIds: [unit.unitId] }))
    return toggleUnit(selection, unit.unitId, scope)
  }
  if (what === 'tier' && unit !== undefined) {
    flip(idsOf({ tiers: [{ unitId: unit.unitId, tier }] }))
    return toggleTier(selection, unit.unitId, tier, scope)
  }
  if (what === 'site' && site !== undefined) {
    flip([site.siteId])
    return toggleSite(selection, site.siteId, scope)
  }
  if (what === 'group' && group !== undefined) {
    // A group whose sites are all in by other ways is chosen by its first tick, not taken away.
    flip(idsOf({ groupIds: [group.groupId] }), selection.groupIds.includes(group.groupId))
    return toggleGroup(selection, group.groupId, scope)
  }
  return selection
}

const settings = {
  numRuns: 400,
  ...(process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) }),
}

describe('a selection, whatever is ticked', () => {
  it('comes to the sites that were ticked, tidily', () => {
    fc.assert(
      fc.property(anyWorld, fc.array(anyStep, { maxLength: 25 }), (world, steps) => {
        const { scope } = world
        const expected = new Set<SiteId>()
        let selection: Invitation = NOTHING
        for (const one of steps) {
          selection = step(world, selection, expected, one)
          const resolved = resolveSelection(selection, scope)
          expect([...resolved.chosen].toSorted()).toEqual([...expected].toSorted())
          expect([...bruteForce(selection, world)].toSorted()).toEqual([...expected].toSorted())
          expect(tidied(selection, scope), 'tidied twice').toEqual(selection)
          expectNothingTwice(selection, world)
          if (expected.size === 0) expect(selection).toEqual(NOTHING)
        }
      }),
      settings,
    )
  })

  it('says of every unit whether all, some or none of its sites are in', () => {
    fc.assert(
      fc.property(anyWorld, fc.array(anyStep, { maxLength: 10 }), (world, steps) => {
        const { scope } = world
        let selection: Invitation = NOTHING
        for (const one of steps) selection = step(world, selection, new Set(), one)
        const { chosen, checkedUnit } = resolveSelection(selection, scope)
        for (const unit of scope.tree.units) {
          const below = [...bruteForce({ ...NOTHING, unitIds: [unit.unitId] }, world)]
          const count = below.filter((siteId) => chosen.has(siteId)).length
          const wanted = count === 0 ? 'no' : count === below.length ? 'yes' : 'mixed'
          expect(checkedUnit(unit)).toBe(below.length === 0 ? null : wanted)
        }
      }),
      settings,
    )
  })

  it('is the same sites as members of a group', () => {
    fc.assert(
      fc.property(anyWorld, fc.array(anyStep, { maxLength: 15 }), (world, steps) => {
        const { scope } = world
        let selection: Invitation = NOTHING
        for (const one of steps) selection = step(world, selection, new Set(), one)
        const members = sitesOfGroup(scope.tree, asGroupMembers(selection, scope)).map(({ siteId }) => siteId)
        expect(members.toSorted()).toEqual([...resolveSelection(selection, scope).chosen].toSorted())
      }),
      settings,
    )
  })
})

/** No unit inside a chosen one, no site that comes along anyhow, no exception from nothing. */
function expectNothingTwice(selection: Invitation, world: World): void {
  const { tree } = world.scope
  const units = selection.unitIds.flatMap((unitId) => tree.unit(unitId) ?? [])
  for (const inner of units)
    for (const outer of units) expect(inner !== outer && isWithinUnit(inner, outer)).toBe(false)
  const others = bruteForce({ ...selection, siteIds: [], exceptSiteIds: [] }, world)
  for (const siteId of selection.siteIds)
    expect(others.has(siteId), `${siteId} comes along anyhow`).toBe(false)
  const all = bruteForce({ ...selection, exceptSiteIds: [] }, world)
  for (const siteId of selection.exceptSiteIds) expect(all.has(siteId), `${siteId} is excepted`).toBe(true)
}
