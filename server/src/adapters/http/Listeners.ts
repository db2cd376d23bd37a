import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http'
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https'
import { isIPv6 } from 'node:net'
import { Server as IoServer } from 'socket.io'
import { SOCKET_LIMITS } from '../realtime/limits.ts'
import { isSameOrigin } from './buildApp.ts'
import { isEncrypted } from './encryption.ts'
import { isLoopback } from './rootPage.ts'

/** A peer that does not answer the end of its socket is not waited for. */
const CLOSE_TIMEOUT_MS = 1_000

/** A port that can't be had, said in one sentence a language. */
export class PortError extends Error {
  readonly vi: string

  constructor(port: number, cause: NodeJS.ErrnoException) {
    super(PortError.#english(port, cause), { cause })
    this.name = 'PortError'
    this.vi =
      cause.code === 'EADDRINUSE'
        ? `Cổng ${port} đang được chương trình khác sử dụng. Hãy dừng chương trình đó hoặc chọn cổng khác (BRIDGE_PORT, BRIDGE_HTTP_PORT).`
        : `Không mở được cổng ${port}: ${cause.message}.`
  }

  static #english(port: number, cause: NodeJS.ErrnoException): string {
    return cause.code === 'EADDRINUSE'
      ? `Port ${port} is in use by another program. Stop that program or choose another port (BRIDGE_PORT, BRIDGE_HTTP_PORT).`
      : `Port ${port} can not be opened: ${cause.message}.`
  }
}

/** Realtime on both servers; nobody gets through from another origin, or by plain http from another machine. */
export function makeIo(): IoServer {
  return new IoServer({
    serveClient: false,
    maxHttpBufferSize: SOCKET_LIMITS.maxFrameBytes,
    pingInterval: 5_000,
    pingTimeout: 6_000,
    allowRequest: (request, callback) => callback(null, isAdmitted(request)),
  })
}

function isAdmitted(request: IncomingMessage): boolean {
  const { origin, host } = request.headers
  if (origin !== undefined && !isSameOrigin(origin, host)) return false
  return isEncrypted(request.socket) || isAtThisMachine(request)
}

/**
 * A request of this machine to itself. The name counts as well: a foreign page whose name was made to point here
 * (DNS rebinding) comes in by loopback, under a name that is not this machine's.
 */
function isAtThisMachine({ socket, headers }: IncomingMessage): boolean {
  if (!isLoopback(socket)) return false
  return /^(localhost|([a-z0-9-]+\.)+localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(headers.host ?? '')
}

export function makeHttpsServer(tls: { key: string; chain: string }, handler: RequestListener): HttpsServer {
  return createHttpsServer({ key: tls.key, cert: tls.chain, minVersion: 'TLSv1.2' }, handler)
}

/** Plain http: everything on this machine itself, elsewhere only the way to https. */
export function makeHttpServer(bridge: RequestListener, others: RequestListener): Server {
  return createHttpServer((request, response) => {
    if (isAtThisMachine(request)) bridge(request, response)
    else others(request, response)
  })
}

/** @returns the port that is listened on. @throws {PortError} */
export async function listen(server: Server | HttpsServer, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => reject(new PortError(port, error))
    server.once('error', refuse)
    server.listen(port, host, () => {
      server.off('error', refuse)
      resolve()
    })
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

/** Stops accepting and ends what is open. */
export async function closeServer(server: Server | HttpsServer): Promise<void> {
  if (!server.listening) return
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  const patience = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_TIMEOUT_MS).unref())
  await Promise.race([closed, patience])
}

/** `https://10.1.2.3:8443`, brackets for IPv6. */
export function originOf(scheme: 'http' | 'https', host: string, port: number): string {
  return `${scheme}://${isIPv6(host) ? `[${host}]` : host}:${port}`
}
