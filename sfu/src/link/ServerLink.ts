import { EventEmitter } from 'node:events'
import type { NodeReportName, NodeReportOf } from '@diem-cau/protocol/node'
import type { Logger } from 'pino'
import { io } from 'socket.io-client'
import type { Dispatch } from './dispatch.ts'
import { HandshakeRefused, shakeHands, type LinkSocket, type NodeIdentity } from './handshake.ts'
import type { ServerTls } from './serverTls.ts'

const REDIAL_MIN_MS = 250
const REDIAL_MAX_MS = 2_000
/** Each wait is drawn from this share around its nominal length, so that many nodes do not come at once. */
const REDIAL_JITTER = 0.5
const DIAL_TIMEOUT_MS = 5_000

/** Sends one report to the server. */
export type Report = <N extends NodeReportName>(name: N, data: NodeReportOf<N>) => void

export interface ServerLinkOptions {
  readonly serverUrl: string
  readonly tls: ServerTls
  readonly identity: NodeIdentity
  readonly dispatch: Dispatch
  readonly log: Logger
}

export interface ServerLinkEvents {
  /** Both sides have proven themselves: requests flow, reports are heard. */
  up: []
  down: []
  /** The server, or its proof, was refused: by whom and why. */
  refused: [string]
}

/**
 * The one connection to the server, dialled by the node and dialled again for as long as it lives.
 * Requests are answered only after the server's proof. Owns the socket; `close()` ends it for good.
 */
export class ServerLink extends EventEmitter<ServerLinkEvents> {
  readonly #options: ServerLinkOptions
  readonly #socket: LinkSocket
  readonly #emit: { readonly [N in NodeReportName]: (data: NodeReportOf<N>) => void } = {
    'report.endpoint': (data) => this.#socket.emit('report.endpoint', data),
    'report.room': (data) => this.#socket.emit('report.room', data),
    'report.slot': (data) => this.#socket.emit('report.slot', data),
    'report.worker': (data) => this.#socket.emit('report.worker', data),
  }
  #up = false
  #handshake: Promise<void> | null = null
  #closed = false
  #redialTimer: NodeJS.Timeout | null = null

  constructor(options: ServerLinkOptions) {
    super()
    this.#options = options
    this.#socket = io(`${options.serverUrl.replace(/\/$/, '')}/node`, {
      autoConnect: false,
      transports: ['websocket'],
      perMessageDeflate: { threshold: Number.MAX_SAFE_INTEGER },
      reconnectionDelay: REDIAL_MIN_MS,
      reconnectionDelayMax: REDIAL_MAX_MS,
      randomizationFactor: REDIAL_JITTER,
      timeout: DIAL_TIMEOUT_MS,
      ...options.tls,
    })
    this.#socket.on('connect', () => {
      this.#handshake = this.#handleConnect()
    })
    this.#socket.on('disconnect', (reason) => this.#handleDisconnect(reason))
    this.#socket.on('connect_error', (error) => this.#handleConnectError(error))
    this.#socket.onAny((name: string, ...rest: unknown[]) => void this.#handleRequest(name, rest))
  }

  get up(): boolean {
    return this.#up
  }

  dial(): void {
    if (!this.#closed) this.#socket.connect()
  }

  /** Tells the server something. Nothing is kept while the link is down: `up` is the time to tell all again. */
  report<N extends NodeReportName>(name: N, data: NodeReportOf<N>): void {
    if (this.#up) this.#emit[name](data)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    if (this.#redialTimer !== null) clearTimeout(this.#redialTimer)
    this.#socket.disconnect()
    this.removeAllListeners()
  }

  async #handleConnect(): Promise<void> {
    const connection = this.#socket.id
    try {
      await shakeHands(this.#socket, this.#options.identity)
      if (this.#socket.id !== connection || this.#closed) return
      this.#up = true
      this.#options.log.info('server connected')
      this.emit('up')
    } catch (error) {
      if (this.#socket.id !== connection || this.#closed) return
      const reason = error instanceof Error ? error.message : String(error)
      this.#options.log.warn({ reason }, 'handshake with the server failed')
      this.#socket.disconnect()
      if (error instanceof HandshakeRefused) this.emit('refused', reason)
    }
  }

  #handleDisconnect(reason: string): void {
    if (this.#up) {
      this.#up = false
      this.#options.log.warn({ reason }, 'server away')
      this.emit('down')
    }
    // After a disconnection by word of either side socket.io does not dial again by itself.
    if (!this.#socket.active) this.#redialLater()
  }

  #handleConnectError(error: Error): void {
    this.#options.log.debug({ reason: error.message }, 'server not reached')
    if (!this.#socket.active) this.#redialLater()
  }

  #redialLater(): void {
    if (this.#closed) return
    if (this.#redialTimer !== null) clearTimeout(this.#redialTimer)
    const waitMs = REDIAL_MAX_MS * (1 - REDIAL_JITTER * Math.random())
    this.#redialTimer = setTimeout(() => this.dial(), waitMs)
  }

  async #handleRequest(name: string, rest: unknown[]): Promise<void> {
    const acknowledge = rest.at(-1)
    const connection = this.#socket.id
    // The server may ask in one breath with its acceptance, before this side has taken that in.
    if (!this.#up) await this.#handshake
    const answer = this.#up
      ? await this.#options.dispatch(name, rest[0])
      : ({ ok: false, code: 'refused', reason: 'the server has not proven itself' } as const)
    // An answer must not go out over another connection than the question came by.
    if (typeof acknowledge === 'function' && this.#socket.id === connection) acknowledge(answer)
  }
}
