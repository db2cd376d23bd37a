import { foldText, type AuditEntry, type RestQueryOf, type UnitId } from '@diem-cau/protocol'
import type { AuditQuery, AuditRecord } from '../AuditTrail.ts'

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
