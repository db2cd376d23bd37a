import { foldText, type SiteId, type SiteRecord, type UnitId, type UnitRecord } from '@diem-cau/protocol'
import { recordOn, standingOn, type Standing } from './dates.ts'

/** What of a room the tree needs; the records of the directory and the socket's list both have it. */
export type SiteFields = Pick<SiteRecord, 'siteId' | 'unitId' | 'name' | 'kind'> & Partial<SiteRecord>
/** What of a unit the tree needs. */
export type UnitFields = Pick<UnitRecord, 'unitId' | 'code' | 'name' | 'kind' | 'tier' | 'parentId'> &
  Partial<UnitRecord>

export interface TreeSite {
  readonly siteId: SiteId
  readonly unitId: UnitId
  readonly name: string
  readonly kind: SiteRecord['kind']
  /** Accentless, for searching. */
  readonly folded: string
  /** Place among all sites, in the order of the tree. */
  readonly order: number
}

/** A unit in its place. Everything below it is a contiguous piece of the lists of units and of sites. */
export interface TreeUnit {
  readonly unitId: UnitId
  readonly parentId: UnitId | null
  readonly name: string
  readonly code: string
  readonly kind: UnitRecord['kind']
  readonly tier: number
  readonly aliases: readonly string[]
  readonly standing: Standing
  /** Name, former names and code, accentless. */
  readonly folded: string
  readonly depth: number
  /** Place among all units in the order of the tree, and the place after the last one below it. */
  readonly order: number
  readonly end: number
  readonly childIds: readonly UnitId[]
  readonly ownSites: readonly TreeSite[]
  /** Its sites, own ones and those below, are `sites.slice(siteFrom, siteTo)`. */
  readonly siteFrom: number
  readonly siteTo: number
}

/** Units and sites as they were on one day, in the order of the tree. */
export interface DirectoryTree {
  readonly units: readonly TreeUnit[]
  readonly sites: readonly TreeSite[]
  readonly roots: readonly TreeUnit[]
  readonly unit: (unitId: string) => TreeUnit | undefined
  readonly site: (siteId: string) => TreeSite | undefined
}

export interface TreeInput {
  readonly units: readonly UnitFields[]
  readonly sites: readonly SiteFields[]
  /** The day; today's list, given without days, needs none. */
  readonly on?: string
}

/** Puts units and sites into their places. A unit whose parent is not in the list stands at the top. */
export function directoryTree({ units, sites, on }: TreeInput): DirectoryTree {
  const chosen = onePerUnit(units, on)
  const childrenOf = Map.groupBy(chosen.values(), ({ parentId, unitId }) =>
    parentId !== null && parentId !== unitId && chosen.has(parentId) ? parentId : null,
  )
  const sitesOf = Map.groupBy(onePerSite(sites, on), ({ unitId }) => unitId)
  const listedUnits: TreeUnit[] = []
  const listedSites: TreeSite[] = []

  function place(unit: UnitFields, depth: number): TreeUnit {
    const children = bodiesFirst(childrenOf.get(unit.unitId) ?? [])
    const siteFrom = listedSites.length
    const ownSites = (sitesOf.get(unit.unitId) ?? []).map(
      (site, index) => new PlacedSite(site, siteFrom + index),
    )
    for (const site of ownSites) listedSites.push(site)
    const node = new PlacedUnit(unit, standingOn(unit, on), {
      depth,
      order: listedUnits.length,
      siteFrom,
      ownSites,
      children,
    })
    listedUnits.push(node)
    for (const child of children) place(child, depth + 1)
    node.end = listedUnits.length
    node.siteTo = listedSites.length
    return node
  }

  const roots = (childrenOf.get(null) ?? []).map((unit) => place(unit, 0))
  const byUnit = new Map<string, TreeUnit>(listedUnits.map((unit) => [unit.unitId, unit]))
  const bySite = new Map<string, TreeSite>(listedSites.map((site) => [site.siteId, site]))
  return {
    units: listedUnits,
    sites: listedSites,
    roots,
    unit: (unitId) => byUnit.get(unitId),
    site: (siteId) => bySite.get(siteId),
  }
}

/** The units above a unit, the nearest first. */
export function unitsAbove(tree: DirectoryTree, unitId: string): TreeUnit[] {
  const above: TreeUnit[] = []
  for (let unit = parentOf(tree, tree.unit(unitId)); unit !== undefined; unit = parentOf(tree, unit))
    above.push(unit)
  return above
}

function parentOf(tree: DirectoryTree, unit: TreeUnit | undefined): TreeUnit | undefined {
  if (unit === undefined || unit.parentId === null) return undefined
  const parent = tree.unit(unit.parentId)
  // What stands at the top in spite of a parent has none here.
  return parent !== undefined && parent.order < unit.order && unit.order < parent.end ? parent : undefined
}

export const sitesBelow = (tree: DirectoryTree, unit: TreeUnit): readonly TreeSite[] =>
  tree.sites.slice(unit.siteFrom, unit.siteTo)

/** Whether a unit is another one or lies below it. */
export const isWithinUnit = (inner: TreeUnit, outer: TreeUnit): boolean =>
  inner.order >= outer.order && inner.order < outer.end

class PlacedSite implements TreeSite {
  readonly siteId: SiteId
  readonly unitId: UnitId
  readonly name: string
  readonly kind: SiteRecord['kind']
  readonly order: number
  #folded: string | null = null

  constructor({ siteId, unitId, name, kind }: SiteFields, order: number) {
    this.siteId = siteId
    this.unitId = unitId
    this.name = name
    this.kind = kind
    this.order = order
  }

  /** Folding costs the most, and nobody may ever search. */
  get folded(): string {
    this.#folded ??= foldText(this.name)
    return this.#folded
  }
}

interface UnitPlace {
  readonly depth: number
  readonly order: number
  readonly siteFrom: number
  readonly ownSites: readonly TreeSite[]
  readonly children: readonly UnitFields[]
}

class PlacedUnit implements TreeUnit {
  readonly unitId: UnitId
  readonly parentId: UnitId | null
  readonly name: string
  readonly code: string
  readonly kind: UnitRecord['kind']
  readonly tier: number
  readonly aliases: readonly string[]
  readonly standing: Standing
  readonly depth: number
  readonly order: number
  readonly childIds: readonly UnitId[]
  readonly ownSites: readonly TreeSite[]
  readonly siteFrom: number
  // Known when everything below it has its place.
  end = 0
  siteTo = 0
  #folded: string | null = null

  constructor(unit: UnitFields, standing: Standing, place: UnitPlace) {
    this.unitId = unit.unitId
    this.parentId = unit.parentId
    this.name = unit.name
    this.code = unit.code
    this.kind = unit.kind
    this.tier = unit.tier
    this.aliases = unit.aliases ?? NONE
    this.standing = standing
    this.depth = place.depth
    this.order = place.order
    this.childIds = place.children.length === 0 ? NONE : place.children.map(({ unitId }) => unitId)
    this.ownSites = place.ownSites
    this.siteFrom = place.siteFrom
  }

  get folded(): string {
    this.#folded ??= foldText([this.name, ...this.aliases, this.code].join(' · '))
    return this.#folded
  }
}

const NONE: readonly never[] = []

function bodiesFirst(units: readonly UnitFields[]): readonly UnitFields[] {
  if (units.every(({ kind }) => kind !== 'body')) return units
  return [...units.filter(({ kind }) => kind === 'body'), ...units.filter(({ kind }) => kind !== 'body')]
}

/** Of a unit's records the one of the day, else the nearest one before it, else the first one after it. */
function onePerUnit(units: readonly UnitFields[], on: string | undefined): Map<UnitId, UnitFields> {
  const chosen = new Map<UnitId, UnitFields>()
  for (const unit of units) {
    const other = chosen.get(unit.unitId)
    chosen.set(unit.unitId, other === undefined ? unit : recordOn([other, unit], on))
  }
  return chosen
}

function onePerSite(sites: readonly SiteFields[], on: string | undefined): SiteFields[] {
  const chosen = new Map<SiteId, SiteFields>()
  for (const site of sites) {
    if (standingOn(site, on) !== 'current') continue
    if (!chosen.has(site.siteId)) chosen.set(site.siteId, site)
  }
  return [...chosen.values()]
}
