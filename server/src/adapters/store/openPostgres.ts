import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool, types as pgTypes } from 'pg'
import Cursor from 'pg-cursor'
import { nameOf, type DatabaseTarget } from './databaseUrl.ts'
import type { Tables } from './schema.ts'
import { StoreError } from './StoreError.ts'

const CONNECT_TIMEOUT_MS = 5_000
/** A statement of the bridge takes milliseconds; one that hangs has lost its network. */
const STATEMENT_TIMEOUT_MS = 15_000
const MAX_CONNECTIONS = 10
/** Of servers before 13 nobody corrects faults any more. */
const OLDEST_VERSION = 130_000

/** How long statements may take: the bridge's own, or a backup's and a migration's. */
export type Pace = 'live' | 'bulk'

/**
 * A database of a PostgreSQL server. Connections that are lost are made again when they are needed. A commit is on the
 * server's disk when it returns, whatever the server's own setting is.
 */
export function openPostgres(target: DatabaseTarget, pace: Pace): Kysely<Tables> {
  const pool = new Pool({
    ...target,
    // Without one the driver would give up in the midst of the greeting and leave the connection open: let the server say it.
    password: target.password || 'none',
    application_name: 'diem-cau',
    options: sessionSettings(pace),
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    // The server gives a statement up first, so that the connection is known to be good or bad.
    ...(pace === 'live' ? { query_timeout: STATEMENT_TIMEOUT_MS + 2_000 } : {}),
    types: { getTypeParser },
  })
  // A connection that ends while it is idle: the pool makes another one. Who uses the next one hears of a fault.
  pool.on('error', () => {})
  // One that ends while it is in use: the query under way fails by it, and that is where it is heard.
  pool.on('connect', (client) => client.on('error', () => {}))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool, cursor: Cursor }) })
}

/** Part of the connecting, so that no connection is ever without them. */
function sessionSettings(pace: Pace): string {
  const timeoutMs = pace === 'live' ? STATEMENT_TIMEOUT_MS : 0
  const settings = {
    synchronous_commit: 'on',
    statement_timeout: timeoutMs,
    // A server that lost its network must not hold the lease's row for the others.
    idle_in_transaction_session_timeout: timeoutMs,
    tcp_user_timeout: STATEMENT_TIMEOUT_MS,
  }
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
}

/** Whole numbers of 64 bits as numbers: times and counts. One that a number can't hold is refused, not rounded. */
const getTypeParser: typeof pgTypes.getTypeParser = (oid, format) =>
  oid === pgTypes.builtins.INT8 && format !== 'binary' ? toSafeNumber : pgTypes.getTypeParser(oid, format)

function toSafeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large`)
  return value
}

/** @throws {StoreError} when the server or the database is of a kind that can't keep what we write */
export async function checkServer(store: Kysely<Tables>, target: DatabaseTarget): Promise<void> {
  const { rows } = await sql<{ version: number; encoding: string }>`
    select current_setting('server_version_num')::integer as version, current_setting('server_encoding') as encoding
  `.execute(store)
  const { version = 0, encoding = '' } = rows[0] ?? {}
  if (version < OLDEST_VERSION) {
    throw new StoreError(
      `Máy chủ cơ sở dữ liệu ${nameOf(target)} quá cũ. Cần PostgreSQL 13 trở lên.`,
      `The database server of ${nameOf(target)} is too old. PostgreSQL 13 or later is needed.`,
    )
  }
  if (encoding !== 'UTF8') {
    throw new StoreError(
      `Cơ sở dữ liệu ${nameOf(target)} dùng mã ${encoding}, không lưu được tiếng Việt. Hãy tạo lại với --encoding=UTF8.`,
      `The database ${nameOf(target)} is in ${encoding}, which can not hold Vietnamese. Make it again with --encoding=UTF8.`,
    )
  }
}
