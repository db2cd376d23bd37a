import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, createServer, type TLSSocket } from 'node:tls'
import { DAY_MS, makeRoot, makeServerCertificate } from './certificates.ts'
import type { TlsConfig, TlsSituation } from './ensureTls.ts'
import { permittedNames } from './nameConstraints.ts'

/* Builders for specifications. */

export const NOW = Date.UTC(2026, 2, 1)
export const inDays = (days: number): number => NOW + days * DAY_MS

export function aFolder(): string {
  return mkdtempSync(join(tmpdir(), 'tls-'))
}

export function aConfig(tls: Partial<TlsConfig['tls']> = {}, directory = aFolder()): TlsConfig {
  return { data: { directory }, tls: { certificateFile: null, keyFile: null, names: [], ...tls } }
}

export function aSituation(changes: Partial<TlsSituation> = {}): TlsSituation {
  return { addresses: ['127.0.0.1', '10.2.3.4'], hostname: 'bridge', now: NOW, ...changes }
}

export interface GivenFiles {
  readonly certificateFile: string
  readonly keyFile: string
  readonly rootPem: string
  readonly rootKeyPem: string
}

/** A certificate as an operator would be given it: leaf and root in one file, the key in another. */
export async function aGivenCertificate(
  madeAt = NOW,
  names = ['cau.example'],
  folder = aFolder(),
): Promise<GivenFiles> {
  const root = await makeRoot(permittedNames(names), madeAt)
  const leaf = await makeServerCertificate(root, names, madeAt)
  const certificateFile = join(folder, 'given.crt')
  const keyFile = join(folder, 'given.key')
  writeFileSync(certificateFile, leaf.certificatePem + root.certificatePem)
  writeFileSync(keyFile, leaf.keyPem)
  return { certificateFile, keyFile, rootPem: root.certificatePem, rootKeyPem: root.keyPem }
}

/** Dials a server as a browser that trusts `ca` would. Resolves to null, or to why the certificate is refused. */
export async function refusalOf(
  server: { readonly key: string; readonly cert: string },
  ca: string,
  name: string,
): Promise<string | null> {
  const listener = createServer(server, (socket) => socket.end())
  await new Promise<void>((resolve) => {
    listener.listen(0, '127.0.0.1', resolve)
  })
  const address = listener.address()
  const port = typeof address === 'object' && address ? address.port : 0
  try {
    return await new Promise((resolve, reject) => {
      const socket: TLSSocket = connect({
        port,
        host: '127.0.0.1',
        ca,
        ...asked(name),
        rejectUnauthorized: false,
      })
      socket.on('error', reject)
      socket.on('secureConnect', () => {
        resolve(socket.authorized ? null : String(socket.authorizationError))
        socket.destroy()
      })
    })
  } finally {
    listener.close()
  }
}

/** Addresses are not sent as a server name, but they are checked. */
function asked(name: string) {
  return /^[\d.]+$|:/.test(name) ? { checkServerIdentity: identityOf(name) } : { servername: name }
}

function identityOf(name: string) {
  return (_: string, certificate: { readonly subjectaltname?: string }) =>
    (certificate.subjectaltname ?? '').split(', ').includes(`IP Address:${name}`)
      ? undefined
      : new Error(`the certificate does not hold ${name}`)
}
