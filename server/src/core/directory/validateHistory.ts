import type { UnitId, UnitRecord } from '@diem-cau/protocol'
import { checkSiteFields, checkTierSet, checkUnitFields } from './checkFields.ts'
import { checkGroups } from './checkGroups.ts'
import { checkSites } from './checkSites.ts'
import { dayAfter, dayBefore, endOf, firstGap, OPEN_END, overlaps, validOn, type Dated } from './days.ts'
import { historyFault, type DirectoryFaultCode, type FaultData, type HistoryFault } from './faults.ts'
import { byFirstDay, flat, rootsOf, turningDays, type DirectoryHistory } from './history.ts'
import { DIRECTORY_LIMITS, type Tier } from './types.ts'
import { describeCircle, mayBelongTo } from './validate.ts'

/**
 * Finds everything that is wrong with a history: every day's tree must be sound. Spans are compared with spans, so
 * that it costs no more with many days than with one. An empty list means that it is sound. Pure.
 */
export function validateHistory(history: DirectoryHistory): HistoryFault[] {
  const tooMany = checkCounts(history)
  if (tooMany.length > 0) return tooMany
  const fields = [
    ...history.tierSets.flatMap(checkTierSet),
    ...flat(history.units).flatMap(checkUnitFields),
    ...flat(history.sites).flatMap(checkSiteFields),
  ]
  // Dates are compared as text: nothing can be said of spans whose days are no days.
  if (fields.some(({ code }) => code === 'bad_date' || code === 'dates_reversed')) return fields
  const spans = [...checkOverlaps('unit', history.units), ...checkOverlaps('site', history.sites)]
  if (spans.length > 0) return [...fields, ...spans]
  const tree = checkTree(history)
  const rest = [...tree, ...checkCodes(history), ...checkSuccessors(history), ...checkSites(history)]
  // Whether a group's members lie below its owner can be asked of a sound tree only.
  const isSound = fields.length === 0 && rest.length === 0
  return [...fields, ...rest, ...checkGroups(history, isSound)]
}

function checkCounts({ units, sites, groups, tierSets }: DirectoryHistory): HistoryFault[] {
  const counted: [DirectoryFaultCode, number, number][] = [
    ['too_many_units', units.size, DIRECTORY_LIMITS.units],
    ['too_many_sites', sites.size, DIRECTORY_LIMITS.sites],
    ['too_many_groups', groups.size, DIRECTORY_LIMITS.groups],
    ['too_many_tier_sets', tierSets.length, DIRECTORY_LIMITS.tierSets],
  ]
  return counted
    .filter(([, count, limit]) => count > limit)
    .map(([code, count, limit]) => historyFault(code, WHOLE, { count, limit }))
}

const WHOLE = { what: 'file', id: '', validFrom: '', field: null } as const

function checkOverlaps<T extends Dated>(
  what: 'unit' | 'site',
  all: ReadonlyMap<string, readonly T[]>,
): HistoryFault[] {
  const faults: HistoryFault[] = []
  for (const [id, records] of all) {
    for (const [index, record] of records.entries()) {
      const before = records[index - 1]
      if (before === undefined || endOf(before) < record.validFrom) continue
      const at = { what, id, validFrom: record.validFrom, field: 'validFrom' }
      faults.push(historyFault('overlapping_records', at, { validFrom: before.validFrom }))
    }
  }
  return faults
}

/** A set of tiers with the span in which it holds. */
interface TierSpan extends Dated {
  readonly tiers: readonly Tier[]
}

function tierSpans({ tierSets }: DirectoryHistory): TierSpan[] {
  return tierSets.map(({ tiers }, index) => {
    const next = tierSets[index + 1]
    // The first set holds for earlier days too: whether it should have begun earlier is told once, elsewhere.
    const validFrom = index === 0 ? '' : (tierSets[index]?.validFrom ?? '')
    return { tiers, validFrom, validTo: next === undefined ? null : dayBefore(next.validFrom) }
  })
}

function checkTree(history: DirectoryHistory): HistoryFault[] {
  const faults: HistoryFault[] = []
  const spans = tierSpans(history)
  for (const unit of flat(history.units)) {
    const report = (field: string, code: DirectoryFaultCode, data: FaultData): void => {
      const { unitId: id, validFrom } = unit
      faults.push(historyFault(code, { what: 'unit', id, validFrom, field }, data))
    }
    for (const span of spans) if (overlaps(unit, span)) checkTier(unit, span.tiers, report)
    if (unit.parentId !== null) checkParent(unit, unit.parentId, history, spans, report)
    else if (unit.tier !== 1) report('tier', 'root_not_first_tier', { tier: unit.tier })
  }
  const misplaced = faults.some(({ code }) => code === 'wrong_tier_order')
  return [...(misplaced ? checkCircles(history) : []), ...faults, ...checkRoots(history)]
}

type Report = (field: string, code: DirectoryFaultCode, data: FaultData) => void

function checkTier(unit: UnitRecord, tiers: readonly Tier[], report: Report): void {
  const tier = tiers.find((candidate) => candidate.tier === unit.tier)
  if (tier === undefined) return report('tier', 'unknown_tier', { tier: unit.tier, count: tiers.length })
  const digits = unit.kind === 'body' ? null : tier.codeDigits
  if (digits === null || (unit.code.length === digits && /^\d+$/.test(unit.code))) return
  report('code', 'wrong_code_length', { code: unit.code, tier: unit.tier, digits })
}

function checkParent(
  unit: UnitRecord,
  parentId: UnitId,
  { units }: DirectoryHistory,
  spans: readonly TierSpan[],
  report: Report,
): void {
  const parents = units.get(parentId)
  if (parents === undefined) return report('parentId', 'unknown_parent', { parent: parentId })
  const day = firstGap(parents, unit)
  if (day !== null) {
    return report('parentId', 'parent_not_yet', { parent: parents.at(-1)?.name ?? parentId, day })
  }
  for (const parent of parents) {
    if (!overlaps(parent, unit)) continue
    for (const span of spans) {
      if (!overlaps(span, unit) || !overlaps(span, parent)) continue
      if (unit.tier > span.tiers.length || mayBelongTo(unit, parent, span.tiers)) continue
      const data = { tier: unit.tier, parent: parent.name, parentTier: parent.tier }
      return report('tier', 'wrong_tier_order', data)
    }
  }
}

/** A circle is also a fault of tiers; it is looked for only then, day by day, and told in its own words. */
function checkCircles(history: DirectoryHistory): HistoryFault[] {
  const told = new Set<UnitRecord>()
  const faults: HistoryFault[] = []
  for (const day of turningDays(history)) {
    const walkOf = new Map<UnitId, UnitId>()
    for (const start of history.units.keys()) {
      const walk: UnitRecord[] = []
      let at = validOn(history.units.get(start), day)
      while (at !== undefined && !walkOf.has(at.unitId)) {
        walkOf.set(at.unitId, start)
        walk.push(at)
        at = at.parentId === null ? undefined : validOn(history.units.get(at.parentId), day)
      }
      if (at === undefined || walkOf.get(at.unitId) !== start || told.has(at)) continue
      const circle = walk.slice(walk.indexOf(at))
      for (const unit of circle) told.add(unit)
      const chain = describeCircle(circle.map(({ unitId }) => ({ id: unitId })))
      const place = { what: 'unit', id: at.unitId, validFrom: at.validFrom, field: 'parentId' } as const
      faults.push(historyFault('cycle', place, { chain }))
    }
  }
  return faults
}

/** On every day from the first one on, exactly one unit has no parent. */
function checkRoots(history: DirectoryHistory): HistoryFault[] {
  const roots = rootsOf(history)
  const [first] = roots
  if (first === undefined) return [historyFault('no_root', WHOLE)]
  const faults: HistoryFault[] = []
  for (const [index, root] of roots.entries()) {
    const before = roots[index - 1]
    if (before === undefined || endOf(before) < root.validFrom) continue
    const at = { what: 'unit', id: root.unitId, validFrom: root.validFrom, field: 'parentId' } as const
    faults.push(historyFault('several_roots', at, { other: before.name }))
  }
  if (faults.length > 0) return faults
  const day = firstGap(roots, { validFrom: first.validFrom, validTo: OPEN_END })
  if (day !== null) faults.push(historyFault('no_root_on', WHOLE, { day }))
  const set = history.tierSets[0]
  if (set !== undefined && set.validFrom > first.validFrom) {
    const at = { what: 'tiers', id: set.validFrom, validFrom: set.validFrom, field: 'validFrom' } as const
    faults.push(historyFault('no_tiers_on', at, { validFrom: set.validFrom, day: first.validFrom }))
  }
  if (set === undefined) faults.push(historyFault('too_few_tiers', WHOLE, { count: 0, limit: 4 }))
  return faults
}

/** A code may pass on to a successor after a merger, but two units never hold it on the same day. */
function checkCodes({ units }: DirectoryHistory): HistoryFault[] {
  const faults: HistoryFault[] = []
  for (const [code, holders] of Map.groupBy(flat(units), (unit) => unit.code)) {
    if (holders.length < 2) continue
    let last: UnitRecord | null = null
    for (const holder of holders.toSorted(byFirstDay)) {
      if (last !== null && last.unitId !== holder.unitId && endOf(last) >= holder.validFrom) {
        const at = { what: 'unit', id: holder.unitId, validFrom: holder.validFrom, field: 'code' } as const
        faults.push(historyFault('duplicate_code', at, { code, other: last.name }))
      }
      if (last === null || endOf(last) < endOf(holder)) last = holder
    }
  }
  return faults
}

function checkSuccessors({ units }: DirectoryHistory): HistoryFault[] {
  const faults: HistoryFault[] = []
  for (const unit of flat(units)) {
    if (unit.validTo === null) continue
    const at = { what: 'unit', id: unit.unitId, validFrom: unit.validFrom, field: 'successorIds' } as const
    const day = dayAfter(unit.validTo)
    for (const successorId of unit.successorIds) {
      const records = successorId === unit.unitId ? undefined : units.get(successorId)
      if (records === undefined) {
        faults.push(historyFault('unknown_successor', at, { unit: successorId }))
      } else if (validOn(records, day) === undefined) {
        const name = records.at(-1)?.name ?? successorId
        faults.push(historyFault('successor_not_yet', at, { unit: name, day }))
      }
    }
  }
  return faults
}
