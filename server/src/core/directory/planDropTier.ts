import type { DirectoryEdit, TierSet, UnitId, UnitRecord } from '@diem-cau/protocol'
import { endOf, isCalendarDate, validOn } from './days.ts'
import { flat, tiersOn, type DirectoryHistory } from './history.ts'
import { endUnit, fromDayOn, impossible, moveSites, type Planned } from './planMerge.ts'
import type { CalendarDate } from './types.ts'

/**
 * The edits that end a tier on a day, as Vietnam ended its districts on 1 July 2025: its units end on the eve and are
 * succeeded by the unit above; what hung below them hangs one higher; their own rooms become rooms of the unit above;
 * the tiers below are numbered anew. Pure.
 */
export function planDropTier(
  history: DirectoryHistory,
  { tier, on }: { tier: number; on: CalendarDate },
): Planned {
  if (!isCalendarDate(on)) return impossible(`ngày «${on}» không có trong lịch.`, `there is no day "${on}".`)
  const before = tiersOn(history, on)
  if (tier === 1) return impossible('không bỏ được cấp cao nhất.', 'the topmost tier can not be dropped.')
  if (before === undefined || !before.tiers.some((one) => one.tier === tier)) {
    return impossible(`vào ngày ${on} không có cấp ${tier}.`, `there is no tier ${tier} on ${on}.`)
  }
  if (history.tierSets.some(({ validFrom }) => validFrom > on)) {
    return impossible(
      'đã có thay đổi danh mục cấp sau ngày này. Xin bỏ thay đổi đó trước.',
      'another change of tiers is planned for a later day. Remove that one first.',
    )
  }
  const units = flat(history.units)
  const gone = new Set(
    units
      .filter((unit) => unit.tier === tier && unit.kind !== 'body' && endOf(unit) >= on)
      .map(({ unitId }) => unitId),
  )
  const above = (unitId: UnitId, day: CalendarDate): UnitId => {
    const unit = validOn(history.units.get(unitId), day) ?? history.units.get(unitId)?.at(-1)
    const parentId = unit?.parentId ?? unitId
    return gone.has(parentId) ? above(parentId, day) : parentId
  }
  const tierSet: TierSet = { validFrom: on, tiers: withoutTier(before.tiers, tier) }
  return {
    ok: true,
    edits: [
      { edit: 'putTiers', tierSet },
      ...[...gone].flatMap((unitId) => endUnit(history, unitId, on, [above(unitId, on)])),
      ...units.flatMap((unit) => raise(unit, tier, on, gone, above)),
      ...moveSites(history, gone, on, (unitId) => above(unitId, on)),
    ],
  }
}

function withoutTier(tiers: TierSet['tiers'], dropped: number): TierSet['tiers'] {
  return tiers.filter(({ tier }) => tier !== dropped).map((tier, index) => ({ ...tier, tier: index + 1 }))
}

/** What hangs on a unit that ends, or stands lower than it, from the day on. */
function raise(
  unit: UnitRecord,
  dropped: number,
  on: CalendarDate,
  gone: ReadonlySet<UnitId>,
  above: (unitId: UnitId, day: CalendarDate) => UnitId,
): DirectoryEdit[] {
  const hangs = unit.parentId !== null && gone.has(unit.parentId)
  if (gone.has(unit.unitId) || (unit.tier < dropped && !hangs) || (unit.tier === dropped && !hangs)) return []
  const records = fromDayOn(unit, on, (part) => ({
    ...part,
    // A body has the tier of the unit that it belongs to: that of an ended unit's goes up with it.
    tier: part.tier - 1,
    parentId: part.parentId !== null && hangs ? above(part.parentId, part.validFrom) : part.parentId,
  }))
  return records.map((record): DirectoryEdit => ({ edit: 'putUnit', unit: record }))
}
