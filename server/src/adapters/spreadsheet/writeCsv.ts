import { disarm } from './formulas.ts'

const BYTE_ORDER_MARK = '\ufeff'

/** Comma-separated values (RFC 4180) with a byte order mark, without which Excel takes UTF-8 for something else. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function cell(text: string): string {
  const safe = disarm(text)
  return /[",;\t\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}
