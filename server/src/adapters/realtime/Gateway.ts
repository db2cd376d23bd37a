import {
  BridgeError,
  errorReply,
  incompatibilityOf,
  OLDEST_PROTOCOL_VERSION,
  PROTOCOL_VERSION,
  type DataOf,
  type ErrorReply,
} from '@diem-cau/protocol'
import type { Server } from 'socket.io'
import { dispatch } from '../../app/dispatch.ts'
import type { HandledName, Services } from '../../app/handlers/define.ts'
import type { Logger } from '../../app/ports.ts'
import { placeOf } from '../../core/views/places.ts'
import type { Identity } from './Identity.ts'
import { RateLimiter } from './RateLimiter.ts'
import { SocketPeer, type PageSocket } from './SocketPeer.ts'
import { isClientMessage, validated } from './validators.ts'

/** A page that has not introduced itself by then is put out. */
const HELLO_TIMEOUT_MS = 10_000
/** A join asks for some thirty things at once; a person clicks a few times a second. */
const RATE = { burst: 200, perSecond: 40 }
/** Malformed messages after which a socket is closed: no page of ours sends one. */
const MAX_FAULTS = 20

type Acknowledge = (reply: { ok: true; data: unknown } | { ok: false; error: ErrorReply }) => void

export interface GatewayOptions {
  services: Services
  identity: Identity
  loginTokenOf: (cookieHeader: string | undefined) => string | null
  version: string
  log: Logger
  /** False until everything is restored: pages are asked to try again. */
  isReady: () => boolean
  onMessage: (name: string, outcome: 'ok' | 'refused' | 'failed', elapsedMs: number) => void
}

/** Pages on socket.io: handshake, validation, rate, and one acknowledgement for every message. */
export class Gateway {
  readonly #options: GatewayOptions
  #sockets = 0

  constructor(io: Server, options: GatewayOptions) {
    this.#options = options
    io.of('/').on('connection', (socket) => new Connection(socket as PageSocket, options, this))
  }

  get sockets(): number {
    return this.#sockets
  }

  opened(): void {
    this.#sockets += 1
  }

  closed(): void {
    this.#sockets -= 1
  }
}

/** One socket from its challenge to its end. */
class Connection {
  readonly #socket: PageSocket
  readonly #options: GatewayOptions
  readonly #nonce: string
  readonly #rate: RateLimiter
  readonly #helloTimer: NodeJS.Timeout
  #peer: SocketPeer | null = null
  #greeting = false
  #faults = 0

  constructor(socket: PageSocket, options: GatewayOptions, gateway: Gateway) {
    this.#socket = socket
    this.#options = options
    this.#nonce = options.identity.newNonce()
    this.#rate = new RateLimiter({ ...RATE, now: performance.now() })
    this.#helloTimer = setTimeout(() => this.#close(errorReply('hello_required')), HELLO_TIMEOUT_MS)
    gateway.opened()
    socket.onAny((name: unknown, ...rest: unknown[]) => {
      void this.#received(name, rest)
    })
    socket.conn.on('packet', () => this.#heard())
    socket.on('disconnect', () => {
      gateway.closed()
      this.#ended()
    })
    socket.emit('challenge', {
      nonce: this.#nonce,
      protocol: PROTOCOL_VERSION,
      oldestProtocol: OLDEST_PROTOCOL_VERSION,
      serverTime: options.services.clock(),
    })
  }

  #heard(): void {
    if (this.#peer?.actor.kind === 'site') this.#options.services.presence.heard(this.#peer.actor.siteId)
  }

  async #received(name: unknown, rest: unknown[]): Promise<void> {
    const acknowledge = rest.at(-1)
    // A message that asks for no answer can't be told its fault, and is not acted upon.
    if (typeof name !== 'string' || typeof acknowledge !== 'function') return this.#fault()
    const startedAt = performance.now()
    try {
      const data = await this.#answer(name, rest.length > 1 ? rest[0] : undefined)
      this.#options.onMessage(name, 'ok', performance.now() - startedAt)
      ;(acknowledge as Acknowledge)({ ok: true, data })
    } catch (error) {
      const known = isClientMessage(name) ? name : 'unknown'
      this.#refused(known, error, acknowledge as Acknowledge, performance.now() - startedAt)
    }
  }

  #refused(name: string, error: unknown, acknowledge: Acknowledge, elapsedMs: number): void {
    const { onMessage, log } = this.#options
    if (error instanceof BridgeError) {
      onMessage(name, 'refused', elapsedMs)
      acknowledge({ ok: false, error: errorReply(error.code, error.data) })
      if (error.code === 'invalid_message' || error.code === 'unknown_message') this.#fault()
      if (error.code === 'too_many_messages') this.#fault()
      if (error.code === 'protocol_too_old' || error.code === 'protocol_too_new') {
        this.#close(errorReply(error.code))
      }
    } else {
      onMessage(name, 'failed', elapsedMs)
      log.error({ err: error, message: name }, 'A message failed')
      acknowledge({ ok: false, error: errorReply('internal') })
    }
  }

  async #answer(name: string, data: unknown): Promise<unknown> {
    if (!this.#rate.take(performance.now())) throw new BridgeError('too_many_messages')
    if (!isClientMessage(name)) throw new BridgeError('unknown_message', { name: name.slice(0, 80) })
    if (!this.#options.isReady()) throw new BridgeError('not_ready')
    if (name === 'hello') return this.#hello(validated('hello', data))
    if (this.#peer === null) throw new BridgeError('hello_required')
    const handled: HandledName = name
    return dispatch(this.#options.services, this.#peer, handled, validated(handled, data))
  }

  async #hello({ protocol, client }: DataOf<'hello'>) {
    if (this.#peer !== null || this.#greeting) throw new BridgeError('hello_repeated')
    const incompatibility = incompatibilityOf(protocol)
    if (incompatibility !== null) throw new BridgeError(incompatibility)
    this.#greeting = true
    try {
      const { services, identity, loginTokenOf, version } = this.#options
      const token = loginTokenOf(this.#socket.handshake.headers.cookie)
      const { actor, instance } = await identity.identify(client, this.#nonce, token)
      const peer = new SocketPeer(this.#socket, actor, instance)
      if (actor.kind === 'site') await services.presence.arrive(actor.siteId, peer)
      else services.director.viewerArrived(peer)
      this.#peer = peer
      clearTimeout(this.#helloTimer)
      // The socket may have closed while it was being identified.
      if (this.#socket.disconnected) this.#ended()
      const site = actor.kind === 'site' ? placeOf(services.directory, actor.siteId) : null
      return { serverTime: services.clock(), version, site }
    } finally {
      this.#greeting = false
    }
  }

  #fault(): void {
    this.#faults += 1
    if (this.#faults === MAX_FAULTS) this.#close(errorReply('too_many_messages'))
  }

  #close(reason: ErrorReply): void {
    this.#socket.emit('goodbye', reason)
    setTimeout(() => this.#socket.disconnect(true), 50).unref()
  }

  #ended(): void {
    clearTimeout(this.#helloTimer)
    const peer = this.#peer
    if (peer === null) return
    this.#peer = null
    const { services, log } = this.#options
    services.views.forget(peer)
    if (peer.actor.kind === 'site') {
      services.presence
        .depart(peer.actor.siteId, peer)
        .catch((error: unknown) => log.error({ err: error }, 'A departure could not be written'))
    } else {
      services.director.viewerDeparted(peer)
    }
  }
}
