import { Metronome } from './Metronome.ts'
import { wrtc, type I420Frame, type SoundFrame } from './wrtc.ts'

/** Gives the picture of a moment, epoch milliseconds. */
export interface Picture {
  frameAt(now: number): I420Frame
}

/** Gives the next ten milliseconds of sound. */
export interface Sound {
  next(): SoundFrame
}

const SOUND_FRAME_MS = 10
const MOST_SOUND_CAUGHT_UP = 10

/**
 * The camera and the microphone of a synthetic room. Both rest until they are wanted: a room that is off stage draws
 * nothing, encodes nothing and sends nothing. It owns its tracks and timers; `close()` ends them, and twice is harmless.
 */
export class RoomDevices {
  readonly camera: MediaStreamTrack
  readonly microphone: MediaStreamTrack
  readonly #pictures: Metronome
  readonly #sound: Metronome

  constructor({ picture, sound, fps }: { picture: Picture; sound: Sound; fps: number }) {
    const video = new wrtc.nonstandard.RTCVideoSource()
    const audio = new wrtc.nonstandard.RTCAudioSource()
    this.camera = video.createTrack()
    this.microphone = audio.createTrack()
    this.#pictures = new Metronome(1_000 / fps, () => video.onFrame(picture.frameAt(Date.now())))
    this.#sound = new Metronome(SOUND_FRAME_MS, () => audio.onData(sound.next()), {
      mostCaughtUp: MOST_SOUND_CAUGHT_UP,
    })
  }

  get filming(): boolean {
    return this.#pictures.running
  }

  /** What the bridge wants of the room now. */
  want({ camera, microphone }: { camera: boolean; microphone: boolean }): void {
    if (camera) this.#pictures.start()
    else this.#pictures.stop()
    if (microphone) this.#sound.start()
    else this.#sound.stop()
  }

  close(): void {
    this.want({ camera: false, microphone: false })
    this.camera.stop()
    this.microphone.stop()
  }
}
