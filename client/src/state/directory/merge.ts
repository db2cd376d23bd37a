import type { RestBodyOf, UnitId, UnitRecord } from '@diem-cau/protocol'
import type { DirectoryTree, TreeSite, TreeUnit } from './DirectoryTree.ts'
import { sitesBelow } from './DirectoryTree.ts'
import { newUnitId } from './edits.ts'

/** What is typed of a merger. */
export interface MergeDraft {
  readonly fromUnitIds: readonly UnitId[]
  /** One of them that goes on, or null for a new unit. */
  readonly goesOn: UnitId | null
  readonly name: string
  readonly code: string
  readonly kind: UnitRecord['kind']
  readonly on: string | null
}

export type MergeFault = 'tooFew' | 'differentParents' | 'differentTiers' | 'noName' | 'noCode' | 'noDay'

/** Why a merger can not be asked for yet. */
export function mergeFaults(draft: MergeDraft, tree: DirectoryTree): MergeFault[] {
  const units = draft.fromUnitIds.flatMap((unitId) => tree.unit(unitId) ?? [])
  const faults: MergeFault[] = []
  if (units.length < 2) faults.push('tooFew')
  else if (new Set(units.map(({ tier }) => tier)).size > 1) faults.push('differentTiers')
  else if (new Set(units.map(({ parentId }) => parentId)).size > 1) faults.push('differentParents')
  if (draft.name.trim() === '') faults.push('noName')
  if (draft.code.trim() === '') faults.push('noCode')
  if (draft.on === null) faults.push('noDay')
  return faults
}

/** Communes of two districts may be merged; it is only unusual, and said. */
export const isOnlyUnusual = (fault: MergeFault): boolean => fault === 'differentParents'

/** Puts a unit to those that are merged, or takes it away; the first one is thought to go on, with its code. */
export function withUnitToggled(draft: MergeDraft, unit: TreeUnit, tree: DirectoryTree): MergeDraft {
  const isIn = draft.fromUnitIds.includes(unit.unitId)
  const fromUnitIds = isIn
    ? draft.fromUnitIds.filter((unitId) => unitId !== unit.unitId)
    : [...draft.fromUnitIds, unit.unitId]
  const stays = draft.goesOn !== null && fromUnitIds.includes(draft.goesOn)
  if (stays || (draft.goesOn === null && draft.fromUnitIds.length > 0)) return { ...draft, fromUnitIds }
  const first = tree.unit(fromUnitIds[0] ?? '')
  return { ...draft, fromUnitIds, ...(first === undefined ? { goesOn: null } : goingOnAs(first)) }
}

export function goingOnAs(unit: TreeUnit): Pick<MergeDraft, 'goesOn' | 'name' | 'code' | 'kind'> {
  return { goesOn: unit.unitId, name: unit.name, code: unit.code, kind: unit.kind }
}

/** What is asked of the bridge. `isTaken`: ids that other units have, of any time. */
export function mergeBody(
  draft: MergeDraft,
  isTaken: (unitId: string) => boolean,
): RestBodyOf<'directory.planMerge'> {
  const code = draft.code.trim().toUpperCase()
  return {
    fromUnitIds: [...draft.fromUnitIds],
    into: {
      unitId: draft.goesOn ?? newUnitId(code, isTaken),
      code,
      name: draft.name.replaceAll(/\s+/g, ' ').trim(),
      kind: draft.kind,
    },
    on: draft.on ?? '',
  }
}

/** The rooms that go over to the merged unit: those of the units that end, with everything below. */
export function sitesGoingOver(draft: MergeDraft, tree: DirectoryTree): TreeSite[] {
  return draft.fromUnitIds
    .filter((unitId) => unitId !== draft.goesOn)
    .flatMap((unitId) => {
      const unit = tree.unit(unitId)
      return unit === undefined ? [] : sitesBelow(tree, unit)
    })
}
