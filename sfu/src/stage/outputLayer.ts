import type { Feed } from './feed.ts'
import { FrameTimestamps } from './frameTimestamps.ts'
import type { MediaPacket } from './mediaPacket.ts'
import { rewriteRtpHeader, sequenceDistance, timestampDistance } from './rtpPacket.ts'
import type { RunPlace } from './slotTimeline.ts'
import { copyVp8Packet } from './vp8Descriptor.ts'
import type { Vp8Ids } from './vp8Descriptor.ts'
import { Vp8Numbering } from './vp8Numbering.ts'

/** How fast a picture that runs ahead of its place is brought back: 2 ms with every frame. */
const DRAIN_PER_FRAME_MS = 2
const RTP_HEADER_BYTES = 12

export interface OutputLayerOptions {
  readonly ssrc: number
  readonly payloadType: number
  readonly clockRate: number
  readonly firstSequenceNumber: number
  /** A sequence number is skipped where a switch cuts a frame, so that listeners know it is not whole. */
  readonly marksCutFrames: boolean
}

/** An uninterrupted feed of an output layer by one input layer. */
interface Run {
  readonly feed: Feed
  readonly input: number
  readonly timestamps: FrameTimestamps
  /** Input sequence numbers count from the packet the run began with, unwrapped. */
  newestInput: number
  newestIndex: number
  readonly outputOfFirst: number
}

/**
 * One SSRC of a slot. It keeps its sequence numbers, timestamps and picture numbers continuous over all
 * sources that feed it; gaps and reordering within a source are passed on as they came.
 */
export class OutputLayer {
  readonly ssrc: number
  readonly #options: OutputLayerOptions
  readonly #numbering = new Vp8Numbering()
  #run: Run | null = null
  #lastSequenceNumber: number
  #lastHadMarker = true
  #lastTimestamp: number | null = null
  #packetCount = 0
  #octetCount = 0

  constructor(options: OutputLayerOptions) {
    this.ssrc = options.ssrc
    this.#options = options
    this.#lastSequenceNumber = (options.firstSequenceNumber - 1) & 0xffff
  }

  /** The highest timestamp sent so far, null before the first packet. */
  get lastTimestamp(): number | null {
    return this.#lastTimestamp
  }

  get packetCount(): number {
    return this.#packetCount
  }

  get octetCount(): number {
    return this.#octetCount
  }

  get feed(): Feed | null {
    return this.#run?.feed ?? null
  }

  isFedBy(feed: Feed, input: number): boolean {
    return this.#run?.feed === feed && this.#run.input === input
  }

  /** Nothing is forwarded from now on until another run begins. */
  cut(): void {
    this.#run = null
  }

  /** Begins a run with a packet that a listener can begin with, and copies that packet. */
  begin(feed: Feed, input: number, packet: MediaPacket, place: RunPlace, target: Buffer): number {
    const { sequenceNumber, timestamp } = packet.header
    const step = this.#options.marksCutFrames && !this.#lastHadMarker ? 2 : 1
    this.#run = {
      feed,
      input,
      timestamps: new FrameTimestamps({
        input: timestamp,
        output: place.timestamp,
        surplus: place.surplusTicks,
        maxDrainPerFrame: (DRAIN_PER_FRAME_MS * this.#options.clockRate) / 1000,
      }),
      newestInput: sequenceNumber,
      newestIndex: 0,
      outputOfFirst: (this.#lastSequenceNumber + step) & 0xffff,
    }
    // Where the run begins is the highest timestamp now, also when timestamps have wrapped in a long pause.
    this.#lastTimestamp = null
    const ids = packet.vp8 ? this.#numbering.begin(packet.vp8) : null
    return this.#copy(packet, target, this.#run.outputOfFirst, place.timestamp >>> 0, ids)
  }

  /**
   * Copies a packet of the current run into `target`, renumbered.
   *
   * @returns the length of the copy; 0 where the packet has no place (it is from before the run began)
   */
  forward(packet: MediaPacket, target: Buffer): number {
    const run = this.#run
    if (run === null) return 0
    const { sequenceNumber, timestamp } = packet.header
    const ahead = sequenceDistance(sequenceNumber, run.newestInput)
    const index = run.newestIndex + ahead
    if (index < 0) return 0
    if (ahead > 0) {
      run.newestIndex = index
      run.newestInput = sequenceNumber
    }
    const order = run.timestamps.orderOf(timestamp)
    const ids = packet.vp8 ? this.#numbering.map(packet.vp8, order) : null
    if (packet.vp8 && ids === null) return 0
    return this.#copy(
      packet,
      target,
      (run.outputOfFirst + index) & 0xffff,
      run.timestamps.map(timestamp),
      ids,
    )
  }

  /** Writes a packet of our own, which follows the last one sent; the layer must not be fed meanwhile. */
  append(payload: Buffer, timestamp: number, target: Buffer): number {
    target.writeUInt8(0x80, 0)
    target.writeUInt8(this.#options.payloadType, 1)
    payload.copy(target, RTP_HEADER_BYTES)
    const sequenceNumber = (this.#lastSequenceNumber + 1) & 0xffff
    rewriteRtpHeader(target, {
      payloadType: this.#options.payloadType,
      sequenceNumber,
      timestamp,
      ssrc: this.ssrc,
    })
    this.#note(sequenceNumber, timestamp, false, payload.length)
    return RTP_HEADER_BYTES + payload.length
  }

  /** The layer's timestamp at an instant of our clock, as the source's own reports place it. */
  timestampAt(ms: number): number | null {
    if (this.#run === null) return null
    const input = this.#run.feed.timestampAt(this.#run.input, ms)
    return input === null ? null : (input + this.#run.timestamps.offset) >>> 0
  }

  #copy(
    packet: MediaPacket,
    target: Buffer,
    sequenceNumber: number,
    timestamp: number,
    ids: Vp8Ids | null,
  ): number {
    const { bytes, header, vp8 } = packet
    const length = vp8 && ids ? copyVp8Packet(target, bytes, vp8, ids) : bytes.copy(target)
    rewriteRtpHeader(target, {
      payloadType: this.#options.payloadType,
      sequenceNumber,
      timestamp,
      ssrc: this.ssrc,
    })
    this.#note(sequenceNumber, timestamp, header.marker, header.payloadEnd - header.payloadOffset)
    return length
  }

  #note(sequenceNumber: number, timestamp: number, marker: boolean, octets: number): void {
    if (this.#packetCount === 0 || sequenceDistance(sequenceNumber, this.#lastSequenceNumber) > 0) {
      this.#lastSequenceNumber = sequenceNumber
      this.#lastHadMarker = marker
    }
    if (this.#lastTimestamp === null || timestampDistance(timestamp, this.#lastTimestamp) > 0) {
      this.#lastTimestamp = timestamp
    }
    this.#packetCount += 1
    this.#octetCount += octets
  }
}
