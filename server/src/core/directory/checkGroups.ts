import type { Group, UnitId } from '@diem-cau/protocol'
import { checkName, reporter } from './checkFields.ts'
import type { Directory } from './Directory.ts'
import type { HistoryFault } from './faults.ts'
import { indexedOn, turningDays, type DirectoryHistory } from './history.ts'
import { ID } from './validate.ts'

/**
 * What is wrong with the saved groups. They have no days of their own: their members must lie below their owners when
 * everything that is planned has come about, units that have ended being stood in for by their successors.
 * @param isSound whether the tree is, so that this can be asked at all
 */
export function checkGroups(history: DirectoryHistory, isSound: boolean): HistoryFault[] {
  if (history.groups.size === 0) return []
  const faults: HistoryFault[] = []
  const last = isSound ? turningDays(history).at(-1) : undefined
  const directory = last === undefined ? null : indexedOn(history, last)
  const names = new Set<string>()
  for (const group of history.groups.values()) {
    const report = reporter(faults, 'group', group.groupId, '')
    if (!ID.test(group.groupId)) report('groupId', 'bad_id', { id: group.groupId })
    checkName(group.name, 'name', report)
    const key = `${group.ownerUnitId}\n${group.name}`
    if (names.has(key)) report('name', 'duplicate_group_name', { name: group.name })
    names.add(key)
    if (group.unitIds.length + group.siteIds.length === 0) report('unitIds', 'empty_group')
    faults.push(...checkMembers(group, history, directory))
  }
  return faults
}

function checkMembers(
  group: Group,
  { units, sites }: DirectoryHistory,
  directory: Directory | null,
): HistoryFault[] {
  const faults: HistoryFault[] = []
  const report = reporter(faults, 'group', group.groupId, '')
  if (!units.has(group.ownerUnitId)) {
    report('ownerUnitId', 'group_of_unknown_unit', { unit: group.ownerUnitId })
    return faults
  }
  const seen = new Set<string>()
  const owners = directory?.standInsOf(group.ownerUnitId) ?? []
  const check = (field: 'unitIds' | 'siteIds', member: string, unitId: UnitId | undefined): void => {
    if (seen.has(`${field} ${member}`)) return report(field, 'repeated_member', { member })
    seen.add(`${field} ${member}`)
    if (unitId === undefined) return report(field, 'unknown_member', { member })
    if (directory === null || owners.some((owner) => directory.isInSubtree(unitId, owner))) return
    const owner = directory.unitName(group.ownerUnitId) ?? group.ownerUnitId
    report(field, 'member_outside', { member: directory.unitName(unitId) ?? member, owner })
  }
  for (const unitId of group.unitIds) check('unitIds', unitId, units.has(unitId) ? unitId : undefined)
  for (const siteId of group.siteIds) check('siteIds', siteId, sites.get(siteId)?.at(-1)?.unitId)
  return faults
}
