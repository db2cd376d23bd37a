import type { MediaView, SendLevel, Source, VideoCodec } from '@diem-cau/protocol'
import { Emitter } from '../connection/Emitter.ts'
import { EndpointKeeper } from './EndpointKeeper.ts'
import { MediaEndpoint } from './MediaEndpoint.ts'
import { SourceSender } from './SourceSender.ts'
import { VoiceReceiver } from './VoiceReceiver.ts'
import type { DeviceChoice, MediaCounters, MediaPort, MediaState, StageTracks } from './types.ts'

export interface SiteMediaOptions {
  port: MediaPort
  device?: DeviceChoice
  now?: () => number
  random?: () => number
}

export type SiteMediaEvents = {
  state: MediaState
  /** The tracks of the stage were made or are gone. Not emitted by a change of floor. */
  slots: StageTracks
  /** Who of the crew speaks with this room off air; null while nobody does. */
  voice: MediaStreamTrack | null
  /** A source could not be sent; it is tried again by itself. */
  trouble: { source: Source; error: unknown }
}

/** The camera last: a later negotiation would switch its layers on again for a moment. */
const SOURCES = ['microphone', 'camera', 'content'] as const
const NO_SLOTS: StageTracks = new Map()

/**
 * A site's media: receives the stage, and sends of its camera, microphone and content what the server's view
 * wishes, never more. It reads no device and no transport: tracks and news are handed in, events come out.
 * It owns its endpoint; the tracks stay the caller's.
 */
export class SiteMedia {
  readonly events = new Emitter<SiteMediaEvents>()
  readonly counters: MediaCounters = { sdpOperations: 0, consumersCreated: 0, endpointsOpened: 0 }
  readonly #keeper: EndpointKeeper<MediaEndpoint>
  readonly #tracks = new Map<Source, MediaStreamTrack | null>()
  readonly #voice = new VoiceReceiver((track) => this.events.emit('voice', track))
  #senders = new Map<Source, SourceSender>()
  #view: MediaView | null = null

  constructor({ port, device = {}, now = Date.now, random = Math.random }: SiteMediaOptions) {
    const { counters } = this
    this.#keeper = new EndpointKeeper({
      open: async () => await MediaEndpoint.open({ port, device, counters, sessionId: null }),
      prepare: async (endpoint) => await this.#prepare(endpoint),
      now,
      random,
    })
    this.#keeper.events.on('state', (state) => this.events.emit('state', state))
    this.#keeper.events.on('opened', (endpoint) => this.events.emit('slots', endpoint.slots))
    this.#keeper.events.on('gone', () => this.#handleGone())
  }

  get state(): MediaState {
    return this.#keeper.state
  }

  get slots(): StageTracks {
    return this.#keeper.endpoint?.slots ?? NO_SLOTS
  }

  /** The endpoint in use, for statistics. */
  get endpoint(): MediaEndpoint | null {
    return this.#keeper.endpoint
  }

  /** The server's wish has changed, or the site is in no meeting (null). */
  setView(view: MediaView | null): void {
    this.#view = view
    this.#keeper.setTarget(view)
    this.#applySources()
  }

  /** A device was chosen, changed or unplugged (null). A changed one is put in place without negotiation. */
  setTrack(source: Source, track: MediaStreamTrack | null): void {
    this.#tracks.set(source, track)
    this.#applySources()
  }

  /** Whether somebody of the crew speaks with this room: its voice is received. */
  setTalkback(active: boolean): void {
    this.#voice.setWanted(active)
  }

  handleOnline(): void {
    this.#keeper.handleOnline()
    this.#applySources()
  }

  handleOffline(): void {
    this.#keeper.handleOffline()
  }

  handleReset(reason: string): void {
    this.#keeper.handleReset(reason)
  }

  close(): void {
    this.#voice.close()
    this.#keeper.close()
    this.#handleGone()
    this.events.clear()
  }

  /** What is to be sent of a source by the server's wish. Without a wish: nothing. */
  levelOf(source: Source): SendLevel {
    const send = this.#view?.send
    if (send === undefined) return 'none'
    if (source === 'camera') return send.camera
    return send[source] ? 'full' : 'none'
  }

  async #prepare(endpoint: MediaEndpoint): Promise<void> {
    const videoCodec: VideoCodec = this.#view?.videoCodec ?? 'vp8'
    this.#senders = new Map(
      SOURCES.map((source) => {
        const onTrouble = (error: unknown): void => this.events.emit('trouble', { source, error })
        return [source, new SourceSender({ endpoint, source, videoCodec, onTrouble })]
      }),
    )
    endpoint.events.on('negotiated', () => this.#applySources())
    await endpoint.consumeStage()
    this.#voice.setEndpoint(endpoint)
    this.#applySources()
  }

  #applySources(): void {
    for (const [source, sender] of this.#senders) {
      sender.update(this.#tracks.get(source) ?? null, this.levelOf(source))
    }
  }

  #handleGone(): void {
    for (const sender of this.#senders.values()) sender.close()
    this.#senders = new Map()
    this.#voice.setEndpoint(null)
    this.events.emit('slots', NO_SLOTS)
  }
}
