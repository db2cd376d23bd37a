import type {
  ClientMessageName,
  DataOf,
  Reply,
  ServerDataOf,
  ServerMessageName,
  ServerToClientEvents,
} from '@diem-cau/protocol'
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'

/** What the server says unasked. */
export type ServerMessage = {
  [N in ServerMessageName]: { name: N; data: ServerDataOf<N> }
}[ServerMessageName]

export interface SocketHandlers {
  /** The socket was lost, closed by the server, or could not be opened. */
  closed(): void
  readonly received: (message: ServerMessage) => void
}

/** The transport as the connection needs it: opened again and again, and told nothing that it must remember. */
export interface BridgeSocket {
  listen(handlers: SocketHandlers): void
  open(): void
  close(): void
  /** Never buffered: what is sent on a closed socket is lost. */
  send<N extends ClientMessageName>(name: N, data: DataOf<N>, acknowledge: (reply: Reply<N>) => void): void
}

const OPEN_TIMEOUT_MS = 6_000

/** Names, data and answers are held together by `send`; socket.io's own types lose a generic name. */
type Sendable = Record<string, (...parameters: unknown[]) => void>

export type SocketIoOptions = Partial<ManagerOptions & SocketOptions>

/**
 * The bridge's socket over socket.io. WebSocket first: one round trip, and no need for sticky sessions.
 * @param url origin of the bridge; the page's own one when empty.
 */
export function openSocketIo(url: string, options: SocketIoOptions = {}): BridgeSocket {
  const socket: Socket<ServerToClientEvents, Sendable> = io(url, {
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
      const { received } = handlers
      socket.on('challenge', (data) => received({ name: 'challenge', data }))
      socket.on('view.delta', (data) => received({ name: 'view.delta', data }))
      socket.on('media.reset', (data) => received({ name: 'media.reset', data }))
      socket.on('goodbye', (data) => received({ name: 'goodbye', data }))
    },
    open: () => void socket.connect(),
    close: () => void socket.disconnect(),
    send: (name, data, acknowledge) => {
      if (socket.connected) socket.emit(name, data, acknowledge)
    },
  }
}
