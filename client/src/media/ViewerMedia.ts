import type { EndpointId, MediaView, SessionId, SiteId } from '@diem-cau/protocol'
import { Emitter } from '../connection/Emitter.ts'
import { EndpointKeeper } from './EndpointKeeper.ts'
import { MediaEndpoint } from './MediaEndpoint.ts'
import { SourceSender } from './SourceSender.ts'
import { TileSet } from './TileSet.ts'
import { VoiceReceiver } from './VoiceReceiver.ts'
import type { DeviceChoice, MediaCounters, MediaPort, MediaState, StageTracks } from './types.ts'

export interface ViewerMediaOptions {
  port: MediaPort
  sessionId: SessionId
  device?: DeviceChoice
  now?: () => number
  random?: () => number
}

export type TileTracks = ReadonlyMap<SiteId, MediaStreamTrack>

export type ViewerMediaEvents = {
  state: MediaState
  slots: StageTracks
  tiles: TileTracks
  /** The room at the other end of a talkback; null while it is not heard. */
  voice: MediaStreamTrack | null
}

const NO_SLOTS: StageTracks = new Map()

/**
 * A console's media: receives the stage and the tiles of the sites it has on screen. It sends nothing but its voice, while
 * it speaks with a room off air.
 */
export class ViewerMedia {
  readonly events = new Emitter<ViewerMediaEvents>()
  readonly counters: MediaCounters = { sdpOperations: 0, consumersCreated: 0, endpointsOpened: 0 }
  readonly #keeper: EndpointKeeper<MediaEndpoint>
  readonly #tiles: TileSet
  readonly #voice = new VoiceReceiver((track) => this.events.emit('voice', track))
  #ownVoice: MediaStreamTrack | null = null
  #sender: SourceSender | null = null

  constructor({ port, sessionId, device = {}, now = Date.now, random = Math.random }: ViewerMediaOptions) {
    const { counters } = this
    this.#tiles = new TileSet(port, sessionId, (tiles) => this.events.emit('tiles', tiles))
    this.#keeper = new EndpointKeeper({
      open: async () => await MediaEndpoint.open({ port, device, counters, sessionId }),
      prepare: async (endpoint) => await endpoint.consumeStage(),
      now,
      random,
    })
    this.#keeper.events.on('state', (state) => this.events.emit('state', state))
    this.#keeper.events.on('opened', (endpoint) => {
      this.events.emit('slots', endpoint.slots)
      this.#tiles.setEndpoint(endpoint)
      this.#voice.setEndpoint(endpoint)
      this.#sender = new SourceSender({
        endpoint,
        source: 'talkback',
        videoCodec: 'vp8',
        onTrouble: () => undefined,
      })
      this.#sendVoice()
    })
    this.#keeper.events.on('gone', () => {
      this.#tiles.setEndpoint(null)
      this.#voice.setEndpoint(null)
      this.#sender?.close()
      this.#sender = null
      this.events.emit('slots', NO_SLOTS)
    })
  }

  get state(): MediaState {
    return this.#keeper.state
  }

  get slots(): StageTracks {
    return this.#keeper.endpoint?.slots ?? NO_SLOTS
  }

  get tiles(): TileTracks {
    return this.#tiles.tracks
  }

  setView(view: MediaView | null): void {
    this.#keeper.setTarget(view)
  }

  /** Which sites are on screen now; at most 48. */
  watch(siteIds: readonly SiteId[]): void {
    this.#tiles.watch(siteIds)
  }

  get voice(): MediaStreamTrack | null {
    return this.#voice.track
  }

  /** The endpoint's id, which a talkback is begun with; null while there is none. */
  get endpointId(): EndpointId | null {
    return this.#keeper.endpoint?.endpointId ?? null
  }

  /** Speaks with a room by this track, and hears it; null: no more. The server has to have begun it. */
  setTalkback(track: MediaStreamTrack | null): void {
    this.#ownVoice = track
    this.#voice.setWanted(track !== null)
    this.#sendVoice()
  }

  #sendVoice(): void {
    this.#sender?.update(this.#ownVoice, this.#ownVoice === null ? 'none' : 'full')
  }

  handleOnline(): void {
    this.#keeper.handleOnline()
    this.#tiles.handleOnline()
  }

  handleOffline(): void {
    this.#keeper.handleOffline()
  }

  handleReset(reason: string): void {
    this.#keeper.handleReset(reason)
  }

  close(): void {
    this.#voice.close()
    this.#sender?.close()
    this.#tiles.close()
    this.#keeper.close()
    this.events.clear()
  }
}
