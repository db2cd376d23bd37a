import { Readable } from 'node:stream'
import type { Language } from '@diem-cau/protocol'
import {
  actorText,
  AUDIT_WORDS,
  auditWord,
  detailText,
  detailWords,
  refusalOf,
  subjectText,
} from '@diem-cau/protocol/words'
import type { AuditQuery, AuditRecord, AuditStore } from '../AuditTrail.ts'

const ROWS_AT_ONCE = 500

export interface FileWording {
  language: Language
  /** The name of a unit or a site; null for one that the reader may not see. */
  place: (id: string) => string | null
}

/**
 * The lines as CSV (RFC 4180, UTF-8 with a mark so that spreadsheets know it), read piece by piece, in the words of the
 * page; the codes and ids by which other records are found stand beside them.
 */
export function auditCsv(store: AuditStore, query: AuditQuery, wording: FileWording): Readable {
  return Readable.from(pieces(store, query, columnsOf(wording)))
}

type Column = readonly [head: string, text: (record: AuditRecord) => string]

function columnsOf({ language, place }: FileWording): Column[] {
  const words = AUDIT_WORDS[language]
  const { column, field } = words
  const worded = detailWords(words, place)
  const detail = ([name, value]: [string, unknown]): string =>
    `${auditWord(words, 'detail', name) ?? name}: ${detailText(value, worded)}`
  return [
    [field.seq, ({ seq }) => String(seq)],
    [column.at, ({ at }) => momentText(at)],
    [column.actor, (record) => actorText(record, words)],
    [field.actorId, ({ actor }) => actor],
    [field.address, ({ address }) => address],
    [column.action, ({ action }) => auditWord(words, 'action', action) ?? action],
    [field.code, ({ action }) => action],
    [column.outcome, ({ outcome }) => words[outcome]],
    [words.reason, (record) => refusalOf(record)?.[language] ?? ''],
    [field.unit, ({ unitName }) => unitName ?? ''],
    [field.unitId, ({ unitId }) => unitId ?? ''],
    [column.subject, (record) => subjectText(record, words)],
    [field.subjectId, ({ subject }) => subject],
    [field.details, ({ details }) => Object.entries(details).map(detail).join('; ')],
  ]
}

async function* pieces(
  store: AuditStore,
  query: AuditQuery,
  columns: readonly Column[],
): AsyncGenerator<string> {
  yield `\uFEFF${lineOf(columns.map(([head]) => head))}`
  let before: number | null = null
  for (;;) {
    const records: AuditRecord[] = await store.page(query, before, ROWS_AT_ONCE)
    if (records.length > 0) yield records.map((one) => lineOf(columns.map(([, text]) => text(one)))).join('')
    before = records.at(-1)?.seq ?? null
    if (records.length < ROWS_AT_ONCE || before === null) return
  }
}

const lineOf = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

/** A text that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection). */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hourCycle: 'h23',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** `05/11/2026 14:05:09`, by the clock on the wall, in both languages. */
function momentText(at: number): string {
  return CLOCK.format(at).replace(',', '')
}
