/** Asks the person which screen or window to show. */
export type DisplayMedia = () => Promise<MediaStream>

interface PresentationOptions {
  displayMedia: DisplayMedia
  /** The screen's track, to be sent; null when it is over. */
  setTrack(track: MediaStreamTrack | null): void
  start(): Promise<unknown>
  stop(): Promise<unknown>
  onChange(): void
}

/** The room's screen on the stage. It owns the captured track. */
export class Presentation {
  readonly #options: PresentationOptions
  #track: MediaStreamTrack | null = null
  /** The server has had it on the stage: when that ends, so does the capture. */
  #wasOn = false

  constructor(options: PresentationOptions) {
    this.#options = options
  }

  /** What is captured; null when nothing is presented. */
  get track(): MediaStreamTrack | null {
    return this.#track
  }

  /**
   * Captures first, then asks for the place, so that the stage is never empty while a person chooses.
   * A person who closes the choice has changed their mind: nothing happens.
   * @throws BridgeError, RequestFailed when the place is refused.
   */
  async start(): Promise<void> {
    const track = await this.#capture()
    if (track === null) return
    this.#track = track
    this.#wasOn = false
    track.addEventListener('ended', () => void this.stop().catch(() => {}))
    this.#options.setTrack(track)
    this.#options.onChange()
    try {
      await this.#options.start()
    } catch (error) {
      this.#end()
      throw error
    }
  }

  async stop(): Promise<void> {
    if (this.#track === null) return
    this.#end()
    await this.#options.stop()
  }

  /** What the server wishes: content taken off the stage by the console ends the capture. */
  handleWish(wanted: boolean): void {
    if (this.#track === null) return
    if (wanted) this.#wasOn = true
    else if (this.#wasOn) this.#end()
  }

  close(): void {
    this.#track?.stop()
    this.#track = null
  }

  async #capture(): Promise<MediaStreamTrack | null> {
    try {
      const stream = await this.#options.displayMedia()
      const track = stream.getVideoTracks()[0] ?? null
      if (track !== null) track.contentHint = 'detail'
      return track
    } catch {
      return null
    }
  }

  #end(): void {
    const track = this.#track
    this.#track = null
    this.#options.setTrack(null)
    track?.stop()
    this.#options.onChange()
  }
}
