import { Type, type Static } from 'typebox'

const Text = Type.String()
const DayText = Type.String({
  expected: { vi: "ngày dạng '2026-09-02'", en: "a date such as '2026-09-02'" },
})

function closed<T extends Parameters<typeof Type.Object>[0]>(properties: T) {
  return Type.Object(properties, { additionalProperties: false })
}

/** The public holidays of one year, as they are written in a file. */
export const HolidayFileSchema = closed({
  format: Type.Literal(1),
  year: Type.Integer({ minimum: 2000, maximum: 2100 }),
  /** False while days are still to be announced: the year then counts as not known. */
  complete: Type.Boolean(),
  holidays: Type.Array(
    closed({
      day: DayText,
      vi: Text,
      en: Text,
      basis: Type.Enum(['law', 'lunar', 'announced', 'inLieu']),
    }),
  ),
  /** Days on a weekend that are worked in lieu of another day. */
  workingDays: Type.Array(closed({ day: DayText, vi: Text, en: Text })),
})
export type HolidayFile = Static<typeof HolidayFileSchema>
