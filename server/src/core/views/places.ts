import type { SiteId, SitePlace } from '@diem-cau/protocol'
import type { Directory } from '../directory/index.ts'

/** A site's name with the names of the units above it, nearest first. */
export function placeOf(directory: Directory, siteId: SiteId): SitePlace {
  const site = directory.site(siteId)
  if (site === undefined) return { siteId, name: directory.siteName(siteId) ?? siteId, units: [] }
  const unit = directory.unit(site.unitId)
  const above = unit === undefined ? [] : [unit, ...directory.ancestorsOf(unit.id)]
  return {
    siteId,
    name: site.name,
    units: above.map(({ name }) => name).filter((name) => name !== site.name),
  }
}
