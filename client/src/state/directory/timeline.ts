import type { RestReplyOf, UnitId, UnitRecord } from '@diem-cau/protocol'
import { addDays } from './dates.ts'

export type UnitDetail = RestReplyOf<'directory.unit'>

/** Another unit, by its last known name. */
export interface NamedUnit {
  readonly unitId: UnitId
  readonly name: string
}

/** What happened to a unit on a day. */
export type UnitEvent =
  | { readonly kind: 'began'; readonly name: string; readonly from: readonly NamedUnit[] }
  | { readonly kind: 'renamed'; readonly before: string; readonly after: string }
  | { readonly kind: 'recoded'; readonly before: string; readonly after: string }
  | { readonly kind: 'moved'; readonly before: string | null; readonly after: string | null }
  | { readonly kind: 'retiered'; readonly before: number; readonly after: number }
  | { readonly kind: 'retyped'; readonly before: UnitRecord['kind']; readonly after: UnitRecord['kind'] }
  /** It took other units in and went on. */
  | { readonly kind: 'tookIn'; readonly from: readonly NamedUnit[] }
  | { readonly kind: 'ended'; readonly into: readonly NamedUnit[] }

export interface TimelineDay {
  /** First day on which it holds. */
  readonly day: string
  readonly events: readonly UnitEvent[]
}

/** A unit that another one came from, and its last day where it is known. */
export interface Predecessor extends NamedUnit {
  readonly validTo: string | null
}

/** What happened to a unit, newest first. */
export function timelineOf(detail: UnitDetail, predecessors: readonly Predecessor[]): TimelineDay[] {
  const name = (unitId: UnitId) => ({ unitId, name: detail.names[unitId] ?? unitId })
  const [first] = detail.records
  const days = new Map<string, UnitEvent[]>()
  const add = (day: string, event: UnitEvent) => days.set(day, [...(days.get(day) ?? []), event])
  const startOf = ({ validTo }: Predecessor) =>
    validTo === null ? (first?.validFrom ?? '') : addDays(validTo, 1)

  for (const [index, record] of detail.records.entries()) {
    const before = detail.records[index - 1]
    if (before === undefined || hasGap(before, record)) {
      const from = predecessors.filter((one) => startOf(one) === record.validFrom)
      add(record.validFrom, { kind: 'began', name: record.name, from })
    } else for (const event of changesOf(before, record, detail)) add(record.validFrom, event)
    const after = detail.records[index + 1]
    if (record.validTo !== null && (after === undefined || hasGap(record, after)))
      add(addDays(record.validTo, 1), { kind: 'ended', into: record.successorIds.map(name) })
  }
  const told = new Set(
    [...days.values()].flat().flatMap((event) => (event.kind === 'began' ? event.from : [])),
  )
  for (const [day, from] of Map.groupBy(
    predecessors.filter((one) => !told.has(one)),
    startOf,
  ))
    add(day, { kind: 'tookIn', from })
  return [...days]
    .map(([day, events]) => ({ day, events }))
    .toSorted((one, other) => (one.day < other.day ? 1 : -1))
}

const hasGap = (before: UnitRecord, after: UnitRecord): boolean =>
  before.validTo === null || addDays(before.validTo, 1) < after.validFrom

function changesOf(before: UnitRecord, after: UnitRecord, { names }: UnitDetail): UnitEvent[] {
  const events: UnitEvent[] = []
  if (before.name !== after.name) events.push({ kind: 'renamed', before: before.name, after: after.name })
  if (before.code !== after.code) events.push({ kind: 'recoded', before: before.code, after: after.code })
  if (before.kind !== after.kind) events.push({ kind: 'retyped', before: before.kind, after: after.kind })
  if (before.tier !== after.tier) events.push({ kind: 'retiered', before: before.tier, after: after.tier })
  if (before.parentId !== after.parentId)
    events.push({
      kind: 'moved',
      before: before.parentId && (names[before.parentId] ?? before.parentId),
      after: after.parentId && (names[after.parentId] ?? after.parentId),
    })
  return events
}

/** Names that a unit had on other days, and those it is also known by; the present one left out. */
export function formerNames(records: readonly UnitRecord[], present: UnitRecord): string[] {
  const names = records.flatMap(({ name, aliases }) => [name, ...aliases])
  return [...new Set([...present.aliases, ...names])].filter((name) => name !== present.name)
}
