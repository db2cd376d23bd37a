import type { MediaEndpoint } from './MediaEndpoint.ts'

type VoiceEndpoint = Pick<MediaEndpoint, 'closed' | 'consumeTalkback' | 'closeTalkback'>

/** The other end may need a moment until it sends. */
const RETRY_MS = 500

/** Receives the voice at the other end of a talkback for as long as there is one. The endpoint is not its own. */
export class VoiceReceiver {
  readonly #onChange: (track: MediaStreamTrack | null) => void
  #endpoint: VoiceEndpoint | null = null
  #wanted = false
  #track: MediaStreamTrack | null = null
  /** Counts what was wished: what was begun for an earlier wish is dropped. */
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(onChange: (track: MediaStreamTrack | null) => void) {
    this.#onChange = onChange
  }

  get track(): MediaStreamTrack | null {
    return this.#track
  }

  setEndpoint(endpoint: VoiceEndpoint | null): void {
    if (endpoint === this.#endpoint) return
    this.#endpoint = endpoint
    this.#begin()
  }

  setWanted(wanted: boolean): void {
    if (wanted === this.#wanted) return
    this.#wanted = wanted
    if (!wanted) this.#endpoint?.closeTalkback()
    this.#begin()
  }

  close(): void {
    this.#turn += 1
    clearTimeout(this.#timer)
  }

  #begin(): void {
    this.#turn += 1
    clearTimeout(this.#timer)
    this.#set(null)
    if (this.#wanted && this.#endpoint !== null) void this.#consume(this.#endpoint, this.#turn)
  }

  async #consume(endpoint: VoiceEndpoint, turn: number): Promise<void> {
    try {
      const track = await endpoint.consumeTalkback()
      if (turn !== this.#turn) return
      // The other end has made its voice anew, or its page was loaded again.
      track.addEventListener('ended', () => turn === this.#turn && this.#begin())
      this.#set(track)
    } catch {
      if (turn !== this.#turn || endpoint.closed) return
      this.#timer = setTimeout(() => void this.#consume(endpoint, turn), RETRY_MS)
    }
  }

  #set(track: MediaStreamTrack | null): void {
    if (track === this.#track) return
    this.#track = track
    this.#onChange(track)
  }
}
