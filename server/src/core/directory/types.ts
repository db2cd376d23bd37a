import type { Contact, SiteId, UnitId } from '@diem-cau/protocol'

export interface Bilingual {
  readonly vi: string
  readonly en: string
}

/** Kinds of administrative units, before and after the reform of 1 July 2025, and bodies (departments). */
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
] as const
export type UnitKind = (typeof UNIT_KINDS)[number]

export const SITE_KINDS = ['hub', 'unit', 'body'] as const
export type SiteKind = (typeof SITE_KINDS)[number]

/** A calendar date, `YYYY-MM-DD`. Units begin and end on days, not at instants. */
export type CalendarDate = string

/** One level of government. Which levels there are is data: one to four of them, 1 at the top. */
export interface Tier {
  readonly tier: number
  readonly name: Bilingual
  /** Number of digits of this tier's official codes; null where any code will do. */
  readonly codeDigits: number | null
  /** A unit may hang directly under the tier above an optional one (a cluster of communes, for example). */
  readonly optional: boolean
}

export interface Unit {
  readonly id: UnitId
  /** Official code where there is one. Unlike the id it may pass to another unit after a merger. */
  readonly code: string
  readonly name: string
  readonly kind: UnitKind
  /** A body (department) has the tier of the unit that it belongs to. */
  readonly tier: number
  readonly parentId: UnitId | null
  /** First day on which the unit exists. */
  readonly validFrom: CalendarDate
  /** Last day on which the unit exists; null while it goes on. */
  readonly validTo: CalendarDate | null
  /** Former and colloquial names; searched like the name. */
  readonly aliases: readonly string[]
  /** Units that take over when it ends; empty while it goes on. */
  readonly successorIds: readonly UnitId[]
  /** Where invitations and notices for the unit go. */
  readonly contact: Contact
}

/** A room that takes part in meetings. */
export interface Site {
  readonly id: SiteId
  readonly unitId: UnitId
  readonly name: string
  /** `hub` is the bridge's own room, one a directory; `body` is a room of a department. */
  readonly kind: SiteKind
  readonly validFrom: CalendarDate
  readonly validTo: CalendarDate | null
  /** Where in the building. */
  readonly room: string
  /** Contracted bandwidth of its link in kbit/s; null where it is not known. */
  readonly downKbps: number | null
  readonly upKbps: number | null
  readonly technician: Contact
  /** The site whose room it uses, having none of its own at present. */
  readonly hostedAtSiteId: SiteId | null
  /** False: its microphone is opened in the room alone, never from afar. */
  readonly remoteMicrophone?: boolean
}

/**
 * A unit that does not exist on the directory's day: it has ended, or has not begun. What concerned it is the business
 * of its stand-ins: its successors; failing them, the unit that it belonged or will belong to.
 */
export interface AbsentUnit {
  readonly id: UnitId
  /** As last known, or as first planned. */
  readonly name: string
  /** Units that took over from it. */
  readonly successorIds: readonly UnitId[]
  /** It has been there; one that has not is still to come. */
  readonly hasEnded: boolean
  /** What it belonged to, or will belong to. */
  readonly parentId: UnitId | null
}

/** A site that does not exist on the directory's day, with the name that it had or will have. */
export interface AbsentSite {
  readonly id: SiteId
  readonly name: string
  readonly unitId: UnitId
}

export interface DirectoryData {
  readonly name: Bilingual
  /** True for made-up data, so that nobody takes it for an official list. */
  readonly synthetic: boolean
  readonly tiers: readonly Tier[]
  readonly units: readonly Unit[]
  readonly sites: readonly Site[]
  /** What the directory knows of other days. */
  readonly absentUnits?: readonly AbsentUnit[]
  readonly absentSites?: readonly AbsentSite[]
}

export const DIRECTORY_LIMITS = {
  tiers: 4,
  units: 20_000,
  sites: 20_000,
  nameLength: 200,
  aliases: 20,
  groups: 2_000,
  tierSets: 20,
} as const

/** Nobody in particular. */
export const NO_CONTACT: Contact = { name: '', phone: '', email: '' }
