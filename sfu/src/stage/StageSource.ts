import type { DirectTransport, Producer, Router } from 'mediasoup/types'
import { CaptureTimeline } from './captureTimeline.ts'
import { monotonicNow } from './clock.ts'
import { ConsumerFeed } from './ConsumerFeed.ts'
import { sourceTransportOf } from './directTransports.ts'
import type { Feed } from './feed.ts'
import { silentLogger } from './logger.ts'
import type { StageLogger } from './logger.ts'

export interface StageSourceOptions {
  readonly sourceId: string
  /** The router the producers live on; it may belong to another worker than the slot's. */
  readonly router: Router
  readonly video?: Producer
  readonly audio?: Producer
  /** A direct transport of that router; by default the one shared by all sources of the router. */
  readonly directTransport?: DirectTransport
  readonly logger?: StageLogger
}

/**
 * What one site offers to the stage: its camera and microphone, or its shared content. Made ahead of need:
 * it costs this process nothing until a slot is switched to it. It may feed several slots at once.
 *
 * It owns the consumers that read the producers, and neither the producers nor the transport. When one of
 * the producers closes, the slots it feeds become empty.
 */
export class StageSource {
  readonly sourceId: string
  readonly #video: ConsumerFeed
  readonly #audio: ConsumerFeed
  #closed = false

  private constructor(options: StageSourceOptions, transport: DirectTransport) {
    this.sourceId = options.sourceId
    const shared = {
      sourceId: options.sourceId,
      router: options.router,
      transport,
      timeline: new CaptureTimeline(),
      now: monotonicNow,
      logger: options.logger ?? silentLogger,
    }
    this.#video = new ConsumerFeed({ ...shared, kind: 'video' })
    this.#audio = new ConsumerFeed({ ...shared, kind: 'audio' })
  }

  /** Throws what mediasoup throws where a producer can't be read (it is closed, or of another router). */
  static async create(options: StageSourceOptions): Promise<StageSource> {
    const transport = options.directTransport ?? (await sourceTransportOf(options.router))
    const source = new StageSource(options, transport)
    try {
      await Promise.all([source.setVideo(options.video ?? null), source.setAudio(options.audio ?? null)])
    } catch (error) {
      source.close()
      throw error
    }
    return source
  }

  get closed(): boolean {
    return this.#closed
  }

  get videoFeed(): Feed {
    return this.#video
  }

  get audioFeed(): Feed {
    return this.#audio
  }

  /** Puts another camera producer in the place of the last, or none; slots it feeds go on with it. */
  async setVideo(producer: Producer | null): Promise<void> {
    if (!this.#closed) await this.#video.setProducer(producer)
  }

  /** Puts another microphone producer in the place of the last, or none; slots it feeds go on with it. */
  async setAudio(producer: Producer | null): Promise<void> {
    if (!this.#closed) await this.#audio.setProducer(producer)
  }

  /** Slots it feeds become empty. Harmless when repeated. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#video.close()
    this.#audio.close()
  }
}
