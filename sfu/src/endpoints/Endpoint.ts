import { EventEmitter } from 'node:events'
import type { Direction, DtlsParameters, EndpointId, RoomId, TransportOptions } from '@diem-cau/protocol'
import type { Peer } from '@diem-cau/protocol/node'
import type { IceParameters, WebRtcTransport } from 'mediasoup/types'
import type { Logger } from 'pino'
import type { MediaWorker } from '../workers/MediaWorker.ts'
import { Downlink } from './Downlink.ts'
import { endpointState, type EndpointState } from './endpointState.ts'
import { Uplink } from './Uplink.ts'
import { transportToWire } from './wire.ts'

/** Enough for a stage from the first second: mediasoup's own default of 600 kbit/s is a thumbnail. */
const INITIAL_OUTGOING_BPS = 3_000_000
/** Without answers to ICE checks for so long a peer counts as disconnected. */
const ICE_CONSENT_TIMEOUT_S = 10
/** A peer that stays disconnected this long has to open a new endpoint. */
const DISCONNECTED_LIMIT_MS = 120_000

export interface EndpointOptions {
  readonly id: EndpointId
  readonly peer: Peer
  readonly roomId: RoomId
  readonly worker: MediaWorker
  readonly reachedAt?: string
  readonly log: Logger
}

export interface EndpointEvents {
  /** Its state or its sources are no longer what they were. */
  changed: []
  /** A source came, was replaced or went. */
  sources: []
  /** `lost`: by itself; `asked`: by `close()`. */
  closed: ['asked' | 'lost']
}

/**
 * A peer's media on this node: two WebRTC transports on one worker.
 * Owns the transports; closing them closes the producers (Uplink) and consumers (Downlink) on them.
 * `close()` is ours; the death of the worker or the end of DTLS closes it as `lost`. Either happens once.
 */
export class Endpoint extends EventEmitter<EndpointEvents> {
  readonly id: EndpointId
  readonly peer: Peer
  readonly roomId: RoomId
  readonly worker: MediaWorker
  readonly uplink: Uplink
  readonly downlink: Downlink
  readonly #send: WebRtcTransport
  readonly #receive: WebRtcTransport
  readonly #reachedAt: string | undefined
  #state: EndpointState = 'open'
  #closed = false
  #disconnectedTimer: NodeJS.Timeout | null = null

  private constructor(options: EndpointOptions, send: WebRtcTransport, receive: WebRtcTransport) {
    super()
    this.id = options.id
    this.peer = options.peer
    this.roomId = options.roomId
    this.worker = options.worker
    this.#reachedAt = options.reachedAt
    this.#send = send
    this.#receive = receive
    this.uplink = new Uplink(send, options.log, () => {
      this.emit('sources')
      this.emit('changed')
    })
    this.downlink = new Downlink(receive, options.log)
    for (const transport of [send, receive]) this.#watch(transport)
  }

  /** @throws when the worker dies meanwhile. */
  static async open(options: EndpointOptions): Promise<Endpoint> {
    const make = () =>
      options.worker.router.createWebRtcTransport({
        webRtcServer: options.worker.webRtcServer,
        preferUdp: true,
        initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BPS,
        iceConsentTimeout: ICE_CONSENT_TIMEOUT_S,
      })
    // Counted from now on: when many come at once, each must see those that are under way.
    options.worker.endpointCount += 1
    try {
      const [send, receive] = await Promise.all([make(), make()])
      if (send.closed || receive.closed) throw new Error('The worker died while the endpoint was opened')
      return new Endpoint(options, send, receive)
    } catch (error) {
      options.worker.endpointCount -= 1
      throw error
    }
  }

  get state(): EndpointState {
    return this.#state
  }

  get closed(): boolean {
    return this.#closed
  }

  /** What the client needs to make its transports. */
  transportOptions(): { send: TransportOptions; receive: TransportOptions } {
    return {
      send: transportToWire(this.#send, this.#reachedAt),
      receive: transportToWire(this.#receive, this.#reachedAt),
    }
  }

  async connect(direction: Direction, dtlsParameters: DtlsParameters): Promise<void> {
    await this.#transport(direction).connect({ dtlsParameters })
  }

  async restartIce(direction: Direction): Promise<IceParameters> {
    return await this.#transport(direction).restartIce()
  }

  close(): void {
    this.#end('asked')
  }

  /** Closes it as if the peer had been lost: it must open a new one. */
  lose(): void {
    this.#end('lost')
  }

  #transport(direction: Direction): WebRtcTransport {
    return direction === 'send' ? this.#send : this.#receive
  }

  #watch(transport: WebRtcTransport): void {
    transport.on('icestatechange', () => this.#handleStateChange())
    transport.on('dtlsstatechange', () => this.#handleStateChange())
    transport.observer.once('close', () => this.#end('lost'))
  }

  #handleStateChange(): void {
    if (this.#closed) return
    const transports = [this.#send, this.#receive]
    const state = endpointState(
      transports.map(({ iceState, dtlsState }) => ({ ice: iceState, dtls: dtlsState })),
    )
    if (state === this.#state) return
    if (state === 'lost') return this.#end('lost')
    this.#state = state
    this.#clearTimer()
    if (state === 'disconnected') {
      this.#disconnectedTimer = setTimeout(() => this.#end('lost'), DISCONNECTED_LIMIT_MS)
    }
    this.emit('changed')
  }

  #end(how: 'asked' | 'lost'): void {
    if (this.#closed) return
    this.#closed = true
    this.#state = 'lost'
    this.#clearTimer()
    this.worker.endpointCount -= 1
    this.#send.close()
    this.#receive.close()
    this.emit('closed', how)
    this.removeAllListeners()
  }

  #clearTimer(): void {
    if (this.#disconnectedTimer !== null) clearTimeout(this.#disconnectedTimer)
    this.#disconnectedTimer = null
  }
}
