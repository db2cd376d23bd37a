import type { DirectoryEdit, PreviewRow, SiteId, TierSet, UnitId } from '@diem-cau/protocol'
import {
  flat,
  keyOf,
  placeOfEdit,
  validOn,
  type CalendarDate,
  type DirectoryHistory,
} from '../../core/directory/index.ts'
import { LineError } from './Cells.ts'
import { kindOf, kindOfName, UNIT_KIND_WORDS } from './columns.ts'
import { refusedRow, type Bilingual, type FieldEntry, type ParsedFile, type Place } from './entries.ts'
import { NewIds, resolveGroup, resolveSite, resolveTier, type SiteContext } from './resolveOthers.ts'
import { resolveUnit, type Resolved } from './resolveUnits.ts'
import { UnitFinder } from './UnitFinder.ts'

/** A line that was understood: what it would change, and which record it is about. */
export interface Item extends Place, Resolved {
  readonly key: string
}

export interface ResolvedFile {
  readonly items: readonly Item[]
  readonly refused: readonly PreviewRow[]
}

const ROW_KINDS = { units: 'unit', sites: 'site', groups: 'group', tiers: 'tiers' } as const

/** Understands the lines of a file by the directory that is there and by each other. */
export function resolveFile(history: DirectoryHistory, file: ParsedFile, today: CalendarDate): ResolvedFile {
  const refused: PreviewRow[] = [...file.refused]
  const items: Item[] = []
  const seen = new Map<string, Place>()
  const add = (place: Place, { edits, note }: Resolved): void => {
    const main = edits.at(-1)
    if (main === undefined) return
    const { what, id, validFrom } = placeOfEdit(main)
    const key = keyOf({ what, id, validFrom, field: null })
    const before = seen.get(key)
    if (before !== undefined) {
      refused.push(refusedRow(repeated(before), place, { what, id, name: nameOf(main) }))
      return
    }
    seen.set(key, place)
    items.push({ line: place.line, sheet: place.sheet, edits, note, key })
  }
  const fields = file.entries.filter((entry) => entry.form === 'fields')
  for (const { place, resolved } of tierItems(fields, refused)) add(place, resolved)
  const tierSets = [...history.tierSets, ...items.flatMap(({ edits }) => tierSetsIn(edits))]
  const context = contextOf({ ...history, tierSets: tierSets.toSorted(byDay) }, fields, today)
  for (const entry of file.entries) {
    if (entry.form === 'edit') add(entry, { edits: [entry.edit], note: null })
    else if (entry.table !== 'tiers') {
      try {
        add(entry, resolveLine(entry, context))
      } catch (error) {
        if (!(error instanceof LineError)) throw error
        const about = { what: ROW_KINDS[entry.table], id: textOf(entry, 'id'), name: textOf(entry, 'name') }
        refused.push(refusedRow(error.reason, entry, about))
      }
    }
  }
  return { items, refused }
}

function repeated({ line, sheet }: Place): Bilingual {
  const where =
    line === null ? { vi: 'ở chỗ khác', en: 'elsewhere' } : { vi: `ở dòng ${line}`, en: `in line ${line}` }
  const of = sheet === null ? '' : ` (${sheet})`
  return {
    vi: `Mục này đã được ghi ${where.vi}${of}, với cùng ngày hiệu lực.`,
    en: `This was told ${where.en}${of} already, with the same first day.`,
  }
}

function nameOf(edit: DirectoryEdit): string {
  if (edit.edit === 'putUnit') return edit.unit.name
  if (edit.edit === 'putSite') return edit.site.name
  return edit.edit === 'putGroup' ? edit.group.name : ''
}

const textOf = ({ fields }: FieldEntry, key: string): string => fields.get(key)?.text.trim() ?? ''
const byDay = (a: TierSet, b: TierSet): number => (a.validFrom < b.validFrom ? -1 : 1)

function tierSetsIn(edits: readonly DirectoryEdit[]): TierSet[] {
  return edits.flatMap((edit) => (edit.edit === 'putTiers' ? [edit.tierSet] : []))
}

/** Lines of tiers make one record for each day; it stands where the day is named first. */
function tierItems(
  fields: readonly FieldEntry[],
  refused: PreviewRow[],
): { place: Place; resolved: Resolved }[] {
  const sets = new Map<CalendarDate, { place: Place; tiers: TierSet['tiers'] }>()
  for (const entry of fields) {
    if (entry.table !== 'tiers') continue
    try {
      const { validFrom, tier } = resolveTier(entry)
      const set = sets.get(validFrom) ?? { place: entry, tiers: [] }
      sets.set(validFrom, { ...set, tiers: [...set.tiers, tier].slice(0, 5) })
    } catch (error) {
      if (!(error instanceof LineError)) throw error
      refused.push(refusedRow(error.reason, entry, { what: 'tiers', name: textOf(entry, 'name') }))
    }
  }
  return [...sets].map(([validFrom, { place, tiers }]) => {
    const tierSet = { validFrom, tiers: tiers.toSorted((a, b) => a.tier - b.tier) }
    return { place, resolved: { edits: [{ edit: 'putTiers', tierSet }], note: null } }
  })
}

type Context = SiteContext & { newGroups: NewIds }

function resolveLine(entry: FieldEntry, context: Context): Resolved {
  if (entry.table === 'units') return resolveUnit(entry, context)
  return entry.table === 'sites' ? resolveSite(entry, context) : resolveGroup(entry, context)
}

/** Units of the file are known to its other lines, in whatever order they stand. */
function contextOf(history: DirectoryHistory, fields: readonly FieldEntry[], today: CalendarDate): Context {
  const units = new UnitFinder(history, today)
  const lines = new Map<UnitId, FieldEntry>()
  for (const entry of fields) {
    const unitId = entry.table === 'units' ? units.idOf(entry) : null
    if (unitId !== null) lines.set(unitId, entry)
  }
  for (const [unitId, entry] of lines) units.add(unitId, textOf(entry, 'code'))
  const recordOf = (unitId: UnitId) => {
    const records = history.units.get(unitId)
    return validOn(records, today) ?? records?.at(-1)
  }
  const kindOfUnit = (unitId: UnitId): string | null => {
    const line = lines.get(unitId)
    const given = line && (kindOf(UNIT_KIND_WORDS, textOf(line, 'kind')) ?? kindOfName(textOf(line, 'name')))
    return given ?? recordOf(unitId)?.kind ?? null
  }
  const siteIds = new Map<string, SiteId>()
  for (const site of flat(history.sites)) siteIds.set(`${site.unitId}\n${site.name}`, site.siteId)
  const takenSites = fields.filter(({ table }) => table === 'sites').map((entry) => textOf(entry, 'id'))
  return {
    history,
    units,
    today,
    kindOfUnit,
    tierOf: tierFinder(lines, units, (unitId) => recordOf(unitId)?.tier ?? null, kindOfUnit),
    siteNamed: (unitId, name) => siteIds.get(`${unitId}\n${name}`),
    newSites: new NewIds([...history.sites.keys(), ...takenSites]),
    newGroups: new NewIds(history.groups.keys()),
  }
}

/** Tiers of units from their lines, or one below the unit above; known once, and not lost in a circle. */
function tierFinder(
  lines: ReadonlyMap<UnitId, FieldEntry>,
  units: UnitFinder,
  known: (unitId: UnitId) => number | null,
  kindOfUnit: (unitId: UnitId) => string | null,
): (unitId: UnitId) => number | null {
  const tiers = new Map<UnitId, number | null>()
  const find = (unitId: UnitId): number | null => {
    const told = tiers.get(unitId)
    if (told !== undefined) return told
    tiers.set(unitId, null)
    const line = lines.get(unitId)
    const tier = line === undefined ? known(unitId) : (ownTier(line) ?? known(unitId) ?? below(unitId, line))
    tiers.set(unitId, tier)
    return tier
  }
  const below = (unitId: UnitId, line: FieldEntry): number | null => {
    const reference = textOf(line, 'parent')
    if (reference === '') return 1
    const parentId = units.find(reference)
    const above = parentId === null ? null : find(parentId)
    return above === null ? null : kindOfUnit(unitId) === 'body' ? above : above + 1
  }
  return find
}

function ownTier(line: FieldEntry): number | null {
  const text = textOf(line, 'tier')
  return /^[1-4]$/.test(text) ? Number(text) : null
}
