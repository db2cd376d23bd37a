import type { AccountId, BranchId, DeviceId, Role, SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import type { NoticeTables } from './noticeTables.ts'
import type { PlanningTables } from './planningTables.ts'

/**
 * Tables. Times are epoch milliseconds, JSON is text, so that the same schema serves SQLite and PostgreSQL. Whole
 * numbers are read as numbers, also from `bigint` columns, which PostgreSQL's driver gives as text unless it is told.
 */
export interface Tables extends PlanningTables {
  events: {
    stream: BranchId
    seq: number
    epoch: number
    schema: number
    at: number
    actor: string
    command: string | null
    type: string
    data: string
  }
  streams: { stream: BranchId; session_id: SessionId; opened_at: number; closed_at: number | null }
  /** `renewed_at`: the lease is held until a while after; `alive_at`: its holder served until then. */
  leases: { name: string; owner: string; epoch: number; renewed_at: number; alive_at: number | null }
  notice_facts: NoticeTables['notice_facts']
  notices: NoticeTables['notices']
  accounts: {
    account_id: AccountId
    user_name: string
    password_hash: string
    role: Role
    unit_id: UnitId
    created_at: number
  }
  logins: { token_hash: string; account_id: AccountId; created_at: number; expires_at: number }
  devices: {
    device_id: DeviceId
    site_id: SiteId
    public_key: string
    paired_at: number
    revoked_at: number | null
  }
}
