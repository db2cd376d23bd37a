import {
  BridgeError,
  CLIENT_MESSAGES,
  errorReply,
  incompatibilityOf,
  OLDEST_PROTOCOL_VERSION,
  PROTOCOL_VERSION,
  type DataOf,
  type ErrorCode,
  type ErrorReply,
  type LoginId,
  type ReplyOf,
} from '@diem-cau/protocol'
import { dispatch } from '../../app/dispatch.ts'
import { commandNote, noteReply } from '../../app/handlers/commandNote.ts'
import type { HandledName } from '../../app/handlers/define.ts'
import { actorText } from '../../app/Peer.ts'
import { placeOf } from '../../core/views/places.ts'
import type { GatewayOptions } from './Gateway.ts'
import { SOCKET_LIMITS } from './limits.ts'
import { RateLimiter } from './RateLimiter.ts'
import type { RateLimiters } from './RateLimiters.ts'
import { SocketPeer, type PageSocket } from './SocketPeer.ts'
import { isClientMessage, validated, versionOf } from './validators.ts'

const FAULTS: ReadonlySet<ErrorCode> = new Set([
  'invalid_message',
  'unknown_message',
  'message_too_large',
  'too_many_messages',
])
/** Refusals of a greeting that no other greeting on the same socket can mend. */
const FATAL: ReadonlySet<ErrorCode> = new Set(['protocol_too_old', 'protocol_too_new'])

/** One bucket for a transport, however many sockets a peer opens over it one after the other. */
const BUCKETS = new WeakMap<object, RateLimiter>()

function bucketOf(transport: object): RateLimiter {
  const bucket = BUCKETS.get(transport) ?? new RateLimiter({ ...SOCKET_LIMITS.rate, now: performance.now() })
  BUCKETS.set(transport, bucket)
  return bucket
}

type Acknowledge = (reply: { ok: true; data: unknown } | { ok: false; error: ErrorReply }) => void

function isAcknowledge(value: unknown): value is Acknowledge {
  return typeof value === 'function'
}

/**
 * One socket from its challenge to its end. Every message is answered: a malformed, unknown or oversized one with its
 * code, and after twenty of them the socket is closed; nothing of what is refused is acted upon.
 */
export class Connection {
  readonly #socket: PageSocket
  readonly #options: GatewayOptions
  readonly #siteCommands: RateLimiters
  readonly #nonce: string
  readonly #rate: RateLimiter
  readonly #helloTimer: NodeJS.Timeout
  readonly #onPacket = (): void => this.#heard()
  #peer: SocketPeer | null = null
  /** The login by which a console came in. */
  #loginId: LoginId | null = null
  #greeting = false
  #faults = 0
  #closing = false

  /** @param siteCommands what sites have left of their commands, over all sockets */
  constructor(
    socket: PageSocket,
    options: GatewayOptions,
    siteCommands: RateLimiters,
    onEnd: (connection: Connection) => void,
  ) {
    this.#socket = socket
    this.#options = options
    this.#siteCommands = siteCommands
    this.#nonce = options.identity.newNonce()
    this.#rate = bucketOf(socket.conn)
    this.#helloTimer = setTimeout(() => this.#close('hello_required'), SOCKET_LIMITS.helloTimeoutMs)
    socket.onAny((name: unknown, ...rest: unknown[]) => {
      this.#received(name, rest).catch((error: unknown) =>
        options.log.error({ err: error }, 'No answer was sent'),
      )
    })
    socket.conn.on('packet', this.#onPacket)
    // Without a listener socket.io prints the error with its stack.
    socket.on('error', (error) => options.log.debug({ err: error }, 'A socket failed'))
    socket.on('disconnect', () => {
      socket.conn.off('packet', this.#onPacket)
      onEnd(this)
      this.#ended()
    })
    socket.emit('challenge', {
      nonce: this.#nonce,
      protocol: PROTOCOL_VERSION,
      oldestProtocol: OLDEST_PROTOCOL_VERSION,
      serverTime: options.services.clock(),
    })
  }

  /** Puts a console out whose login has ended, or whose roles are others now: it comes in again with those. */
  async recheckLogin(): Promise<void> {
    if (this.#loginId === null || this.#peer === null) return
    const reason = await this.#options.identity.recheck(this.#loginId, this.#peer.actor)
    if (reason !== null) this.#close(reason)
  }

  #heard(): void {
    if (this.#peer?.actor.kind !== 'site' || this.#closing) return
    this.#options.services.presence.heard(this.#peer.actor.siteId)
  }

  async #received(name: unknown, rest: unknown[]): Promise<void> {
    if (this.#closing) return
    const acknowledge = rest.at(-1)
    // A message that asks for no answer can't be told its fault, and is not acted upon.
    if (typeof name !== 'string' || !isAcknowledge(acknowledge)) return this.#fault()
    const startedAt = performance.now()
    try {
      const data = await this.#answer(name, rest.length > 1 ? rest[0] : undefined)
      this.#options.onMessage(name, 'ok', performance.now() - startedAt)
      acknowledge({ ok: true, data })
    } catch (error) {
      const known = isClientMessage(name) ? name : 'unknown'
      this.#refused(known, error, acknowledge, performance.now() - startedAt)
    }
  }

  #refused(name: string, error: unknown, acknowledge: Acknowledge, elapsedMs: number): void {
    const { onMessage, log } = this.#options
    if (!(error instanceof BridgeError)) {
      onMessage(name, 'failed', elapsedMs)
      log.error({ err: error, message: name }, 'A message failed')
      return acknowledge({ ok: false, error: errorReply('internal') })
    }
    onMessage(name, 'refused', elapsedMs)
    acknowledge({ ok: false, error: errorReply(error.code, error.data) })
    if (FAULTS.has(error.code)) this.#fault()
    if (FATAL.has(error.code)) this.#close(error.code)
  }

  async #answer(name: string, data: unknown): Promise<unknown> {
    if (!this.#rate.take(performance.now())) throw new BridgeError('too_many_messages')
    if (!isClientMessage(name)) throw new BridgeError('unknown_message', { name: name.slice(0, 80) })
    if (isTooLarge(data)) throw new BridgeError('message_too_large')
    if (!this.#options.isReady()) throw new BridgeError('not_ready')
    if (name === 'hello') return this.#hello(data)
    if (this.#peer === null) throw new BridgeError('hello_required')
    const handled: HandledName = name
    return this.#command(this.#peer, handled, validated(handled, data))
  }

  /** What somebody at a console commands is in the audit trail, done or refused; it waits for no disk there. */
  async #command<N extends HandledName>(peer: SocketPeer, name: N, data: DataOf<N>): Promise<ReplyOf<N>> {
    const { services, onCommand } = this.#options
    if (CLIENT_MESSAGES[name].kind !== 'command') return dispatch(services, peer, name, data)
    if (peer.actor.kind === 'site') {
      if (!this.#siteCommands.take(peer.actor.siteId, performance.now()))
        throw new BridgeError('too_many_messages')
      return dispatch(services, peer, name, data)
    }
    const note = commandNote(services, name, data)
    const actor = {
      text: actorText(peer.actor),
      name: peer.name,
      address: this.#socket.request.socket.remoteAddress ?? '',
    }
    try {
      const reply = await dispatch(services, peer, name, data)
      noteReply(note, reply)
      onCommand(actor, name, note, null)
      return reply
    } catch (error) {
      onCommand(actor, name, note, error instanceof BridgeError ? error.code : 'internal')
      throw error
    }
  }

  async #hello(data: unknown) {
    if (this.#peer !== null || this.#greeting) throw new BridgeError('hello_repeated')
    // Before the form is judged: a page of another version is told so, whatever else its greeting says.
    const version = versionOf(data)
    const incompatibility = version === null ? null : incompatibilityOf(version)
    if (incompatibility !== null) throw new BridgeError(incompatibility)
    this.#greeting = true
    try {
      return await this.#greet(validated('hello', data))
    } finally {
      this.#greeting = false
    }
  }

  async #greet({ client }: DataOf<'hello'>) {
    const { services, identity, loginTokenOf, version } = this.#options
    const token = client.kind === 'console' ? loginTokenOf(this.#socket.request) : null
    const { actor, instance, name, loginId } = await identity.identify(client, this.#nonce, token)
    // A socket that has closed meanwhile must not take the place of the one that came after it.
    if (this.#socket.disconnected || this.#closing) throw new BridgeError('hello_required')
    const peer = new SocketPeer(this.#socket, actor, instance, name)
    if (actor.kind === 'site') await services.presence.arrive(actor.siteId, peer)
    else services.director.viewerArrived(peer)
    this.#peer = peer
    this.#loginId = loginId
    clearTimeout(this.#helloTimer)
    // It may also have closed while its arrival was written.
    if (this.#socket.disconnected) this.#ended()
    const site = actor.kind === 'site' ? placeOf(services.directory, actor.siteId) : null
    return { serverTime: services.clock(), version, site }
  }

  #fault(): void {
    this.#faults += 1
    if (this.#faults === SOCKET_LIMITS.maxFaults) this.#close('too_many_messages')
  }

  /** Says why, and hears nothing more while the words leave. */
  #close(code: ErrorCode): void {
    if (this.#closing) return
    this.#closing = true
    this.#socket.emit('goodbye', errorReply(code))
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
        .catch((error: unknown) => log.warn({ err: error }, 'A departure could not be written yet'))
    } else {
      services.director.viewerDeparted(peer)
    }
  }
}

/** What can't even be written down again (nested without end) is too large as well. */
function isTooLarge(data: unknown): boolean {
  try {
    return (JSON.stringify(data) ?? '').length > SOCKET_LIMITS.maxMessageCharacters
  } catch {
    return true
  }
}
