import type { SiteId, UnitId } from '@diem-cau/protocol'
import type { Directory } from '../directory/index.ts'
import type { RosterEntry } from './conduct.ts'

/**
 * The sites of a session with their names, and the district of each: the unit next below the host, where that has
 * units of its own below it. Sites outside the host's subtree and those directly below it belong to none.
 */
export function rosterOf(
  directory: Directory,
  hostUnitId: UnitId,
  siteIds: readonly SiteId[],
): RosterEntry[] {
  return siteIds.map((siteId) => rosterEntry(directory, hostUnitId, siteId))
}

export function rosterEntry(directory: Directory, hostUnitId: UnitId, siteId: SiteId): RosterEntry {
  const site = directory.site(siteId)
  const unit = site === undefined ? undefined : directory.unit(site.unitId)
  if (site === undefined || unit === undefined) return unknownEntry(directory, hostUnitId, siteId)
  const line = [unit, ...directory.ancestorsOf(unit.id)]
  const district = line.find(({ parentId }) => parentId === hostUnitId)
  const isDistrict = district !== undefined && directory.childrenOf(district.id).length > 0
  return {
    siteId,
    name: site.name,
    unitId: unit.id,
    unitName: unit.name,
    tier: unit.tier,
    groupUnitId: isDistrict ? district.id : null,
    groupName: isDistrict ? district.name : '',
    remoteMicrophone: site.remoteMicrophone !== false,
  }
}

function unknownEntry(directory: Directory, unitId: UnitId, siteId: SiteId): RosterEntry {
  return {
    siteId,
    name: directory.siteName(siteId) ?? siteId,
    unitId,
    unitName: directory.unitName(unitId) ?? unitId,
    tier: 1,
    groupUnitId: null,
    groupName: '',
    remoteMicrophone: false,
  }
}
