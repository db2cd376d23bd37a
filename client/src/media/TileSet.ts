import type { SessionId, SiteId } from '@diem-cau/protocol'
import type { MediaEndpoint } from './MediaEndpoint.ts'
import type { MediaPort } from './types.ts'

/** A site that sends no camera yet is asked for again after this long. */
const RETRY_MS = 3_000

/** The tiles a console has on screen: tells the server which, and consumes those that can be consumed. */
export class TileSet {
  readonly #port: MediaPort
  readonly #sessionId: SessionId
  readonly #onChange: (tracks: ReadonlyMap<SiteId, MediaStreamTrack>) => void
  #wanted: ReadonlySet<SiteId> = new Set()
  /** The server knows what is wanted. */
  #told = false
  #endpoint: MediaEndpoint | null = null
  #tracks = new Map<SiteId, MediaStreamTrack>()
  #running = false
  #dirty = false
  #closed = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    port: MediaPort,
    sessionId: SessionId,
    onChange: (tracks: ReadonlyMap<SiteId, MediaStreamTrack>) => void,
  ) {
    this.#port = port
    this.#sessionId = sessionId
    this.#onChange = onChange
  }

  get tracks(): ReadonlyMap<SiteId, MediaStreamTrack> {
    return this.#tracks
  }

  watch(siteIds: readonly SiteId[]): void {
    const wanted = new Set(siteIds)
    if (wanted.size === this.#wanted.size && siteIds.every((siteId) => this.#wanted.has(siteId))) return
    this.#wanted = wanted
    this.#told = false
    void this.#reconcile()
  }

  setEndpoint(endpoint: MediaEndpoint | null): void {
    this.#endpoint = endpoint
    if (this.#tracks.size > 0) {
      this.#tracks = new Map()
      this.#onChange(this.#tracks)
    }
    void this.#reconcile()
  }

  /** A new socket: the server has forgotten what this console has on screen, and the node has ended it. */
  handleOnline(): void {
    this.#told = false
    if (this.#tracks.size > 0) this.#set(new Map())
    void this.#reconcile()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  async #reconcile(): Promise<void> {
    this.#dirty = true
    if (this.#running) return
    this.#running = true
    clearTimeout(this.#timer)
    let complete = true
    try {
      while (this.#dirty && !this.#closed) {
        this.#dirty = false
        complete = await this.#step()
      }
    } catch {
      complete = false
    } finally {
      this.#running = false
    }
    if (!complete && !this.#closed) this.#timer = setTimeout(() => void this.#reconcile(), RETRY_MS)
  }

  /** @returns false when a tile could not be had yet. */
  async #step(): Promise<boolean> {
    if (!this.#told) {
      this.#told = true
      await this.#port.request('tiles.watch', { sessionId: this.#sessionId, siteIds: [...this.#wanted] })
    }
    const endpoint = this.#endpoint
    if (endpoint === null) return true
    const gone = [...this.#tracks.keys()].filter((siteId) => !this.#wanted.has(siteId))
    for (const siteId of gone) await this.#remove(endpoint, siteId)
    let complete = true
    for (const siteId of this.#wanted) {
      if (this.#dirty) return true
      if (!this.#tracks.has(siteId)) complete = (await this.#add(endpoint, siteId)) && complete
    }
    return complete
  }

  async #add(endpoint: MediaEndpoint, siteId: SiteId): Promise<boolean> {
    try {
      const track = await endpoint.consumeTile(siteId)
      if (endpoint !== this.#endpoint) return false
      // A consumer whose producer was closed ends: it is asked for again.
      track.addEventListener('ended', () => this.#forget(siteId, track))
      this.#set(new Map(this.#tracks).set(siteId, track))
      return true
    } catch {
      return false
    }
  }

  async #remove(endpoint: MediaEndpoint, siteId: SiteId): Promise<void> {
    const left = new Map(this.#tracks)
    left.delete(siteId)
    this.#set(left)
    await endpoint.closeTile(siteId).catch(() => {})
  }

  #forget(siteId: SiteId, track: MediaStreamTrack): void {
    if (this.#tracks.get(siteId) !== track) return
    const left = new Map(this.#tracks)
    left.delete(siteId)
    this.#set(left)
    void this.#reconcile()
  }

  #set(tracks: Map<SiteId, MediaStreamTrack>): void {
    this.#tracks = tracks
    this.#onChange(tracks)
  }
}
