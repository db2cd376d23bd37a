import type { DirectoryModel, PlacedSite, TreeNode } from './directory.ts'
import { passesFilter, type SiteFilter } from './filters.ts'
import { foldText } from '@diem-cau/protocol'
import type { SiteStatus, StatusOf } from './siteStatus.ts'

interface RowPlace {
  readonly key: string
  readonly depth: number
  /** Place among its siblings, from 1, and how many there are: read out by assistive technology. */
  readonly position: number
  readonly siblings: number
}
export type TreeRow =
  | (RowPlace & {
      readonly kind: 'group'
      readonly node: TreeNode
      readonly expanded: boolean
      readonly connected: number
      /** Sites of the subtree that are part of the session. */
      readonly invited: number
    })
  | (RowPlace & { readonly kind: 'site'; readonly site: PlacedSite; readonly status: SiteStatus })

export interface TreeQuery {
  readonly search: string
  readonly filter: SiteFilter
  readonly expanded: ReadonlySet<string>
  readonly statusOf: StatusOf
}

type Visible = (site: PlacedSite) => boolean

/**
 * The tree as rows, top to bottom, only what is open. While somebody searches or filters, a branch is open
 * when something in it is found, and closed branches hide nothing.
 */
export function treeRows(directory: DirectoryModel, query: TreeQuery): TreeRow[] {
  const words = foldText(query.search).split(' ').filter(Boolean)
  const passes: Visible = (site) => passesFilter(query.statusOf(site.siteId), query.filter)
  const named: Visible = (site) => words.every((word) => site.folded.includes(word))
  const searching = words.length > 0
  const narrowed = searching || query.filter !== 'all'

  function rowsOf(
    node: TreeNode,
    depth: number,
    inherited: boolean,
    place: Omit<RowPlace, 'key' | 'depth'>,
  ): TreeRow[] {
    // The whole tree's own name finds nothing by itself: everything is in it.
    const found = inherited || (searching && depth > 0 && words.every((word) => node.folded.includes(word)))
    const visible: Visible = (site) => passes(site) && (found || named(site))
    const sites = node.sites.filter(visible)
    const children = node.children.filter((child) => hasVisible(child, found))
    if (narrowed && sites.length + children.length === 0) return []
    const expanded = narrowed || query.expanded.has(node.key)
    const row = groupRow(node, { depth, expanded, ...place }, query.statusOf)
    if (!expanded) return [row]
    const siblings = sites.length + children.length
    return [
      row,
      ...sites.map((site, index) =>
        siteRow(site, { depth: depth + 1, position: index + 1, siblings }, query.statusOf),
      ),
      ...children.flatMap((child, index) =>
        rowsOf(child, depth + 1, found, { position: sites.length + index + 1, siblings }),
      ),
    ]
  }

  function hasVisible(node: TreeNode, inherited: boolean): boolean {
    if (!narrowed) return true
    const found = inherited || (searching && words.every((word) => node.folded.includes(word)))
    return (
      node.sites.some((site) => passes(site) && (found || named(site))) ||
      node.children.some((child) => hasVisible(child, found))
    )
  }

  return directory.roots.flatMap((root, index) =>
    rowsOf(root, 0, false, { position: index + 1, siblings: directory.roots.length }),
  )
}

function groupRow(
  node: TreeNode,
  place: Omit<RowPlace, 'key'> & { expanded: boolean },
  statusOf: StatusOf,
): TreeRow {
  const rows = node.allSites.map((site) => statusOf(site.siteId).row).filter((row) => row !== null)
  return {
    kind: 'group',
    key: node.key,
    node,
    ...place,
    connected: rows.filter((row) => row.presence === 'connected').length,
    invited: rows.length,
  }
}

function siteRow(site: PlacedSite, place: Omit<RowPlace, 'key'>, statusOf: StatusOf): TreeRow {
  return { kind: 'site', key: `site:${site.siteId}`, site, status: statusOf(site.siteId), ...place }
}

/** Where a key takes the focus in the tree, or what it opens and closes. */
export type TreeMove =
  | { kind: 'focus'; index: number }
  | { kind: 'expand' | 'collapse'; key: string }
  | { kind: 'none' }

/** The keys of a tree (WAI-ARIA Authoring Practices): arrows, Home and End. */
export function treeMove(rows: readonly TreeRow[], index: number, key: string): TreeMove {
  const row = rows[index]
  const focus = (to: number): TreeMove =>
    rows.length === 0
      ? { kind: 'none' }
      : { kind: 'focus', index: Math.min(Math.max(to, 0), rows.length - 1) }
  switch (key) {
    case 'ArrowDown':
      return focus(index + 1)
    case 'ArrowUp':
      return focus(index - 1)
    case 'Home':
      return focus(0)
    case 'End':
      return focus(rows.length - 1)
    case 'ArrowRight':
      if (row?.kind !== 'group') return { kind: 'none' }
      return row.expanded ? focus(index + 1) : { kind: 'expand', key: row.key }
    case 'ArrowLeft':
      if (row === undefined) return { kind: 'none' }
      if (row.kind === 'group' && row.expanded) return { kind: 'collapse', key: row.key }
      return focus(parentIndex(rows, index))
    default:
      return { kind: 'none' }
  }
}

function parentIndex(rows: readonly TreeRow[], index: number): number {
  const depth = rows[index]?.depth ?? 0
  const above = rows.slice(0, index).findLastIndex((row) => row.depth < depth)
  return above === -1 ? index : above
}
