const BYTE_ORDER_MARK = '\uFEFF'
/** What a spreadsheet program would take for a formula, or for the start of another cell; quotes before it included. */
const DANGEROUS = /^'*[=+\-@\t\r\n]/

/** Comma-separated values (RFC 4180) that no spreadsheet program calculates with, in UTF-8 that Excel recognises. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return (
    BYTE_ORDER_MARK + rows.map((row) => `${row.map((value) => cell(String(value))).join(',')}\r\n`).join('')
  )
}

function cell(text: string): string {
  const safe = DANGEROUS.test(text) ? `'${text}` : text
  return /[",;\t\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Hands a text to the browser to be kept as a file. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 0)
}
