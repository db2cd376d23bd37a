/// <reference lib="dom" />
import { Metronome } from '../../../tools/simulator/media/Metronome.ts'
import { Tone } from '../../../tools/simulator/media/tone.ts'
import { wrtc } from '../../../tools/simulator/media/wrtc.ts'
import { plainFrame, type ColourName } from './plainColours.ts'

const WIDTH = 320
const HEIGHT = 180
const FPS = 15

/** A camera that sees one colour and a microphone that hears one tone, both always at work once asked for. */
export class TestDevices {
  #colour: ColourName
  #hertz: number
  readonly #metronomes: Metronome[] = []
  readonly #tracks: MediaStreamTrack[] = []

  constructor({ colour, hertz }: { colour: ColourName; hertz: number }) {
    this.#colour = colour
    this.#hertz = hertz
  }

  /** Other devices from the next track on. */
  change({ colour, hertz }: { colour: ColourName; hertz: number }): void {
    this.#colour = colour
    this.#hertz = hertz
  }

  camera(): MediaStreamTrack {
    const source = new wrtc.nonstandard.RTCVideoSource()
    const frame = plainFrame(WIDTH, HEIGHT, this.#colour)
    this.#run(1_000 / FPS, () => source.onFrame(frame))
    return this.#keep(source.createTrack())
  }

  microphone(): MediaStreamTrack {
    const source = new wrtc.nonstandard.RTCAudioSource()
    const tone = new Tone(this.#hertz)
    this.#run(10, () => source.onData(tone.next()), 10)
    return this.#keep(source.createTrack())
  }

  close(): void {
    for (const metronome of this.#metronomes) metronome.stop()
    for (const track of this.#tracks) track.stop()
  }

  #run(periodMs: number, beat: () => void, mostCaughtUp = 1): void {
    const metronome = new Metronome(periodMs, beat, { mostCaughtUp })
    metronome.start()
    this.#metronomes.push(metronome)
  }

  #keep(track: MediaStreamTrack): MediaStreamTrack {
    this.#tracks.push(track)
    return track
  }
}
