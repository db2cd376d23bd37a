import { foldText, type SiteId, type UnitId } from '@diem-cau/protocol'
import { searchableSite, searchableUnit, type Searchable } from './searchable.ts'
import type { AbsentSite, AbsentUnit, CalendarDate, DirectoryData, Site, Unit } from './types.ts'
import { isValidOn } from './days.ts'
import { validateDirectory } from './validate.ts'

interface Span {
  /** Place in the tree read from the top, parents before children. */
  readonly first: number
  /** Last place of the unit's subtree. */
  readonly last: number
}

const WARM_UP_STEP = 100

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
  readonly #absentUnits: ReadonlyMap<UnitId, AbsentUnit>
  readonly #absentSites: ReadonlyMap<SiteId, AbsentSite>
  /** Made when they are first asked for, as a list of a subtree does. */
  #stoodIn: ReadonlyMap<UnitId, readonly UnitId[]> | null = null
  #absentSitesOfUnit: ReadonlyMap<UnitId, readonly AbsentSite[]> | null = null
  /** Made at the first search: folding the names of a whole country takes a while. */
  #searchableUnits: readonly Searchable<Unit>[] | null = null
  #searchableSites: readonly Searchable<Site>[] | null = null

  /**
   * @param options `isChecked`: the data is known to be sound, as that of a history which has been validated
   * @throws {RangeError} if the data has faults: check it with `validateDirectory` first.
   */
  constructor(data: DirectoryData, options: { isChecked?: boolean } = {}) {
    const [fault] = options.isChecked === true ? [] : validateDirectory(data)
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
    this.#absentUnits = new Map((data.absentUnits ?? []).map((unit) => [unit.id, unit]))
    this.#absentSites = new Map((data.absentSites ?? []).map((site) => [site.id, site]))
  }

  unit(id: UnitId): Unit | undefined {
    return this.#units.get(id)
  }

  site(id: SiteId): Site | undefined {
    return this.#sites.get(id)
  }

  /** The unit's name; for one that does not exist on this day, the name that it had or will have. */
  unitName(id: UnitId): string | undefined {
    return (this.#units.get(id) ?? this.#absentUnits.get(id))?.name
  }

  /** The site's name; for one that does not exist on this day, the name that it had or will have. */
  siteName(id: SiteId): string | undefined {
    return (this.#sites.get(id) ?? this.#absentSites.get(id))?.name
  }

  /** Whether the directory has ever heard of the unit. */
  knowsUnit(id: UnitId): boolean {
    return this.#units.has(id) || this.#absentUnits.has(id)
  }

  /**
   * The units of this day that a unit stands for: itself; one that has ended is stood in for by its successors, or by
   * the unit above it. Empty for an unknown one.
   */
  standInsOf(id: UnitId): readonly UnitId[] {
    return [...this.#standIns(id, new Set())]
  }

  #standIns(id: UnitId, seen: Set<UnitId>): Set<UnitId> {
    if (this.#units.has(id)) return new Set([id])
    const standIns = new Set<UnitId>()
    if (seen.has(id)) return standIns
    seen.add(id)
    for (const next of nextOf(this.#absentUnits.get(id))) {
      for (const unitId of this.#standIns(next, seen)) standIns.add(unitId)
    }
    return standIns
  }

  /** Units of other days that one of this day stands in for: the reverse of `standInsOf`, less the unit itself. */
  stoodInBy(id: UnitId): readonly UnitId[] {
    this.#stoodIn ??= groupAll(this.#absentUnits.keys(), (absentId) => this.standInsOf(absentId))
    return this.#stoodIn.get(id) ?? []
  }

  /** Sites of other days whose last unit this is, or was. */
  absentSitesOfUnit(id: UnitId): readonly AbsentSite[] {
    this.#absentSitesOfUnit ??= Map.groupBy(this.#absentSites.values(), (site) => site.unitId)
    return this.#absentSitesOfUnit.get(id) ?? []
  }

  /** What is known of a unit that does not exist on this day. */
  absentUnit(id: UnitId): AbsentUnit | undefined {
    return this.#absentUnits.get(id)
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

  /**
   * A unit is in its own subtree. False if either is unknown. A unit that has ended lies where any of its successors
   * lies, so that what it left stays with those who took over. The other way about it is different: whoever was
   * given an ended unit has that unit alone, and nothing of its successor's.
   */
  isInSubtree(unitId: UnitId, rootId: UnitId): boolean {
    const inner = this.#spans.get(unitId)
    if (inner === undefined) return this.#isAbsentInSubtree(unitId, rootId)
    const outer = this.#spans.get(rootId)
    return outer !== undefined && outer.first <= inner.first && inner.last <= outer.last
  }

  #isAbsentInSubtree(unitId: UnitId, rootId: UnitId): boolean {
    if (!this.#absentUnits.has(unitId)) return false
    return unitId === rootId || this.standInsOf(unitId).some((standIn) => this.isInSubtree(standIn, rootId))
  }

  /** A site that does not exist on this day lies where its last unit lies. */
  isSiteInSubtree(siteId: SiteId, rootId: UnitId): boolean {
    const unitId = (this.#sites.get(siteId) ?? this.#absentSites.get(siteId))?.unitId
    return unitId !== undefined && this.isInSubtree(unitId, rootId)
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
    this.#searchableUnits ??= this.#preorder.map(searchableUnit)
    return this.#search(this.#searchableUnits, query, options, (unit) => unit.id)
  }

  /** Sites found by their own name, or by their unit's name, former names or code. */
  searchSites(query: string, options: SearchOptions = {}): readonly Site[] {
    this.#searchableSites ??= this.#preorder.flatMap((unit) =>
      this.sitesOfUnit(unit.id).map((site) => searchableSite(site, unit)),
    )
    return this.#search(this.#searchableSites, query, options, (site) => site.unitId)
  }

  /** Does what the first search would do, a little at a time: between the steps others may have their turn. */
  *warmUp(): Generator<void> {
    let done = 0
    for (const unit of this.#preorder) {
      searchableUnit(unit)
      for (const site of this.sitesOfUnit(unit.id)) searchableSite(site, unit)
      if (++done % WARM_UP_STEP === 0) yield
    }
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

/** Whose business an absent unit is: its successors'; failing them, that of the unit above. */
function nextOf(absent: AbsentUnit | undefined): readonly UnitId[] {
  if (absent === undefined) return []
  if (absent.successorIds.length > 0) return absent.successorIds
  return absent.parentId === null ? [] : [absent.parentId]
}

/** Groups items that belong in several places. */
function groupAll<K, T>(items: Iterable<T>, placesOf: (item: T) => readonly K[]): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    for (const place of placesOf(item)) {
      const group = groups.get(place)
      if (group === undefined) groups.set(place, [item])
      else group.push(item)
    }
  }
  return groups
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('The directory is inconsistent.')
  return value
}
