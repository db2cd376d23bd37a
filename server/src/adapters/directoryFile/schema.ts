import { Type, type Static } from 'typebox'
import type { GroupId, SiteId, UnitId } from '@diem-cau/protocol'
import { SITE_KINDS, UNIT_KINDS } from '../../core/directory/index.ts'

/** Lengths, forms and relations are core's business (`validateDirectory`); here only keys and types. */
const Text = Type.String()
const UnitIdText = Type.Unsafe<UnitId>(Type.String())
const SiteIdText = Type.Unsafe<SiteId>(Type.String())
const Names = closed({ vi: Text, en: Text })
const DateText = Type.String({
  expected: { vi: "ngày dạng '2025-07-01'", en: "a date such as '2025-07-01'" },
})

const GroupIdText = Type.Unsafe<GroupId>(Type.String())
const Kbps = Type.Integer({ minimum: 1, maximum: 100_000_000 })
const GROUP_KINDS = ['electoral', 'cluster', 'other'] as const

function closed<T extends Parameters<typeof Type.Object>[0]>(properties: T) {
  return Type.Object(properties, { additionalProperties: false })
}

const ContactText = closed({
  name: Type.Optional(Text),
  phone: Type.Optional(Text),
  email: Type.Optional(Text),
})

const TierList = Type.Array(
  closed({
    tier: Type.Integer({ minimum: 1, maximum: 4 }),
    name: Names,
    codeDigits: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
    optional: Type.Optional(Type.Boolean()),
  }),
)

/**
 * A directory as it is written in a file. `parent`, `unit`, `owner`, `successors`, `hostedAt` are ids. A unit or a site
 * that was something else at another time has an entry for each span of time.
 */
export const DirectoryFileSchema = closed({
  format: Type.Literal(1),
  name: Names,
  synthetic: Type.Boolean(),
  /** First day of units and sites that name none of their own, and of `tiers`. */
  validFrom: DateText,
  tiers: TierList,
  /** Tiers from a later day on: after the reform of 2025, for example. */
  laterTiers: Type.Optional(Type.Array(closed({ validFrom: DateText, tiers: TierList }))),
  units: Type.Array(
    closed({
      id: UnitIdText,
      code: Text,
      name: Text,
      kind: Type.Enum([...UNIT_KINDS]),
      tier: Type.Integer({ minimum: 1, maximum: 4 }),
      parent: Type.Union([UnitIdText, Type.Null()]),
      validFrom: Type.Optional(DateText),
      validTo: Type.Optional(Type.Union([DateText, Type.Null()])),
      aliases: Type.Optional(Type.Array(Text)),
      successors: Type.Optional(Type.Array(UnitIdText)),
      contact: Type.Optional(ContactText),
    }),
  ),
  sites: Type.Array(
    closed({
      id: SiteIdText,
      unit: UnitIdText,
      name: Text,
      kind: Type.Enum([...SITE_KINDS]),
      validFrom: Type.Optional(DateText),
      validTo: Type.Optional(Type.Union([DateText, Type.Null()])),
      room: Type.Optional(Text),
      downKbps: Type.Optional(Kbps),
      upKbps: Type.Optional(Kbps),
      technician: Type.Optional(ContactText),
      hostedAt: Type.Optional(SiteIdText),
      /** False: its microphone is opened in the room alone. */
      remoteMicrophone: Type.Optional(Type.Boolean()),
    }),
  ),
  groups: Type.Optional(
    Type.Array(
      closed({
        id: GroupIdText,
        name: Text,
        kind: Type.Enum([...GROUP_KINDS]),
        owner: UnitIdText,
        units: Type.Optional(Type.Array(UnitIdText)),
        sites: Type.Optional(Type.Array(SiteIdText)),
      }),
    ),
  ),
})

export type DirectoryFile = Static<typeof DirectoryFileSchema>
