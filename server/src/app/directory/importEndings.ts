import type { DirectoryEdit, PreviewRow, SiteRecord, UnitId, UnitRecord } from '@diem-cau/protocol'
import {
  dayBefore,
  endOf,
  validOn,
  type CalendarDate,
  type Directory,
  type DirectoryHistory,
} from '../../core/directory/index.ts'
import type { ImportRequest } from './planImport.ts'
import { refusedRow } from './entries.ts'
import type { Item, ResolvedFile } from './resolveFile.ts'

/**
 * What a file that replaces does not name, of the tables that it has and within the scopes, ends with yesterday; what
 * was only to begin is dropped. The topmost unit, the hub, and the units that somebody's right is for stay.
 */
export function endings(
  history: DirectoryHistory,
  directory: Directory,
  { file, scopes, today }: ImportRequest,
  { items, refused }: ResolvedFile,
): Item[] {
  const unsure = unsureTables(refused)
  const isToEnd = (table: 'units' | 'sites' | 'groups'): boolean =>
    file.tables.has(table) && !unsure.has(table)
  const named = new Set(items.map(({ key }) => key.slice(0, key.lastIndexOf(' '))))
  const inside = (unitId: UnitId): boolean => scopes.some((scope) => directory.isInSubtree(unitId, scope))
  const ends: Item[] = []
  const add = (key: string, edits: DirectoryEdit[]): void => {
    if (edits.length > 0) ends.push({ key, edits, note: null, line: null, sheet: null })
  }
  for (const [unitId, records] of isToEnd('units') ? history.units : []) {
    const isKept = named.has(`unit ${unitId}`) || unitId === directory.root.id || scopes.includes(unitId)
    if (!isKept && inside(unitId)) add(`unit ${unitId} ${goingOn(records, today)}`, endUnit(records, today))
  }
  for (const [siteId, records] of isToEnd('sites') ? history.sites : []) {
    const unitId = (validOn(records, today) ?? records.at(-1))?.unitId
    const isKept = named.has(`site ${siteId}`) || siteId === directory.hub.id || unitId === undefined
    if (!isKept && inside(unitId)) add(`site ${siteId} ${goingOn(records, today)}`, endSite(records, today))
  }
  for (const { groupId, ownerUnitId } of isToEnd('groups') ? history.groups.values() : []) {
    if (!named.has(`group ${groupId}`) && inside(ownerUnitId))
      add(`group ${groupId} `, [{ edit: 'removeGroup', groupId }])
  }
  return ends
}

const TABLE_OF: Readonly<Partial<Record<PreviewRow['what'], 'units' | 'sites' | 'groups'>>> = {
  unit: 'units',
  site: 'sites',
  group: 'groups',
}

/** Tables with lines that were not understood: which records they meant nobody knows, so none of them is ended. */
function unsureTables(refused: readonly PreviewRow[]): ReadonlySet<string | undefined> {
  return new Set(refused.map(({ what }) => TABLE_OF[what]).filter((table) => table !== undefined))
}

/** Says that nothing is ended, and why. */
export function unsureOf({ refused }: ResolvedFile): PreviewRow[] {
  if (unsureTables(refused).size === 0) return []
  const reason = {
    vi: 'Vì có dòng không hiểu được, những mục mà tệp không nêu chưa được kết thúc.',
    en: 'Because of lines that are not understood, what the file does not name is not ended.',
  }
  return [refusedRow(reason, { line: null, sheet: null })]
}

/** The first day of the first record that has not ended. */
function goingOn(records: readonly (UnitRecord | SiteRecord)[], today: CalendarDate): CalendarDate {
  return records.find((record) => endOf(record) >= today)?.validFrom ?? ''
}

function endUnit(records: readonly UnitRecord[], today: CalendarDate): DirectoryEdit[] {
  return records
    .filter((record) => endOf(record) >= today)
    .map((unit) =>
      unit.validFrom >= today
        ? { edit: 'removeUnit', unitId: unit.unitId, validFrom: unit.validFrom }
        : { edit: 'putUnit', unit: { ...unit, validTo: dayBefore(today) } },
    )
}

function endSite(records: readonly SiteRecord[], today: CalendarDate): DirectoryEdit[] {
  return records
    .filter((record) => endOf(record) >= today)
    .map((site) =>
      site.validFrom >= today
        ? { edit: 'removeSite', siteId: site.siteId, validFrom: site.validFrom }
        : { edit: 'putSite', site: { ...site, validTo: dayBefore(today) } },
    )
}
