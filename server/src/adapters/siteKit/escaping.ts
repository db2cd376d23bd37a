/** One word of a POSIX shell, whatever it holds. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/**
 * Text inside `"…"` in a Windows batch file. Nothing escapes a quote or a line there, so these are refused.
 * @throws {RangeError}
 */
export function batchText(text: string): string {
  if (/["\r\n\0!]/.test(text)) throw new RangeError('This text cannot be written into a batch file.')
  return text.replaceAll('%', '%%')
}
