import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
export function isLoopback(socket: Socket): boolean {
  const a = socket.remoteAddress ?? ''
  return a === '::1' || a.startsWith('127.') || a.startsWith('::ffff:127.')
}
export function makeRootPage(_facts: () => object): RequestListener {
  return (_q, r) => void r.writeHead(404).end()
}
