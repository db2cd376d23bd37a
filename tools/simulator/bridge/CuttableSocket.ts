import type { ClientMessageName, DataOf, Reply, ServerToClientEvents } from '@diem-cau/protocol'
import { io, type Socket } from 'socket.io-client'
import type { BridgeSocket, ServerMessage, SocketHandlers } from '../../../client/src/connection/index.ts'

/** What goes out is typed by `send`: socket.io's own types do not follow a name that is not yet known. */
type OutgoingEvents = Record<string, (...parameters: unknown[]) => void>

const UNREACHABLE_AFTER_MS = 1_000

/**
 * A site's socket whose link can be cut like a cable: no goodbye goes out, and nothing can be opened until it is
 * mended. It owns its socket.io socket.
 */
export class CuttableSocket implements BridgeSocket {
  readonly #socket: Socket<ServerToClientEvents, OutgoingEvents>
  #handlers: SocketHandlers | null = null
  #cut = false

  constructor(url: string) {
    this.#socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      autoConnect: false,
      reconnection: false,
      timeout: 10_000,
    })
  }

  listen(handlers: SocketHandlers): void {
    this.#handlers = handlers
    this.#socket.on('disconnect', () => handlers.closed())
    this.#socket.on('connect_error', () => handlers.closed())
    const receive = (message: ServerMessage): void => {
      if (!this.#cut) handlers.received(message)
    }
    this.#socket.on('challenge', (data) => receive({ name: 'challenge', data }))
    this.#socket.on('view.delta', (data) => receive({ name: 'view.delta', data }))
    this.#socket.on('media.reset', (data) => receive({ name: 'media.reset', data }))
    this.#socket.on('goodbye', (data) => receive({ name: 'goodbye', data }))
  }

  open(): void {
    if (this.#cut) setTimeout(() => this.#handlers?.closed(), UNREACHABLE_AFTER_MS)
    else this.#socket.connect()
  }

  close(): void {
    this.#socket.disconnect()
  }

  send<N extends ClientMessageName>(name: N, data: DataOf<N>, acknowledge: (reply: Reply<N>) => void): void {
    if (this.#socket.connected && !this.#cut) this.#socket.emit(name, data, acknowledge)
  }

  /** The cable is pulled: the TCP connection ends without a word of the protocol. */
  cut(): void {
    if (this.#cut) return
    this.#cut = true
    const transport: unknown = Reflect.get(this.#socket.io.engine, 'transport')
    const webSocket: unknown = transport instanceof Object ? Reflect.get(transport, 'ws') : null
    const terminate: unknown = webSocket instanceof Object ? Reflect.get(webSocket, 'terminate') : null
    if (typeof terminate === 'function') Reflect.apply(terminate, webSocket, [])
    else this.#socket.io.engine.close()
  }

  mend(): void {
    this.#cut = false
  }
}
