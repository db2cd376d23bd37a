import type { DirectoryEdit } from '@diem-cau/protocol'
import { keyOf, placeOfEdit, type HistoryRecords } from '../../core/directory/index.ts'

/** All records of a directory as the edits that make it. */
export function editsOf({
  tierSets,
  units,
  sites,
  groups,
}: Pick<HistoryRecords, 'tierSets' | 'units' | 'sites' | 'groups'>): { edit: DirectoryEdit; key: string }[] {
  const edits: DirectoryEdit[] = [
    ...tierSets.map((tierSet): DirectoryEdit => ({ edit: 'putTiers', tierSet })),
    ...units.map((unit): DirectoryEdit => ({ edit: 'putUnit', unit })),
    ...sites.map((site): DirectoryEdit => ({ edit: 'putSite', site })),
    ...groups.map((group): DirectoryEdit => ({ edit: 'putGroup', group })),
  ]
  return edits.map((edit) => ({ edit, key: keyOf(placeOfEdit(edit)) }))
}
