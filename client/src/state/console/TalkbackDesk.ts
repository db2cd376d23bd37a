import type { EndpointId, SiteId } from '@diem-cau/protocol'
import type { Conductor } from './Conductor.ts'

/** What a talkback speaks through. */
export interface TalkbackMedia {
  readonly endpointId: EndpointId | null
  setTalkback(track: MediaStreamTrack | null): void
}

export type TalkbackProblem = 'noMicrophone' | 'microphoneDenied' | 'noMedia'

export type TalkbackState =
  | { kind: 'idle'; problem: TalkbackProblem | null; siteId: SiteId | null }
  | { kind: 'starting'; siteId: SiteId }
  | { kind: 'on'; siteId: SiteId }

const IDLE: TalkbackState = { kind: 'idle', problem: null, siteId: null }

/**
 * Speaks with one room at a time off air. Its microphone is open for no longer than that. It owns the track; the media are
 * the session's and may be made anew at any time.
 */
export class TalkbackDesk {
  readonly #conductor: Pick<Conductor, 'order'>
  readonly #openMicrophone: () => Promise<MediaStreamTrack>
  readonly #listeners = new Set<() => void>()
  #media: TalkbackMedia | null = null
  #track: MediaStreamTrack | null = null
  #state = IDLE

  constructor(conductor: Pick<Conductor, 'order'>, openMicrophone: () => Promise<MediaStreamTrack>) {
    this.#conductor = conductor
    this.#openMicrophone = openMicrophone
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly current = (): TalkbackState => this.#state

  setMedia(media: TalkbackMedia | null): void {
    this.#media = media
    if (this.#state.kind === 'on') media?.setTalkback(this.#track)
  }

  /** Begins with a room; one that is on with another room ends before. Once begun, a second press ends it. */
  async toggle(siteId: SiteId): Promise<void> {
    const { kind, siteId: current } = this.#state
    if (kind === 'starting') return
    if (kind === 'on') await this.stop()
    if (kind !== 'on' || current !== siteId) await this.#start(siteId)
  }

  async stop(): Promise<void> {
    if (this.#state.kind !== 'on') return
    const { siteId } = this.#state
    this.#silence()
    await this.#conductor.order(`site:${siteId}`, 'talkback.stop', { siteId })
  }

  /** What the server says of it: one that it has ended is over here as well. */
  handleView(siteIds: ReadonlySet<SiteId>): void {
    if (this.#state.kind === 'on' && !siteIds.has(this.#state.siteId)) this.#silence()
  }

  close(): void {
    this.#silence()
    this.#listeners.clear()
  }

  async #start(siteId: SiteId): Promise<void> {
    const media = this.#media
    const endpointId = media?.endpointId ?? null
    if (media === null || endpointId === null) return this.#fail(siteId, 'noMedia')
    this.#set({ kind: 'starting', siteId })
    let track: MediaStreamTrack
    try {
      track = await this.#openMicrophone()
    } catch (error) {
      const isDenied = error instanceof DOMException && error.name === 'NotAllowedError'
      return this.#fail(siteId, isDenied ? 'microphoneDenied' : 'noMicrophone')
    }
    const begun = await this.#conductor.order(`site:${siteId}`, 'talkback.start', { siteId, endpointId })
    if (begun === null || this.#state.kind !== 'starting') {
      track.stop()
      if (this.#state.kind === 'starting') this.#set(IDLE)
      return
    }
    this.#track = track
    this.#media?.setTalkback(track)
    this.#set({ kind: 'on', siteId })
  }

  #fail(siteId: SiteId, problem: TalkbackProblem): void {
    this.#set({ kind: 'idle', problem, siteId })
  }

  #silence(): void {
    this.#media?.setTalkback(null)
    this.#track?.stop()
    this.#track = null
    this.#set(IDLE)
  }

  #set(state: TalkbackState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
