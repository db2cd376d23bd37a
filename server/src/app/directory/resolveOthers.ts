import {
  foldText,
  type DirectoryEdit,
  type Group,
  type GroupId,
  type SiteId,
  type SiteRecord,
  type TierSet,
  type UnitId,
} from '@diem-cau/protocol'
import { dayBefore, endOf, NO_CONTACT, validOn } from '../../core/directory/index.ts'
import { Cells, LineError } from './Cells.ts'
import { GROUP_KIND_WORDS, kindOf, SITE_KIND_WORDS } from './columns.ts'
import type { FieldEntry } from './entries.ts'
import type { ResolveContext, Resolved } from './resolveUnits.ts'

const MAX_KBPS = 100_000_000

/** Ids that lines without one are given, each once. */
export class NewIds {
  readonly #taken: Set<string>

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken)
  }

  make(wish: string): string {
    const base = wish.replaceAll(/[^A-Za-z0-9._:-]+/g, '-').slice(0, 70) || 'x'
    for (let number = 1; ; number++) {
      const id = number === 1 ? base : `${base}-${number}`
      if (this.#taken.has(id)) continue
      this.#taken.add(id)
      return id
    }
  }
}

/** A line of sites as the record that it means. @throws {LineError} */
export function resolveSite(entry: FieldEntry, context: SiteContext): Resolved {
  const { history, units, today } = context
  const cells = new Cells(entry)
  const given = cells.text('id', '')
  const known = given === '' ? undefined : history.sites.get(asSiteId(given))
  const knownBase = validOn(known, today) ?? known?.at(-1)
  const reference = cells.text('unit', knownBase?.unitId ?? '')
  const unitId = units.find(reference)
  if (unitId === null) {
    throw new LineError(
      `Không có đơn vị «${reference.slice(0, 60)}» trong danh mục và trong tệp.`,
      `There is no unit "${reference.slice(0, 60)}" in the directory or in the file.`,
    )
  }
  const name = cells.text('name', knownBase?.name ?? '')
  const siteId = given === '' ? siteNamed(name, unitId, context) : asSiteId(given)
  const records = history.sites.get(siteId) ?? []
  const givenFrom = cells.date('validFrom')
  const base =
    records.find(({ validFrom }) => validFrom === givenFrom) ?? validOn(records, today) ?? records.at(-1)
  const site: SiteRecord = {
    siteId,
    validFrom: givenFrom ?? base?.validFrom ?? today,
    validTo: cells.has('validTo') ? cells.date('validTo') : (base?.validTo ?? null),
    unitId,
    name,
    kind: siteKind(cells, base, context.kindOfUnit(unitId)),
    room: cells.text('room', base?.room ?? ''),
    downKbps: cells.has('downKbps') ? cells.whole('downKbps', 1, MAX_KBPS) : (base?.downKbps ?? null),
    upKbps: cells.has('upKbps') ? cells.whole('upKbps', 1, MAX_KBPS) : (base?.upKbps ?? null),
    technician: cells.contact(base?.technician ?? NO_CONTACT),
    hostedAtSiteId: hostOf(cells, base),
    ...(isRemote(cells, base) ? {} : { remoteMicrophone: false }),
  }
  const closed = records
    .filter((record) => record.validFrom < site.validFrom && endOf(record) >= site.validFrom)
    .map((record): DirectoryEdit => ({
      edit: 'putSite',
      site: { ...record, validTo: dayBefore(site.validFrom) },
    }))
  return { edits: [...closed, { edit: 'putSite', site }], note: null }
}

/** What is asked beside the units. */
export interface SiteContext extends ResolveContext {
  kindOfUnit: (unitId: UnitId) => string | null
  /** A unit's site of today by its name. */
  siteNamed: (unitId: UnitId, name: string) => SiteId | undefined
  newSites: NewIds
}

function siteNamed(name: string, unitId: UnitId, { siteNamed: named, newSites }: SiteContext): SiteId {
  const wish = `s-${unitId.replace(/^u-/, '')}`
  return named(unitId, name.normalize('NFC')) ?? asSiteId(newSites.make(wish))
}

function siteKind(cells: Cells, base: SiteRecord | undefined, unitKind: string | null): SiteRecord['kind'] {
  const word = cells.text('kind', '')
  if (word === '') return base?.kind ?? (unitKind === 'body' ? 'body' : 'unit')
  const kind = kindOf(SITE_KIND_WORDS, word)
  if (kind !== undefined) return kind
  throw new LineError(`Không có loại điểm cầu «${word}».`, `There is no kind of site "${word}".`)
}

function hostOf(cells: Cells, base: SiteRecord | undefined): SiteId | null {
  if (!cells.has('hostedAt')) return base?.hostedAtSiteId ?? null
  const text = cells.text('hostedAt', '')
  return text === '' ? null : asSiteId(text)
}

/** An `x` says that the microphone is opened in the room alone. */
function isRemote(cells: Cells, base: SiteRecord | undefined): boolean {
  if (!cells.has('localMicrophone')) return base?.remoteMicrophone !== false
  return cells.text('localMicrophone', '') === ''
}

/** A line of groups as the group that it means. @throws {LineError} */
export function resolveGroup(entry: FieldEntry, context: ResolveContext & { newGroups: NewIds }): Resolved {
  const { history, units, newGroups } = context
  const cells = new Cells(entry)
  const unitOf = (reference: string): UnitId => {
    const unitId = units.find(reference)
    if (unitId !== null) return unitId
    throw new LineError(
      `Không có đơn vị «${reference.slice(0, 60)}» trong danh mục và trong tệp.`,
      `There is no unit "${reference.slice(0, 60)}" in the directory or in the file.`,
    )
  }
  const given = cells.text('id', '')
  const name = cells.text('name', '')
  const owner = cells.text('owner', '')
  const known = [...history.groups.values()].find((group) =>
    given === '' ? group.name === name.normalize('NFC') : group.groupId === given,
  )
  const word = cells.text('kind', '')
  const kind = word === '' ? (known?.kind ?? 'other') : kindOf(GROUP_KIND_WORDS, word)
  if (kind === undefined) {
    throw new LineError(`Không có loại nhóm «${word}».`, `There is no kind of group "${word}".`)
  }
  const id = given === '' ? (known?.groupId ?? newGroups.make(`g-${foldText(name)}`)) : given
  const group: Group = {
    groupId: asGroupId(id),
    name: cells.has('name') ? name : (known?.name ?? ''),
    kind,
    ownerUnitId: owner === '' && known !== undefined ? known.ownerUnitId : unitOf(owner),
    unitIds: cells.has('units') ? cells.list('units', []).map(unitOf) : (known?.unitIds ?? []),
    siteIds: cells.has('sites') ? cells.list('sites', []).map(asSiteId) : (known?.siteIds ?? []),
  }
  return { edits: [{ edit: 'putGroup', group }], note: null }
}

/** One of the tiers of a day. Lines of one day make one set. @throws {LineError} */
export function resolveTier(entry: FieldEntry): { validFrom: string; tier: TierSet['tiers'][number] } {
  const cells = new Cells(entry)
  const validFrom = cells.date('validFrom')
  const tier = cells.whole('tier', 1, 4)
  if (validFrom === null || tier === null) {
    throw new LineError(
      'Thiếu ngày áp dụng hoặc số của cấp.',
      'The day or the number of the tier is missing.',
    )
  }
  const vi = cells.text('name', '')
  const name = { vi, en: cells.text('nameEn', '') || vi }
  const optional = /^(x|1|true|co|yes)$/.test(foldText(cells.text('optional', '')))
  return { validFrom, tier: { tier, name, codeDigits: cells.whole('codeDigits', 1, 10), optional } }
}

function asSiteId(text: string): SiteId {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- validation checks the form of every id
  return text as SiteId
}

function asGroupId(text: string): GroupId {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- validation checks the form of every id
  return text as GroupId
}
