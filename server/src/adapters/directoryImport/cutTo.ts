import type { UnitId } from '@diem-cau/protocol'
import type { ExportRequest } from '../../app/directory/DirectoryFiles.ts'
import {
  endOf,
  flat,
  indexedOn,
  isValidOn,
  tiersOn,
  turningDays,
  type DirectoryHistory,
  type HistoryRecords,
} from '../../core/directory/index.ts'

/** What lies in some subtrees, on one day or on all of them: parents before children, as the tree shows it. */
export function cutTo(history: DirectoryHistory, { on, scopes }: ExportRequest): HistoryRecords {
  const day = on ?? turningDays(history).at(-1) ?? '2025-07-01'
  const directory = indexedOn(history, day)
  const isInside = (unitId: UnitId): boolean => scopes.some((scope) => directory.isInSubtree(unitId, scope))
  const isWanted = (record: { validFrom: string; validTo: string | null }): boolean =>
    on === null || isValidOn(record, on)
  const order = new Map(directory.units().map(({ id }, index) => [id, index]))
  const rank = (unitId: UnitId): number => order.get(unitId) ?? order.size
  const units = flat(history.units)
    .filter((unit) => isInside(unit.unitId) && isWanted(unit))
    .toSorted((a, b) => rank(a.unitId) - rank(b.unitId) || (endOf(a) < endOf(b) ? -1 : 1))
  const sites = flat(history.sites)
    .filter((site) => isInside(site.unitId) && isWanted(site))
    .toSorted((a, b) => rank(a.unitId) - rank(b.unitId))
  const tierSet = tiersOn(history, day)
  return {
    name: history.name,
    synthetic: history.synthetic,
    tierSets: on === null ? history.tierSets : tierSet === undefined ? [] : [tierSet],
    units,
    sites,
    groups: [...history.groups.values()].filter(({ ownerUnitId }) => isInside(ownerUnitId)),
  }
}
