/** What a spreadsheet program would take for a formula, or for the start of another cell; quotes before it included. */
const DANGEROUS = /^'*[=+\-@\t\r\n]/

/** A cell's text so that no spreadsheet program calculates with it: a quote is put before it. */
export function disarm(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text
}

/** The text that was disarmed, as it was. */
export function rearm(text: string): string {
  return text.startsWith("'") && DANGEROUS.test(text) ? text.slice(1) : text
}
