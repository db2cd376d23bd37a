export const PHONE_FORMATS = ['+84', '84', '0'] as const
export type PhoneFormat = (typeof PHONE_FORMATS)[number]

/**
 * A Vietnamese number as a gateway wants it: `+84912…`, `84912…` or `0912…`, whichever way it was written. Null for
 * what is no number that can be reached by SMS: too short, too long, or of another country.
 */
export function normalPhone(written: string, format: PhoneFormat): string | null {
  const digits = written.replaceAll(/[^\d+]/g, '')
  const local = /^(?:\+84|0084|84|0)([1-9]\d{7,9})$/.exec(digits)?.[1]
  return local === undefined ? null : `${format}${local}`
}
