import type { Direction } from '@diem-cau/protocol'
import type { types } from 'mediasoup-client'

interface GuardOptions {
  transport: types.Transport
  direction: Direction
  /** Asks for new ICE parameters and applies them. */
  restartIce(): Promise<void>
  onChange(): void
  /** Nothing more can be done: the endpoint must be made anew. */
  onLost(reason: string): void
}

/** A short gap heals by itself; consent checks run every 5 s at most (RFC 7675). */
const RESTART_AFTER_MS = 1_500
/** How long an ICE restart may take before the endpoint is made anew. */
const RESTART_LIMIT_MS = 6_000

/** Watches one transport and repairs its path. `close()` ends its timers; the transport is its owner's. */
export class TransportGuard {
  readonly #options: GuardOptions
  #timer: ReturnType<typeof setTimeout> | undefined
  #reachable = true
  #closed = false

  constructor(options: GuardOptions) {
    this.#options = options
    options.transport.on('connectionstatechange', () => this.#handleChange())
  }

  /** True unless something was negotiated and does not stand. */
  get sound(): boolean {
    const { connectionState } = this.#options.transport
    return connectionState === 'connected' || connectionState === 'new'
  }

  /** Without the server no restart can be asked for: wait for it. */
  handleOffline(): void {
    this.#reachable = false
    clearTimeout(this.#timer)
  }

  handleOnline(): void {
    this.#reachable = true
    if (!this.sound) void this.#restart()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  #handleChange(): void {
    if (this.#closed) return
    clearTimeout(this.#timer)
    const { connectionState, direction } = this.#options.transport
    if (connectionState === 'failed' && this.#reachable) {
      this.#options.onLost(`${direction} failed`)
    } else if (connectionState === 'disconnected' && this.#reachable) {
      this.#timer = setTimeout(() => void this.#restart(), RESTART_AFTER_MS)
    } else if (connectionState === 'connecting' && this.#reachable) {
      this.#limit()
    }
    this.#options.onChange()
  }

  #limit(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (!this.sound) this.#options.onLost(`${this.#options.direction} did not connect`)
    }, RESTART_LIMIT_MS)
  }

  async #restart(): Promise<void> {
    if (this.#closed || this.#options.transport.closed) return
    this.#limit()
    try {
      await this.#options.restartIce()
    } catch {
      // The limit decides: the path may still heal, and the server may be away for a moment.
    }
  }
}
