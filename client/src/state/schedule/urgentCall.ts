import type { Invitation, SiteId, UnitId } from '@diem-cau/protocol'
import type { DirectoryTree, TreeSite } from '../directory/DirectoryTree.ts'
import { NOTHING } from '../directory/selection.ts'

/** Who is called: everybody, a unit, a saved group, or whoever was picked. */
export interface UrgentChoice {
  readonly preset: 'whole' | 'unit' | 'group' | 'chosen'
  readonly unitId: Invitation['unitIds'][number] | null
  readonly groupId: Invitation['groupIds'][number] | null
  readonly chosen: Invitation
}

export const WHOLE: UrgentChoice = { preset: 'whole', unitId: null, groupId: null, chosen: NOTHING }

/**
 * The site that will have the chair, as the bridge chooses it: the one that was named, or the caller's own room; the hub
 * where the unit has it.
 */
export function chairOf(tree: DirectoryTree, unitId: UnitId, named: SiteId | null): TreeSite | undefined {
  if (named !== null) return tree.site(named)
  const own = tree.unit(unitId)?.ownSites ?? []
  return own.find(({ kind }) => kind === 'hub') ?? own[0]
}

/** The invitation that a choice means for a caller of a unit. */
export function invitationOf(
  { preset, unitId, groupId, chosen }: UrgentChoice,
  ownUnitId: UnitId,
): Invitation {
  switch (preset) {
    case 'whole':
      return { ...NOTHING, unitIds: [ownUnitId] }
    case 'unit':
      return unitId === null ? NOTHING : { ...NOTHING, unitIds: [unitId] }
    case 'group':
      return groupId === null ? NOTHING : { ...NOTHING, groupIds: [groupId] }
    case 'chosen':
      return chosen
    default:
      return preset satisfies never
  }
}
