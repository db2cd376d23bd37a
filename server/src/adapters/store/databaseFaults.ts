import { DatabaseError } from 'pg'
import { nameOf, type DatabaseTarget } from './databaseUrl.ts'
import { StoreError } from './StoreError.ts'

/** What PostgreSQL's driver says, without a code, when a connection is not there or not there any more. */
const DRIVER_MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|Query read timeout|Postgres connection has been discarded|Cannot use a pool after calling end)/
const NETWORK_CODES =
  /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ERR_STREAM|ERR_SOCKET|ERR_TLS|ERR_SSL)/
/** SQLSTATE classes and codes: connection lost, server ending or not ready, too many connections, transaction given up. */
const TRANSIENT_STATES = /^(08|57P0|53300|25P03|25P04|40|57014)/

/** The error's code: PostgreSQL's five signs, SQLite's or the system's name; empty when it has none. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/**
 * Whether work failed because PostgreSQL could not be reached, went away, or gave the transaction up in favour of
 * another. When it happens to a commit, nobody knows whether it was done.
 */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof DatabaseError) return TRANSIENT_STATES.test(codeOf(error))
  return NETWORK_CODES.test(codeOf(error)) || DRIVER_MESSAGES.test(error.message)
}

/** Full, read-only, damaged, locked, gone: everything that a database says but a broken rule of ours. */
export function isStorageFault(error: unknown): boolean {
  if (isTransient(error)) return true
  const code = codeOf(error)
  if (error instanceof DatabaseError) return !code.startsWith('23')
  return code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT')
}

interface Words {
  vi: string
  en: string
}

const POSTGRES_FAULTS: readonly (readonly [RegExp, (name: string, target: DatabaseTarget) => Words])[] = [
  [
    /^28P01$|^28000$/,
    (name, { user, password }) =>
      password === ''
        ? {
            vi: `Máy chủ cơ sở dữ liệu đòi mật khẩu của tài khoản ${user} vào ${name}. Hãy đặt BRIDGE_DATABASE_PASSWORD_FILE.`,
            en: `The database server wants the password of the account ${user} on ${name}. Set BRIDGE_DATABASE_PASSWORD_FILE.`,
          }
        : {
            vi: `Máy chủ cơ sở dữ liệu từ chối tài khoản ${user} vào ${name}. Hãy kiểm tra tên, mật khẩu và pg_hba.conf.`,
            en: `The database server refuses the account ${user} on ${name}. Check its name, its password and pg_hba.conf.`,
          },
  ],
  [
    /^3D000$/,
    (name, { user }) => ({
      vi: `Chưa có cơ sở dữ liệu ${name}. Hãy tạo nó bằng: createdb --owner=${user} --encoding=UTF8 TÊN.`,
      en: `There is no database ${name}. Make it by: createdb --owner=${user} --encoding=UTF8 NAME.`,
    }),
  ],
  [
    /^42501$/,
    (name, { user }) => ({
      vi: `Tài khoản ${user} không có quyền tạo bảng trong ${name}. Hãy cho nó làm chủ cơ sở dữ liệu.`,
      en: `The account ${user} may not make tables in ${name}. Make it the owner of the database.`,
    }),
  ],
  [
    /^53100$/,
    (name) => ({
      vi: `Đĩa của máy chủ cơ sở dữ liệu đã đầy: không ghi được ${name}. Hãy giải phóng dung lượng rồi thử lại.`,
      en: `The disk of the database server is full: ${name} can not be written. Free some space and try again.`,
    }),
  ],
  [
    /^53300$/,
    (name) => ({
      vi: `Máy chủ cơ sở dữ liệu không nhận thêm kết nối vào ${name}. Hãy tăng max_connections hoặc ngắt bớt kết nối.`,
      en: `The database server takes no more connections to ${name}. Raise max_connections, or end some of them.`,
    }),
  ],
]

/** What PostgreSQL says at the start, in words for whoever keeps the machine. */
export function describePostgresFault(error: unknown, target: DatabaseTarget): StoreError {
  const name = nameOf(target)
  const code = codeOf(error)
  const known = POSTGRES_FAULTS.find(([pattern]) => pattern.test(code))?.[1](name, target)
  const { vi, en } = known ?? connectionWords(error, name) ?? otherWords(error, name)
  return new StoreError(vi, en, { cause: error })
}

function connectionWords(error: unknown, name: string): Words | null {
  const message = error instanceof Error ? error.message : ''
  if (message.includes('does not support SSL')) {
    return {
      vi: `Máy chủ cơ sở dữ liệu ${name} không mã hóa kết nối. Hãy bật SSL ở đó, hoặc thêm ?sslmode=disable vào địa chỉ.`,
      en: `The database server of ${name} does not encrypt. Turn SSL on there, or add ?sslmode=disable to the address.`,
    }
  }
  if (/certificate|self.signed|altnames/i.test(message)) {
    return {
      vi: `Chứng thư của máy chủ cơ sở dữ liệu ${name} không được tin cậy. Hãy kiểm tra sslrootcert và tên máy.`,
      en: `The certificate of the database server of ${name} is not trusted. Check sslrootcert and the host's name.`,
    }
  }
  if (!isTransient(error) && !(error instanceof AggregateError)) return null
  return {
    vi: `Không kết nối được cơ sở dữ liệu ${name}. Hãy kiểm tra máy chủ đó có chạy, địa chỉ và tường lửa.`,
    en: `The database ${name} can not be reached. Check that its server runs, the address, and the firewall.`,
  }
}

function otherWords(error: unknown, name: string): Words {
  const reason =
    error instanceof Error ? error.message.replace(/\s+/g, ' ').replace(/\.$/, '') : String(error)
  return {
    vi: `Không mở được cơ sở dữ liệu ${name}: ${reason}.`,
    en: `The database ${name} can not be opened: ${reason}.`,
  }
}
