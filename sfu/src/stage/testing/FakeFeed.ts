import type { Feed, FeedSink } from '../feed.ts'

export interface FakeFeedOptions {
  readonly sourceId?: string
  readonly layerCount?: number
  readonly clockRate?: number
  /** The layer's timestamp at instant 0 of our clock. */
  readonly timestampAtZero?: number
}

/** A feed in a test's hands: it delivers what the test gives it, to whoever is attached. */
export class FakeFeed implements Feed {
  readonly sourceId: string
  layerCount: number
  active: readonly number[] = []
  keyFrameRequests = 0
  readonly sinks = new Set<FeedSink>()
  readonly #clockRate: number
  readonly #timestampAtZero: number

  constructor(options: FakeFeedOptions = {}) {
    this.sourceId = options.sourceId ?? 'a'
    this.layerCount = options.layerCount ?? 1
    this.#clockRate = options.clockRate ?? 90_000
    this.#timestampAtZero = options.timestampAtZero ?? 0
  }

  activeLayers(): readonly number[] {
    return this.active
  }

  captureMs(_layer: number, timestamp: number): number {
    return (((timestamp - this.#timestampAtZero) | 0) * 1000) / this.#clockRate
  }

  timestampAt(_layer: number, ms: number): number {
    return (this.#timestampAtZero + Math.round((ms * this.#clockRate) / 1000)) >>> 0
  }

  requestKeyFrame(): void {
    this.keyFrameRequests += 1
  }

  attach(sink: FeedSink): void {
    this.sinks.add(sink)
  }

  detach(sink: FeedSink): void {
    this.sinks.delete(sink)
  }

  deliver(layer: number, packet: Buffer): void {
    for (const sink of this.sinks) sink.receivePacket(this, layer, packet)
  }
}
