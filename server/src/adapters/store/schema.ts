import type {
  AccountId,
  BranchId,
  DeviceId,
  LoginId,
  Role,
  SessionId,
  SiteId,
  TokenId,
  UnitId,
} from '@diem-cau/protocol'
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
  /** An empty hash: no password. `search` is folded text. */
  accounts: {
    account_id: AccountId
    user_name: string
    password_hash: string
    created_at: number
    display_name: string
    email: string
    phone: string
    search: string
    state: 'active' | 'disabled'
    must_change_password: number
    version: number
    last_login_at: number | null
    sso_issuer: string | null
    sso_subject: string | null
  }
  account_grants: { account_id: AccountId; role: Role; unit_id: UnitId }
  logins: {
    login_id: LoginId
    token_hash: string
    account_id: AccountId
    method: 'password' | 'sso'
    address: string
    device: string
    created_at: number
    last_seen_at: number
    idle_expires_at: number
    expires_at: number
    /** For logging out at the single sign-on. */
    sso_id_token: string | null
  }
  /** Wrong passwords: of a name from an address, of an address, of a name. `user_name` is empty for an address. */
  login_failures: {
    subject: string
    user_name: string
    count: number
    last_at: number
    locked_until: number
  }
  tokens: {
    token_id: TokenId
    token_hash: string
    account_id: AccountId
    name: string
    scopes: string
    created_at: number
    expires_at: number
    last_used_at: number | null
  }
  /** Only ever added to; each entry's hash covers the one before it. */
  audit: {
    seq: number
    at: number
    actor: string
    actor_name: string
    address: string
    action: string
    outcome: 'done' | 'refused'
    code: string | null
    unit_id: UnitId | null
    unit_name: string | null
    subject: string
    subject_name: string
    details: string
    search: string
    hash: string
  }
  devices: {
    device_id: DeviceId
    site_id: SiteId
    public_key: string
    paired_at: number
    revoked_at: number | null
  }
  /** One row, `current`: the revision that stands, and the hash of the file that was imported first or last. */
  directory_head: {
    name: 'current'
    revision: number
    name_vi: string
    name_en: string
    synthetic: number
    file_hash: string
  }
  /** `revision` wrote the record last; without `data` it removed it. */
  directory_records: {
    what: 'unit' | 'site' | 'group' | 'tiers'
    id: string
    valid_from: string
    revision: number
    data: string | null
  }
  directory_changes: {
    revision: number
    at: number
    actor: string
    actor_name: string
    /** The lowest unit that everything concerned lies below. */
    unit_id: UnitId
    summary: string
    counts: string
    /** Records that it wrote or removed. */
    record_count: number
    undoes: number | null
    undone_by: number | null
  }
  /** `former_revision` wrote the record before this change did; 0 if there was none. */
  directory_edits: {
    revision: number
    seq: number
    edit: string
    inverse: string
    former_revision: number
  }
}
