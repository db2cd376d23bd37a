import type { SiteRecord, UnitRecord } from '@diem-cau/protocol'

/*
 * What stands in the fields of a form, all of it text, and the record that it makes. When somebody else has changed the
 * same record meanwhile, three texts a field decide: as it was when the form opened, as typed, as it is now.
 */

/** Fields of a unit's form. */
export interface UnitDraft {
  readonly name: string
  readonly code: string
  readonly kind: string
  readonly parentId: string
  readonly tier: string
  /** One a line. */
  readonly aliases: string
  readonly contactName: string
  readonly contactPhone: string
  readonly contactEmail: string
}

/** Whether something was typed, and all of it is about whom to write to and to call. */
export function isOnlyContact(before: UnitDraft, after: UnitDraft): boolean {
  const { contactName, contactPhone, contactEmail } = after
  const others = { ...before, contactName, contactPhone, contactEmail }
  return !isSameDraft(before, after) && isSameDraft(others, after)
}

function isSameDraft(a: UnitDraft, b: UnitDraft): boolean {
  const texts = new Map(Object.entries(a))
  return Object.entries(b).every(([field, text]) => texts.get(field) === text)
}

/** Fields of a site's form. */
export interface SiteDraft {
  readonly name: string
  readonly kind: string
  readonly room: string
  /** Mbit/s as typed, with a decimal comma; empty when it is not known. */
  readonly downMbps: string
  readonly upMbps: string
  readonly technicianName: string
  readonly technicianPhone: string
  readonly technicianEmail: string
  /** Empty when it has a room of its own. */
  readonly hostedAtSiteId: string
  /** Who opens its microphone. */
  readonly microphone: string
}

export type DraftFault = 'missing' | 'badPhone' | 'badEmail' | 'badNumber' | 'badCode'
export type Faults<D> = { readonly [K in keyof D]?: DraftFault }

export function draftOfUnit(unit: UnitRecord): UnitDraft {
  const { name, code, kind, parentId, tier, aliases, contact } = unit
  return {
    name,
    code,
    kind,
    parentId: parentId ?? '',
    tier: String(tier),
    aliases: aliases.join('\n'),
    contactName: contact.name,
    contactPhone: contact.phone,
    contactEmail: contact.email,
  }
}

export function draftOfSite(site: SiteRecord): SiteDraft {
  const { name, kind, room, downKbps, upKbps, technician, hostedAtSiteId } = site
  return {
    name,
    kind,
    room,
    downMbps: mbpsText(downKbps),
    upMbps: mbpsText(upKbps),
    technicianName: technician.name,
    technicianPhone: technician.phone,
    technicianEmail: technician.email,
    hostedAtSiteId: hostedAtSiteId ?? '',
    microphone: site.remoteMicrophone === false ? 'room' : 'crew',
  }
}

export const UNIT_KINDS = [
  'province',
  'city',
  'district',
  'town',
  'cluster',
  'commune',
  'ward',
  'township',
  'specialZone',
  'body',
] as const satisfies readonly UnitRecord['kind'][]
/** Who may open a room's microphone: the duty crew as well, or the room alone. */
export const MICROPHONE_RULES = ['crew', 'room'] as const
export const SITE_KINDS = ['hub', 'unit', 'body'] as const satisfies readonly SiteRecord['kind'][]

/** The record that a form makes of another one. Ids are those of the directory, chosen in the form, not typed. */
export function unitOfDraft(draft: UnitDraft, record: UnitRecord): UnitRecord {
  return {
    ...record,
    name: tidy(draft.name),
    code: draft.code.trim().toUpperCase(),
    kind: UNIT_KINDS.find((kind) => kind === draft.kind) ?? record.kind,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- chosen among the directory's units
    parentId: draft.parentId === '' ? null : (draft.parentId as UnitRecord['unitId']),
    tier: Number(draft.tier),
    aliases: [...new Set(draft.aliases.split('\n').map(tidy).filter(Boolean))],
    contact: {
      name: tidy(draft.contactName),
      phone: draft.contactPhone.trim(),
      email: draft.contactEmail.trim(),
    },
  }
}

export function siteOfDraft(draft: SiteDraft, former: SiteRecord): SiteRecord {
  const { remoteMicrophone: _rule, ...record } = former
  return {
    ...record,
    ...(draft.microphone === 'room' ? { remoteMicrophone: false } : {}),
    name: tidy(draft.name),
    kind: SITE_KINDS.find((kind) => kind === draft.kind) ?? record.kind,
    room: tidy(draft.room),
    downKbps: kbpsOf(draft.downMbps),
    upKbps: kbpsOf(draft.upMbps),
    technician: {
      name: tidy(draft.technicianName),
      phone: draft.technicianPhone.trim(),
      email: draft.technicianEmail.trim(),
    },
    hostedAtSiteId:
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- chosen among the directory's sites
      draft.hostedAtSiteId === '' ? null : (draft.hostedAtSiteId as SiteRecord['siteId']),
  }
}

const PHONE = /^\+?[0-9][0-9 .()-]{2,38}$/
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+$/

export function unitFaults(draft: UnitDraft): Faults<UnitDraft> {
  return {
    ...(tidy(draft.name) === '' && { name: 'missing' }),
    ...(draft.code.trim() === ''
      ? { code: 'missing' }
      : !/^[A-Za-z0-9._-]{1,20}$/.test(draft.code.trim()) && { code: 'badCode' }),
    ...(isBad(draft.contactPhone, PHONE) && { contactPhone: 'badPhone' }),
    ...(isBad(draft.contactEmail, EMAIL) && { contactEmail: 'badEmail' }),
  }
}

export function siteFaults(draft: SiteDraft): Faults<SiteDraft> {
  return {
    ...(tidy(draft.name) === '' && { name: 'missing' }),
    ...(isBadNumber(draft.downMbps) && { downMbps: 'badNumber' }),
    ...(isBadNumber(draft.upMbps) && { upMbps: 'badNumber' }),
    ...(isBad(draft.technicianPhone, PHONE) && { technicianPhone: 'badPhone' }),
    ...(isBad(draft.technicianEmail, EMAIL) && { technicianEmail: 'badEmail' }),
  }
}

/** A field that two people changed to different texts. */
export interface Collision<D> {
  readonly field: keyof D & string
  readonly mine: string
  readonly theirs: string
}

export interface Rebased<D> {
  /** What was typed, with what somebody else has changed in the other fields. */
  readonly draft: D
  /** Fields taken over from the other one. */
  readonly taken: readonly (keyof D & string)[]
  /** What was typed still stands in these; the other one's text is offered. */
  readonly collisions: readonly Collision<D>[]
}

/** Puts what was typed onto what somebody else has made of the record meanwhile. */
export function rebase<D extends { readonly [F in keyof D]: string }>(
  base: D,
  mine: D,
  theirs: D,
): Rebased<D> {
  const taken: (keyof D & string)[] = []
  const collisions: Collision<D>[] = []
  const draft = { ...mine }
  for (const field in base) {
    const [was, typed, now] = [base[field], mine[field], theirs[field]]
    if (now === was || now === typed) continue
    if (typed === was) {
      draft[field] = now
      taken.push(field)
    } else collisions.push({ field, mine: typed, theirs: now })
  }
  return { draft, taken, collisions }
}

const tidy = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()

const isBad = (text: string, pattern: RegExp): boolean => text.trim() !== '' && !pattern.test(text.trim())

const isBadNumber = (text: string): boolean => text.trim() !== '' && kbpsOf(text) === null

function mbpsText(kbps: number | null): string {
  return kbps === null ? '' : String(kbps / 1_000).replace('.', ',')
}

/** kbit/s of Mbit/s as typed, with a decimal comma or point; null when empty, or no number that a link can have. */
function kbpsOf(text: string): number | null {
  const match = /^\s*(\d{1,5})(?:[.,](\d{1,3}))?\s*$/.exec(text)
  if (match === null) return null
  const kbps = Number(match[1]) * 1_000 + Number((match[2] ?? '').padEnd(3, '0'))
  return kbps >= 1 ? kbps : null
}
