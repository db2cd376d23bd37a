import {
  errorReply,
  type ClientMessageName,
  type DataOf,
  type ErrorCode,
  type ErrorData,
  type Reply,
  type ReplyOf,
  type ServerDataOf,
  type ServerMessageName,
} from '@diem-cau/protocol'
import type { BridgeSocket, ServerMessage, SocketHandlers } from './BridgeSocket.ts'

interface Sent {
  name: ClientMessageName
  data: unknown
  acknowledge(reply: unknown): void
}

/** A socket for tests whose other end is the test itself. */
export class FakeSocket implements BridgeSocket {
  readonly sent: Sent[] = []
  opened = 0
  isOpen = false
  #handlers: SocketHandlers | null = null

  listen(handlers: SocketHandlers): void {
    this.#handlers = handlers
  }

  open(): void {
    this.opened += 1
  }

  close(): void {
    this.isOpen = false
  }

  send<N extends ClientMessageName>(name: N, data: DataOf<N>, acknowledge: (reply: Reply<N>) => void): void {
    if (this.isOpen) this.sent.push({ name, data, acknowledge })
  }

  /** The server's side. */
  emit<N extends ServerMessageName>(name: N, data: ServerDataOf<N>): void {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- name and data belong together by their types
    this.#handlers?.received({ name, data } as ServerMessage)
  }

  lose(): void {
    this.isOpen = false
    this.#handlers?.closed()
  }

  /** Opens it and sends the challenge; the greeting is signed asynchronously. */
  challenge(serverTime = 0): void {
    this.isOpen = true
    this.emit('challenge', { nonce: 'nonce-0123456789abcdef', protocol: 1, oldestProtocol: 1, serverTime })
  }

  all(name: ClientMessageName): Sent[] {
    return this.sent.filter((message) => message.name === name)
  }

  last(name: ClientMessageName): Sent {
    const message = this.all(name).at(-1)
    if (message === undefined) throw new Error(`${name} was not sent`)
    return message
  }

  answer<N extends ClientMessageName>(name: N, data: ReplyOf<N>): void {
    this.last(name).acknowledge({ ok: true, data })
  }

  refuse(name: ClientMessageName, code: ErrorCode, data: ErrorData = {}): void {
    this.last(name).acknowledge({ ok: false, error: errorReply(code, data) })
  }
}
