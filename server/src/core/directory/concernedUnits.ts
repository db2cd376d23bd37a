import { assertUnreachable, type DirectoryEdit, type SiteId, type UnitId } from '@diem-cau/protocol'
import type { Directory } from './Directory.ts'
import type { DirectoryHistory } from './history.ts'

/**
 * The units in which somebody must have the right to edits, all of them: those that are changed, those that things
 * are hung below or taken from, those named as successors, those whose rooms are lent. What the edits make anew counts
 * as part of the unit that it is made in. Whatever hangs on something unknown is the business of the topmost unit,
 * as are the tiers.
 * @param rootId of today's topmost unit
 */
export function concernedUnits(
  history: DirectoryHistory,
  edits: readonly DirectoryEdit[],
  rootId: UnitId,
): UnitId[] {
  return concernOf(history, edits, rootId)(edits)
}

/** The same for parts of a long list of edits: what is made anew by any of them is known to all. */
export function concernOf(
  history: DirectoryHistory,
  all: readonly DirectoryEdit[],
  rootId: UnitId,
): (edits: readonly DirectoryEdit[]) => UnitId[] {
  const made = new Map<UnitId, UnitId>()
  for (const edit of all) {
    if (edit.edit !== 'putUnit' || history.units.has(edit.unit.unitId)) continue
    made.set(edit.unit.unitId, edit.unit.parentId ?? rootId)
  }
  return (edits) => {
    const concerned = new Set<UnitId>()
    const add = (unitId: UnitId): void => void concerned.add(groundOf(unitId, made, history, rootId))
    const addSite = (siteId: SiteId): void => {
      for (const { unitId } of history.sites.get(siteId) ?? []) add(unitId)
    }
    for (const edit of edits) addConcerned(edit, history, { add, addSite, rootId })
    return [...concerned]
  }
}

/** Where a unit that is made by the same edits is made. */
function groundOf(
  unitId: UnitId,
  made: ReadonlyMap<UnitId, UnitId>,
  { units }: DirectoryHistory,
  rootId: UnitId,
): UnitId {
  let at = unitId
  for (let steps = 0; steps < 8; steps++) {
    if (units.has(at)) return at
    at = made.get(at) ?? rootId
  }
  return rootId
}

interface Collector {
  add: (unitId: UnitId) => void
  addSite: (siteId: SiteId) => void
  rootId: UnitId
}

function addConcerned(edit: DirectoryEdit, history: DirectoryHistory, to: Collector): void {
  switch (edit.edit) {
    case 'putUnit': {
      const { unitId, parentId, successorIds } = edit.unit
      const known = history.units.get(unitId) ?? []
      to.add(unitId)
      // Where it hangs already, its people may change it without a right to what is above.
      if (!known.some((record) => record.parentId === parentId)) to.add(parentId ?? to.rootId)
      const named = new Set(known.flatMap((record) => record.successorIds))
      for (const successorId of successorIds) if (!named.has(successorId)) to.add(successorId)
      return
    }
    case 'removeUnit':
      return to.add(edit.unitId)
    case 'putSite': {
      const { siteId, unitId, hostedAtSiteId } = edit.site
      const known = history.sites.get(siteId) ?? []
      to.addSite(siteId)
      to.add(unitId)
      if (hostedAtSiteId !== null && !known.some((record) => record.hostedAtSiteId === hostedAtSiteId))
        to.addSite(hostedAtSiteId)
      return
    }
    case 'removeSite':
      return history.sites.has(edit.siteId) ? to.addSite(edit.siteId) : to.add(to.rootId)
    case 'putGroup':
      to.add(edit.group.ownerUnitId)
      return to.add(history.groups.get(edit.group.groupId)?.ownerUnitId ?? edit.group.ownerUnitId)
    case 'removeGroup':
      return to.add(history.groups.get(edit.groupId)?.ownerUnitId ?? to.rootId)
    case 'putTiers':
    case 'removeTiers':
      return to.add(to.rootId)
    default:
      return assertUnreachable(edit)
  }
}

/** The lowest unit of a day that all of some units lie below. */
export function commonUnit(directory: Directory, unitIds: readonly UnitId[]): UnitId {
  const grounds = unitIds.flatMap((unitId) => directory.standInsOf(unitId))
  const [first] = grounds
  if (first === undefined) return directory.root.id
  const path = [first, ...directory.ancestorsOf(first).map(({ id }) => id)]
  const covers = (unitId: UnitId): boolean => grounds.every((ground) => directory.isInSubtree(ground, unitId))
  return path.find(covers) ?? directory.root.id
}
