import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { nameConstraintsExtension, type PermittedNames } from './nameConstraints.ts'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from './x509.ts'

/** A certificate with its private key, both PEM. The key is PKCS #8. */
export interface KeyedCertificate {
  readonly certificatePem: string
  readonly keyPem: string
}

export const DAY_MS = 24 * 60 * 60 * 1000
const ROOT_DAYS = 3_652
const SERVER_DAYS = 397

const EC_KEY = { name: 'ECDSA', namedCurve: 'P-256' }
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' }

/** A root of ten years that can sign servers' certificates and nothing else, for the permitted names only. */
export async function makeRoot(permitted: PermittedNames, now: number): Promise<KeyedCertificate> {
  const keys = await crypto.subtle.generateKey(EC_KEY, true, ['sign', 'verify'])
  const made = new Date(now).toISOString().slice(0, 10)
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=Diem Cau root ${made} ${randomBytes(3).toString('hex')}, O=Diem Cau`,
    ...validity(now, ROOT_DAYS),
    signingAlgorithm: SIGNATURE,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      nameConstraintsExtension(permitted),
    ],
  })
  return { certificatePem: `${certificate.toString('pem')}\n`, keyPem: await exportKey(keys.privateKey) }
}

/** A server's certificate for the given names and addresses, signed by the root. It never outlives the root. */
export async function makeServerCertificate(
  root: KeyedCertificate,
  names: readonly string[],
  now: number,
): Promise<KeyedCertificate> {
  const issuer = new X509Certificate(root.certificatePem)
  const keys = await crypto.subtle.generateKey(EC_KEY, true, ['sign', 'verify'])
  const { notBefore, notAfter } = validity(now, SERVER_DAYS)
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=Diem Cau server, O=Diem Cau',
    issuer: issuer.subjectName,
    notBefore: notBefore < issuer.notBefore ? issuer.notBefore : notBefore,
    notAfter: notAfter > issuer.notAfter ? issuer.notAfter : notAfter,
    signingAlgorithm: SIGNATURE,
    publicKey: keys.publicKey,
    signingKey: await importKey(root.keyPem),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  })
  return { certificatePem: `${certificate.toString('pem')}\n`, keyPem: await exportKey(keys.privateKey) }
}

/** A day's grace backwards: clocks of sites without network time run behind. Whole seconds, as X.509 writes them. */
function validity(now: number, days: number): { notBefore: Date; notAfter: Date } {
  const start = Math.floor((now - DAY_MS) / 1000) * 1000
  return { notBefore: new Date(start), notAfter: new Date(start + days * DAY_MS) }
}

/** RFC 5280, 4.1.2.2: positive, at most 20 bytes; unpredictable. */
function serialNumber(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytes.toString('hex')
}

async function exportKey(key: CryptoKey): Promise<string> {
  const pem = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), PemConverter.PrivateKeyTag)
  return `${pem}\n`
}

async function importKey(pem: string): Promise<CryptoKey> {
  const [der] = PemConverter.decode(pem)
  if (!der) throw new TypeError('The PEM text holds no key.')
  return crypto.subtle.importKey('pkcs8', der, EC_KEY, false, ['sign'])
}
