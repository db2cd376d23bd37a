import { Readable } from 'node:stream'
import { foldText, type AuditEntry, type RestQueryOf, type UnitId } from '@diem-cau/protocol'
import type { AuditQuery, AuditRecord, AuditStore } from '../AuditTrail.ts'

const ROWS_AT_ONCE = 500

/** What is asked for, within the units that the caller administers; null: everything. */
export function auditQueryOf(
  query: RestQueryOf<'audit.export'>,
  units: ReadonlySet<UnitId> | null,
): AuditQuery {
  return {
    units,
    from: query.from ?? null,
    to: query.to ?? null,
    text: foldText(query.q ?? ''),
    actor: query.actor ?? null,
    action: query.action ?? null,
    subject: query.subject ?? null,
    outcome: query.outcome ?? null,
  }
}

export function toEntry({ hash: _hash, details, ...record }: AuditRecord): AuditEntry {
  return { ...record, details: { ...details } }
}

const COLUMNS = [
  'seq',
  'time',
  'actor',
  'actorName',
  'address',
  'action',
  'outcome',
  'code',
  'unitId',
  'unitName',
  'subject',
  'subjectName',
  'details',
]

/** The lines as CSV (RFC 4180, UTF-8 with a mark so that spreadsheets know it), read piece by piece. */
export function auditCsv(store: AuditStore, query: AuditQuery): Readable {
  return Readable.from(pieces(store, query))
}

async function* pieces(store: AuditStore, query: AuditQuery): AsyncGenerator<string> {
  yield `\uFEFF${COLUMNS.join(',')}\r\n`
  let before: number | null = null
  for (;;) {
    const records: AuditRecord[] = await store.page(query, before, ROWS_AT_ONCE)
    if (records.length > 0) yield records.map(line).join('')
    before = records.at(-1)?.seq ?? null
    if (records.length < ROWS_AT_ONCE || before === null) return
  }
}

function line(record: AuditRecord): string {
  const values = [
    String(record.seq),
    new Date(record.at).toISOString(),
    record.actor,
    record.actorName,
    record.address,
    record.action,
    record.outcome,
    record.code ?? '',
    record.unitId ?? '',
    record.unitName ?? '',
    record.subject,
    record.subjectName,
    JSON.stringify(record.details),
  ]
  return `${values.map(cell).join(',')}\r\n`
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection). */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
