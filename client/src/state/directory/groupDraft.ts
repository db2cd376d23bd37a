import type { Group, Invitation } from '@diem-cau/protocol'
import { asGroupMembers, NOTHING, type SelectionScope } from './selection.ts'

/** Fields of a group's form; `members` is the selection, written out. */
export interface GroupDraft {
  readonly name: string
  readonly kind: string
  readonly ownerUnitId: string
  readonly members: string
}

export const GROUP_KINDS = ['electoral', 'cluster', 'other'] as const satisfies readonly Group['kind'][]

export function draftOfGroup({ name, kind, ownerUnitId, unitIds, siteIds }: Group): GroupDraft {
  return { name, kind, ownerUnitId, members: writeMembers({ ...NOTHING, unitIds, siteIds }) }
}

export const writeMembers = (selection: Invitation): string => JSON.stringify(selection)

export function readMembers({ members }: GroupDraft): Invitation {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `writeMembers`
  return JSON.parse(members) as Invitation
}

/** The group that a form makes of another one; exceptions split units up. */
export function groupOfDraft(draft: GroupDraft, group: Group, scope: SelectionScope): Group {
  return {
    ...group,
    name: draft.name.replaceAll(/\s+/g, ' ').trim(),
    kind: GROUP_KINDS.find((kind) => kind === draft.kind) ?? group.kind,
    ownerUnitId: scope.tree.unit(draft.ownerUnitId)?.unitId ?? group.ownerUnitId,
    ...asGroupMembers(readMembers(draft), scope),
  }
}
