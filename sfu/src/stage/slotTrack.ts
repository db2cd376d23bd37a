import type { MediaKind } from '@diem-cau/protocol'
import type { Feed, FeedSink } from './feed.ts'
import { mapLayers } from './layerMapping.ts'
import { parseMediaPacket } from './mediaPacket.ts'
import type { MediaPacket, TrackCodec } from './mediaPacket.ts'
import { OPUS_ENDING, OPUS_ENDING_PACKET_MS, opusDurationMs } from './opusPacket.ts'
import { OutputLayer } from './outputLayer.ts'
import { ReportSchedule } from './reportSchedule.ts'
import { buildSenderReport } from './senderReport.ts'
import { SlotTimeline } from './slotTimeline.ts'
import type { RunPlace } from './slotTimeline.ts'

/** How long the source that is switched away may fill the slot until the new one begins. */
const HOLD_MS: Readonly<Record<MediaKind, number>> = { video: 2_000, audio: 200 }
/** How long its higher layers may go on once the new source has begun on a lower one. */
const LAYER_GRACE_MS = 700
const KEY_FRAME_RETRY_MS = 1_000
/** Where sound has stopped by itself for so long, there is nothing to end. */
const RECENT_SOUND_MS = 100
/** Largest packet that can leave a slot: an Ethernet frame with room for a widened PictureID. */
const SCRATCH_BYTES = 2_048

export interface SlotTrackOptions {
  readonly kind: MediaKind
  readonly codec: TrackCodec
  readonly payloadType: number
  readonly clockRate: number
  /** One SSRC a layer, lowest layer first. */
  readonly ssrcs: readonly number[]
  /** Our clock in ms: the wall clock of the sender reports. It must not go back. */
  readonly now: () => number
  /** Uniform in [0, 1): the first sequence numbers and the first timestamp. */
  readonly random: () => number
  /** @param packet valid during the call only */
  readonly send: (packet: Buffer) => void
  readonly sendRtcp: (packet: Buffer) => void
  /** The feed's first packet has gone out; `elapsedMs` since it was asked for. */
  readonly onCommitted: (feed: Feed, elapsedMs: number) => void
  /** The feed on the track has lost its producer; the track is empty now. */
  readonly onEnded: (feed: Feed) => void
}

export interface SlotTrackStats {
  /** Packets of sources that went out, once for every layer they filled. */
  readonly packetsForwarded: number
  /** Their bytes, headers included. */
  readonly octetsForwarded: number
  /** Packets that came from a source but have no place on the slot. */
  readonly packetsRefused: number
  readonly keyFrameRequests: number
  readonly switches: number
}

/**
 * One kind of one slot: a fixed set of SSRCs, fed by one source at a time.
 *
 * A switch is asked for with `switchTo`. Each layer goes over to the new source at its first key frame;
 * until then the old source fills it, for a bounded time. Nothing of a source is sent after the switch away
 * from it is complete, and nothing at all after a switch to null.
 */
export class SlotTrack implements FeedSink {
  readonly #options: SlotTrackOptions
  readonly #layers: readonly OutputLayer[]
  readonly #scratch = Buffer.alloc(SCRATCH_BYTES)
  readonly #timeline: SlotTimeline
  readonly #reports = new ReportSchedule()
  #target: Feed | null = null
  #previous: Feed | null = null
  #wantedInputs: readonly number[] = []
  #askedAtMs = 0
  /** Since when the previous source has only been holding the slot for the next one. */
  #heldSinceMs = 0
  #committedAtMs: number | null = null
  #lastSwitchMs = 0
  #keyFrameAskedAtMs = -Infinity
  #packetsForwarded = 0
  #octetsForwarded = 0
  #packetsRefused = 0
  #keyFrameRequests = 0
  #switches = 0

  constructor(options: SlotTrackOptions) {
    this.#options = options
    this.#timeline = new SlotTimeline({
      clockRate: options.clockRate,
      epochMs: options.now(),
      firstTimestamp: Math.floor(options.random() * 2 ** 32),
    })
    this.#layers = options.ssrcs.map(
      (ssrc) =>
        new OutputLayer({
          ssrc,
          payloadType: options.payloadType,
          clockRate: options.clockRate,
          firstSequenceNumber: Math.floor(options.random() * 2 ** 15),
          marksCutFrames: options.kind === 'video',
        }),
    )
  }

  /** The feed that was last asked for, whether it has begun or not. */
  get feed(): Feed | null {
    return this.#target
  }

  get isCommitted(): boolean {
    return this.#target === null || this.#committedAtMs !== null
  }

  /** How long the last switch took, from the command to the first packet; 0 for a switch to nothing. */
  get lastSwitchMs(): number {
    return this.#lastSwitchMs
  }

  get stats(): SlotTrackStats {
    return {
      packetsForwarded: this.#packetsForwarded,
      octetsForwarded: this.#octetsForwarded,
      packetsRefused: this.#packetsRefused,
      keyFrameRequests: this.#keyFrameRequests,
      switches: this.#switches,
    }
  }

  /** Puts another feed on the track, or none. The last call wins; asking for the same feed changes nothing. */
  switchTo(feed: Feed | null): void {
    if (feed === this.#target) return
    const old = this.#target
    this.#switches += 1
    this.#target = feed
    this.#askedAtMs = this.#options.now()
    this.#committedAtMs = null
    this.#lastSwitchMs = 0
    const isBack = feed !== null && feed === this.#previous
    if (isBack) this.#previous = null
    this.#retire(old)
    if (feed === null) this.#releasePrevious()
    else this.#await(feed, isBack)
  }

  /** A listener needs a key frame, or the new source has not begun yet. */
  requestKeyFrame(): void {
    this.#keyFrameRequests += 1
    this.#keyFrameAskedAtMs = this.#options.now()
    this.#target?.requestKeyFrame()
  }

  receivePacket(feed: Feed, input: number, bytes: Buffer): void {
    const now = this.#options.now()
    if (feed === this.#previous && this.#holdIsOver(now)) this.#releasePrevious()
    const packet =
      (feed === this.#target || feed === this.#previous) && bytes.length < SCRATCH_BYTES
        ? parseMediaPacket(bytes, this.#options.codec)
        : null
    if (packet === null) {
      this.#packetsRefused += 1
      return
    }
    let used = false
    this.#layers.forEach((layer, index) => {
      if (this.#feedLayer(layer, index, feed, input, packet, now)) used = true
    })
    if (!used) this.#packetsRefused += 1
    if (feed === this.#target) this.#retryKeyFrame(now)
    if (used && this.#reports.isDue(now)) this.#sendReports(now)
  }

  layersChanged(feed: Feed): void {
    if (feed !== this.#target) return
    const wanted = this.#mapInputs(feed)
    if (wanted.every((input, index) => input === this.#wantedInputs[index])) return
    this.#wantedInputs = wanted
    this.requestKeyFrame()
  }

  restarted(feed: Feed): void {
    this.#cutLayersOf(feed)
    if (feed === this.#previous) this.#releasePrevious()
    if (feed !== this.#target) return
    this.#wantedInputs = this.#mapInputs(feed)
    this.requestKeyFrame()
  }

  ended(feed: Feed): void {
    if (feed === this.#previous) this.#releasePrevious()
    if (feed !== this.#target) return
    this.switchTo(null)
    this.#options.onEnded(feed)
  }

  /** Lets go of every source; the track sends nothing more. */
  close(): void {
    this.switchTo(null)
  }

  /** The feed switched away from goes on until the new one begins, if it was on the slot at all. */
  #retire(old: Feed | null): void {
    if (old === null) return
    if (!this.#layers.some((layer) => layer.feed === old)) {
      old.detach(this)
      return
    }
    this.#releasePrevious()
    this.#previous = old
    this.#heldSinceMs = this.#askedAtMs
  }

  #await(feed: Feed, isAttached: boolean): void {
    this.#wantedInputs = this.#mapInputs(feed)
    if (isAttached) this.requestKeyFrame()
    else feed.attach(this)
    this.#keyFrameAskedAtMs = this.#options.now()
    if (this.#layers.some((layer) => layer.feed === feed)) this.#commit(feed, this.#options.now())
  }

  #feedLayer(
    layer: OutputLayer,
    index: number,
    feed: Feed,
    input: number,
    packet: MediaPacket,
    now: number,
  ): boolean {
    let length = 0
    if (layer.isFedBy(feed, input)) {
      length = layer.forward(packet, this.#scratch)
    } else if (feed === this.#target && packet.startsRun && this.#wantedInputs[index] === input) {
      const place = this.#place(layer, feed, input, packet, now)
      if (place === null) return false
      length = layer.begin(feed, input, packet, place, this.#scratch)
      // Listeners place the new run by the reports: they go before its first packet, and once more after.
      if (layer.packetCount > 1) this.#sendReports(now)
      this.#reports.hasten(now)
    }
    if (length === 0) return false
    this.#options.send(this.#scratch.subarray(0, length))
    this.#timeline.noteSent(now)
    this.#packetsForwarded += 1
    this.#octetsForwarded += length
    if (this.#options.kind === 'audio' && layer.lastTimestamp !== null) {
      this.#timeline.noteSound(layer.lastTimestamp, durationOf(packet))
    }
    if (feed === this.#target) this.#commit(feed, now)
    return true
  }

  /** Where the first packet of a run lies on the timeline; null where it must be skipped. */
  #place(layer: OutputLayer, feed: Feed, input: number, packet: MediaPacket, now: number): RunPlace | null {
    const captureMs = feed.captureMs(input, packet.header.timestamp)
    return this.#options.kind === 'audio'
      ? this.#timeline.placeSound(captureMs, durationOf(packet), now)
      : this.#timeline.placePicture(captureMs, layer.lastTimestamp, now)
  }

  #commit(feed: Feed, now: number): void {
    if (this.#committedAtMs === null) {
      this.#committedAtMs = now
      this.#lastSwitchMs = now - this.#askedAtMs
      this.#options.onCommitted(feed, this.#lastSwitchMs)
    }
    if (this.#previous && !this.#layers.some((layer) => layer.feed === this.#previous)) {
      this.#releasePrevious()
    }
  }

  #holdIsOver(now: number): boolean {
    if (this.#committedAtMs !== null) return now - this.#committedAtMs > LAYER_GRACE_MS
    return now - this.#heldSinceMs > HOLD_MS[this.#options.kind]
  }

  #releasePrevious(): void {
    const previous = this.#previous
    if (previous === null) return
    this.#previous = null
    this.#cutLayersOf(previous)
    previous.detach(this)
  }

  #cutLayersOf(feed: Feed): void {
    for (const layer of this.#layers) {
      if (layer.feed !== feed) continue
      layer.cut()
      if (this.#options.kind === 'audio') this.#endSound(layer)
    }
  }

  /** Lets sound end in silence, where it is cut and nothing follows it. */
  #endSound(layer: OutputLayer): void {
    if (this.#timeline.msSinceSent(this.#options.now()) > RECENT_SOUND_MS) return
    for (const payload of OPUS_ENDING) {
      const at = this.#timeline.soundEnd
      if (at === null) return
      this.#options.send(this.#scratch.subarray(0, layer.append(payload, at, this.#scratch)))
      this.#timeline.noteSound(at, OPUS_ENDING_PACKET_MS)
    }
  }

  #mapInputs(feed: Feed): readonly number[] {
    return mapLayers(this.#layers.length, feed.layerCount, feed.activeLayers())
  }

  /** A key frame may get lost: it is asked for again while a layer still waits for its own. */
  #retryKeyFrame(now: number): void {
    if (this.#options.kind === 'audio' || now - this.#keyFrameAskedAtMs < KEY_FRAME_RETRY_MS) return
    const target = this.#target
    const isWaiting = this.#layers.some(
      (layer, index) => target && !layer.isFedBy(target, this.#wantedInputs[index] ?? 0),
    )
    if (isWaiting) this.requestKeyFrame()
  }

  #sendReports(now: number): void {
    const reports = this.#layers.flatMap((layer) => {
      const timestamp = layer.timestampAt(now)
      if (timestamp === null) return []
      const { ssrc, packetCount, octetCount } = layer
      return [buildSenderReport({ ssrc, ntpMs: now, timestamp, packetCount, octetCount })]
    })
    if (reports.length === 0) return
    this.#reports.noteSent(now)
    this.#options.sendRtcp(Buffer.concat(reports))
  }
}

function durationOf({ bytes, header }: MediaPacket): number {
  return opusDurationMs(bytes, header.payloadOffset, header.payloadEnd)
}
