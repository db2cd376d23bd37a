import type { SessionView, SiteId, SiteRow, UnitId } from '@diem-cau/protocol'
import type { DirectoryModel } from './directory.ts'
import { groupsOf } from './queue.ts'

/** How much a district has spoken, and how many of its sites have not. */
export interface DistrictShare {
  /** Null: the sites directly below the host. */
  readonly unitId: UnitId | null
  /** Empty for those directly below the host: the page has the words. */
  readonly name: string
  readonly siteCount: number
  readonly speechCount: number
  readonly spokenMs: number
  /** Of the longest in the table, 0 to 1: the length of its bar. */
  readonly share: number
  /** Sites that have not spoken, those that are connected first. */
  readonly silent: readonly { siteId: SiteId; name: string; connected: boolean }[]
}

export const FAIRNESS_ORDERS = ['least', 'most', 'silent', 'name'] as const
export type FairnessOrder = (typeof FAIRNESS_ORDERS)[number]

const ORDERS: Readonly<Record<FairnessOrder, (a: DistrictShare, b: DistrictShare) => number>> = {
  least: (a, b) => a.spokenMs - b.spokenMs || a.speechCount - b.speechCount || byName(a, b),
  most: (a, b) => b.spokenMs - a.spokenMs || b.speechCount - a.speechCount || byName(a, b),
  silent: (a, b) => b.silent.length - a.silent.length || byName(a, b),
  name: byName,
}

function byName(a: DistrictShare, b: DistrictShare): number {
  return a.name.localeCompare(b.name, 'vi')
}

/** Who has spoken how much, by district. The chair's own words do not count. */
export function fairness(
  view: SessionView,
  directory: DirectoryModel | null,
  order: FairnessOrder,
): DistrictShare[] {
  const rows = siteRows(view).filter(({ isChair }) => !isChair)
  const names = new Map(groupsOf(view).map(({ unitId, unitName }) => [unitId, unitName]))
  const byDistrict = Map.groupBy(rows, ({ groupUnitId }) => groupUnitId)
  const most = Math.max(1, ...[...byDistrict.values()].map(spoken))
  return [...byDistrict]
    .map(([unitId, sites]) => ({
      unitId,
      name: unitId === null ? '' : (names.get(unitId) ?? unitId),
      siteCount: sites.length,
      speechCount: sites.reduce((sum, { speechCount }) => sum + speechCount, 0),
      spokenMs: spoken(sites),
      share: spoken(sites) / most,
      silent: sites
        .filter(({ speechCount, floor }) => speechCount === 0 && floor !== 'live')
        .map(({ siteId, presence }) => ({
          siteId,
          name: directory?.site(siteId)?.name ?? siteId,
          connected: presence === 'connected',
        }))
        .toSorted((a, b) => Number(b.connected) - Number(a.connected) || a.name.localeCompare(b.name, 'vi')),
    }))
    .toSorted(ORDERS[order])
}

const spoken = (sites: readonly SiteRow[]) => sites.reduce((sum, { spokenMs }) => sum + spokenMs, 0)

function siteRows(view: SessionView): SiteRow[] {
  return Object.entries(view).flatMap(([key, value]) =>
    key.startsWith('site:') && 'speechCount' in value && 'presence' in value ? [value] : [],
  )
}
