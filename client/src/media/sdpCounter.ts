import type { types } from 'mediasoup-client'

const OPERATIONS = ['setLocalDescription', 'setRemoteDescription'] as const

/**
 * Calls `onOperation` at every SDP operation of a transport's peer connection. Counted at the connection
 * itself, so that it holds whatever the library above does.
 * @throws TypeError when the library's handler has no peer connection where it used to have one.
 */
export function watchSdpOperations(transport: types.Transport, onOperation: () => void): void {
  const connection: unknown = Reflect.get(transport.handler, '_pc')
  if (typeof connection !== 'object' || connection === null) {
    throw new TypeError('the WebRTC handler has no peer connection')
  }
  for (const name of OPERATIONS) {
    const original: unknown = Reflect.get(connection, name)
    if (typeof original !== 'function') throw new TypeError(`the peer connection has no ${name}`)
    Reflect.set(connection, name, (...parameters: unknown[]): unknown => {
      onOperation()
      return Reflect.apply(original, connection, parameters)
    })
  }
}
