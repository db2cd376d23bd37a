import type { SiteId, UnitId } from '@diem-cau/protocol'

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
}

/** A room that takes part in meetings. */
export interface Site {
  readonly id: SiteId
  readonly unitId: UnitId
  readonly name: string
  /** `hub` is the bridge's own room, one a directory; `body` is a room of a department. */
  readonly kind: SiteKind
}

export interface DirectoryData {
  readonly name: Bilingual
  /** True for made-up data, so that nobody takes it for an official list. */
  readonly synthetic: boolean
  readonly tiers: readonly Tier[]
  readonly units: readonly Unit[]
  readonly sites: readonly Site[]
}

export const DIRECTORY_LIMITS = {
  tiers: 4,
  units: 20_000,
  sites: 20_000,
  nameLength: 200,
  aliases: 20,
} as const
