import type { DirectoryEdit, Group, SiteId, SiteRecord, UnitId, UnitRecord } from '@diem-cau/protocol'
import { foldText } from '@diem-cau/protocol'
import { addDays, standingOn } from './dates.ts'

/*
 * What is typed in a form, as the smallest edits of the directory. A change from a day on ends the record that holds
 * until then and begins another; a correction replaces the record as if it had always read so.
 */

/** From which day something holds: `null` corrects the record that is looked at. */
export type ChangeDay = string | null

export function editsOfUnit(record: UnitRecord, changed: UnitRecord, from: ChangeDay): DirectoryEdit[] {
  if (from === null || from <= record.validFrom)
    return [{ edit: 'putUnit', unit: { ...changed, validFrom: record.validFrom } }]
  return [
    { edit: 'putUnit', unit: { ...record, validTo: addDays(from, -1), successorIds: [] } },
    { edit: 'putUnit', unit: { ...changed, validFrom: from } },
  ]
}

export function editsOfSite(record: SiteRecord, changed: SiteRecord, from: ChangeDay): DirectoryEdit[] {
  if (from === null || from <= record.validFrom)
    return [{ edit: 'putSite', site: { ...changed, validFrom: record.validFrom } }]
  return [
    { edit: 'putSite', site: { ...record, validTo: addDays(from, -1) } },
    { edit: 'putSite', site: { ...changed, validFrom: from } },
  ]
}

/** Rooms that are called as their unit was take its new name from the same day on. */
export function editsToRename(
  sites: readonly SiteRecord[],
  names: { readonly before: string; readonly after: string },
  from: ChangeDay,
): DirectoryEdit[] {
  if (names.before === names.after) return []
  return sites
    .filter(({ name }) => name === names.before)
    .flatMap((site) => editsOfSite(site, { ...site, name: names.after }, from))
}

/** Keeps a former name among those a unit is found by. */
export function withFormerName(changed: UnitRecord, before: UnitRecord): UnitRecord {
  if (changed.name === before.name || changed.aliases.includes(before.name)) return changed
  return { ...changed, aliases: [...changed.aliases, before.name].slice(-20) }
}

/** Ends records on their last day; what would only begin later does not come at all. */
export function editsToEnd(
  records: { readonly units: readonly UnitRecord[]; readonly sites: readonly SiteRecord[] },
  lastDay: string,
): DirectoryEdit[] {
  const sites = records.sites.flatMap((site): DirectoryEdit[] => {
    const { siteId, validFrom } = site
    if (validFrom > lastDay) return [{ edit: 'removeSite', siteId, validFrom }]
    return standingOn(site, lastDay) === 'ended'
      ? []
      : [{ edit: 'putSite', site: { ...site, validTo: lastDay } }]
  })
  const units = records.units.flatMap((unit): DirectoryEdit[] => {
    const { unitId, validFrom } = unit
    if (validFrom > lastDay) return [{ edit: 'removeUnit', unitId, validFrom }]
    return standingOn(unit, lastDay) === 'ended'
      ? []
      : [{ edit: 'putUnit', unit: { ...unit, validTo: lastDay } }]
  })
  // From the bottom up, as somebody reads it: rooms first, then their units.
  return [...sites, ...units.toReversed()]
}

/** An id for something new, made of what it is called and free among those that are taken. */
function freeId(prefix: string, text: string, isTaken: (id: string) => boolean): string {
  const stem = `${prefix}-${foldText(text).replaceAll(' ', '-').slice(0, 60) || 'moi'}`
  for (let count = 1; ; count++) {
    const id = count === 1 ? stem : `${stem}-${count}`
    if (!isTaken(id)) return id
  }
}

// oxlint-disable typescript/no-unsafe-type-assertion -- new ids, of our own making
export const newUnitId = (code: string, isTaken: (id: string) => boolean) =>
  freeId('u', code, isTaken) as UnitId
export const newSiteId = (text: string, isTaken: (id: string) => boolean) =>
  freeId('s', text, isTaken) as SiteId
export const newGroupId = (name: string, isTaken: (id: string) => boolean) =>
  freeId('g', name, isTaken) as Group['groupId']
