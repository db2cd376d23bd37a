import { Emitter } from '../../connection/Emitter.ts'
import { Capture, type CaptureState } from './Capture.ts'
import {
  loadPreferences,
  savePreferences,
  type DevicePreferences,
  type PreferenceStorage,
} from './preferences.ts'
import { SoundLevel } from './SoundLevel.ts'

export interface DeviceEntry {
  id: string
  label: string
}

export interface RoomDevicesState {
  readonly camera: CaptureState
  readonly microphone: CaptureState
  readonly cameras: readonly DeviceEntry[]
  readonly microphones: readonly DeviceEntry[]
  readonly speakers: readonly DeviceEntry[]
  readonly preferences: DevicePreferences
}

interface RoomDevicesOptions {
  /** Absent where the page is not on a secure address. */
  mediaDevices: MediaDevices | undefined
  storage: PreferenceStorage
}

/** The camera, the microphone and the loudspeaker of a room, opened by themselves and found again when lost. */
export class RoomDevices {
  readonly events = new Emitter<{ change: RoomDevicesState }>()
  readonly level: SoundLevel
  readonly #mediaDevices: MediaDevices | undefined
  readonly #storage: PreferenceStorage
  readonly #camera: Capture
  readonly #microphone: Capture
  #state: RoomDevicesState
  #listening: MediaStreamTrack | null = null

  constructor({ mediaDevices, storage }: RoomDevicesOptions) {
    this.#mediaDevices = mediaDevices
    this.#storage = storage
    const userMedia = async (constraints: MediaStreamConstraints): Promise<MediaStream> => {
      if (mediaDevices === undefined) throw new DOMException('no secure context', 'SecurityError')
      return await mediaDevices.getUserMedia(constraints)
    }
    this.#camera = new Capture('camera', userMedia, () => this.#publish())
    this.#microphone = new Capture('microphone', userMedia, () => this.#publish())
    this.level = new SoundLevel((silent) => this.#microphone.setSilent(silent))
    this.#state = {
      camera: this.#camera.state,
      microphone: this.#microphone.state,
      cameras: [],
      microphones: [],
      speakers: [],
      preferences: loadPreferences(storage),
    }
  }

  get state(): RoomDevicesState {
    return this.#state
  }

  async start(): Promise<void> {
    this.#mediaDevices?.addEventListener('devicechange', this.#handleDeviceChange)
    await this.reopen()
  }

  /** Tries both devices again: a person says that it is mended. */
  async reopen(): Promise<void> {
    const { preferences } = this.#state
    await Promise.all([this.#camera.open(preferences), this.#microphone.open(preferences)])
    await this.#enumerate()
  }

  async choose(change: Partial<DevicePreferences>): Promise<void> {
    const before = this.#state.preferences
    const preferences = { ...before, ...change }
    savePreferences(this.#storage, preferences)
    this.#state = { ...this.#state, preferences }
    this.#publish()
    if (preferences.cameraId !== before.cameraId) await this.#camera.open(preferences)
    const soundChanged = (
      ['microphoneId', 'echoCancellation', 'autoGainControl', 'noiseSuppression'] as const
    ).some((key) => preferences[key] !== before[key])
    if (soundChanged) await this.#microphone.open(preferences)
  }

  /** Lets the devices go while the site is open elsewhere; `reopen` takes them again. */
  release(): void {
    this.#camera.close()
    this.#microphone.close()
    this.#publish()
  }

  close(): void {
    this.#mediaDevices?.removeEventListener('devicechange', this.#handleDeviceChange)
    this.level.close()
    this.#camera.close()
    this.#microphone.close()
    this.events.clear()
  }

  readonly #handleDeviceChange = (): void => void this.#refresh()

  /** Something was plugged in or out: a lost device may be back, and the preferred one comes before a stand-in. */
  async #refresh(): Promise<void> {
    await this.#enumerate()
    const { preferences, cameras, microphones } = this.#state
    if (isWanted(this.#camera.state, preferences.cameraId, cameras)) await this.#camera.open(preferences)
    if (isWanted(this.#microphone.state, preferences.microphoneId, microphones)) {
      await this.#microphone.open(preferences)
    }
  }

  async #enumerate(): Promise<void> {
    const all = (await this.#mediaDevices?.enumerateDevices().catch(() => [])) ?? []
    const of = (kind: MediaDeviceKind): DeviceEntry[] =>
      all
        .filter((device) => device.kind === kind && device.deviceId !== '')
        .map(({ deviceId, label }) => ({ id: deviceId, label }))
    this.#state = {
      ...this.#state,
      cameras: of('videoinput'),
      microphones: of('audioinput'),
      speakers: of('audiooutput'),
    }
    this.#publish()
  }

  #publish(): void {
    const camera = this.#camera.state
    const microphone = this.#microphone.state
    this.#state = { ...this.#state, camera, microphone }
    if (microphone.track !== this.#listening) {
      this.#listening = microphone.track
      this.level.listen(microphone.track)
    }
    this.events.emit('change', this.#state)
  }
}

/** Should the device be opened anew, given what is plugged in now? */
function isWanted(state: CaptureState, preferredId: string, present: readonly DeviceEntry[]): boolean {
  if (state.track === null) return present.length > 0
  return preferredId !== '' && state.deviceId !== preferredId && present.some(({ id }) => id === preferredId)
}
