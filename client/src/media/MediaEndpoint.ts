import type {
  ConsumerOptions,
  DataOf,
  Direction,
  EndpointId,
  ReplyOf,
  SessionId,
  SiteId,
  SlotName,
  PeerSource,
  TransportOptions,
  VideoCodec,
  VideoLayer,
} from '@diem-cau/protocol'
import { Device, type types } from 'mediasoup-client'
import { Emitter } from '../connection/Emitter.ts'
import { produceOptionsOf, wireRtpCapabilities, wireRtpParameters } from './encodings.ts'
import { watchSdpOperations } from './sdpCounter.ts'
import { TransportGuard } from './TransportGuard.ts'
import type { DeviceChoice, MediaCounters, MediaPort, SlotTracks } from './types.ts'

export interface EndpointOptions {
  port: MediaPort
  device: DeviceChoice
  counters: MediaCounters
  /** Named by a console; a site's session is known from its device. */
  sessionId: SessionId | null
}

type EndpointEvents = {
  change: null
  lost: string
  /** The sending side was negotiated: WebRTC has set every layer to what the answer names, which is all. */
  negotiated: null
}

/**
 * One page's media at one node, from `media.open` to its end; never reopened. It owns its two transports,
 * and with them every producer and consumer. Tracks that are sent are the page's and are not stopped.
 */
export class MediaEndpoint {
  readonly events = new Emitter<EndpointEvents>()
  readonly endpointId: EndpointId
  readonly generation: string
  readonly #options: EndpointOptions
  readonly #device: Device
  readonly #cameraLayers: readonly VideoLayer[]
  readonly #send: types.Transport
  readonly #receive: types.Transport
  readonly #guards: readonly TransportGuard[]
  readonly #tiles = new Map<SiteId, types.Consumer>()
  #voice: types.Consumer | null = null
  #slots: ReadonlyMap<SlotName, SlotTracks> = new Map()
  #closed = false

  /** Makes the endpoint at the node and this side of its transports. Nothing is negotiated yet. */
  static async open(options: EndpointOptions): Promise<MediaEndpoint> {
    const { port, sessionId, device: choice } = options
    const opened = await port.request('media.open', sessionId === null ? {} : { sessionId })
    const device = new Device(choice)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same in the library's types
    const routerRtpCapabilities = opened.routerRtpCapabilities as types.RtpCapabilities
    await device.load({ routerRtpCapabilities })
    options.counters.endpointsOpened += 1
    return new MediaEndpoint(options, device, opened)
  }

  private constructor(options: EndpointOptions, device: Device, opened: ReplyOf<'media.open'>) {
    this.#options = options
    this.#device = device
    this.#cameraLayers = opened.cameraLayers
    this.endpointId = opened.endpointId
    this.generation = opened.generation
    this.#send = device.createSendTransport(transportOptions(opened.send))
    this.#receive = device.createRecvTransport(transportOptions(opened.receive))
    this.#guards = [this.#wire(this.#send, 'send'), this.#wire(this.#receive, 'receive')]
    this.#send.on('produce', ({ rtpParameters, appData, kind }, done, failed) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- put there by produceOptionsOf
      const source = appData['source'] as PeerSource
      const producing = this.#ask('media.produce', {
        source,
        kind,
        rtpParameters: wireRtpParameters(rtpParameters),
      })
      void settle(producing, ({ producerId }) => done({ id: producerId }), failed)
    })
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Everything that was negotiated stands. */
  get connected(): boolean {
    return (
      !this.#closed && this.#receive.connectionState === 'connected' && this.#guards.every((g) => g.sound)
    )
  }

  get slots(): ReadonlyMap<SlotName, SlotTracks> {
    return this.#slots
  }

  /** Consumes every place of the stage, in one negotiation. Done once; a change of floor needs nothing more. */
  async consumeStage(): Promise<void> {
    const rtpCapabilities = wireRtpCapabilities(this.#device.recvRtpCapabilities)
    const { consumers } = await this.#ask('media.consumeStage', { rtpCapabilities })
    const made = await Promise.all(
      consumers.map(async (options) => {
        // One stream a slot: picture and sound are played in step.
        const consumer = await this.#consume(options, options.slot)
        return { slot: options.slot, consumer }
      }),
    )
    const slots = new Map<SlotName, SlotTracks>()
    for (const { slot, consumer } of made) {
      const tracks = slots.get(slot) ?? { video: null, audio: null }
      slots.set(slot, { ...tracks, [consumer.kind]: consumer.track })
    }
    this.#slots = slots
    if (made.length === 0) return
    await this.#ask('media.resume', { consumerIds: made.map(({ consumer }) => consumer.id) })
  }

  async produce(
    source: PeerSource,
    track: MediaStreamTrack,
    videoCodec: VideoCodec,
  ): Promise<types.Producer> {
    const options = produceOptionsOf(source, videoCodec, this.#device.sendRtpCapabilities, this.#cameraLayers)
    return await this.#send.produce({ ...options, track })
  }

  /** Ends a source here and at the node. */
  async closeSource(source: PeerSource, producer: types.Producer): Promise<void> {
    producer.close()
    await this.#ask('media.closeSource', { source })
  }

  /** Consumes a watched site's camera. @throws BridgeError while the site sends none. */
  async consumeTile(siteId: SiteId): Promise<MediaStreamTrack> {
    const rtpCapabilities = wireRtpCapabilities(this.#device.recvRtpCapabilities)
    const options = await this.#ask('media.consumeTile', { siteId, rtpCapabilities })
    const consumer = await this.#consume(options, `tile-${siteId}`)
    // One that was there ended at the node when the socket was lost.
    this.#tiles.get(siteId)?.close()
    this.#tiles.set(siteId, consumer)
    await this.#ask('media.resume', { consumerIds: [consumer.id] })
    return consumer.track
  }

  /** Consumes the voice at the other end of a talkback. @throws BridgeError while it sends nothing */
  async consumeTalkback(): Promise<MediaStreamTrack> {
    const rtpCapabilities = wireRtpCapabilities(this.#device.recvRtpCapabilities)
    const options = await this.#ask('media.consumeTalkback', { rtpCapabilities })
    const consumer = await this.#consume(options, 'talkback')
    this.#voice?.close()
    this.#voice = consumer
    await this.#ask('media.resume', { consumerIds: [consumer.id] })
    return consumer.track
  }

  /** The node has ended its side with the talkback itself. */
  closeTalkback(): void {
    this.#voice?.close()
    this.#voice = null
  }

  async closeTile(siteId: SiteId): Promise<void> {
    this.#tiles.get(siteId)?.close()
    this.#tiles.delete(siteId)
    await this.#ask('media.closeTile', { siteId })
  }

  /** After a reconnection: does the node still have it, with the same slots? */
  async check(): Promise<boolean> {
    const { alive } = await this.#ask('media.check', { generation: this.generation })
    return alive
  }

  handleOffline(): void {
    for (const guard of this.#guards) guard.handleOffline()
  }

  handleOnline(): void {
    for (const guard of this.#guards) guard.handleOnline()
  }

  /** Statistics of both transports, for the page's own view of its link. */
  async getStats(): Promise<Record<Direction, RTCStatsReport>> {
    const [send, receive] = await Promise.all([this.#send.getStats(), this.#receive.getStats()])
    return { send, receive }
  }

  /** Ends this side. The node ends its own when a new endpoint is opened or the page is gone. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const guard of this.#guards) guard.close()
    this.#send.close()
    this.#receive.close()
    this.events.clear()
  }

  #wire(transport: types.Transport, direction: Direction): TransportGuard {
    watchSdpOperations(transport, {
      started: () => {
        this.#options.counters.sdpOperations += 1
      },
      negotiated: () => {
        if (direction === 'send') this.events.emit('negotiated', null)
      },
    })
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      void settle(this.#ask('media.connect', { direction, dtlsParameters }), done, failed)
    })
    return new TransportGuard({
      transport,
      direction,
      restartIce: async () => {
        const { iceParameters } = await this.#ask('media.restartIce', { direction })
        await transport.restartIce({ iceParameters })
      },
      onChange: () => this.events.emit('change', null),
      onLost: (reason) => this.events.emit('lost', reason),
    })
  }

  async #consume(options: ConsumerOptions, streamId: string): Promise<types.Consumer> {
    const { id, producerId, kind } = options
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same in the library's types
    const rtpParameters = options.rtpParameters as types.RtpParameters
    const consumer = await this.#receive.consume({ id, producerId, kind, rtpParameters, streamId })
    this.#options.counters.consumersCreated += 1
    return consumer
  }

  async #ask<N extends EndpointMessage>(name: N, data: Omit<DataOf<N>, 'endpointId'>): Promise<ReplyOf<N>> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rest and its endpoint are the whole
    const message = { ...data, endpointId: this.endpointId } as unknown as DataOf<N>
    return await this.#options.port.request(name, message)
  }
}

type EndpointMessage =
  | 'media.check'
  | 'media.closeSource'
  | 'media.closeTile'
  | 'media.connect'
  | 'media.consumeStage'
  | 'media.consumeTalkback'
  | 'media.consumeTile'
  | 'media.produce'
  | 'media.restartIce'
  | 'media.resume'

function transportOptions({
  id,
  iceParameters,
  iceCandidates,
  dtlsParameters,
}: TransportOptions): types.TransportOptions {
  return { id, iceParameters, iceCandidates, dtlsParameters }
}

/** mediasoup-client hands out callbacks where an answer is awaited. */
async function settle<T>(
  work: Promise<T>,
  done: (value: T) => void,
  failed: (error: Error) => void,
): Promise<void> {
  try {
    done(await work)
  } catch (error) {
    failed(error instanceof Error ? error : new Error(String(error)))
  }
}
