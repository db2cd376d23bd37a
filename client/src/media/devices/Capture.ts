import type { DeviceState } from '@diem-cau/protocol'
import { constraintsOf, deviceStateOf, type CaptureKind } from './constraints.ts'
import type { DevicePreferences } from './preferences.ts'

export interface CaptureState {
  /** `unknown` until it has been tried. */
  readonly device: DeviceState
  readonly track: MediaStreamTrack | null
  /** The device that is really in use; empty when none. */
  readonly deviceId: string
}

export type UserMedia = (constraints: MediaStreamConstraints) => Promise<MediaStream>

const NOTHING: CaptureState = { device: 'unknown', track: null, deviceId: '' }
/** A device that another program holds is tried again after this long. */
const BUSY_RETRY_MS = 10_000

/**
 * One device of the room: its camera or its microphone. A new one is opened before the old one is let go, so
 * that what is sent has no gap. It owns its track.
 */
export class Capture {
  readonly #kind: CaptureKind
  readonly #userMedia: UserMedia
  readonly #onChange: () => void
  #state: CaptureState = NOTHING
  /** Counts openings: one that was overtaken lets its device go. */
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #preferences: DevicePreferences | null = null

  constructor(kind: CaptureKind, userMedia: UserMedia, onChange: () => void) {
    this.#kind = kind
    this.#userMedia = userMedia
    this.#onChange = onChange
  }

  get state(): CaptureState {
    return this.#state
  }

  /** Opens the preferred device, or the next best. Never rejects: the outcome is the state. */
  async open(preferences: DevicePreferences): Promise<void> {
    this.#preferences = preferences
    const turn = ++this.#turn
    clearTimeout(this.#timer)
    try {
      const stream = await this.#userMedia(constraintsOf(this.#kind, preferences))
      const track = stream.getTracks()[0] ?? null
      if (turn !== this.#turn) return track?.stop()
      if (track === null) return this.#set({ ...NOTHING, device: 'missing' })
      track.addEventListener('ended', () => this.#handleEnded(track))
      this.#set({ device: 'ok', track, deviceId: track.getSettings().deviceId ?? '' })
    } catch (error) {
      if (turn !== this.#turn) return
      const device = deviceStateOf(error)
      this.#set({ ...NOTHING, device })
      if (device === 'busy') this.#timer = setTimeout(() => void this.#again(), BUSY_RETRY_MS)
    }
  }

  /** What the level meter hears: a track that carries only digital silence is a cable that is not plugged in. */
  setSilent(silent: boolean): void {
    const { device, track } = this.#state
    if (track === null || (device !== 'ok' && device !== 'silent')) return
    const next = silent ? 'silent' : 'ok'
    if (next !== device) this.#set({ ...this.#state, device: next })
  }

  close(): void {
    this.#turn += 1
    clearTimeout(this.#timer)
    this.#state.track?.stop()
    this.#state = NOTHING
  }

  async #again(): Promise<void> {
    if (this.#preferences !== null) await this.open(this.#preferences)
  }

  /** Unplugged, or taken away by the system. Another one may be there. */
  #handleEnded(track: MediaStreamTrack): void {
    if (this.#state.track !== track) return
    this.#set({ ...NOTHING, device: 'missing' })
    void this.#again()
  }

  #set(state: CaptureState): void {
    const before = this.#state.track
    this.#state = state
    this.#onChange()
    if (before !== null && before !== state.track) before.stop()
  }
}
