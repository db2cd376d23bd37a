import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import { StoreError } from './StoreError.ts'

/** A PostgreSQL database and how to reach it. */
export interface DatabaseTarget {
  /** A name, an address, or the folder of a unix socket. */
  host: string
  port: number
  database: string
  user: string
  /** Empty where the server asks for none. */
  password: string
  ssl: ConnectionOptions | false
}

const SSL_MODES = ['disable', 'require', 'verify-ca', 'verify-full']
const PARAMETERS = new Set(['host', 'sslmode', 'sslrootcert'])
const EXAMPLE = 'postgres://diem_cau@10.0.0.5:5432/diem_cau'

/**
 * Reads the address of a database: `postgres://user:password@host:port/database?sslmode=verify-full&sslrootcert=FILE`,
 * or `postgres:///database?host=/var/run/postgresql` for a unix socket. Without `sslmode` the connection is encrypted
 * except to this machine itself. No message repeats the address: it may hold the password.
 * @throws {StoreError}
 */
export function readDatabaseUrl(url: string, passwordFile: string | null = null): DatabaseTarget {
  const parts = splitUrl(url)
  const unknown = [...parts.searchParams.keys()].filter((name) => !PARAMETERS.has(name))
  if (unknown.length > 0) throw notUnderstood(`?${unknown.join(', ')}`)
  const host = parts.searchParams.get('host') ?? decoded(parts.hostname).replace(/^\[(.*)\]$/, '$1')
  const database = decoded(parts.pathname.slice(1))
  const user = decoded(parts.username) || (process.env['PGUSER'] ?? '')
  if (host === '') throw notUnderstood('host')
  if (database === '') throw notUnderstood('database')
  if (user === '') throw notUnderstood('user')
  return {
    host,
    port: parts.port === '' ? 5432 : Number(parts.port),
    database,
    user,
    password: passwordFile === null ? passwordIn(parts) : readPassword(passwordFile),
    ssl: readSsl(parts.searchParams, isThisMachine(host)),
  }
}

/** How the database is called in messages: without user and password. */
export function nameOf({ host, port, database }: DatabaseTarget): string {
  return host.startsWith('/') ? `${database} (${host})` : `${database} (${host}:${port})`
}

function splitUrl(url: string): URL {
  // A host is required by URL, and may be missing where a socket is named.
  const withHost = url.replace(/^(postgres(?:ql)?:\/\/(?:[^/@?]*@)?)(?=[/?]|$)/, '$1socket')
  const parsed = URL.canParse(withHost) ? new URL(withHost) : null
  if (parsed === null || !['postgres:', 'postgresql:'].includes(parsed.protocol))
    throw notUnderstood('postgres://')
  if (withHost !== url && !parsed.searchParams.has('host')) throw notUnderstood('host')
  return parsed
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw notUnderstood('%')
  }
}

function isThisMachine(host: string): boolean {
  return host.startsWith('/') || host === 'localhost' || host === '::1' || host.startsWith('127.')
}

function readSsl(parameters: URLSearchParams, isLocal: boolean): ConnectionOptions | false {
  const mode = parameters.get('sslmode') ?? (isLocal ? 'disable' : 'require')
  const rootFile = parameters.get('sslrootcert')
  if (!SSL_MODES.includes(mode)) throw notUnderstood(`sslmode (${SSL_MODES.join(', ')})`)
  if (mode === 'disable') return false
  if (mode === 'require') return { rejectUnauthorized: false }
  const ca = rootFile === null ? {} : { ca: readText(rootFile) }
  // verify-ca trusts the certificate's issuer, and does not look at the name in it.
  return mode === 'verify-ca' ? { ...ca, checkServerIdentity: () => undefined } : ca
}

/** PGPASSWORD is where PostgreSQL's own programs look too. */
function passwordIn(parts: URL): string {
  return decoded(parts.password) || (process.env['PGPASSWORD'] ?? '')
}

/** One line: what editors and `echo` put at the end is not part of the password. */
function readPassword(file: string): string {
  return readText(file).replace(/\r?\n$/, '')
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new StoreError(
      `Không đọc được tệp ${file} cần để kết nối cơ sở dữ liệu. Hãy kiểm tra đường dẫn và quyền đọc.`,
      `The file ${file}, which is needed to reach the database, can not be read. Check its path and who may read it.`,
      { cause: error },
    )
  }
}

function notUnderstood(what: string): StoreError {
  return new StoreError(
    `Địa chỉ cơ sở dữ liệu (database.url, BRIDGE_DATABASE) không đúng ở phần: ${what}. Ví dụ đúng: ${EXAMPLE}.`,
    `The address of the database (database.url, BRIDGE_DATABASE) is wrong at: ${what}. A right one: ${EXAMPLE}.`,
  )
}
