import { Type, type Static } from 'typebox'
import type { SiteId, UnitId } from '@diem-cau/protocol'
import { SITE_KINDS, UNIT_KINDS } from '../../core/directory/index.ts'

/** Lengths, forms and relations are core's business (`validateDirectory`); here only keys and types. */
const Text = Type.String()
const UnitIdText = Type.Unsafe<UnitId>(Type.String())
const SiteIdText = Type.Unsafe<SiteId>(Type.String())
const Names = closed({ vi: Text, en: Text })
const DateText = Type.String({
  expected: { vi: "ngày dạng '2025-07-01'", en: "a date such as '2025-07-01'" },
})

function closed<T extends Parameters<typeof Type.Object>[0]>(properties: T) {
  return Type.Object(properties, { additionalProperties: false })
}

/** A directory as it is written in a file. `parent` and `unit` are ids. */
export const DirectoryFileSchema = closed({
  format: Type.Literal(1),
  name: Names,
  synthetic: Type.Boolean(),
  /** First day of units that name none of their own. */
  validFrom: DateText,
  tiers: Type.Array(
    closed({
      tier: Type.Integer({ minimum: 1, maximum: 4 }),
      name: Names,
      codeDigits: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
      optional: Type.Optional(Type.Boolean()),
    }),
  ),
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
    }),
  ),
  sites: Type.Array(
    closed({ id: SiteIdText, unit: UnitIdText, name: Text, kind: Type.Enum([...SITE_KINDS]) }),
  ),
})

export type DirectoryFile = Static<typeof DirectoryFileSchema>
