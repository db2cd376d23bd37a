import type { SiteId, UnitId } from '@diem-cau/protocol'
import type { Directory } from './Directory.ts'

/**
 * All units that `Directory.isInSubtree` finds in one of some subtrees, for lists that a database is to filter: those
 * of the day, and those of other days that they stand in for, so that what an ended unit left is in the lists of those
 * who took over. A scope that has ended itself is that unit alone.
 */
export function unitIdsWithin(directory: Directory, scopes: readonly UnitId[]): Set<UnitId> {
  const within = new Set<UnitId>()
  for (const scope of scopes) {
    // A scope below another one has been gone through with it.
    if (within.has(scope)) continue
    for (const { id } of directory.subtreeOf(scope)) {
      within.add(id)
      for (const absentId of directory.stoodInBy(id)) within.add(absentId)
    }
    if (directory.knowsUnit(scope)) within.add(scope)
  }
  return within
}

/** The same for sites, as `Directory.isSiteInSubtree` has it: also those that are no more. */
export function siteIdsWithin(directory: Directory, scopes: readonly UnitId[]): Set<SiteId> {
  const within = new Set<SiteId>()
  for (const unitId of unitIdsWithin(directory, scopes)) {
    for (const { id } of directory.sitesOfUnit(unitId)) within.add(id)
    for (const { id } of directory.absentSitesOfUnit(unitId)) within.add(id)
  }
  return within
}
