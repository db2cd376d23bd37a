import type { SessionDetail, SiteId, UnitId } from '@diem-cau/protocol'
import { unitsAbove, type DirectoryTree } from '../directory/DirectoryTree.ts'

/** The invited sites of one unit; without a unit, those that stand beside the districts. */
export interface InvitedPart {
  readonly unitId: UnitId | null
  readonly siteIds: readonly SiteId[]
}

/**
 * The invited sites by the units right below the host that have units of their own below them (the districts of a
 * province); everything else, departments and the host’s own rooms, comes first as one part. The names of a place
 * where the host itself has no such units are then the units themselves.
 */
export function invitedByUnit(
  { siteIds, hostUnitId }: Pick<SessionDetail, 'siteIds' | 'hostUnitId'>,
  tree: DirectoryTree,
): InvitedPart[] {
  const parts = new Map<UnitId | null, SiteId[]>()
  for (const siteId of siteIds) {
    const unitId = partOf(siteId, hostUnitId, tree)
    parts.set(unitId, [...(parts.get(unitId) ?? []), siteId])
  }
  const order = (unitId: UnitId | null): number => (unitId === null ? -1 : (tree.unit(unitId)?.order ?? 0))
  return [...parts]
    .toSorted(([a], [b]) => order(a) - order(b))
    .map(([unitId, ids]) => ({ unitId, siteIds: ids }))
}

function partOf(siteId: SiteId, hostUnitId: UnitId, tree: DirectoryTree): UnitId | null {
  const own = tree.site(siteId)?.unitId
  if (own === undefined) return null
  const unit = tree.unit(own)
  const path = unit === undefined ? [] : [unit, ...unitsAbove(tree, own)]
  const host = path.findIndex(({ unitId }) => unitId === hostUnitId)
  // Outside the host's subtree the topmost unit that is known stands for it.
  const below = host === -1 ? path.at(-1) : path[host - 1]
  return below === undefined || below.childIds.length === 0 ? null : below.unitId
}
