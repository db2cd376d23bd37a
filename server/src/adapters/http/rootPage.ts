import { createHash, X509Certificate } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { ROOT_PAGE_STYLE, rootPageHtml } from './rootPageHtml.ts'

export interface RootPageFacts {
  /** The local root; null with a given certificate: there is nothing to install then. */
  readonly rootPem: string | null
  readonly fingerprintSha256: string | null
  readonly httpsPort: number
  readonly provinceName: string
}

/** True for a connection from this machine itself. A socket that is already gone comes from nowhere. */
export function isLoopback(socket: Pick<Socket, 'remoteAddress'>): boolean {
  const address = socket.remoteAddress ?? ''
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

/**
 * What plain http shows to other machines: the root certificate, its fingerprint, how to install it, and the link to
 * https. Nothing else: no redirect, no asset, no cookie, no script.
 */
export function makeRootPage(facts: () => RootPageFacts): RequestListener {
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      return send(request, response, 405, PLAIN, 'Method not allowed\n')
    }
    // Compared as it was sent: nothing is decoded or resolved that could lead elsewhere.
    const [pathname = ''] = (request.url ?? '').split('?')
    const { rootPem, ...shown } = facts()
    if (pathname === '/') return sendPage(request, response, { rootPem, ...shown })
    const file = rootPem === null ? undefined : rootFile(pathname, rootPem)
    if (!file) return send(request, response, 404, PLAIN, 'Không có trang này. Not found.\n')
    response.setHeader('content-disposition', `attachment; filename="diem-cau-${pathname.slice(1)}"`)
    return send(request, response, 200, file.type, file.body)
  }
}

const PLAIN = 'text/plain; charset=utf-8'
const STYLE_HASH = createHash('sha256').update(ROOT_PAGE_STYLE).digest('base64')

function rootFile(
  pathname: string,
  rootPem: string,
): { type: string; body: Uint8Array | string } | undefined {
  if (pathname === '/root.crt') {
    return { type: 'application/x-x509-ca-cert', body: new X509Certificate(rootPem).raw }
  }
  return pathname === '/root.pem' ? { type: 'application/x-pem-file', body: rootPem } : undefined
}

function sendPage(request: IncomingMessage, response: ServerResponse, facts: RootPageFacts): void {
  const host = hostnameOf(request.headers.host)
  if (host === undefined) return send(request, response, 400, PLAIN, 'Bad request\n')
  const httpsUrl = `https://${host}${facts.httpsPort === 443 ? '' : `:${facts.httpsPort}`}/`
  send(request, response, 200, 'text/html; charset=utf-8', rootPageHtml({ ...facts, httpsUrl }))
}

/** The name in a `Host` header, without its port; undefined if it is no name and no address. */
function hostnameOf(host: string | undefined): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(host ?? '')
  return match?.[1]
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, {
    'content-type': type,
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}
