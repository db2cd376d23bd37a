import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DAY_MS, makeRoot, type KeyedCertificate } from './certificates.ts'
import { readKeyed, writeKeyed } from './keyedFile.ts'
import { permittedNames, readNameConstraints, type PermittedNames } from './nameConstraints.ts'
import { readIfPresent, writePrivateFile } from './privateFile.ts'
import type { TlsWarning } from './serverTls.ts'
import { TlsError, type TlsErrorCode, type Words } from './tlsError.ts'
import { X509Certificate as Asn1Certificate } from './x509.ts'

const ID_CE_NAME_CONSTRAINTS = '2.5.29.30'
const WARN_DAYS = 365
/** Earlier than this software: the clock of a machine whose battery is flat. */
const EARLIEST_NOW = Date.UTC(2025, 0, 1)

/** The root that the PCs of all rooms trust. It is made once and never replaced by itself. */
export interface Authority {
  readonly keyed: KeyedCertificate
  readonly certificate: X509Certificate
  readonly permitted: PermittedNames
  readonly warnings: readonly TlsWarning[]
}

export interface TlsFiles {
  readonly authority: string
  readonly server: string
}

/** Each file holds a key and its certificate, so that one rename replaces both. */
export function tlsFiles(dataDirectory: string): TlsFiles {
  const folder = join(dataDirectory, 'tls')
  return { authority: join(folder, 'authority.pem'), server: join(folder, 'server.pem') }
}

/**
 * The local root: read from disk, or made if this is the first start. A damaged or missing one is an error, never
 * silently replaced: every PC would have to be visited again.
 * @param names by which the bridge is reached; a root made now may vouch for these and for private addresses
 * @throws {TlsError}
 */
export async function openAuthority(
  files: TlsFiles,
  names: readonly string[],
  now: number,
): Promise<Authority> {
  if (now < EARLIEST_NOW) throw clockWrong(now)
  const text = readIfPresent(files.authority)
  if (text === undefined && existsSync(files.server)) throw missing(files)
  const keyed = text === undefined ? await create(files, names, now) : readKeyed(text)
  if (!keyed) throw damaged(files)
  const certificate = new X509Certificate(keyed.certificatePem)
  if (certificate.validFromDate.getTime() > now) throw clockWrong(now)
  if (certificate.validToDate.getTime() <= now) throw expired(files, certificate)
  return { keyed, certificate, permitted: readPermitted(keyed), warnings: expiryWarnings(certificate, now) }
}

async function create(files: TlsFiles, names: readonly string[], now: number): Promise<KeyedCertificate> {
  const keyed = await makeRoot(permittedNames(names), now)
  writePrivateFile(files.authority, writeKeyed(keyed))
  return keyed
}

function readPermitted({ certificatePem }: KeyedCertificate): PermittedNames {
  const extension = new Asn1Certificate(certificatePem).getExtension(ID_CE_NAME_CONSTRAINTS)
  return extension ? readNameConstraints(new Uint8Array(extension.value)) : { dns: [], ranges: [] }
}

function expiryWarnings(certificate: X509Certificate, now: number): TlsWarning[] {
  const days = Math.floor((certificate.validToDate.getTime() - now) / DAY_MS)
  if (days >= WARN_DAYS) return []
  return [
    {
      code: 'root_expires_soon',
      reason: {
        vi: `Chứng thư gốc nội bộ còn ${days} ngày là hết hạn; cần lập chứng thư gốc mới và cài lại ở mọi điểm cầu.`,
        en: `The local root expires in ${days} days; a new one must be made and installed at every site.`,
      },
    },
  ]
}

function clockWrong(now: number): TlsError {
  const day = new Date(now).toISOString().slice(0, 10)
  return new TlsError('clock_wrong', {
    vi: `Ngày giờ của máy chủ sai (${day}). Hãy chỉnh lại rồi khởi động lại; chứng thư lập theo giờ sai sẽ không dùng được.`,
    en: `The machine's clock is wrong (${day}). Set it and start again; certificates made now would not be accepted.`,
  })
}

const RESTORE: Words = {
  vi: 'Hãy khôi phục tệp này từ bản sao lưu. Nếu không còn bản sao, hãy xóa cả thư mục để lập chứng thư gốc mới: khi đó mọi điểm cầu phải cài lại chứng thư gốc.',
  en: 'Restore the file from a backup. If there is none, delete the folder to make a new root: every site must then install it again.',
}

function authorityError(code: TlsErrorCode, what: Words): TlsError {
  return new TlsError(code, { vi: `${what.vi} ${RESTORE.vi}`, en: `${what.en} ${RESTORE.en}` })
}

function missing({ authority, server }: TlsFiles): TlsError {
  return authorityError('authority_missing', {
    vi: `Thiếu chứng thư gốc nội bộ ${authority}, trong khi ${server} vẫn còn.`,
    en: `The local root ${authority} is missing, while ${server} is there.`,
  })
}

function damaged({ authority }: TlsFiles): TlsError {
  return authorityError('authority_broken', {
    vi: `Chứng thư gốc nội bộ ${authority} bị hỏng hoặc ghi dở.`,
    en: `The local root ${authority} is damaged or half written.`,
  })
}

function expired({ authority }: TlsFiles, certificate: X509Certificate): TlsError {
  const day = certificate.validToDate.toISOString().slice(0, 10)
  return new TlsError('authority_expired', {
    vi: `Chứng thư gốc nội bộ ${authority} đã hết hạn ngày ${day}. Hãy xóa cả thư mục để lập chứng thư gốc mới rồi cài lại ở mọi điểm cầu. Nếu ngày này chưa tới, hãy chỉnh lại giờ của máy chủ.`,
    en: `The local root ${authority} expired on ${day}. Delete the folder to make a new one, and install it at every site. If that day is yet to come, set the machine's clock.`,
  })
}
