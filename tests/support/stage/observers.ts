/// <reference lib="dom" />
import type { Yuv } from '../../../tools/simulator/media/colours.ts'
import { middleColour } from '../../../tools/simulator/media/i420.ts'
import { SAMPLE_RATE, shareOfTone } from '../../../tools/simulator/media/tone.ts'
import { wrtc } from '../../../tools/simulator/media/wrtc.ts'

const COLOUR_TOLERANCE = 24

/** What a listener sees: the last decoded frame's colour and size, and when each colour came first. */
export class PictureObserver {
  colour: Yuv = [0, 0, 0]
  width = 0
  frames = 0
  readonly #sink

  constructor(track: MediaStreamTrack) {
    this.#sink = new wrtc.nonstandard.RTCVideoSink(track)
    this.#sink.onframe = ({ frame }) => {
      this.colour = middleColour(frame)
      this.width = frame.width
      this.frames += 1
    }
  }

  shows(colour: Yuv): boolean {
    return this.frames > 0 && colour.every((value, plane) => isNear(value, this.colour[plane] ?? 0))
  }

  stop(): void {
    this.#sink.stop()
  }
}

/** What a listener hears: the share of one tone in the last 100 ms. */
export class SoundObserver {
  readonly #sink
  #samples: number[] = []

  constructor(track: MediaStreamTrack) {
    this.#sink = new wrtc.nonstandard.RTCAudioSink(track)
    this.#sink.ondata = ({ samples, channelCount }) => {
      for (let i = 0; i < samples.length; i += channelCount) this.#samples.push(samples[i] ?? 0)
      this.#samples = this.#samples.slice(-SAMPLE_RATE / 10)
    }
  }

  hears(hertz: number): boolean {
    return shareOfTone(Int16Array.from(this.#samples), { hertz, sampleRate: SAMPLE_RATE }) > 0.8
  }

  get isSilent(): boolean {
    return this.#samples.length > 0 && this.#samples.every((sample) => Math.abs(sample) < 32)
  }

  stop(): void {
    this.#sink.stop()
  }
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= COLOUR_TOLERANCE
}
