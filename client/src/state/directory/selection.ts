import type { Group, GroupId, Invitation, SiteId, UnitId } from '@diem-cau/protocol'
import {
  isWithinUnit,
  sitesBelow,
  type DirectoryTree,
  type TreeSite,
  type TreeUnit,
} from './DirectoryTree.ts'

/*
 * A selection is kept as what was meant (this subtree, that tier, this group, but not that site), never as the sites
 * that happened to be meant by it: a commune that is added tomorrow is invited with "all communes". What it comes to
 * is worked out from it, by the same rules as on the bridge. Everything here is pure; nothing widens what was said.
 */

export const NOTHING: Invitation = { tiers: [], unitIds: [], groupIds: [], siteIds: [], exceptSiteIds: [] }

/** What a selection is chosen from. */
export interface SelectionScope {
  readonly tree: DirectoryTree
  readonly groups: readonly Group[]
}

/** Whether all, some or none of a row's sites are chosen; null where it has no sites to choose. */
export type Checked = 'yes' | 'no' | 'mixed' | null

/** A selection and the sites that it comes to, ready for many questions. */
export interface ResolvedSelection {
  readonly chosen: ReadonlySet<SiteId>
  readonly count: number
  readonly checkedUnit: (unit: TreeUnit) => Checked
  readonly countIn: (unit: TreeUnit) => number
  readonly hasSite: (siteId: SiteId) => boolean
}

export function resolveSelection(selection: Invitation, scope: SelectionScope): ResolvedSelection {
  const { tree } = scope
  const except = new Set<string>(selection.exceptSiteIds)
  const chosen = new Set<SiteId>()
  for (const site of coveredSites(selection, scope)) if (!except.has(site.siteId)) chosen.add(site.siteId)
  // How many of the first n sites are chosen, so that a subtree is counted at once.
  const before = [0]
  for (const { siteId } of tree.sites) before.push((before.at(-1) ?? 0) + (chosen.has(siteId) ? 1 : 0))
  const countIn = ({ siteFrom, siteTo }: TreeUnit) => (before[siteTo] ?? 0) - (before[siteFrom] ?? 0)
  return {
    chosen,
    count: chosen.size,
    countIn,
    hasSite: (siteId) => chosen.has(siteId),
    checkedUnit: (unit) => checkedOf(countIn(unit), unit.siteTo - unit.siteFrom),
  }
}

function checkedOf(chosen: number, all: number): Checked {
  if (all === 0) return null
  if (chosen === 0) return 'no'
  return chosen === all ? 'yes' : 'mixed'
}

/** Chooses everything below a unit, or takes all of it away when it is chosen already. */
export function toggleUnit(selection: Invitation, unitId: UnitId, scope: SelectionScope): Invitation {
  const unit = scope.tree.unit(unitId)
  if (unit === undefined || unit.siteTo === unit.siteFrom) return selection
  const isChosen = resolveSelection(selection, scope).checkedUnit(unit) === 'yes'
  return isChosen ? withoutUnit(selection, unit, scope) : withUnit(selection, unit, scope)
}

function withUnit(selection: Invitation, unit: TreeUnit, scope: SelectionScope): Invitation {
  const freed = withoutExceptions(selection, sitesBelow(scope.tree, unit))
  const isCovered = resolveSelection(freed, scope).checkedUnit(unit) === 'yes'
  return tidied(isCovered ? freed : { ...freed, unitIds: [...freed.unitIds, unit.unitId] }, scope)
}

function withoutUnit(selection: Invitation, unit: TreeUnit, scope: SelectionScope): Invitation {
  const { tree } = scope
  const isInside = (unitId: string) => {
    const inner = tree.unit(unitId)
    return inner !== undefined && isWithinUnit(inner, unit)
  }
  const left: Invitation = {
    ...selection,
    unitIds: selection.unitIds.filter((unitId) => !isInside(unitId)),
    tiers: selection.tiers.filter(({ unitId }) => !isInside(unitId)),
    siteIds: selection.siteIds.filter((siteId) => !isInside(tree.site(siteId)?.unitId ?? '')),
  }
  return tidied(excepting(left, sitesBelow(tree, unit)), scope)
}

/** Chooses one site, or takes it away. */
export function toggleSite(selection: Invitation, siteId: SiteId, scope: SelectionScope): Invitation {
  const site = scope.tree.site(siteId)
  if (site === undefined) return selection
  const isChosen = resolveSelection(selection, scope).hasSite(siteId)
  const single = { ...selection, siteIds: selection.siteIds.filter((other) => other !== siteId) }
  if (isChosen) return tidied(excepting(single, [site]), scope)
  const freed = withoutExceptions(single, [site])
  const isCovered = resolveSelection(freed, scope).hasSite(siteId)
  return tidied(isCovered ? freed : { ...freed, siteIds: [...freed.siteIds, siteId] }, scope)
}

/** Chooses all units of a tier below a unit, or takes them away. Bodies are no tier of their own. */
export function toggleTier(
  selection: Invitation,
  unitId: UnitId,
  tier: number,
  scope: SelectionScope,
): Invitation {
  const sites = sitesOfTier(scope.tree, unitId, tier)
  if (sites.length === 0) return selection
  const { hasSite } = resolveSelection(selection, scope)
  if (sites.every(({ siteId }) => hasSite(siteId))) return takeAway(selection, sites, scope)
  const freed = withoutExceptions(selection, sites)
  const after = resolveSelection(freed, scope)
  const isCovered = sites.every(({ siteId }) => after.hasSite(siteId))
  return tidied(isCovered ? freed : { ...freed, tiers: [...freed.tiers, { unitId, tier }] }, scope)
}

/** Chooses a saved group, or takes away what is in it. */
export function toggleGroup(selection: Invitation, groupId: GroupId, scope: SelectionScope): Invitation {
  const group = scope.groups.find((other) => other.groupId === groupId)
  if (group === undefined) return selection
  const sites = sitesOfGroup(scope.tree, group)
  if (sites.length === 0) return selection
  const { hasSite } = resolveSelection(selection, scope)
  if (selection.groupIds.includes(groupId) && sites.every(({ siteId }) => hasSite(siteId)))
    return takeAway(selection, sites, scope)
  const freed = withoutExceptions(selection, sites)
  return tidied({ ...freed, groupIds: [...freed.groupIds.filter((id) => id !== groupId), groupId] }, scope)
}

/** Chooses the departments beside a unit's own offices, or takes them away. */
export function toggleBodies(selection: Invitation, unitId: UnitId, scope: SelectionScope): Invitation {
  const bodies = bodiesOf(scope.tree, unitId)
  const { checkedUnit } = resolveSelection(selection, scope)
  const isChosen = bodies.every((body) => checkedUnit(body) !== 'no' && checkedUnit(body) !== 'mixed')
  return bodies.reduce(
    (next, body) => (isChosen ? withoutUnit(next, body, scope) : withUnit(next, body, scope)),
    selection,
  )
}

/** Takes sites away, whatever chose them. */
function takeAway(selection: Invitation, sites: readonly TreeSite[], scope: SelectionScope): Invitation {
  const ids = new Set<string>(sites.map(({ siteId }) => siteId))
  const single = { ...selection, siteIds: selection.siteIds.filter((siteId) => !ids.has(siteId)) }
  return tidied(excepting(single, sites), scope)
}

function excepting(selection: Invitation, sites: readonly TreeSite[]): Invitation {
  const ids = new Set([...selection.exceptSiteIds, ...sites.map(({ siteId }) => siteId)])
  return { ...selection, exceptSiteIds: [...ids] }
}

function withoutExceptions(selection: Invitation, sites: readonly TreeSite[]): Invitation {
  const ids = new Set<string>(sites.map(({ siteId }) => siteId))
  return { ...selection, exceptSiteIds: selection.exceptSiteIds.filter((siteId) => !ids.has(siteId)) }
}

/** The rooms of a tier's units at or below a unit. Departments sit at the tier of their unit, and do not count. */
export function sitesOfTier(tree: DirectoryTree, unitId: string, tier: number): TreeSite[] {
  const top = tree.unit(unitId)
  if (top === undefined) return []
  return tree.units
    .slice(top.order, top.end)
    .filter((unit) => unit.tier === tier && unit.kind !== 'body')
    .flatMap(({ ownSites }) => ownSites)
}

export function sitesOfGroup(tree: DirectoryTree, group: Pick<Group, 'unitIds' | 'siteIds'>): TreeSite[] {
  const sites = [
    ...group.unitIds.flatMap((unitId) => {
      const unit = tree.unit(unitId)
      return unit === undefined ? [] : sitesBelow(tree, unit)
    }),
    ...group.siteIds.flatMap((siteId) => tree.site(siteId) ?? []),
  ]
  return [...new Set(sites)]
}

export function bodiesOf(tree: DirectoryTree, unitId: string): TreeUnit[] {
  const children = tree.unit(unitId)?.childIds.flatMap((childId) => tree.unit(childId) ?? []) ?? []
  return children.filter(({ kind, siteFrom, siteTo }) => kind === 'body' && siteTo > siteFrom)
}

/** Everything that is named, the exceptions not yet taken off; a site may come twice. */
function coveredSites(selection: Invitation, { tree, groups }: SelectionScope): TreeSite[] {
  const named = new Set<string>(selection.groupIds)
  return [
    ...selection.tiers.flatMap(({ unitId, tier }) => sitesOfTier(tree, unitId, tier)),
    ...sitesOfGroup(tree, selection),
    ...groups.filter(({ groupId }) => named.has(groupId)).flatMap((group) => sitesOfGroup(tree, group)),
  ]
}

/**
 * The same selection without what says nothing new: a unit inside a chosen one, a site that a unit or a group brings
 * along, an exception from nothing, an entry of which everything is excepted. In the order of the tree, so that the
 * same selection always reads the same. What the directory does not know (any more) stays as it is.
 */
export function tidied(selection: Invitation, scope: SelectionScope): Invitation {
  const { tree } = scope
  const live = withoutEmptied(selection, scope)
  const units = unique(live.unitIds)
  const known = units.flatMap((unitId) => tree.unit(unitId) ?? [])
  const isUnder = (unit: TreeUnit | undefined, isProper: boolean) =>
    unit !== undefined &&
    known.some((outer) => isWithinUnit(unit, outer) && !(isProper && outer.unitId === unit.unitId))

  const tiers = live.tiers.filter(({ unitId, tier }, index) => {
    const unit = tree.unit(unitId)
    const isTwice = live.tiers.findIndex((other) => other.unitId === unitId && other.tier === tier) < index
    return !isTwice && !isUnder(unit, false) && !live.tiers.some((other) => isTierOf(unit, tier, other, tree))
  })
  const unitIds = units.filter((unitId) => {
    const unit = tree.unit(unitId)
    return unit === undefined || (!isUnder(unit, true) && !isLeafOfTier(unit, tiers, tree))
  })
  const groupIds = unique(live.groupIds)
  const rest: Invitation = { tiers, unitIds, groupIds, siteIds: [], exceptSiteIds: [] }
  const covered = new Set<string>(coveredSites(rest, scope).map(({ siteId }) => siteId))
  const siteIds = unique(live.siteIds).filter((siteId) => !covered.has(siteId))
  for (const siteId of siteIds) covered.add(siteId)
  const exceptSiteIds = unique(live.exceptSiteIds).filter(
    (siteId) => covered.has(siteId) || tree.site(siteId) === undefined,
  )
  return inOrder({ tiers, unitIds, groupIds, siteIds, exceptSiteIds }, scope)
}

/** Drops entries of which every site is excepted: nothing is left of them. */
function withoutEmptied(selection: Invitation, { tree, groups }: SelectionScope): Invitation {
  const except = new Set<string>(selection.exceptSiteIds)
  const isLeft = (sites: readonly TreeSite[]) =>
    sites.length === 0 || sites.some(({ siteId }) => !except.has(siteId))
  return {
    ...selection,
    tiers: selection.tiers.filter(({ unitId, tier }) => isLeft(sitesOfTier(tree, unitId, tier))),
    unitIds: selection.unitIds.filter((unitId) => {
      const unit = tree.unit(unitId)
      return unit === undefined || isLeft(sitesBelow(tree, unit))
    }),
    groupIds: selection.groupIds.filter((groupId) => {
      const group = groups.find((other) => other.groupId === groupId)
      return group === undefined || isLeft(sitesOfGroup(tree, group))
    }),
    siteIds: selection.siteIds.filter((siteId) => tree.site(siteId) === undefined || !except.has(siteId)),
  }
}

type TierEntry = Invitation['tiers'][number]

/** Whether the same tier of a unit further up is chosen. */
function isTierOf(unit: TreeUnit | undefined, tier: number, outer: TierEntry, tree: DirectoryTree): boolean {
  const top = tree.unit(outer.unitId)
  if (unit === undefined || top === undefined || outer.tier !== tier) return false
  return top.unitId !== unit.unitId && isWithinUnit(unit, top)
}

/** A unit with nothing below it, which a tier brings along. */
function isLeafOfTier(unit: TreeUnit, tiers: readonly TierEntry[], tree: DirectoryTree): boolean {
  if (unit.kind === 'body' || unit.childIds.length > 0) return false
  return tiers.some(({ unitId, tier }) => {
    const top = tree.unit(unitId)
    return top !== undefined && tier === unit.tier && isWithinUnit(unit, top)
  })
}

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)]

/** By a place, and by the text itself where the places are the same. */
const by =
  <T extends string>(orderOf: (id: string) => number) =>
  (one: T, other: T) =>
    orderOf(one) - orderOf(other) || (one < other ? -1 : Number(one > other))

function inOrder(selection: Invitation, { tree, groups }: SelectionScope): Invitation {
  const last = Number.MAX_SAFE_INTEGER
  const unitOrder = (unitId: string) => tree.unit(unitId)?.order ?? last
  const siteOrder = (siteId: string) => tree.site(siteId)?.order ?? last
  const groupPlace = new Map<string, number>(groups.map(({ groupId }, index) => [groupId, index]))
  return {
    tiers: selection.tiers.toSorted(
      (one, other) => by(unitOrder)(one.unitId, other.unitId) || one.tier - other.tier,
    ),
    unitIds: selection.unitIds.toSorted(by(unitOrder)),
    groupIds: selection.groupIds.toSorted(by((groupId) => groupPlace.get(groupId) ?? last)),
    siteIds: selection.siteIds.toSorted(by(siteOrder)),
    exceptSiteIds: selection.exceptSiteIds.toSorted(by(siteOrder)),
  }
}

/** The same sites as units and single sites alone, as a saved group holds them; exceptions split a unit up. */
export function asGroupMembers(
  selection: Invitation,
  scope: SelectionScope,
): Pick<Group, 'unitIds' | 'siteIds'> {
  const { tree } = scope
  const meant = new Set<string>(selection.unitIds)
  const { checkedUnit, hasSite } = resolveSelection(selection, scope)
  const unitIds = selection.unitIds.filter((unitId) => tree.unit(unitId) === undefined)
  const siteIds = selection.siteIds.filter((siteId) => tree.site(siteId) === undefined)

  function add(unit: TreeUnit, inside: boolean): void {
    const isMeant = inside || meant.has(unit.unitId)
    const checked = checkedUnit(unit)
    if (checked === 'no' || checked === null) return
    if (checked === 'yes' && (isMeant || unit.childIds.length === 0)) {
      unitIds.push(unit.unitId)
      return
    }
    siteIds.push(...unit.ownSites.map(({ siteId }) => siteId).filter(hasSite))
    for (const childId of unit.childIds) {
      const child = tree.unit(childId)
      if (child !== undefined) add(child, isMeant)
    }
  }
  for (const root of tree.roots) add(root, false)
  return { unitIds, siteIds }
}
