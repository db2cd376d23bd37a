import type { UnitId } from '@diem-cau/protocol'
import type { Directory } from './Directory.ts'

/**
 * The units of the directory's day that carry a unit on: itself, or those that took over from it, through however many
 * mergers; each once. A unit that stood above it does not carry it on: when the districts ended in 2025 the provinces
 * succeeded them, and whoever had invited a district had not invited its province. Empty for one that ended without
 * such an heir, for one that has not begun, and for an unknown one.
 */
export function heirsOf(unitId: UnitId, directory: Directory): UnitId[] {
  const heirs = new Set<UnitId>()
  collect(unitId, directory, heirs, new Set())
  return [...heirs]
}

/** A unit with those of other days that it carries on: whose past is also its own. */
export function pastOf(unitId: UnitId, directory: Directory): UnitId[] {
  const former = directory.stoodInBy(unitId).filter((id) => heirsOf(id, directory).includes(unitId))
  return [unitId, ...former]
}

function collect(unitId: UnitId, directory: Directory, heirs: Set<UnitId>, seen: Set<UnitId>): void {
  if (directory.unit(unitId) !== undefined) {
    heirs.add(unitId)
    return
  }
  if (seen.has(unitId)) return
  seen.add(unitId)
  const above = aboveAbsent(unitId, directory)
  for (const next of directory.absentUnit(unitId)?.successorIds ?? []) {
    if (!above.has(next)) collect(next, directory, heirs, seen)
  }
}

/** Everything that an absent unit stood below when last it stood, whether that is still there or not. */
export function aboveAbsent(unitId: UnitId, directory: Directory): ReadonlySet<UnitId> {
  const above = new Set<UnitId>()
  const parentOf = (id: UnitId): UnitId | null | undefined =>
    (directory.unit(id) ?? directory.absentUnit(id))?.parentId
  for (let at = parentOf(unitId); at != null && !above.has(at); at = parentOf(at)) above.add(at)
  return above
}
