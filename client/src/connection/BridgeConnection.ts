import {
  assertUnreachable,
  PROTOCOL_VERSION,
  type BridgeView,
  type Challenge,
  type ClientMessageName,
  type CommandId,
  type DataOf,
  type Delta,
  type Entities,
  type ErrorReply,
  type Reply,
  type ReplyOf,
  type SessionView,
  type SitePlace,
  type SiteView,
  type ViewSelector,
} from '@diem-cau/protocol'
import type { BridgeSocket, ServerMessage } from './BridgeSocket.ts'
import { Emitter } from './Emitter.ts'
import { newCommandId, type Identity } from './identity.ts'
import { Outbox, type Patience } from './Outbox.ts'
import { refusalOf } from './refusal.ts'
import { ServerClock } from './ServerClock.ts'
import { ViewSubscription } from './ViewSubscription.ts'

export type ConnectionState =
  /** Not reached yet since the page was opened. */
  | { kind: 'connecting'; since: number }
  | { kind: 'online'; site: SitePlace | null; serverVersion: string }
  /** Was online; comes back by itself. `since` is local time. */
  | { kind: 'offline'; since: number }
  /** The server said why. `retrying`: it is asked again from time to time. */
  | { kind: 'refused'; error: ErrorReply; retrying: boolean; since: number }
  | { kind: 'closed' }

export type ConnectionEvents = {
  state: ConnectionState
  /** The socket is greeted. `first`: since the page was opened. */
  online: { first: boolean }
  mediaReset: { reason: string }
}

/** Messages that change something and carry an idempotency key. */
export type CommandName = {
  [N in ClientMessageName]: DataOf<N> extends { command: CommandId } ? N : never
}[ClientMessageName]
export type CommandData<N extends CommandName> = Omit<DataOf<N>, 'command'>

export type ViewOf<S extends ViewSelector> = S extends { view: 'site' }
  ? SiteView
  : S extends { view: 'bridge' }
    ? BridgeView
    : SessionView

export interface ConnectionOptions {
  socket: BridgeSocket
  identity: Identity
  /** Local clock, epoch milliseconds. */
  now?: () => number
  /** Between 0 and 1; spreads the reconnections of 218 sites. */
  random?: () => number
}

const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 4_000
const HELLO_TIMEOUT_MS = 6_000
const COMMAND_PATIENCE: Patience = { totalMs: 12_000, resendMs: 4_000 }
const REQUEST_PATIENCE: Patience = { totalMs: 10_000, resendMs: 10_000 }

/**
 * A page's connection with the bridge: greets, keeps its views, sends commands so that a retry is harmless,
 * and comes back by itself. It owns its socket, its views and its timers; `close()` ends all of them, and
 * twice is harmless.
 */
export class BridgeConnection {
  readonly events = new Emitter<ConnectionEvents>()
  readonly clock: ServerClock
  readonly #socket: BridgeSocket
  readonly #identity: Identity
  readonly #outbox: Outbox
  readonly #views = new Set<ViewSubscription<Entities>>()
  readonly #now: () => number
  readonly #random: () => number
  #state: ConnectionState
  #wasOnline = false
  #attempt = 0
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #helloTimer: ReturnType<typeof setTimeout> | undefined
  /** Counts sockets: an answer that belongs to an earlier one is dropped. */
  #era = 0

  constructor({ socket, identity, now = Date.now, random = Math.random }: ConnectionOptions) {
    this.#socket = socket
    this.#identity = identity
    this.#now = now
    this.#random = random
    this.clock = new ServerClock(now)
    this.#outbox = new Outbox(socket)
    this.#state = { kind: 'connecting', since: now() }
    socket.listen({
      closed: () => this.#handleClosed(),
      received: (message) => this.#handleMessage(message),
    })
  }

  get state(): ConnectionState {
    return this.#state
  }

  /** Opens the socket; from then on the connection looks after itself. */
  start(): void {
    if (this.#state.kind !== 'connecting') return
    this.#socket.open()
  }

  /** Tries at once instead of at the next turn: a person asked, or the network came back. */
  retryNow(): void {
    if (this.#state.kind === 'online' || this.#state.kind === 'closed') return
    clearTimeout(this.#retryTimer)
    this.#attempt = 0
    if (this.#state.kind === 'refused') this.#setState({ kind: 'connecting', since: this.#now() })
    this.#socket.close()
    this.#socket.open()
  }

  close(): void {
    if (this.#state.kind === 'closed') return
    this.#stopTimers()
    this.#setState({ kind: 'closed' })
    this.#outbox.close()
    this.#views.clear()
    this.#socket.close()
    this.events.clear()
  }

  /**
   * Asks something once.
   * @throws BridgeError when refused, RequestFailed when there is no link or no answer in time.
   */
  async request<N extends Exclude<ClientMessageName, CommandName>>(
    name: N,
    data: DataOf<N>,
    { timeoutMs = REQUEST_PATIENCE.totalMs } = {},
  ): Promise<ReplyOf<N>> {
    const patience = { ...REQUEST_PATIENCE, totalMs: timeoutMs }
    return await this.#outbox.post(name, data, { keep: false, patience })
  }

  /**
   * Does something exactly once: repeated under one idempotency key, over reconnections as well, until the
   * server has answered or the patience is over.
   * @throws BridgeError when refused, RequestFailed when the server could not be reached.
   */
  async command<N extends CommandName>(
    name: N,
    data: CommandData<N>,
    { timeoutMs = COMMAND_PATIENCE.totalMs } = {},
  ): Promise<ReplyOf<N>> {
    const patience = { ...COMMAND_PATIENCE, totalMs: timeoutMs }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rest and its key are the whole
    const message = { ...data, command: newCommandId() } as unknown as DataOf<N>
    return await this.#outbox.post(name, message, { keep: true, patience })
  }

  /** A live copy of a view, kept over reconnections until it is closed. */
  view<const S extends ViewSelector>(selector: S): ViewSubscription<ViewOf<S>> {
    const view = new ViewSubscription<ViewOf<S>>(selector, () => this.#releaseView(view))
    this.#views.add(view)
    if (this.#state.kind === 'online') this.#subscribe(view)
    return view
  }

  #handleMessage(message: ServerMessage): void {
    switch (message.name) {
      case 'challenge':
        void this.#greet(message.data)
        return
      case 'view.delta':
        return this.#handleDelta(message.data)
      case 'media.reset':
        return this.events.emit('mediaReset', message.data)
      case 'goodbye':
        return this.#handleRefusal(message.data)
      default:
        assertUnreachable(message)
    }
  }

  async #greet(challenge: Challenge): Promise<void> {
    const era = ++this.#era
    clearTimeout(this.#helloTimer)
    this.#helloTimer = setTimeout(() => this.#abandon(), HELLO_TIMEOUT_MS)
    this.clock.restart()
    try {
      const client = await this.#identity.introduce(challenge.nonce)
      if (era !== this.#era) return
      const askedAt = this.#now()
      this.#socket.send('hello', { protocol: PROTOCOL_VERSION, client }, (reply) => {
        if (era === this.#era) this.#handleHello(reply, askedAt)
      })
    } catch {
      this.#abandon()
    }
  }

  #handleHello(reply: Reply<'hello'>, askedAt: number): void {
    clearTimeout(this.#helloTimer)
    if (!reply.ok) return this.#handleRefusal(reply.error)
    this.clock.read(reply.data.serverTime, askedAt)
    this.#attempt = 0
    const first = !this.#wasOnline
    this.#wasOnline = true
    this.#setState({ kind: 'online', site: reply.data.site, serverVersion: reply.data.version })
    for (const view of this.#views) this.#subscribe(view)
    this.#outbox.handleOnline()
    this.events.emit('online', { first })
  }

  #handleRefusal(error: ErrorReply): void {
    const refusal = refusalOf(error.code)
    this.#handleLost()
    this.#stopTimers()
    // Said before the socket is closed, so that its closing is not taken for a lost link.
    this.#setState({ kind: 'refused', error, retrying: refusal.kind === 'retry', since: this.#now() })
    this.#socket.close()
    if (refusal.kind === 'retry') this.#openAfter(refusal.delayMs)
  }

  #handleClosed(): void {
    clearTimeout(this.#helloTimer)
    this.#handleLost()
    if (this.#state.kind === 'closed') return
    if (this.#state.kind === 'refused' && !this.#state.retrying) return
    if (this.#state.kind === 'online') this.#setState({ kind: 'offline', since: this.#now() })
    if (this.#retryTimer === undefined) this.#openAfter(this.#nextDelayMs())
  }

  /** What hangs on the socket learns that it is gone. */
  #handleLost(): void {
    this.#era += 1
    this.#outbox.handleOffline()
    const since = this.#now()
    for (const view of this.#views) view.handleOffline(since)
  }

  #abandon(): void {
    clearTimeout(this.#helloTimer)
    this.#socket.close()
    this.#handleClosed()
  }

  #nextDelayMs(): number {
    const delayMs = Math.min(FIRST_RETRY_MS * 2 ** this.#attempt, LONGEST_RETRY_MS)
    this.#attempt += 1
    return delayMs * (0.5 + this.#random())
  }

  #openAfter(delayMs: number): void {
    clearTimeout(this.#retryTimer)
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = undefined
      this.#socket.open()
    }, delayMs)
  }

  #handleDelta(delta: Delta): void {
    for (const view of this.#views) {
      if (view.subscription !== delta.subscription) continue
      if (!view.handleDelta(delta)) this.#resubscribe(view)
      return
    }
  }

  #resubscribe(view: ViewSubscription<Entities>): void {
    this.#unsubscribe(view)
    this.#subscribe(view)
  }

  #subscribe(view: ViewSubscription<Entities>): void {
    const era = this.#era
    // Answered in the callback, not in a promise: the first delta may arrive in the same turn.
    this.#socket.send('view.subscribe', { selector: view.selector }, (reply) => {
      if (era !== this.#era || !this.#views.has(view)) return
      if (reply.ok) view.handleSnapshot(reply.data)
      else view.handleFailure(reply.error)
    })
  }

  #unsubscribe(view: ViewSubscription<Entities>): void {
    const { subscription } = view
    if (subscription === null || this.#state.kind !== 'online') return
    this.#socket.send('view.unsubscribe', { subscription }, () => {})
  }

  #releaseView(view: ViewSubscription<Entities>): void {
    if (this.#views.delete(view)) this.#unsubscribe(view)
  }

  #stopTimers(): void {
    clearTimeout(this.#retryTimer)
    this.#retryTimer = undefined
    clearTimeout(this.#helloTimer)
  }

  #setState(state: ConnectionState): void {
    this.#state = state
    this.events.emit('state', state)
  }
}
