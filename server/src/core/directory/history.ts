import type { Group, GroupId, SiteId, SiteRecord, TierSet, UnitId, UnitRecord } from '@diem-cau/protocol'
import { dayAfter, validOn } from './days.ts'
import { Directory } from './Directory.ts'
import type { AbsentSite, AbsentUnit, Bilingual, CalendarDate, DirectoryData, Site, Unit } from './types.ts'

/**
 * The directory of all days: what each unit and each site was in each span of time. A record is known by its id and
 * its first day. Immutable; the records of one id are sorted by their first days.
 */
export interface DirectoryHistory {
  readonly name: Bilingual
  /** True for made-up data, so that nobody takes it for an official list. */
  readonly synthetic: boolean
  /** Sorted by their first days; each holds until the next begins. */
  readonly tierSets: readonly TierSet[]
  readonly units: ReadonlyMap<UnitId, readonly UnitRecord[]>
  readonly sites: ReadonlyMap<SiteId, readonly SiteRecord[]>
  readonly groups: ReadonlyMap<GroupId, Group>
}

/** What a history is made of, in any order. */
export interface HistoryRecords extends Pick<DirectoryHistory, 'name' | 'synthetic'> {
  readonly tierSets: readonly TierSet[]
  readonly units: readonly UnitRecord[]
  readonly sites: readonly SiteRecord[]
  readonly groups: readonly Group[]
}

export function historyOf({ tierSets, units, sites, groups, ...head }: HistoryRecords): DirectoryHistory {
  return {
    ...head,
    tierSets: tierSets.toSorted(byFirstDay),
    units: grouped(units, (unit) => unit.unitId),
    sites: grouped(sites, (site) => site.siteId),
    groups: new Map(groups.map((group) => [group.groupId, group])),
  }
}

function grouped<Id, T extends { validFrom: CalendarDate }>(
  records: readonly T[],
  idOf: (record: T) => Id,
): ReadonlyMap<Id, readonly T[]> {
  const byId = Map.groupBy(records, idOf)
  for (const [id, list] of byId) if (list.length > 1) byId.set(id, list.toSorted(byFirstDay))
  return byId
}

/** All records, those of one id together. */
export function flat<T>(records: ReadonlyMap<string, readonly T[]>): T[] {
  const all: T[] = []
  for (const list of records.values()) for (const record of list) all.push(record)
  return all
}

export function byFirstDay(a: { validFrom: CalendarDate }, b: { validFrom: CalendarDate }): number {
  return a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0
}

/** Days on which something begins, or on whose eve something ended; sorted. The first is the directory's first day. */
export function turningDays(history: DirectoryHistory): CalendarDate[] {
  const days = new Set<CalendarDate>()
  for (const records of [...history.units.values(), ...history.sites.values()]) {
    for (const { validFrom, validTo } of records) {
      days.add(validFrom)
      if (validTo !== null) days.add(dayAfter(validTo))
    }
  }
  for (const { validFrom } of history.tierSets) days.add(validFrom)
  return [...days].toSorted()
}

/** The tiers of a day; those of the first set for earlier days. */
export function tiersOn({ tierSets }: DirectoryHistory, on: CalendarDate): TierSet | undefined {
  return tierSets.findLast(({ validFrom }) => validFrom <= on) ?? tierSets[0]
}

/**
 * The directory of one day, with what is known of other days. Units are sorted by their codes, sites of one unit by
 * their names. A day before the first one is answered with the first one.
 */
export function directoryOn(history: DirectoryHistory, date: CalendarDate): DirectoryData {
  const firstDay = rootsOf(history)[0]?.validFrom
  const on = firstDay !== undefined && date < firstDay ? firstDay : date
  const units: Unit[] = []
  const absentUnits: AbsentUnit[] = []
  for (const [id, records] of history.units) {
    const record = validOn(records, on)
    if (record === undefined) absentUnits.push(absentUnit(id, records, on))
    else units.push(unitOf(record))
  }
  const sites: Site[] = []
  const absentSites: AbsentSite[] = []
  for (const [id, records] of history.sites) {
    const record = validOn(records, on)
    if (record === undefined) absentSites.push(absentSite(id, records, on))
    else sites.push(siteOf(record))
  }
  return {
    name: history.name,
    synthetic: history.synthetic,
    tiers: tiersOn(history, on)?.tiers ?? [],
    units: units.toSorted(byCode),
    sites: sites.toSorted(byPlace),
    absentUnits,
    absentSites,
  }
}

/** The indexed directory of one day of a history that has been validated. */
export function indexedOn(history: DirectoryHistory, date: CalendarDate): Directory {
  return new Directory(directoryOn(history, date), { isChecked: true })
}

/** The records of the topmost unit, whatever its id in each span. */
export function rootsOf({ units }: DirectoryHistory): UnitRecord[] {
  const roots: UnitRecord[] = []
  for (const records of units.values()) {
    for (const record of records) if (record.parentId === null) roots.push(record)
  }
  return roots.toSorted(byFirstDay)
}

function byCode(a: Unit, b: Unit): number {
  if (a.code !== b.code) return a.code < b.code ? -1 : 1
  return a.id < b.id ? -1 : 1
}

/** The hub first, then by names. */
function byPlace(a: Site, b: Site): number {
  if (a.kind !== b.kind && (a.kind === 'hub' || b.kind === 'hub')) return a.kind === 'hub' ? -1 : 1
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return a.id < b.id ? -1 : 1
}

/** What was last before a day; failing that, what comes first after it. */
function nearestTo<T extends { validFrom: CalendarDate }>(
  records: readonly T[],
  on: CalendarDate,
): T | undefined {
  return records.findLast(({ validFrom }) => validFrom <= on) ?? records[0]
}

function absentUnit(id: UnitId, records: readonly UnitRecord[], on: CalendarDate): AbsentUnit {
  const record = nearestTo(records, on)
  const { successorIds = [], parentId = null, name = id } = record ?? {}
  const hasEnded = record !== undefined && record.validFrom <= on
  return { id, name, successorIds, parentId, hasEnded }
}

function absentSite(id: SiteId, records: readonly SiteRecord[], on: CalendarDate): AbsentSite {
  const record = nearestTo(records, on)
  if (record === undefined) throw new RangeError(`The site ${id} has no records.`)
  return { id, name: record.name, unitId: record.unitId }
}

/** A record is the same unit on every day of its span: what is made of the unit is made once. */
const UNITS = new WeakMap<UnitRecord, Unit>()
const SITES = new WeakMap<SiteRecord, Site>()

export function unitOf(record: UnitRecord): Unit {
  const known = UNITS.get(record)
  if (known !== undefined) return known
  const { unitId, ...rest } = record
  const unit = { id: unitId, ...rest }
  UNITS.set(record, unit)
  return unit
}

export function siteOf(record: SiteRecord): Site {
  const known = SITES.get(record)
  if (known !== undefined) return known
  const { siteId, ...rest } = record
  const site = { id: siteId, ...rest }
  SITES.set(record, site)
  return site
}

export function recordOfUnit({ id, ...unit }: Unit): UnitRecord {
  return { unitId: id, ...unit, aliases: [...unit.aliases], successorIds: [...unit.successorIds] }
}

export function recordOfSite({ id, ...site }: Site): SiteRecord {
  return { siteId: id, ...site }
}
