import type { SiteRecord } from '@diem-cau/protocol'
import { endOf, firstGap, OPEN_END, overlaps } from './days.ts'
import { historyFault, type DirectoryFaultCode, type FaultData, type HistoryFault } from './faults.ts'
import { byFirstDay, flat, rootsOf, type DirectoryHistory } from './history.ts'

const WHOLE = { what: 'file', id: '', validFrom: '', field: null } as const

/** What is wrong with the rooms through time: units that do not exist, the hub, rooms lent, names within a unit. */
export function checkSites(history: DirectoryHistory): HistoryFault[] {
  const faults: HistoryFault[] = []
  const sites = flat(history.sites)
  for (const site of sites) {
    const report = (field: string, code: DirectoryFaultCode, data: FaultData): void => {
      const { siteId: id, validFrom } = site
      faults.push(historyFault(code, { what: 'site', id, validFrom, field }, data))
    }
    checkUnitOf(site, history, report)
    checkHost(site, history, report)
  }
  return [...faults, ...checkNames(sites), ...checkHubs(sites, history)]
}

type Report = (field: string, code: DirectoryFaultCode, data: FaultData) => void

function checkUnitOf(site: SiteRecord, { units }: DirectoryHistory, report: Report): void {
  const records = units.get(site.unitId)
  if (records === undefined) return report('unitId', 'site_of_unknown_unit', { unit: site.unitId })
  const day = firstGap(records, site)
  if (day !== null) {
    return report('unitId', 'unit_not_yet', { unit: records.at(-1)?.name ?? site.unitId, day })
  }
  for (const unit of records) {
    if (!overlaps(unit, site)) continue
    const isBody = unit.kind === 'body'
    const fits = site.kind === 'hub' ? unit.parentId === null : (site.kind === 'body') === isBody
    if (!fits) return report('kind', 'wrong_site_kind', { kind: site.kind, unit: unit.name })
  }
}

function checkHost(site: SiteRecord, { sites }: DirectoryHistory, report: Report): void {
  const { hostedAtSiteId } = site
  if (hostedAtSiteId === null) return
  const hosts = hostedAtSiteId === site.siteId ? undefined : sites.get(hostedAtSiteId)
  if (hosts === undefined) return report('hostedAtSiteId', 'unknown_host', { site: hostedAtSiteId })
  const name = hosts.at(-1)?.name ?? hostedAtSiteId
  const day = firstGap(hosts, site)
  if (day !== null) return report('hostedAtSiteId', 'host_not_yet', { site: name, day })
  if (hosts.some((host) => host.hostedAtSiteId !== null && overlaps(host, site)))
    report('hostedAtSiteId', 'host_is_hosted', { site: name })
}

function checkNames(sites: readonly SiteRecord[]): HistoryFault[] {
  const faults: HistoryFault[] = []
  for (const namesakes of Map.groupBy(sites, ({ unitId, name }) => `${unitId}\n${name}`).values()) {
    if (namesakes.length < 2) continue
    let last: SiteRecord | null = null
    for (const site of namesakes.toSorted(byFirstDay)) {
      if (last !== null && last.siteId !== site.siteId && endOf(last) >= site.validFrom) {
        const at = { what: 'site', id: site.siteId, validFrom: site.validFrom, field: 'name' } as const
        faults.push(historyFault('duplicate_site_name', at, { name: site.name }))
      }
      if (last === null || endOf(last) < endOf(site)) last = site
    }
  }
  return faults
}

/** On every day from the first one on there is exactly one hub. */
function checkHubs(sites: readonly SiteRecord[], history: DirectoryHistory): HistoryFault[] {
  const hubs = sites.filter(({ kind }) => kind === 'hub').toSorted(byFirstDay)
  if (hubs.length === 0) return [historyFault('no_hub', { ...WHOLE, what: 'site' })]
  const faults: HistoryFault[] = []
  for (const [index, hub] of hubs.entries()) {
    const before = hubs[index - 1]
    if (before === undefined || endOf(before) < hub.validFrom) continue
    const at = { what: 'site', id: hub.siteId, validFrom: hub.validFrom, field: 'kind' } as const
    faults.push(historyFault('several_hubs', at, { other: before.name }))
  }
  if (faults.length > 0) return faults
  const [root] = rootsOf(history)
  const day = root && firstGap(hubs, { validFrom: root.validFrom, validTo: OPEN_END })
  return typeof day === 'string' ? [historyFault('no_hub_on', { ...WHOLE, what: 'site' }, { day })] : []
}
