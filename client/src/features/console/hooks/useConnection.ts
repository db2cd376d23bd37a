import { useCallback, useSyncExternalStore } from 'react'
import {
  BridgeConnection,
  consoleIdentity,
  newInstanceId,
  openSocketIo,
  type ConnectionState,
} from '../../../connection/index.ts'
import { useResource } from './useResource.ts'

/** One connection for as long as the console is on screen. Null for the moment before it is made. */
export function useConnection(): BridgeConnection | null {
  return useResource(() => {
    const connection = new BridgeConnection({
      socket: openSocketIo(''),
      identity: consoleIdentity(newInstanceId()),
    })
    const retry = () => connection.retryNow()
    globalThis.addEventListener('online', retry)
    connection.start()
    return {
      resource: connection,
      close: () => {
        globalThis.removeEventListener('online', retry)
        connection.close()
      },
    }
  }, [])
}

/** The state of a connection as React state. */
export function useConnectionState(connection: BridgeConnection): ConnectionState {
  const subscribe = useCallback(
    (listener: () => void) => connection.events.on('state', listener),
    [connection],
  )
  return useSyncExternalStore(subscribe, () => connection.state)
}
