import type { RestQueryOf } from '@diem-cau/protocol'

/** What is looked for in the audit trail. Days are `YYYY-MM-DD` in the bridge's time zone; empty for any. */
export interface AuditFilter {
  q: string
  from: string
  to: string
  /** Name of a call or message; empty for any. */
  action: string
  outcome: 'done' | 'refused' | null
}

export const NO_AUDIT_FILTER: AuditFilter = { q: '', from: '', to: '', action: '', outcome: null }

const DAY_MS = 24 * 60 * 60 * 1_000

/** Midnight at the beginning of a day in Asia/Ho_Chi_Minh, which keeps +07:00 all year. Undefined for no day. */
function midnight(day: string): number | undefined {
  const at = Date.parse(`${day}T00:00:00+07:00`)
  return Number.isNaN(at) ? undefined : at
}

/** The question as the bridge takes it. The last day counts whole. */
export function auditQuery({ q, from, to, action, outcome }: AuditFilter): RestQueryOf<'audit.export'> {
  const begin = midnight(from)
  const end = midnight(to)
  return {
    ...(q.trim() === '' ? {} : { q: q.trim() }),
    ...(begin === undefined ? {} : { from: begin }),
    ...(end === undefined ? {} : { to: end + DAY_MS - 1 }),
    ...(action === '' ? {} : { action }),
    ...(outcome === null ? {} : { outcome }),
  }
}

/** Whether anything is looked for at all. */
export const isFiltering = (filter: AuditFilter): boolean => Object.keys(auditQuery(filter)).length > 0
