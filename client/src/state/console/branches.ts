import type { BranchRow, BridgeView, SessionView, SiteId } from '@diem-cau/protocol'
import type { PlacedSite, TreeNode } from './directory.ts'
import type { StatusOf } from './siteStatus.ts'

/** The units that have left the session for a meeting of their own, the one that left first on top. */
export function detachedBranches(view: SessionView): BranchRow[] {
  return Object.entries(view)
    .flatMap(([key, value]) =>
      key.startsWith('branch:') && 'siteIds' in value && 'unitName' in value ? [value] : [],
    )
    .toSorted((a, b) => a.since - b.since)
}

/** Sites that are in a meeting of their unit's own. */
export function detachedSites(view: SessionView | null): ReadonlySet<string> {
  return new Set(view === null ? [] : detachedBranches(view).flatMap(({ siteIds }) => siteIds))
}

/**
 * The sites that would go if a branch of the tree met on its own; none when that is not possible. Mirrors what the
 * server would accept: the host stays, and so does whoever has the chair.
 */
export function sitesToDetach(node: TreeNode, view: SessionView): readonly PlacedSite[] {
  const { session } = view
  if (node.kind !== 'unit' || session.parent !== null || node.unitId === session.hostUnitId) return []
  const invited = node.allSites.filter(({ siteId }) => view[`site:${siteId}`] !== undefined)
  return invited.some(({ siteId }) => siteId === session.chairSiteId) ? [] : invited
}

/** The meeting that a unit has on its own. */
export function branchOfUnit(view: SessionView, node: TreeNode): BranchRow | undefined {
  if (node.kind !== 'unit') return undefined
  return detachedBranches(view).find(({ unitId }) => unitId === node.unitId)
}

/** What is offered beside a unit: to let it meet on its own, to go to its meeting, or only the word that it has one. */
export type BranchAction = 'detach' | 'open' | 'away'

export function branchAction(
  node: TreeNode,
  view: SessionView,
  { bridge, mayDetach }: { bridge: BridgeView | null; mayDetach: boolean },
): BranchAction | null {
  const branch = branchOfUnit(view, node)
  if (branch !== undefined) return bridge?.[`session:${branch.sessionId}`] === undefined ? 'away' : 'open'
  return mayDetach && sitesToDetach(node, view).length > 0 ? 'detach' : null
}

/** The room that usually chairs a unit's meeting: its own; else one that is there. */
export function usualChair(node: TreeNode, sites: readonly PlacedSite[], statusOf: StatusOf): SiteId | null {
  const own = sites.find(({ unitId }) => unitId === node.unitId)
  const here = sites.find(({ siteId }) => statusOf(siteId).row?.presence === 'connected')
  return (own ?? here ?? sites[0])?.siteId ?? null
}
