import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { DAY_MS } from './certificates.ts'
import { holdsName, namesOf, pemBlocks } from './keyedFile.ts'
import type { ServerTls, TlsWarning } from './serverTls.ts'
import { systemCode, TlsError, type TlsErrorCode } from './tlsError.ts'

const WARN_DAYS = 30

interface GivenOptions {
  readonly certificateFile: string
  readonly keyFile: string
  /** Names that the operator wants the bridge to have. */
  readonly names: readonly string[]
  readonly now: number
}

/**
 * Reads a certificate that the operator gives, and checks what a browser would find wrong too late.
 * @throws {TlsError}
 */
export function readGivenCertificate({ certificateFile, keyFile, names, now }: GivenOptions): ServerTls {
  const pems = pemBlocks(read(certificateFile, 'certificate_unreadable')).filter(
    ({ label }) => label === 'CERTIFICATE',
  )
  const certificates = pems.map(({ pem }) => parseCertificate(pem, certificateFile))
  const [leaf] = certificates
  if (!leaf) throw broken('certificate_broken', certificateFile)
  const key = checkKey(keyFile, leaf, certificateFile)
  checkChain(certificates, certificateFile)
  checkDates(leaf, certificateFile, now)
  const chain = pems.map(({ pem }) => pem).join('')
  checkUsable(key, chain, certificateFile)
  return {
    key,
    cert: pems[0]?.pem ?? '',
    chain,
    names: namesOf(leaf),
    caRootPem: null,
    rootFingerprintSha256: null,
    expiresAt: leaf.validToDate.getTime(),
    renewed: null,
    warnings: [...expiryWarnings(leaf, now), ...nameWarnings(leaf, names)],
  }
}

function read(path: string, code: 'certificate_unreadable' | 'key_unreadable'): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const why = systemCode(error)
    const vi = why === 'ENOENT' ? 'không có tệp này' : why === 'EACCES' ? 'không có quyền đọc' : why
    const en = why === 'ENOENT' ? 'there is no such file' : why === 'EACCES' ? 'no permission' : why
    throw new TlsError(
      code,
      { vi: `Không đọc được ${path}: ${vi}.`, en: `${path} cannot be read: ${en}.` },
      { cause: error },
    )
  }
}

function parseCertificate(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch (error) {
    throw broken('certificate_broken', path, error)
  }
}

function checkKey(path: string, leaf: X509Certificate, certificateFile: string): string {
  const text = read(path, 'key_unreadable')
  if (/ENCRYPTED/.test(text)) {
    throw new TlsError('key_broken', {
      vi: `Khóa riêng ${path} đặt mật khẩu. Hãy dùng khóa không đặt mật khẩu và hạn chế quyền đọc tệp.`,
      en: `The private key ${path} has a password. Give a key without one and restrict who reads the file.`,
    })
  }
  let matches: boolean
  try {
    matches = leaf.checkPrivateKey(createPrivateKey(text))
  } catch (error) {
    throw broken('key_broken', path, error)
  }
  if (matches) return text
  throw new TlsError('key_does_not_match', {
    vi: `Khóa riêng ${path} không phải là khóa của chứng thư ${certificateFile}.`,
    en: `The private key ${path} is not that of the certificate ${certificateFile}.`,
  })
}

/** Each certificate is signed by the next: browsers do not reorder. */
function checkChain(certificates: readonly X509Certificate[], path: string): void {
  for (const [index, certificate] of certificates.entries()) {
    const issuer = certificates[index + 1]
    if (!issuer || (certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey))) continue
    throw new TlsError('chain_broken', {
      vi: `Chuỗi chứng thư trong ${path} sai thứ tự: chứng thư thứ ${index + 1} không do chứng thư thứ ${index + 2} cấp.`,
      en: `The chain in ${path} is out of order: certificate ${index + 1} was not issued by certificate ${index + 2}.`,
    })
  }
}

function checkDates(leaf: X509Certificate, path: string, now: number): void {
  if (leaf.validToDate.getTime() <= now) {
    throw new TlsError('certificate_expired', {
      vi: `Chứng thư ${path} đã hết hạn ngày ${dateOf(leaf.validToDate)}.`,
      en: `The certificate ${path} expired on ${dateOf(leaf.validToDate)}.`,
    })
  }
  if (leaf.validFromDate.getTime() > now) {
    throw new TlsError('certificate_not_yet_valid', {
      vi: `Chứng thư ${path} chỉ có hiệu lực từ ${dateOf(leaf.validFromDate)}. Kiểm tra ngày giờ của máy chủ.`,
      en: `The certificate ${path} is valid from ${dateOf(leaf.validFromDate)} only. Check the machine's clock.`,
    })
  }
}

/** What the TLS library refuses for other reasons: a key too short, an unknown algorithm. */
function checkUsable(key: string, cert: string, path: string): void {
  try {
    createSecureContext({ key, cert })
  } catch (error) {
    throw broken('certificate_broken', path, error)
  }
}

function expiryWarnings(leaf: X509Certificate, now: number): TlsWarning[] {
  const days = Math.floor((leaf.validToDate.getTime() - now) / DAY_MS)
  if (days >= WARN_DAYS) return []
  return [
    {
      code: 'expires_soon',
      reason: {
        vi: `Chứng thư còn ${days} ngày là hết hạn (${dateOf(leaf.validToDate)}). Hãy thay chứng thư mới.`,
        en: `The certificate expires in ${days} days (${dateOf(leaf.validToDate)}). Replace it.`,
      },
    },
  ]
}

function nameWarnings(leaf: X509Certificate, names: readonly string[]): TlsWarning[] {
  return names
    .filter((name) => !holdsName(leaf, name))
    .map((name) => ({
      code: 'name_not_in_certificate',
      reason: {
        vi: `Chứng thư không có tên ${name}: trình duyệt sẽ từ chối địa chỉ này.`,
        en: `The certificate does not hold ${name}: browsers will refuse that address.`,
      },
    }))
}

function dateOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}

function broken(code: TlsErrorCode, path: string, cause?: unknown): TlsError {
  return new TlsError(
    code,
    {
      vi: `Tệp ${path} hỏng hoặc không phải dạng PEM.`,
      en: `The file ${path} is damaged or not in PEM form.`,
    },
    { cause },
  )
}
