import type { Socket } from 'node:net'

/** Whether a connection came in by TLS. */
export function isEncrypted(socket: Socket): boolean {
  return 'encrypted' in socket && socket.encrypted === true
}
