import type { ClientMessageName, DataOf, Reply, ServerDataOf, ServerMessageName } from '@diem-cau/protocol'
import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client'

export interface SocketHandlers {
  /** The socket was lost, closed by the server, or could not be opened. */
  closed(): void
  received<N extends ServerMessageName>(name: N, data: ServerDataOf<N>): void
}

/** The transport as the connection needs it: opened again and again, and told nothing that it must remember. */
export interface BridgeSocket {
  listen(handlers: SocketHandlers): void
  open(): void
  close(): void
  /** Never buffered: what is sent on a closed socket is lost. */
  send<N extends ClientMessageName>(name: N, data: DataOf<N>, acknowledge: (reply: Reply<N>) => void): void
}

const SERVER_MESSAGE_NAMES = ['challenge', 'view.delta', 'media.reset', 'goodbye'] as const

const OPEN_TIMEOUT_MS = 6_000

export type SocketIoOptions = Partial<ManagerOptions & SocketOptions>

/**
 * The bridge's socket over socket.io. WebSocket first: one round trip, and no need for sticky sessions.
 * @param url origin of the bridge; the page's own one when empty.
 */
export function openSocketIo(url: string, options: SocketIoOptions = {}): BridgeSocket {
  const socket = io(url, {
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    timeout: OPEN_TIMEOUT_MS,
    forceNew: true,
    ...options,
    autoConnect: false,
    reconnection: false,
  })
  return {
    listen: (handlers) => {
      socket.on('disconnect', () => handlers.closed())
      socket.on('connect_error', () => handlers.closed())
      for (const name of SERVER_MESSAGE_NAMES) {
        socket.on(name, (data: ServerDataOf<typeof name>) => handlers.received(name, data))
      }
    },
    open: () => void socket.connect(),
    close: () => void socket.disconnect(),
    send: (name, data, acknowledge) => {
      if (socket.connected) socket.emit(name, data, acknowledge)
    },
  }
}
