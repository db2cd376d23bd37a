import type { types } from 'mediasoup-client'

const OPERATIONS = ['setLocalDescription', 'setRemoteDescription'] as const

interface SdpWatcher {
  /** An SDP operation is asked for. */
  readonly started: () => void
  /** The other side's description was applied, or could not be: a negotiation is over. */
  readonly negotiated: () => void
}

/**
 * Tells of every SDP operation of a transport's peer connection. Counted at the connection itself, so that
 * it holds whatever the library above does.
 * @throws TypeError when the library's handler has no peer connection where it used to have one.
 */
export function watchSdpOperations(transport: types.Transport, watcher: SdpWatcher): void {
  const connection: unknown = Reflect.get(transport.handler, '_pc')
  if (typeof connection !== 'object' || connection === null) {
    throw new TypeError('the WebRTC handler has no peer connection')
  }
  for (const name of OPERATIONS) {
    const original: unknown = Reflect.get(connection, name)
    if (typeof original !== 'function') throw new TypeError(`the peer connection has no ${name}`)
    Reflect.set(connection, name, (...parameters: unknown[]): unknown => {
      watcher.started()
      const work: unknown = Reflect.apply(original, connection, parameters)
      if (name === 'setRemoteDescription')
        void Promise.resolve(work).then(watcher.negotiated, watcher.negotiated)
      return work
    })
  }
}
