import type {
  ClientToServerEvents,
  ErrorReply,
  InstanceId,
  ServerDataOf,
  ServerMessageName,
  ServerToClientEvents,
} from '@diem-cau/protocol'
import type { Socket } from 'socket.io'
import type { Peer } from '../../app/Peer.ts'
import type { Actor } from '../../core/policy/policy.ts'

export type PageSocket = Socket<ClientToServerEvents, ServerToClientEvents>

/** A page behind a socket.io socket. */
export class SocketPeer implements Peer {
  readonly peerId: string
  readonly actor: Actor
  readonly name: string
  readonly instance: InstanceId
  readonly reachedAt: string
  readonly #socket: PageSocket

  constructor(socket: PageSocket, actor: Actor, instance: InstanceId, name: string) {
    this.#socket = socket
    this.peerId = socket.id
    this.actor = actor
    this.name = name
    this.instance = instance
    this.reachedAt = localAddressOf(socket)
  }

  send<N extends ServerMessageName>(name: N, data: ServerDataOf<N>): void {
    const socket: Socket = this.#socket
    socket.emit(name, data)
  }

  dismiss(reason: ErrorReply): void {
    this.send('goodbye', reason)
    // Lets the words leave before the socket does.
    setTimeout(() => this.#socket.disconnect(true), 50).unref()
  }
}

function localAddressOf(socket: PageSocket): string {
  const address = socket.request.socket.localAddress ?? ''
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
}
