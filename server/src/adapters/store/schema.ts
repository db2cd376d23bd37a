/** Tables. Times are epoch milliseconds, JSON is text, so that the same schema serves SQLite and PostgreSQL. */
export interface Tables {
  events: {
    stream: string
    seq: number
    epoch: number
    schema: number
    at: number
    actor: string
    command: string | null
    type: string
    data: string
  }
  streams: { stream: string; session_id: string; opened_at: number; closed_at: number | null }
  leases: { name: string; owner: string; epoch: number; renewed_at: number }
  accounts: {
    account_id: string
    user_name: string
    password_hash: string
    role: string
    unit_id: string
    created_at: number
  }
  logins: { token_hash: string; account_id: string; created_at: number; expires_at: number }
  devices: {
    device_id: string
    site_id: string
    public_key: string
    paired_at: number
    revoked_at: number | null
  }
}
