import type { Words } from './command.ts'

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** `12,3 MB`: in thousands, as disks are sold. */
export function sizeOf(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power] ?? ''}`
}

/** `22/11/2026 08:05`, as it is in Vietnam. */
export function timeOf(at: number): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Asia/Ho_Chi_Minh',
  })
  return format.format(at).replace(',', '')
}

/** How far a backup or its restoring has come. */
export function rowsOf(table: string, rows: number): Words {
  return { vi: `… ${table}: ${rows} dòng`, en: `… ${table}: ${rows} rows` }
}
