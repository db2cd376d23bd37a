import { assertUnreachable, type MediaKind, type PeerSource } from '@diem-cau/protocol'
import type { DesiredSite } from '@diem-cau/protocol/node'
import type { Producer, RtpParameters, WebRtcTransport } from 'mediasoup/types'
import type { Logger } from 'pino'
import { RequestError } from '../RequestError.ts'

/** Which sources of a peer are let in. */
export type Admission = Omit<DesiredSite, 'siteId'> & { talkback?: boolean }
export const ADMIT_NOTHING: Admission = { camera: 'none', microphone: false, content: false }
export const ADMIT_TALKBACK: Admission = { ...ADMIT_NOTHING, talkback: true }

const KIND_OF_SOURCE: Readonly<Record<PeerSource, MediaKind>> = {
  camera: 'video',
  microphone: 'audio',
  content: 'video',
  talkback: 'audio',
}

/**
 * What one peer sends. Owns the producers on the endpoint's send transport; they die with it.
 * Whatever is not admitted is paused here, so that the packets of a client that ignores *mute* are dropped
 * where they arrive.
 */
export class Uplink {
  readonly #transport: WebRtcTransport
  readonly #log: Logger
  readonly #onChange: () => void
  readonly #producers = new Map<PeerSource, Producer>()
  #admission = ADMIT_NOTHING

  /** @param onChange a source has come, been replaced or gone */
  constructor(transport: WebRtcTransport, log: Logger, onChange: () => void) {
    this.#transport = transport
    this.#log = log
    this.#onChange = onChange
  }

  get sources(): PeerSource[] {
    return [...this.#producers.keys()]
  }

  get producerCount(): number {
    return this.#producers.size
  }

  producerOf(source: PeerSource): Producer | null {
    return this.#producers.get(source) ?? null
  }

  /** Whether a source is let in now: forwarded if a slot or a tile carries it. */
  admits(source: PeerSource): boolean {
    switch (source) {
      case 'camera':
        return this.#admission.camera !== 'none'
      case 'microphone':
        return this.#admission.microphone
      case 'content':
        return this.#admission.content
      case 'talkback':
        return this.#admission.talkback === true
      default:
        return assertUnreachable(source)
    }
  }

  /** @throws {RequestError} `refused` when the parameters do not suit the source. */
  async produce(source: PeerSource, kind: MediaKind, rtpParameters: RtpParameters): Promise<Producer> {
    if (KIND_OF_SOURCE[source] !== kind) throw new RequestError('refused', `${source} is not ${kind}`)
    // First the old one goes: the new one may come with the same MID or SSRC.
    this.closeSource(source)
    const producer = await this.#produce(source, kind, rtpParameters)
    this.#producers.get(source)?.close()
    this.#producers.set(source, producer)
    producer.observer.once('close', () => this.#forget(source, producer))
    if (this.admits(source)) await producer.resume()
    this.#onChange()
    return producer
  }

  closeSource(source: PeerSource): void {
    this.#producers.get(source)?.close()
  }

  /** Lets in what is named and nothing else. Takes effect at once: the worker is told before this returns. */
  admit(admission: Admission): void {
    if (admission === this.#admission) return
    const before = new Map([...this.#producers.keys()].map((source) => [source, this.admits(source)]))
    this.#admission = admission
    for (const [source, producer] of this.#producers) {
      const admitted = this.admits(source)
      if (admitted === before.get(source)) continue
      const command = admitted ? producer.resume() : producer.pause()
      command.catch((error: unknown) => {
        if (!producer.closed) this.#log.error({ source, admitted, err: error }, 'source not switched')
      })
    }
  }

  async #produce(source: PeerSource, kind: MediaKind, rtpParameters: RtpParameters): Promise<Producer> {
    try {
      return await this.#transport.produce({ kind, rtpParameters, paused: true, appData: { source } })
    } catch (error) {
      throw new RequestError('refused', error instanceof Error ? error.message : String(error))
    }
  }

  #forget(source: PeerSource, producer: Producer): void {
    if (this.#producers.get(source) !== producer) return
    this.#producers.delete(source)
    if (!this.#transport.closed) this.#onChange()
  }
}
