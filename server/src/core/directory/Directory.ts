import { foldText, type SiteId, type UnitId } from '@diem-cau/protocol'
import type { CalendarDate, DirectoryData, Site, Unit } from './types.ts'
import { validateDirectory } from './validate.ts'

interface Span {
  /** Place in the tree read from the top, parents before children. */
  readonly first: number
  /** Last place of the unit's subtree. */
  readonly last: number
}

interface Searchable<T> {
  readonly item: T
  readonly name: string
  readonly words: string
}

export interface SearchOptions {
  /** Only this unit's subtree: what its people may see. */
  readonly within?: UnitId
  readonly limit?: number
}

/**
 * The unit tree and its sites, indexed. Immutable: a changed directory is a new one.
 * Whether a unit lies in a subtree is answered in constant time, for it is asked at every command.
 */
export class Directory {
  readonly data: DirectoryData
  readonly root: Unit
  readonly hub: Site
  readonly #units: ReadonlyMap<UnitId, Unit>
  readonly #sites: ReadonlyMap<SiteId, Site>
  readonly #children: ReadonlyMap<UnitId | null, readonly Unit[]>
  readonly #sitesOfUnit: ReadonlyMap<UnitId, readonly Site[]>
  readonly #preorder: readonly Unit[]
  readonly #spans: ReadonlyMap<UnitId, Span>
  readonly #searchableUnits: readonly Searchable<Unit>[]
  readonly #searchableSites: readonly Searchable<Site>[]

  /** @throws {RangeError} if the data has faults: check it with `validateDirectory` first. */
  constructor(data: DirectoryData) {
    const [fault] = validateDirectory(data)
    if (fault) throw new RangeError(`${fault.path.join('.')}: ${fault.reason.en}`)
    this.data = data
    this.root = found(data.units.find((unit) => unit.parentId === null))
    this.hub = found(data.sites.find((site) => site.kind === 'hub'))
    this.#units = new Map(data.units.map((unit) => [unit.id, unit]))
    this.#sites = new Map(data.sites.map((site) => [site.id, site]))
    this.#children = Map.groupBy(data.units, (unit) => unit.parentId)
    this.#sitesOfUnit = Map.groupBy(data.sites, (site) => site.unitId)
    const { preorder, spans } = walk(this.root, (unit) => this.childrenOf(unit.id))
    this.#preorder = preorder
    this.#spans = spans
    this.#searchableUnits = preorder.map((unit) => searchable(unit, unit.name, wordsOf(unit)))
    this.#searchableSites = preorder.flatMap((unit) =>
      this.sitesOfUnit(unit.id).map((site) =>
        searchable(site, site.name, [site.name, ...wordsOf(unit), site.id]),
      ),
    )
  }

  unit(id: UnitId): Unit | undefined {
    return this.#units.get(id)
  }

  site(id: SiteId): Site | undefined {
    return this.#sites.get(id)
  }

  /** The unit that holds an official code on a day. */
  unitByCode(code: string, on: CalendarDate): Unit | undefined {
    return this.#preorder.find((unit) => unit.code === code && isValidOn(unit, on))
  }

  /** All units, parents before children, siblings in the directory's order. */
  units(): readonly Unit[] {
    return this.#preorder
  }

  unitsOfTier(tier: number): readonly Unit[] {
    return this.#preorder.filter((unit) => unit.tier === tier)
  }

  childrenOf(id: UnitId): readonly Unit[] {
    return this.#children.get(id) ?? []
  }

  /** From the parent up to the root; empty for the root and for an unknown unit. */
  ancestorsOf(id: UnitId): readonly Unit[] {
    const ancestors: Unit[] = []
    let parentId = this.#units.get(id)?.parentId
    while (parentId) {
      const parent = found(this.#units.get(parentId))
      ancestors.push(parent)
      parentId = parent.parentId
    }
    return ancestors
  }

  /** A unit is in its own subtree. False if either is unknown. */
  isInSubtree(unitId: UnitId, rootId: UnitId): boolean {
    const inner = this.#spans.get(unitId)
    const outer = this.#spans.get(rootId)
    return (
      inner !== undefined && outer !== undefined && outer.first <= inner.first && inner.last <= outer.last
    )
  }

  isSiteInSubtree(siteId: SiteId, rootId: UnitId): boolean {
    const site = this.#sites.get(siteId)
    return site !== undefined && this.isInSubtree(site.unitId, rootId)
  }

  /** The unit itself and everything below it, parents before children. */
  subtreeOf(rootId: UnitId): readonly Unit[] {
    const span = this.#spans.get(rootId)
    return span ? this.#preorder.slice(span.first, span.last + 1) : []
  }

  sitesOfUnit(id: UnitId): readonly Site[] {
    return this.#sitesOfUnit.get(id) ?? []
  }

  sitesOfSubtree(rootId: UnitId): readonly Site[] {
    return this.subtreeOf(rootId).flatMap((unit) => this.sitesOfUnit(unit.id))
  }

  /**
   * The unit of tier 2 that a site belongs to. Undefined for the rooms of the province and of its bodies, and
   * everywhere in a province of two tiers: its second tier are communes, and there is nothing between.
   */
  districtOf(siteId: SiteId): Unit | undefined {
    const site = this.#sites.get(siteId)
    if (!site || this.data.tiers.length < 3) return undefined
    const unit = this.#units.get(site.unitId)
    return unit?.tier === 2 ? unit : this.ancestorsOf(site.unitId).find(({ tier }) => tier === 2)
  }

  /** Units whose name, former names or code contain every word of the query, accents ignored; best first. */
  searchUnits(query: string, options: SearchOptions = {}): readonly Unit[] {
    return this.#search(this.#searchableUnits, query, options, (unit) => unit.id)
  }

  /** Sites found by their own name, or by their unit's name, former names or code. */
  searchSites(query: string, options: SearchOptions = {}): readonly Site[] {
    return this.#search(this.#searchableSites, query, options, (site) => site.unitId)
  }

  #search<T>(
    candidates: readonly Searchable<T>[],
    query: string,
    { within, limit = 50 }: SearchOptions,
    unitOf: (item: T) => UnitId,
  ): readonly T[] {
    const wanted = foldText(query)
    if (wanted === '') return []
    const words = wanted.split(' ')
    return candidates
      .filter(({ words: text }) => words.every((word) => text.includes(` ${word}`)))
      .filter(({ item }) => within === undefined || this.isInSubtree(unitOf(item), within))
      .map((candidate) => ({ item: candidate.item, rank: rankOf(candidate, wanted) }))
      .toSorted((a, b) => a.rank - b.rank)
      .slice(0, limit)
      .map(({ item }) => item)
  }
}

/** True on the first day, on the last day and between them. */
export function isValidOn(unit: Unit, on: CalendarDate): boolean {
  return unit.validFrom <= on && (unit.validTo === null || on <= unit.validTo)
}

function wordsOf(unit: Unit): string[] {
  return [unit.name, ...unit.aliases, unit.code]
}

/** Every word is preceded by a space, so that a query's words match only where words begin. */
function searchable<T>(item: T, name: string, texts: readonly string[]): Searchable<T> {
  return { item, name: foldText(name), words: ` ${texts.map(foldText).join(' ')}` }
}

/** The whole name, then a name that ends so (`Xã Lũng Cú` for "lung cu"), then the words in order, then any. */
function rankOf(candidate: Searchable<unknown>, wanted: string): number {
  if (candidate.name === wanted) return 0
  if (candidate.name.endsWith(` ${wanted}`)) return 1
  return candidate.words.includes(` ${wanted}`) ? 2 : 3
}

function walk(root: Unit, childrenOf: (unit: Unit) => readonly Unit[]) {
  const preorder: Unit[] = []
  const spans = new Map<UnitId, Span>()
  const visit = (unit: Unit): void => {
    const first = preorder.push(unit) - 1
    for (const child of childrenOf(unit)) visit(child)
    spans.set(unit.id, { first, last: preorder.length - 1 })
  }
  visit(root)
  return { preorder, spans }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('The directory is inconsistent.')
  return value
}
