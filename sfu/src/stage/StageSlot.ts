import { EventEmitter } from 'node:events'
import { randomUUID } from 'node:crypto'
import type { MediaKind, VideoCodec } from '@diem-cau/protocol'
import type { DirectTransport, Producer, Router } from 'mediasoup/types'
import { monotonicNow } from './clock.ts'
import { createStageTransport } from './directTransports.ts'
import type { Feed } from './feed.ts'
import { silentLogger } from './logger.ts'
import type { StageLogger } from './logger.ts'
import { findKeyFrameRequests } from './senderReport.ts'
import { audioParameters, videoParameters } from './slotParameters.ts'
import type { SlotParameters } from './slotParameters.ts'
import { SlotTrack } from './slotTrack.ts'
import type { SlotTrackStats } from './slotTrack.ts'
import type { StageSource } from './StageSource.ts'
import { PendingSwitch } from './pendingSwitch.ts'
import type { SwitchResult } from './pendingSwitch.ts'

/** The least distance of two key frame requests to a site, however many listeners ask. */
const KEY_FRAME_REQUEST_DELAY_MS = 500
const DEFAULT_VIDEO_LAYERS = 3

export interface StageSlotOptions {
  readonly slotId: string
  /** The slot's home router: its producers live there for the slot's life. */
  readonly router: Router
  readonly videoCodec: VideoCodec
  /** Simulcast layers of the slot, whatever its sources send; 3 by default. */
  readonly videoLayers?: 1 | 2 | 3
  readonly video?: boolean
  readonly audio?: boolean
  readonly logger?: StageLogger
}

export interface SwitchEvent {
  readonly slotId: string
  readonly kind: MediaKind
  /** The source that fills the slot from now on, null for none. */
  readonly sourceId: string | null
  /** From the command to the first packet of the new source on the slot. */
  readonly elapsedMs: number
}

export interface StageSlotEvents {
  switch: [SwitchEvent]
  close: []
}

export interface StageSlotStats {
  readonly video: SlotTrackStats | null
  readonly audio: SlotTrackStats | null
}

interface SlotLane {
  readonly producer: Producer
  readonly track: SlotTrack
  readonly pending: PendingSwitch
}

/**
 * A place of the stage: one picture and one sound that every site of the room receives for the whole
 * meeting. The source behind them is switched here, packet by packet; a listener sees the picture change
 * and nothing else, no consumer is made and nothing is negotiated.
 *
 * It owns its direct transport and its two producers. It doesn't own its sources.
 */
export class StageSlot extends EventEmitter<StageSlotEvents> {
  readonly slotId: string
  readonly #transport: DirectTransport
  readonly #logger: StageLogger
  #video: SlotLane | null = null
  #audio: SlotLane | null = null
  #closed = false

  private constructor(options: StageSlotOptions, transport: DirectTransport) {
    super()
    this.slotId = options.slotId
    this.#transport = transport
    this.#logger = options.logger ?? silentLogger
    transport.on('rtcp', (packet) => this.#receiveRtcp(packet))
    transport.observer.on('close', () => this.close())
  }

  /** Throws where the router doesn't offer the codec or is closed. */
  static async create(options: StageSlotOptions): Promise<StageSlot> {
    const slot = new StageSlot(options, await createStageTransport(options.router))
    const { rtpCapabilities } = options.router
    // One name for both kinds: listeners keep lips and voice together by it.
    const cname = `${options.slotId}-${randomUUID().slice(0, 8)}`
    const layers = options.videoLayers ?? DEFAULT_VIDEO_LAYERS
    try {
      if (options.video ?? true) {
        slot.#video = await slot.#openLane(
          videoParameters(rtpCapabilities, options.videoCodec, layers, cname),
        )
      }
      if (options.audio ?? true) slot.#audio = await slot.#openLane(audioParameters(rtpCapabilities, cname))
    } catch (error) {
      slot.close()
      throw error
    }
    return slot
  }

  get closed(): boolean {
    return this.#closed
  }

  get videoProducer(): Producer | null {
    return this.#video?.producer ?? null
  }

  get audioProducer(): Producer | null {
    return this.#audio?.producer ?? null
  }

  /** The source last asked for, whether its picture has come yet or not. */
  get videoSourceId(): string | null {
    return this.#video?.track.feed?.sourceId ?? null
  }

  /** The source last asked for, whether its sound has come yet or not. */
  get audioSourceId(): string | null {
    return this.#audio?.track.feed?.sourceId ?? null
  }

  get stats(): StageSlotStats {
    return { video: this.#video?.track.stats ?? null, audio: this.#audio?.track.stats ?? null }
  }

  /**
   * Puts another source's picture on the slot; null leaves it empty at once. The last call wins; asking for
   * the source that is there changes nothing. The picture shown before stays until the first key frame of
   * the new one, for two seconds at most.
   *
   * Where the source doesn't send yet the result says `timeout` and the switch stays pending.
   */
  async switchVideo(source: StageSource | null): Promise<SwitchResult> {
    return await this.#switch(this.#video, source && source.videoFeed, source?.closed ?? false)
  }

  /** The same for sound; what was heard before stays for 200 ms at most. */
  async switchAudio(source: StageSource | null): Promise<SwitchResult> {
    return await this.#switch(this.#audio, source && source.audioFeed, source?.closed ?? false)
  }

  /** Lets go of the sources and closes the producers. Harmless when repeated; it follows its router's end. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const lane of [this.#video, this.#audio]) {
      lane?.track.close()
      lane?.pending.settle({ committed: false, reason: 'closed' })
    }
    this.#transport.close()
    this.emit('close')
  }

  async #switch(lane: SlotLane | null, feed: Feed | null, sourceClosed: boolean): Promise<SwitchResult> {
    if (this.#closed || lane === null) return { committed: false, reason: 'closed' }
    if (sourceClosed) return { committed: false, reason: 'source-closed' }
    const { track, pending } = lane
    if (feed !== track.feed) {
      pending.settle({ committed: false, reason: 'superseded' })
      track.switchTo(feed)
      if (feed === null) this.#announce(lane.producer.kind, null, 0)
    }
    if (track.isCommitted) return { committed: true, elapsedMs: track.lastSwitchMs }
    return await pending.wait(() => track.requestKeyFrame())
  }

  async #openLane(parameters: SlotParameters): Promise<SlotLane> {
    const { kind, codec, payloadType, clockRate, ssrcs, rtpParameters } = parameters
    const producer = await this.#transport.produce({
      kind,
      rtpParameters,
      keyFrameRequestDelay: KEY_FRAME_REQUEST_DELAY_MS,
      appData: { purpose: 'stage', slotId: this.slotId, kind },
    })
    const pending = new PendingSwitch()
    const track = new SlotTrack({
      kind,
      codec,
      payloadType,
      clockRate,
      ssrcs,
      now: monotonicNow,
      random: Math.random,
      send: (packet) => {
        if (!producer.closed) producer.send(packet)
      },
      sendRtcp: (packet) => {
        if (!this.#transport.closed) this.#transport.sendRtcp(packet)
      },
      onCommitted: (feed, elapsedMs) => {
        pending.settle({ committed: true, elapsedMs })
        this.#announce(kind, feed.sourceId, elapsedMs)
      },
      onEnded: () => {
        pending.settle({ committed: false, reason: 'source-closed' })
        this.#announce(kind, null, 0)
      },
    })
    return { producer, track, pending }
  }

  #announce(kind: MediaKind, sourceId: string | null, elapsedMs: number): void {
    const event = { slotId: this.slotId, kind, sourceId, elapsedMs }
    this.#logger.debug(event, 'stage slot switched')
    this.emit('switch', event)
  }

  #receiveRtcp(packet: Buffer): void {
    if (findKeyFrameRequests(packet).length > 0) this.#video?.track.requestKeyFrame()
  }
}
