import { ID_PATTERN, type UnitId } from '@diem-cau/protocol'
import { directoryFault, type DirectoryFault } from './faults.ts'
import type { DirectoryData, Site, Unit } from './types.ts'
import { validateName } from './validateName.ts'

const ID = new RegExp(ID_PATTERN)

/** Finds everything that is wrong with the rooms: ids, names, units that do not exist, the hub. */
export function validateSites({ units, sites }: DirectoryData): DirectoryFault[] {
  const byId = new Map(units.toReversed().map((unit) => [unit.id, unit]))
  return [
    ...validateIds(sites),
    ...sites.flatMap((site, index) => [
      ...validateName(site.name, ['sites', index, 'name']),
      ...validateUnitOf(site, index, byId),
    ]),
    ...validateNamesWithinUnit(sites),
    ...validateHub(sites),
  ]
}

function validateIds(sites: readonly Site[]): DirectoryFault[] {
  const owners = new Map<string, Site>()
  return sites.flatMap((site, index) => {
    const path = ['sites', index, 'id']
    if (!ID.test(site.id)) return [directoryFault('bad_id', path, { id: site.id })]
    const owner = owners.get(site.id)
    if (owner) return [directoryFault('duplicate_id', path, { id: site.id, other: owner.name })]
    owners.set(site.id, site)
    return []
  })
}

function validateUnitOf(site: Site, index: number, byId: ReadonlyMap<UnitId, Unit>): DirectoryFault[] {
  const unit = byId.get(site.unitId)
  if (!unit)
    return [directoryFault('site_of_unknown_unit', ['sites', index, 'unitId'], { unit: site.unitId })]
  const fits =
    site.kind === 'hub'
      ? unit.parentId === null
      : site.kind === 'body'
        ? unit.kind === 'body'
        : unit.kind !== 'body'
  return fits
    ? []
    : [directoryFault('wrong_site_kind', ['sites', index, 'kind'], { kind: site.kind, unit: unit.name })]
}

function validateNamesWithinUnit(sites: readonly Site[]): DirectoryFault[] {
  const seen = new Set<string>()
  return sites.flatMap((site, index) => {
    const key = `${site.unitId}\n${site.name}`
    if (seen.has(key))
      return [directoryFault('duplicate_site_name', ['sites', index, 'name'], { name: site.name })]
    seen.add(key)
    return []
  })
}

function validateHub(sites: readonly Site[]): DirectoryFault[] {
  const hub = sites.find((site) => site.kind === 'hub')
  if (!hub) return [directoryFault('no_hub', ['sites'])]
  return sites.flatMap((site, index) =>
    site.kind === 'hub' && site !== hub
      ? [directoryFault('several_hubs', ['sites', index, 'kind'], { other: hub.name })]
      : [],
  )
}
