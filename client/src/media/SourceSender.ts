import type { PeerSource, SendLevel, VideoCodec } from '@diem-cau/protocol'
import type { types } from 'mediasoup-client'
import { isLayerActive } from './encodings.ts'
import type { MediaEndpoint } from './MediaEndpoint.ts'

interface SenderOptions {
  endpoint: Pick<MediaEndpoint, 'closed' | 'produce' | 'closeSource'>
  source: PeerSource
  videoCodec: VideoCodec
  /** The source could not be brought into the wished state; it is tried again. */
  onTrouble(error: unknown): void
}

const RETRY_MS = 2_000

/**
 * Brings one source of one endpoint to the wished state: which track, and how much of it is sent. Layers are
 * switched by the sender's parameters, which needs no negotiation, so that the cut to a speaker waits for no
 * SDP. A closed microphone has no track at its sender at all: there is nothing that could be sent.
 */
export class SourceSender {
  readonly #options: SenderOptions
  #track: MediaStreamTrack | null = null
  #level: SendLevel = 'none'
  #producer: types.Producer | null = null
  /** Some WebRTC stacks in Node can't change a sender's parameters: there the track is taken off instead. */
  #layersWork = true
  #running = false
  #dirty = false
  #closed = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: SenderOptions) {
    this.#options = options
  }

  /** The wish is done, or waits for its next try. */
  get idle(): boolean {
    return !this.#running
  }

  /** The new wish. It is worked towards in the background, one step after the other. */
  update(track: MediaStreamTrack | null, level: SendLevel): void {
    this.#track = track
    this.#level = level
    void this.#reconcile()
  }

  /** The producer ends with its endpoint's transport. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  async #reconcile(): Promise<void> {
    this.#dirty = true
    if (this.#running) return
    this.#running = true
    clearTimeout(this.#timer)
    try {
      while (this.#dirty && !this.#closed && !this.#options.endpoint.closed) {
        this.#dirty = false
        await this.#step()
      }
    } catch (error) {
      if (!this.#closed && !this.#options.endpoint.closed) {
        this.#options.onTrouble(error)
        this.#timer = setTimeout(() => void this.#reconcile(), RETRY_MS)
      }
    } finally {
      this.#running = false
    }
  }

  async #step(): Promise<void> {
    const { endpoint, source, videoCodec } = this.#options
    const track = this.#track?.readyState === 'ended' ? null : this.#track
    if (track === null) {
      const producer = this.#producer
      this.#producer = null
      if (producer !== null) await endpoint.closeSource(source, producer)
      return
    }
    this.#producer ??= await endpoint.produce(source, track, videoCodec)
    await this.#apply(this.#producer, track)
  }

  async #apply(producer: types.Producer, track: MediaStreamTrack): Promise<void> {
    const level = this.#level
    const keepsTrack = level !== 'none' || (this.#layersWork && producer.kind === 'video')
    await producer.replaceTrack({ track: keepsTrack ? track : null })
    if (!this.#layersWork || producer.rtpSender === undefined) return
    try {
      await setLevel(producer.rtpSender, level)
    } catch {
      this.#layersWork = false
      this.#dirty = true
    }
  }
}

async function setLevel(sender: RTCRtpSender, level: SendLevel): Promise<void> {
  const parameters = sender.getParameters()
  let changed = false
  parameters.encodings.forEach((encoding, index) => {
    const active = isLayerActive(level, index)
    changed ||= (encoding.active ?? true) !== active
    encoding.active = active
  })
  if (changed) await sender.setParameters(parameters)
}
