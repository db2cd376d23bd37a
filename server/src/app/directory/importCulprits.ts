import { keyOf, placeOfEdit, type DirectoryHistory, type HistoryFault } from '../../core/directory/index.ts'
import type { Item } from './resolveFile.ts'

/** The lines that faults come from: the line of the record itself, or of what it hangs on. */
export function culpritsOf(
  faults: readonly HistoryFault[],
  items: readonly Item[],
  history: DirectoryHistory,
): Map<Item, HistoryFault> {
  const byKey = new Map<string, Item>()
  const byId = new Map<string, Item[]>()
  for (const item of items) {
    for (const edit of item.edits) {
      const place = placeOfEdit(edit)
      if (!byKey.has(keyOf(place))) byKey.set(keyOf(place), item)
      const name = `${place.what} ${place.id}`
      const others = byId.get(name)
      if (others === undefined) byId.set(name, [item])
      else others.push(item)
    }
  }
  const culprits = new Map<Item, HistoryFault>()
  for (const fault of faults) {
    const own = byKey.get(keyOf(fault.at))
    const found =
      own === undefined ? relatedTo(fault, history).flatMap((name) => byId.get(name) ?? []) : [own]
    for (const item of found) if (!culprits.has(item)) culprits.set(item, fault)
  }
  return culprits
}

/** What a record that no line names is, and what it hangs on. */
function relatedTo({ at }: HistoryFault, history: DirectoryHistory): string[] {
  const units: ReadonlyMap<string, readonly { parentId: string | null; successorIds: readonly string[] }[]> =
    history.units
  const sites: ReadonlyMap<string, readonly { unitId: string; hostedAtSiteId: string | null }[]> =
    history.sites
  const groups: ReadonlyMap<string, { unitIds: readonly string[]; siteIds: readonly string[] }> =
    history.groups
  const group = at.what === 'group' ? groups.get(at.id) : undefined
  const ofUnit = at.what === 'unit' ? (units.get(at.id) ?? []) : []
  const ofSite = at.what === 'site' ? (sites.get(at.id) ?? []) : []
  const unitIds = [
    ...ofUnit.flatMap(({ parentId, successorIds }) => [parentId, ...successorIds]),
    ...ofSite.map(({ unitId }) => unitId),
    ...(group?.unitIds ?? []),
  ]
  const siteIds = [...ofSite.map(({ hostedAtSiteId }) => hostedAtSiteId), ...(group?.siteIds ?? [])]
  return [
    `${at.what} ${at.id}`,
    ...unitIds.map((unitId) => `unit ${unitId}`),
    ...siteIds.map((siteId) => `site ${siteId}`),
  ]
}
