/// <reference lib="dom" />
import type { Yuv } from '../../../tools/simulator/media/colours.ts'
import { emptyFrame, fillRect } from '../../../tools/simulator/media/i420.ts'
import { Metronome } from '../../../tools/simulator/media/Metronome.ts'
import { Tone } from '../../../tools/simulator/media/tone.ts'
import { wrtc } from '../../../tools/simulator/media/wrtc.ts'

/** The least size at which libwebrtc sends three simulcast layers. */
const WIDTH = 960
const HEIGHT = 540
const FRAMES_PER_SECOND = 15
const BOX = 32

export const SIMULCAST: RTCRtpEncodingParameters[] = [
  { scaleResolutionDownBy: 4, maxBitrate: 150_000 },
  { scaleResolutionDownBy: 2, maxBitrate: 400_000 },
  { scaleResolutionDownBy: 1, maxBitrate: 900_000 },
]

/** A picture of one colour with a box that moves along its top, so that every frame differs. */
export class ColourCamera {
  readonly track: MediaStreamTrack
  readonly #metronome: Metronome

  constructor(colour: Yuv) {
    const source = new wrtc.nonstandard.RTCVideoSource()
    this.track = source.createTrack()
    const frame = emptyFrame(WIDTH, HEIGHT)
    fillRect(frame, { x: 0, y: 0, width: WIDTH, height: HEIGHT }, colour)
    let x = 0
    this.#metronome = new Metronome(1000 / FRAMES_PER_SECOND, () => {
      fillRect(frame, { x, y: 0, width: BOX, height: BOX }, colour)
      x = (x + BOX) % WIDTH
      fillRect(frame, { x, y: 0, width: BOX, height: BOX }, [235, 128, 128])
      source.onFrame(frame)
    })
    this.#metronome.start()
  }

  stop(): void {
    this.#metronome.stop()
    this.track.stop()
  }
}

/** A microphone that hears one tone. */
export class ToneMicrophone {
  readonly track: MediaStreamTrack
  readonly #metronome: Metronome

  constructor(hertz: number) {
    const source = new wrtc.nonstandard.RTCAudioSource()
    this.track = source.createTrack()
    const tone = new Tone(hertz)
    this.#metronome = new Metronome(10, () => source.onData(tone.next()), { mostCaughtUp: 50 })
    this.#metronome.start()
  }

  stop(): void {
    this.#metronome.stop()
    this.track.stop()
  }
}
