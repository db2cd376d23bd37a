import {
  assertUnreachable,
  type DirectoryEdit,
  type Group,
  type GroupId,
  type SiteId,
  type SiteRecord,
  type TierSet,
  type UnitId,
  type UnitRecord,
} from '@diem-cau/protocol'
import type { RecordPlace } from './faults.ts'
import { byFirstDay, type DirectoryHistory } from './history.ts'
import type { CalendarDate } from './types.ts'

/** One record of any kind, as an edit puts it. */
export type AnyRecord = UnitRecord | SiteRecord | Group | TierSet

/** An edit as it was applied, its texts tidied, and the edit that takes it back. */
export interface EditPair {
  readonly edit: DirectoryEdit
  readonly inverse: DirectoryEdit
}

/** What an edit did: the record before and after it. */
export interface EditOutcome extends EditPair {
  readonly place: RecordPlace
  readonly before: AnyRecord | null
  readonly after: AnyRecord | null
}

function at(what: RecordPlace['what'], id: string, validFrom: CalendarDate): RecordPlace {
  return { what, id, validFrom, field: null }
}

/** Which record an edit is about. */
export function placeOfEdit(edit: DirectoryEdit): RecordPlace {
  switch (edit.edit) {
    case 'putUnit':
      return at('unit', edit.unit.unitId, edit.unit.validFrom)
    case 'removeUnit':
      return at('unit', edit.unitId, edit.validFrom)
    case 'putSite':
      return at('site', edit.site.siteId, edit.site.validFrom)
    case 'removeSite':
      return at('site', edit.siteId, edit.validFrom)
    case 'putGroup':
      return at('group', edit.group.groupId, '')
    case 'removeGroup':
      return at('group', edit.groupId, '')
    case 'putTiers':
      return at('tiers', edit.tierSet.validFrom, edit.tierSet.validFrom)
    case 'removeTiers':
      return at('tiers', edit.validFrom, edit.validFrom)
    default:
      return assertUnreachable(edit)
  }
}

export const keyOf = ({ what, id, validFrom }: RecordPlace): string => `${what} ${id} ${validFrom}`

/** A history while it is edited. What it was made from is left as it is; only the lists that change are copied. */
export class HistoryDraft {
  readonly #base: DirectoryHistory
  #tierSets: readonly TierSet[]
  readonly #units: Map<UnitId, readonly UnitRecord[]>
  readonly #sites: Map<SiteId, readonly SiteRecord[]>
  readonly #groups: Map<GroupId, Group>

  constructor(base: DirectoryHistory) {
    this.#base = base
    this.#tierSets = base.tierSets
    this.#units = new Map(base.units)
    this.#sites = new Map(base.sites)
    this.#groups = new Map(base.groups)
  }

  /** The history as edited so far; the draft may be edited further. */
  history(): DirectoryHistory {
    return {
      ...this.#base,
      tierSets: this.#tierSets,
      units: new Map(this.#units),
      sites: new Map(this.#sites),
      groups: new Map(this.#groups),
    }
  }

  /** Applies one edit without asking whether the whole stays sound; null if it removes what is not there. */
  apply(edit: DirectoryEdit): EditOutcome | null {
    const place = placeOfEdit(edit)
    switch (edit.edit) {
      case 'putUnit': {
        const unit = tidyUnit(edit.unit)
        const before = put(this.#units, unit.unitId, unit)
        return { place, before, after: unit, edit: { ...edit, unit }, inverse: inverseOfUnit(before, unit) }
      }
      case 'removeUnit': {
        const before = remove(this.#units, edit.unitId, edit.validFrom)
        return before && { place, before, after: null, edit, inverse: { edit: 'putUnit', unit: before } }
      }
      case 'putSite': {
        const site = tidySite(edit.site)
        const before = put(this.#sites, site.siteId, site)
        return { place, before, after: site, edit: { ...edit, site }, inverse: inverseOfSite(before, site) }
      }
      case 'removeSite': {
        const before = remove(this.#sites, edit.siteId, edit.validFrom)
        return before && { place, before, after: null, edit, inverse: { edit: 'putSite', site: before } }
      }
      case 'putGroup':
      case 'removeGroup':
        return this.#editGroup(edit, place)
      case 'putTiers':
      case 'removeTiers':
        return this.#editTiers(edit, place)
      default:
        return assertUnreachable(edit)
    }
  }

  #editGroup(
    edit: Extract<DirectoryEdit, { edit: 'putGroup' | 'removeGroup' }>,
    place: RecordPlace,
  ): EditOutcome | null {
    if (edit.edit === 'removeGroup') {
      const before = this.#groups.get(edit.groupId)
      if (before === undefined) return null
      this.#groups.delete(edit.groupId)
      return { place, before, after: null, edit, inverse: { edit: 'putGroup', group: before } }
    }
    const group = { ...edit.group, name: tidy(edit.group.name) }
    const before = this.#groups.get(group.groupId) ?? null
    this.#groups.set(group.groupId, group)
    const { groupId } = group
    const inverse: DirectoryEdit =
      before === null ? { edit: 'removeGroup', groupId } : { edit: 'putGroup', group: before }
    return { place, before, after: group, edit: { ...edit, group }, inverse }
  }

  #editTiers(
    edit: Extract<DirectoryEdit, { edit: 'putTiers' | 'removeTiers' }>,
    place: RecordPlace,
  ): EditOutcome | null {
    const before = this.#tierSets.find((set) => set.validFrom === place.validFrom) ?? null
    const others = this.#tierSets.filter((set) => set !== before)
    if (edit.edit === 'removeTiers') {
      if (before === null) return null
      this.#tierSets = others
      return { place, before, after: null, edit, inverse: { edit: 'putTiers', tierSet: before } }
    }
    this.#tierSets = [...others, edit.tierSet].toSorted(byFirstDay)
    const { validFrom } = edit.tierSet
    const inverse: DirectoryEdit =
      before === null ? { edit: 'removeTiers', validFrom } : { edit: 'putTiers', tierSet: before }
    return { place, before, after: edit.tierSet, edit, inverse }
  }
}

function put<Id, T extends { validFrom: CalendarDate }>(
  all: Map<Id, readonly T[]>,
  id: Id,
  record: T,
): T | null {
  const records = all.get(id) ?? []
  const before = records.find(({ validFrom }) => validFrom === record.validFrom) ?? null
  all.set(id, [...records.filter((other) => other !== before), record].toSorted(byFirstDay))
  return before
}

function remove<Id, T extends { validFrom: CalendarDate }>(
  all: Map<Id, readonly T[]>,
  id: Id,
  day: CalendarDate,
): T | null {
  const records = all.get(id) ?? []
  const before = records.find(({ validFrom }) => validFrom === day)
  if (before === undefined) return null
  const left = records.filter((other) => other !== before)
  if (left.length > 0) all.set(id, left)
  else all.delete(id)
  return before
}

function inverseOfUnit(before: UnitRecord | null, { unitId, validFrom }: UnitRecord): DirectoryEdit {
  return before === null ? { edit: 'removeUnit', unitId, validFrom } : { edit: 'putUnit', unit: before }
}

function inverseOfSite(before: SiteRecord | null, { siteId, validFrom }: SiteRecord): DirectoryEdit {
  return before === null ? { edit: 'removeSite', siteId, validFrom } : { edit: 'putSite', site: before }
}

/** Names are composed (NFC) and without spaces around them, so that the same name typed twice is the same text. */
function tidy(text: string): string {
  return text.normalize('NFC').trim()
}

function tidyUnit(unit: UnitRecord): UnitRecord {
  return {
    ...unit,
    code: unit.code.trim(),
    name: tidy(unit.name),
    aliases: unit.aliases.map(tidy),
    contact: tidyContact(unit.contact),
  }
}

function tidySite(site: SiteRecord): SiteRecord {
  return {
    ...site,
    name: tidy(site.name),
    room: tidy(site.room),
    technician: tidyContact(site.technician),
  }
}

function tidyContact({ name, phone, email }: UnitRecord['contact']): UnitRecord['contact'] {
  return { name: tidy(name), phone: phone.trim(), email: email.trim() }
}
