import type { MediaKind } from '@diem-cau/protocol'
import type {
  Consumer,
  DirectTransport,
  Producer,
  ProducerScore,
  ProducerTraceEventData,
  Router,
} from 'mediasoup/types'
import type { CaptureTimeline } from './captureTimeline.ts'
import type { Feed, FeedSink } from './feed.ts'
import type { StageLogger } from './logger.ts'
import { ntpToMs } from './senderReport.ts'

export interface ConsumerFeedOptions {
  readonly sourceId: string
  readonly kind: MediaKind
  readonly router: Router
  readonly transport: DirectTransport
  /** Shared by all feeds of one site: they have one clock. */
  readonly timeline: CaptureTimeline
  readonly now: () => number
  readonly logger: StageLogger
}

/** A producer and the pipe consumer that reads all its layers, with what undoes their listeners. */
interface Reader {
  /** Tells its streams from those of other readers on the timeline. */
  readonly id: number
  readonly producer: Producer
  readonly consumer: Consumer
  readonly clockRate: number
  readonly layerCount: number
  readonly stopListening: () => void
}

/**
 * A feed read from a mediasoup producer by a pipe consumer, which hands over every simulcast layer as it is.
 * The consumer is paused, and costs this process nothing, while no slot is attached.
 *
 * It owns its consumer, not the producer. Do not enable other trace events on the producer: mediasoup
 * replaces them, and the feed needs the sender reports.
 */
export class ConsumerFeed implements Feed {
  readonly sourceId: string
  readonly #options: ConsumerFeedOptions
  readonly #sinks = new Set<FeedSink>()
  #reader: Reader | null = null
  #generation = 0
  #activeLayers: readonly number[] = []

  constructor(options: ConsumerFeedOptions) {
    this.sourceId = options.sourceId
    this.#options = options
  }

  get layerCount(): number {
    return this.#reader?.layerCount ?? 0
  }

  activeLayers(): readonly number[] {
    return this.#activeLayers
  }

  captureMs(layer: number, timestamp: number): number {
    const { timeline, now } = this.#options
    if (this.#reader === null) return now()
    const { id, clockRate } = this.#reader
    return timeline.captureMs(this.#stream(id, layer), timestamp, clockRate, now())
  }

  timestampAt(layer: number, ms: number): number | null {
    if (this.#reader === null) return null
    const { id, clockRate } = this.#reader
    return this.#options.timeline.timestampAt(this.#stream(id, layer), ms, clockRate)
  }

  requestKeyFrame(): void {
    if (this.#options.kind !== 'video' || this.#reader === null) return
    this.#inBackground('requestKeyFrame', this.#reader.consumer.requestKeyFrame())
  }

  attach(sink: FeedSink): void {
    const wasIdle = this.#sinks.size === 0
    this.#sinks.add(sink)
    if (this.#reader === null) return
    // A paused consumer asks for key frames when it is resumed; a running one must be told to.
    if (wasIdle) this.#inBackground('resume', this.#reader.consumer.resume())
    else this.requestKeyFrame()
  }

  detach(sink: FeedSink): void {
    const wasAttached = this.#sinks.delete(sink)
    if (!wasAttached || this.#sinks.size > 0 || this.#reader === null) return
    this.#inBackground('pause', this.#reader.consumer.pause())
  }

  /** Reads from another producer, or from none; attached slots go on with it at its first key frame. */
  async setProducer(producer: Producer | null): Promise<void> {
    if (producer === (this.#reader?.producer ?? null)) return
    const generation = ++this.#generation
    const reader = producer && (await this.#createReader(producer, generation))
    if (generation !== this.#generation || reader?.consumer.closed) {
      if (reader) this.#dispose(reader)
      return
    }
    this.#replaceReader(reader)
  }

  close(): void {
    this.#generation += 1
    this.#replaceReader(null)
    this.#sinks.clear()
  }

  #replaceReader(reader: Reader | null): void {
    const old = this.#reader
    if (old) {
      for (let layer = 0; layer < old.layerCount; layer++) {
        this.#options.timeline.forget(this.#stream(old.id, layer))
      }
      this.#dispose(old)
    }
    this.#reader = reader
    this.#activeLayers = reader ? receivedLayers(reader.producer.score) : []
    for (const sink of this.#sinks) {
      if (reader) sink.restarted(this)
      else if (old) sink.ended(this)
    }
    if (reader && this.#sinks.size > 0) this.#inBackground('resume', reader.consumer.resume())
  }

  async #createReader(producer: Producer, id: number): Promise<Reader> {
    const { transport, router, kind } = this.#options
    const consumer = await transport.consume({
      producerId: producer.id,
      rtpCapabilities: router.rtpCapabilities,
      pipe: true,
      paused: true,
      enableRtx: false,
      appData: { purpose: 'stage', sourceId: this.sourceId, kind },
    })
    const { codecs, encodings = [] } = consumer.rtpParameters
    const layerBySsrc = new Map(encodings.map((encoding, layer) => [encoding.ssrc, layer]))
    consumer.on('rtp', (packet) => {
      const layer = packet.length >= 12 ? layerBySsrc.get(packet.readUInt32BE(8)) : undefined
      if (layer === undefined || this.#reader?.consumer !== consumer) return
      for (const sink of this.#sinks) sink.receivePacket(this, layer, packet)
    })
    const onEnded = (): void => {
      if (this.#reader?.consumer === consumer) this.#replaceReader(null)
    }
    consumer.on('producerclose', onEnded)
    consumer.on('transportclose', onEnded)
    const stopListening = this.#listenTo(producer, id)
    const clockRate = codecs[0]?.clockRate ?? 1
    const reader = { id, producer, consumer, clockRate, layerCount: encodings.length, stopListening }
    try {
      await producer.enableTraceEvent(['sr'])
    } catch (error) {
      this.#dispose(reader)
      throw error
    }
    return reader
  }

  /** Learns from a producer which layers are received and how its sender's clock runs. */
  #listenTo(producer: Producer, readerId: number): () => void {
    const onScore = (): void => {
      if (this.#reader?.producer === producer) this.#noteScore(producer.score)
    }
    const onTrace = (event: ProducerTraceEventData): void => {
      if (event.type === 'sr') this.#noteReport(producer, readerId, event.info)
    }
    producer.on('score', onScore)
    producer.on('trace', onTrace)
    return () => {
      producer.off('score', onScore)
      producer.off('trace', onTrace)
    }
  }

  #noteScore(scores: readonly ProducerScore[]): void {
    const active = receivedLayers(scores)
    if (active.join() === this.#activeLayers.join()) return
    this.#activeLayers = active
    for (const sink of this.#sinks) sink.layersChanged(this)
  }

  #noteReport(producer: Producer, readerId: number, info: Record<string, unknown>): void {
    const { ssrc, ntpSec, ntpFrac, rtpTs } = info
    const layer = producer.score.find((score) => score.ssrc === ssrc)?.encodingIdx
    if (layer === undefined || typeof ntpSec !== 'number') return
    if (typeof ntpFrac !== 'number' || typeof rtpTs !== 'number') return
    // A sender without a wall clock reports zero (RFC 3550 §6.4.1).
    if (ntpSec === 0 && ntpFrac === 0) return
    const { timeline, now } = this.#options
    timeline.addReport(this.#stream(readerId, layer), ntpToMs(ntpSec, ntpFrac), rtpTs, now())
  }

  #stream(readerId: number, layer: number): string {
    return `${this.#options.kind}:${readerId}:${layer}`
  }

  #dispose(reader: Reader): void {
    reader.stopListening()
    reader.consumer.close()
  }

  #inBackground(what: string, call: Promise<void>): void {
    call.catch((error: unknown) => {
      this.#options.logger.debug({ error, what, sourceId: this.sourceId }, 'a stage feed is gone')
    })
  }
}

function receivedLayers(scores: readonly ProducerScore[]): readonly number[] {
  return scores
    .filter((score) => score.score > 0)
    .map((score) => score.encodingIdx)
    .toSorted((a, b) => a - b)
}
