import type { MediaKind, SiteId, SlotName } from '@diem-cau/protocol'
import type { Consumer, Producer, RtpCapabilities, WebRtcTransport } from 'mediasoup/types'
import type { Logger } from 'pino'
import { RequestError } from '../RequestError.ts'

/** One kind of one slot: `speaker1/audio`. */
export type SlotLane = `${SlotName}/${MediaKind}`

/** One producer of one slot, on the endpoint's own router. */
export interface SlotProducer {
  readonly slot: SlotName
  readonly kind: MediaKind
  readonly producerId: string
}

/** Who is given layers first when a link is thin (mediasoup: 1 to 255): what is read, who speaks, the rest. */
const VIDEO_PRIORITY: Readonly<Record<SlotName, number>> = {
  content: 200,
  speaker1: 150,
  speaker2: 120,
  speaker3: 120,
  chair: 100,
}
const TILE_PRIORITY = 1
const HIGHEST_LAYERS = { spatialLayer: 2, temporalLayer: 2 }
const LOWEST_LAYERS = { spatialLayer: 0, temporalLayer: 2 }

interface Reception {
  readonly consumer: Consumer
  readonly slot: SlotName | null
  /** The client has made its side and wants the packets. */
  ready: boolean
  /** It would be the peer's own picture or voice. */
  own: boolean
  /** What the worker was last told. */
  running: boolean
}

/**
 * What one peer receives: a consumer for each slot of its room, made once, and the tiles that it has on screen.
 * Owns the consumers on the endpoint's receive transport; they die with it, or with what they consume.
 */
export class Downlink {
  readonly #transport: WebRtcTransport
  readonly #log: Logger
  readonly #receptions = new Map<string, Reception>()
  readonly #tiles = new Map<SiteId, Consumer>()
  /** The voice at the other end of a talkback. */
  #voice: Consumer | null = null

  constructor(transport: WebRtcTransport, log: Logger) {
    this.#transport = transport
    this.#log = log
  }

  get consumerCount(): number {
    return this.#receptions.size
  }

  /**
   * Makes one paused consumer for every slot producer that the peer can take, in place of earlier ones.
   * @returns in the order given
   */
  async consumeStage(
    producers: readonly SlotProducer[],
    rtpCapabilities: RtpCapabilities,
  ): Promise<{ slot: SlotName; consumer: Consumer }[]> {
    for (const { slot, consumer } of this.#receptions.values()) if (slot !== null) consumer.close()
    return await Promise.all(
      producers.map(async ({ slot, kind, producerId }) => {
        const consumer = await this.#transport.consume({
          producerId,
          rtpCapabilities,
          paused: true,
          ...(kind === 'video' ? { preferredLayers: HIGHEST_LAYERS } : {}),
        })
        if (kind === 'video') await consumer.setPriority(VIDEO_PRIORITY[slot])
        this.#keep(consumer, slot)
        return { slot, consumer }
      }),
    )
  }

  /** One paused consumer of a site's camera, lowest layer. Replaces an earlier one of the same site. */
  async consumeTile(siteId: SiteId, producer: Producer, rtpCapabilities: RtpCapabilities): Promise<Consumer> {
    const consumer = await this.#transport.consume({
      producerId: producer.id,
      rtpCapabilities,
      paused: true,
      preferredLayers: LOWEST_LAYERS,
    })
    await consumer.setPriority(TILE_PRIORITY)
    this.closeTile(siteId)
    this.#tiles.set(siteId, consumer)
    this.#keep(consumer, null)
    consumer.observer.once('close', () => {
      if (this.#tiles.get(siteId) === consumer) this.#tiles.delete(siteId)
    })
    return consumer
  }

  closeTile(siteId: SiteId): void {
    this.#tiles.get(siteId)?.close()
  }

  /** Closes the tiles of all other sites. */
  keepTiles(sites: ReadonlySet<SiteId>): void {
    for (const [siteId, consumer] of this.#tiles) if (!sites.has(siteId)) consumer.close()
  }

  /** One paused consumer of the voice at the other end of a talkback, in place of an earlier one. */
  async consumeVoice(producer: Producer, rtpCapabilities: RtpCapabilities): Promise<Consumer> {
    const consumer = await this.#transport.consume({ producerId: producer.id, rtpCapabilities, paused: true })
    this.#voice?.close()
    this.#voice = consumer
    this.#keep(consumer, null)
    return consumer
  }

  /** Closes the voice of a talkback unless it comes from this producer. */
  keepVoice(producerId: string | null): void {
    if (this.#voice !== null && this.#voice.producerId !== producerId) this.#voice.close()
  }

  /** @throws {RequestError} `refused` when a consumer is not this peer's; none is resumed then. */
  resume(consumerIds: readonly string[]): void {
    const receptions = consumerIds.map((id) => {
      const reception = this.#receptions.get(id)
      if (reception === undefined) throw new RequestError('refused', `no consumer ${id}`)
      return reception
    })
    for (const reception of receptions) {
      reception.ready = true
      this.#apply(reception)
    }
  }

  /** Pauses the consumers of slots that carry the peer itself, and lets the others run. */
  pauseOwn(own: ReadonlySet<SlotLane>): void {
    for (const reception of this.#receptions.values()) {
      if (reception.slot === null) continue
      reception.own = own.has(`${reception.slot}/${reception.consumer.kind}`)
      this.#apply(reception)
    }
  }

  #keep(consumer: Consumer, slot: SlotName | null): void {
    if (consumer.closed) throw new RequestError('not_ready', 'closed while it was made')
    this.#receptions.set(consumer.id, { consumer, slot, ready: false, own: false, running: false })
    consumer.observer.once('close', () => this.#receptions.delete(consumer.id))
  }

  #apply(reception: Reception): void {
    const running = reception.ready && !reception.own
    if (running === reception.running) return
    reception.running = running
    const { consumer } = reception
    const command = running ? consumer.resume() : consumer.pause()
    command.catch((error: unknown) => {
      if (!consumer.closed)
        this.#log.error({ slot: reception.slot, running, err: error }, 'consumer not switched')
    })
  }
}
