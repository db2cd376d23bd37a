import { foldText, type UnitRecord } from '@diem-cau/protocol'
import type { DirectoryTree, TreeSite, TreeUnit } from './DirectoryTree.ts'

interface RowPlace {
  readonly key: string
  readonly depth: number
  /** Place among its siblings, from 1, and how many there are: read out by assistive technology. */
  readonly position: number
  readonly siblings: number
  /** Whether what is below it is on screen; null where nothing is below it. */
  readonly expanded: boolean | null
  /** It is only there to show where something that was found lies. */
  readonly passedBy: boolean
  readonly label: string
}
export type DirectoryRow =
  | (RowPlace & { readonly kind: 'unit'; readonly unit: TreeUnit })
  | (RowPlace & { readonly kind: 'site'; readonly unit: TreeUnit; readonly site: TreeSite })

export interface RowsQuery {
  readonly search: string
  /** Tiers and kinds that are shown; none means all. */
  readonly tiers: ReadonlySet<number>
  readonly kinds: ReadonlySet<UnitRecord['kind']>
  /** Keys of rows that somebody opened or closed: the other way round than they would be. */
  readonly toggled: ReadonlySet<string>
  /** A unit's rooms as rows of their own, where it has several, or units below it. */
  readonly withSites: boolean
}

export const EVERYTHING: RowsQuery = {
  search: '',
  tiers: new Set(),
  kinds: new Set(),
  toggled: new Set(),
  withSites: false,
}

export const unitKey = (unitId: string): string => `unit:${unitId}`
export const siteKey = (siteId: string): string => `site:${siteId}`

export const isNarrowed = ({ search, tiers, kinds }: RowsQuery): boolean =>
  foldText(search) !== '' || tiers.size > 0 || kinds.size > 0

/**
 * The tree as rows, top to bottom, only what is open. At first the top is open. While somebody searches or filters,
 * what leads to a find is open; what lies below a find can be opened.
 */
export function directoryRows(tree: DirectoryTree, query: RowsQuery): DirectoryRow[] {
  const found = finds(tree, query)
  const narrowed = found !== null
  const rows: DirectoryRow[] = []

  function addUnit(unit: TreeUnit, inside: boolean, position: number, siblings: number): void {
    const key = unitKey(unit.unitId)
    const isFound = found?.units[unit.order] === true
    const children = childrenOf(unit, inside || isFound)
    const sites = sitesOf(unit, inside || isFound)
    const count = children.length + sites.length
    const opensByItself = narrowed ? found.below[unit.order] === true : unit.depth === 0
    const expanded = count === 0 ? null : opensByItself !== query.toggled.has(key)
    const passedBy = narrowed && !isFound
    rows.push({
      kind: 'unit',
      key,
      unit,
      depth: unit.depth,
      position,
      siblings,
      expanded,
      passedBy,
      label: unit.name,
    })
    if (expanded !== true) return
    for (const [index, site] of sites.entries()) addSite(unit, site, index + 1, count)
    for (const [index, child] of children.entries())
      addUnit(child, inside || isFound, sites.length + index + 1, count)
  }

  function addSite(unit: TreeUnit, site: TreeSite, position: number, siblings: number): void {
    const depth = unit.depth + 1
    const place = { position, siblings, depth, expanded: null, label: site.name }
    const isFound = found?.units[unit.order] === true || found?.sites.has(site.order) === true
    rows.push({
      kind: 'site',
      key: siteKey(site.siteId),
      unit,
      site,
      passedBy: narrowed && !isFound,
      ...place,
    })
  }

  function sitesOf(unit: TreeUnit, inside: boolean): readonly TreeSite[] {
    const sites = rowSites(unit, query.withSites)
    return found === null || inside ? sites : sites.filter(({ order }) => found.sites.has(order))
  }

  /** While narrowed: those that are found, or lead to a find, or lie below one. */
  function childrenOf(unit: TreeUnit, inside: boolean): TreeUnit[] {
    const children = unit.childIds.flatMap((childId) => tree.unit(childId) ?? [])
    if (found === null || inside) return children
    return children.filter(({ order }) => found.units[order] === true || found.below[order] === true)
  }

  const roots = tree.roots.filter(
    ({ order }) => found === null || found.units[order] === true || found.below[order] === true,
  )
  for (const [index, root] of roots.entries()) addUnit(root, false, index + 1, roots.length)
  return rows
}

/** A single room of a unit without units below it needs no row of its own: the unit's row stands for it. */
export function rowSites(unit: TreeUnit, withSites: boolean): readonly TreeSite[] {
  if (!withSites) return []
  return unit.childIds.length === 0 && unit.ownSites.length < 2 ? [] : unit.ownSites
}

interface Finds {
  /** By the unit's order: found itself; something below it is found. */
  readonly units: readonly boolean[]
  readonly below: readonly boolean[]
  readonly sites: ReadonlySet<number>
}

function finds(tree: DirectoryTree, query: RowsQuery): Finds | null {
  if (!isNarrowed(query)) return null
  const words = foldText(query.search).split(' ').filter(Boolean)
  const has = (folded: string) => words.every((word) => folded.includes(word))
  const units = tree.units.map(() => false)
  const below = tree.units.map(() => false)
  const sites = new Set<number>()
  // From the last to the first, so that what is below a unit has been looked at before it.
  for (let order = tree.units.length - 1; order >= 0; order--) {
    const unit = tree.units[order]
    if (unit === undefined) continue
    const passes =
      (query.tiers.size === 0 || (query.tiers.has(unit.tier) && unit.kind !== 'body')) &&
      (query.kinds.size === 0 || query.kinds.has(unit.kind))
    const named = passes && has(unit.folded)
    const foundSites = passes && !named ? unit.ownSites.filter(({ folded }) => has(folded)) : []
    for (const site of foundSites) sites.add(site.order)
    const hasSiteRows = foundSites.length > 0 && rowSites(unit, query.withSites).length > 0
    units[order] = named || (foundSites.length > 0 && !hasSiteRows)
    below[order] ||= hasSiteRows
    const parent = unit.parentId === null ? undefined : tree.unit(unit.parentId)
    if (parent !== undefined && parent.order < order && (units[order] || below[order]))
      below[parent.order] = true
  }
  return { units, below, sites }
}
