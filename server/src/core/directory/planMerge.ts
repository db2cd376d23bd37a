import type { DirectoryEdit, SiteRecord, UnitId, UnitRecord } from '@diem-cau/protocol'
import { dayBefore, endOf, isCalendarDate, isValidOn, validOn } from './days.ts'
import type { DirectoryHistory } from './history.ts'
import { flat } from './history.ts'
import { DIRECTORY_LIMITS, NO_CONTACT, type Bilingual, type CalendarDate } from './types.ts'

export interface MergePlan {
  readonly fromUnitIds: readonly UnitId[]
  /** One of `fromUnitIds`, which goes on under the new name, or a new unit. */
  readonly into: { unitId: UnitId; code: string; name: string; kind: UnitRecord['kind'] }
  /** First day of the merged unit. */
  readonly on: CalendarDate
}

/** The edits that carry a plan out, or why there is none. Whether they leave the whole sound is asked afterwards. */
export type Planned =
  | { readonly ok: true; readonly edits: DirectoryEdit[] }
  | { readonly ok: false; readonly reason: Bilingual }

/**
 * The edits that merge units on a day. The former units end the day before and name their successor; their sites, and
 * whatever hung below them, go over and keep their ids. What was planned for the former units from that day on is
 * dropped. Names that would be there twice get the former unit's name added. Pure.
 */
export function planMerge(history: DirectoryHistory, plan: MergePlan): Planned {
  const { on, into } = plan
  if (!isCalendarDate(on)) return impossible(`ngày «${on}» không có trong lịch.`, `there is no day "${on}".`)
  const fromIds = [...new Set(plan.fromUnitIds)]
  const from = fromIds.map((unitId) => validOn(history.units.get(unitId), on))
  const units = from.filter((unit) => unit !== undefined)
  const missing = fromIds[from.indexOf(undefined)]
  if (missing !== undefined) return unitMissing(history, missing, on)
  const [first] = units
  if (first === undefined || (units.length === 1 && first.unitId === into.unitId)) {
    return impossible('phải có ít nhất hai đơn vị để nhập.', 'at least two units are merged.')
  }
  if (units.some(({ tier }) => tier !== first.tier)) {
    return impossible('các đơn vị phải cùng cấp.', 'the units must be of one tier.')
  }
  if (units.some(({ parentId }) => parentId === null)) {
    return impossible('không nhập được đơn vị cao nhất.', 'the topmost unit can not be merged.')
  }
  const goesOn = units.find(({ unitId }) => unitId === into.unitId)
  if (goesOn === undefined && history.units.has(into.unitId)) {
    return impossible(
      'mã định danh của đơn vị mới đã được dùng.',
      'the id of the new unit is used by another one already.',
    )
  }
  const gone = new Set(fromIds.filter((unitId) => unitId !== into.unitId))
  return {
    ok: true,
    edits: [
      ...[...gone].flatMap((unitId) => endUnit(history, unitId, on, [into.unitId])),
      ...beginMerged(history, plan, units, goesOn),
      ...rehang(history, gone, on, () => into.unitId),
      ...moveSites(history, gone, on, () => into.unitId),
    ],
  }
}

export function impossible(vi: string, en: string): Planned {
  return { ok: false, reason: { vi, en } }
}

function unitMissing({ units }: DirectoryHistory, unitId: UnitId, on: CalendarDate): Planned {
  const name = units.get(unitId)?.at(-1)?.name ?? unitId
  return impossible(
    `đơn vị «${name}» không tồn tại vào ngày ${on}.`,
    `the unit "${name}" does not exist on ${on}.`,
  )
}

/** Ends a unit on the eve of a day; what was to begin on that day or later is dropped. */
export function endUnit(
  { units }: DirectoryHistory,
  unitId: UnitId,
  on: CalendarDate,
  successorIds: UnitId[],
): DirectoryEdit[] {
  const records = units.get(unitId) ?? []
  const last = records.findLast(({ validFrom }) => validFrom < on)
  const dropped = records
    .filter(({ validFrom }) => validFrom >= on)
    .map(({ validFrom }): DirectoryEdit => ({ edit: 'removeUnit', unitId, validFrom }))
  if (last === undefined) return dropped
  return [...dropped, { edit: 'putUnit', unit: { ...last, validTo: dayBefore(on), successorIds } }]
}

/** The merged unit's first record; what was planned for it later stays, under the place that it is given now. */
function beginMerged(
  { units }: DirectoryHistory,
  { into, on }: MergePlan,
  merged: readonly UnitRecord[],
  goesOn: UnitRecord | undefined,
): DirectoryEdit[] {
  const [first] = merged
  if (first === undefined) return []
  const model = goesOn ?? first
  const names = merged.flatMap(({ name, aliases }) => [name, ...aliases])
  const aliases = [...new Set(names)].filter((name) => name !== into.name).slice(0, DIRECTORY_LIMITS.aliases)
  const unit: UnitRecord = {
    ...model,
    ...into,
    validFrom: on,
    validTo: goesOn?.validTo ?? null,
    parentId: goesOn?.parentId ?? commonest(merged.map(({ parentId }) => parentId)),
    aliases,
    successorIds: goesOn?.successorIds ?? [],
    contact: goesOn?.contact ?? NO_CONTACT,
  }
  const before = units.get(into.unitId)?.find((record) => isValidOn(record, dayBefore(on)))
  const ended: DirectoryEdit[] =
    before === undefined || endOf(before) < on
      ? []
      : [{ edit: 'putUnit', unit: { ...before, validTo: dayBefore(on), successorIds: [] } }]
  return [...ended, { edit: 'putUnit', unit }]
}

function commonest<T>(values: readonly T[]): T | null {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let best: T | null = null
  for (const [value, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = value
  return best
}

/** From a day on, what hangs below some units hangs below others. */
export function rehang(
  history: DirectoryHistory,
  gone: ReadonlySet<UnitId>,
  on: CalendarDate,
  parentOf: (gone: UnitId) => UnitId | null,
  change: (unit: UnitRecord) => UnitRecord = (unit) => unit,
): DirectoryEdit[] {
  return flat(history.units).flatMap((unit) => {
    if (unit.parentId === null || !gone.has(unit.parentId) || gone.has(unit.unitId)) return []
    return fromDayOn(unit, on, (part) =>
      change({ ...part, parentId: parentOf(unit.parentId ?? part.unitId) }),
    ).map((record): DirectoryEdit => ({ edit: 'putUnit', unit: record }))
  })
}

/** From a day on, the sites of some units belong to others, and keep their ids. */
export function moveSites(
  history: DirectoryHistory,
  gone: ReadonlySet<UnitId>,
  on: CalendarDate,
  unitOf: (gone: UnitId) => UnitId,
): DirectoryEdit[] {
  const sites = flat(history.sites)
  const taken = namesTaken(sites, gone, on)
  return sites
    .filter(({ unitId }) => gone.has(unitId))
    .flatMap((site) => {
      const unitId = unitOf(site.unitId)
      return fromDayOn(site, on, (part) => {
        const former =
          validOn(history.units.get(site.unitId), dayBefore(part.validFrom)) ??
          history.units.get(site.unitId)?.at(-1)
        const name = freeName(part.name, former?.name ?? site.unitId, unitId, taken)
        taken.add(`${unitId}\n${name}`)
        return { ...part, unitId, name }
      }).map((record): DirectoryEdit => ({ edit: 'putSite', site: record }))
    })
}

function namesTaken(sites: readonly SiteRecord[], gone: ReadonlySet<UnitId>, on: CalendarDate): Set<string> {
  const staying = sites.filter((site) => !gone.has(site.unitId) && endOf(site) >= on)
  return new Set(staying.map(({ unitId, name }) => `${unitId}\n${name}`))
}

function freeName(name: string, former: string, unitId: UnitId, taken: ReadonlySet<string>): string {
  if (!taken.has(`${unitId}\n${name}`)) return name
  const longer = `${name} (${former})`.slice(0, DIRECTORY_LIMITS.nameLength)
  for (let number = 2, candidate = longer; ; number++) {
    if (!taken.has(`${unitId}\n${candidate}`)) return candidate
    const suffix = ` ${number}`
    candidate = `${longer.slice(0, DIRECTORY_LIMITS.nameLength - suffix.length)}${suffix}`
  }
}

/** A record's part from a day on, changed, after its part before that day, which ends on its eve. */
export function fromDayOn<T extends { validFrom: CalendarDate; validTo: CalendarDate | null }>(
  record: T,
  on: CalendarDate,
  change: (part: T) => T,
): T[] {
  if (endOf(record) < on) return []
  if (record.validFrom >= on) return [change(record)]
  return [{ ...record, validTo: dayBefore(on) }, change({ ...record, validFrom: on })]
}
