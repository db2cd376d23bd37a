import { X509Certificate } from 'node:crypto'
import { DAY_MS, makeServerCertificate, type KeyedCertificate } from './certificates.ts'
import { holdsName, namesOf, readKeyed, writeKeyed } from './keyedFile.ts'
import { openAuthority, tlsFiles, type Authority } from './localAuthority.ts'
import type { MachineNames } from './machineNames.ts'
import { isPermitted } from './nameConstraints.ts'
import { readIfPresent, writePrivateFile } from './privateFile.ts'
import type { RenewalReason, ServerTls, TlsWarning } from './serverTls.ts'
import { TlsError } from './tlsError.ts'

const RENEW_DAYS = 60
/** A new certificate must last at least so much longer to be worth it: near the root's end none does. */
const WORTHWHILE_MS = 2 * DAY_MS
const ALWAYS = ['localhost', '127.0.0.1', '::1']

interface LocalOptions {
  readonly dataDirectory: string
  /** Names and addresses from the configuration. */
  readonly names: readonly string[]
  readonly machine: MachineNames
  readonly now: number
}

/**
 * A certificate of the local authority for every name and address of this machine. What is on disk is kept while it
 * serves; a damaged server certificate is made anew, for the root that the rooms trust stays the same.
 * @throws {TlsError}
 */
export async function openLocalCertificate({
  dataDirectory,
  names,
  machine,
  now,
}: LocalOptions): Promise<ServerTls> {
  const files = tlsFiles(dataDirectory)
  const found = [...(machine.hostname === null ? [] : [machine.hostname]), ...machine.addresses]
  const authority = await openAuthority(files, [...names, ...found], now)
  const { wanted, warnings } = wantedNames(names, found, authority)
  const current = readCurrent(files.server)
  const renewed = renewalReason(current, authority, wanted, now)
  const keyed =
    renewed === null && current !== 'damaged' && current
      ? current
      : await issue(files.server, authority, wanted, now)
  const leaf = new X509Certificate(keyed.certificatePem)
  return {
    key: keyed.keyPem,
    cert: keyed.certificatePem,
    chain: keyed.certificatePem,
    names: namesOf(leaf),
    caRootPem: authority.keyed.certificatePem,
    rootFingerprintSha256: authority.certificate.fingerprint256,
    expiresAt: leaf.validToDate.getTime(),
    renewed,
    warnings: [...authority.warnings, ...warnings],
  }
}

type Current = KeyedCertificate | 'damaged' | undefined

function readCurrent(path: string): Current {
  const text = readIfPresent(path)
  return text === undefined ? undefined : (readKeyed(text) ?? 'damaged')
}

async function issue(
  path: string,
  { keyed }: Authority,
  names: readonly string[],
  now: number,
): Promise<KeyedCertificate> {
  const made = await makeServerCertificate(keyed, names, now)
  writePrivateFile(path, writeKeyed(made))
  return made
}

function renewalReason(
  current: Current,
  authority: Authority,
  wanted: readonly string[],
  now: number,
): RenewalReason | null {
  if (current === undefined) return 'first_start'
  if (current === 'damaged') return 'damaged'
  const leaf = new X509Certificate(current.certificatePem)
  if (!leaf.checkIssued(authority.certificate) || !leaf.verify(authority.certificate.publicKey)) {
    return 'other_authority'
  }
  if (!wanted.every((name) => holdsName(leaf, name))) return 'names_changed'
  const endsIn = leaf.validToDate.getTime() - now
  const couldGain = authority.certificate.validToDate.getTime() - leaf.validToDate.getTime()
  return endsIn < RENEW_DAYS * DAY_MS && couldGain > WORTHWHILE_MS ? 'expires_soon' : null
}

/** Names that were asked for must be possible; of those that were found, what the root may not vouch for is left out. */
function wantedNames(
  configured: readonly string[],
  found: readonly string[],
  { permitted }: Authority,
): { wanted: string[]; warnings: TlsWarning[] } {
  const refused = configured.find((name) => !isPermitted(name, permitted))
  if (refused !== undefined) throw notPermitted(refused)
  const leftOut = found.filter((name) => !isPermitted(name, permitted))
  const wanted = [...ALWAYS, ...configured, ...found].map((name) => name.toLowerCase())
  return {
    wanted: [...new Set(wanted)].filter((name) => isPermitted(name, permitted)),
    warnings: leftOut.map((name) => ({
      code: 'name_left_out',
      reason: {
        vi: `Chứng thư không gồm ${name}: chứng thư gốc nội bộ không được phép cấp cho tên hoặc địa chỉ này.`,
        en: `The certificate leaves out ${name}: the local root may not vouch for it.`,
      },
    })),
  }
}

function notPermitted(name: string): TlsError {
  return new TlsError('name_not_permitted', {
    vi: `tls.names: chứng thư gốc nội bộ không được phép cấp cho «${name}» (chỉ cho địa chỉ mạng nội bộ và các tên đã biết khi lập). Hãy bỏ tên này, dùng chứng thư do đơn vị cấp, hoặc xóa thư mục tls để lập chứng thư gốc mới và cài lại ở mọi điểm cầu.`,
    en: `tls.names: the local root may not vouch for "${name}" (only for private addresses and the names known when it was made). Remove it, use a given certificate, or delete the tls folder to make a new root and install it at every site.`,
  })
}
