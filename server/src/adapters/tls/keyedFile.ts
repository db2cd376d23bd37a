import { createPrivateKey, X509Certificate } from 'node:crypto'
import { isIP, isIPv6, SocketAddress } from 'node:net'
import type { KeyedCertificate } from './certificates.ts'

const BLOCK = /-----BEGIN ([A-Z ]+)-----[\s\S]+?-----END \1-----/g

/** Key and certificate as one text, so that one rename replaces both. */
export function writeKeyed({ certificatePem, keyPem }: KeyedCertificate): string {
  return `${keyPem.trim()}\n${certificatePem.trim()}\n`
}

/** Reads such a text back; undefined if it is cut off, damaged, or the key is not that of the certificate. */
export function readKeyed(text: string): KeyedCertificate | undefined {
  const blocks = pemBlocks(text)
  const keyPem = blocks.find(({ label }) => label === 'PRIVATE KEY')?.pem
  const certificatePem = blocks.find(({ label }) => label === 'CERTIFICATE')?.pem
  if (!keyPem || !certificatePem || blocks.length !== 2) return undefined
  try {
    const matches = new X509Certificate(certificatePem).checkPrivateKey(createPrivateKey(keyPem))
    return matches ? { keyPem, certificatePem } : undefined
  } catch {
    return undefined
  }
}

/** All PEM blocks of a text, each with a line end. */
export function pemBlocks(text: string): { label: string; pem: string }[] {
  return [...text.matchAll(BLOCK)].map((match) => ({ label: match[1] ?? '', pem: `${match[0]}\n` }))
}

/** Whether browsers accept a certificate for a name or an address; wildcards count. */
export function holdsName(certificate: X509Certificate, name: string): boolean {
  return (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined
}

/** The names and addresses that a certificate holds, as people write them: lower case, IPv6 shortened. */
export function namesOf(certificate: X509Certificate): string[] {
  return (certificate.subjectAltName ?? '').split(', ').flatMap((entry) => {
    const name = /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1]
    if (name === undefined) return []
    return isIPv6(name) ? new SocketAddress({ address: name, family: 'ipv6' }).address : name.toLowerCase()
  })
}
