/// <reference lib="dom" />
import type { Yuv } from '../../../tools/simulator/media/colours.ts'
import { emptyFrame, fillRect, middleColour } from '../../../tools/simulator/media/i420.ts'
import { Metronome } from '../../../tools/simulator/media/Metronome.ts'
import type { Picture, Sound } from '../../../tools/simulator/media/RoomDevices.ts'
import { shareOfTone, Tone } from '../../../tools/simulator/media/tone.ts'
import { wrtc, type I420Frame, type SoundFrame } from '../../../tools/simulator/media/wrtc.ts'

const WIDTH = 320
const HEIGHT = 180
const FRAMES_PER_SECOND = 25
const CLAP_MS = 1_000
const LOW_HZ = 500
const HIGH_HZ = 2_000
const DARK: Yuv = [40, 128, 128]
const BRIGHT: Yuv = [210, 128, 128]

function phase(): 0 | 1 {
  return Math.floor(performance.now() / CLAP_MS) % 2 === 0 ? 0 : 1
}

/** The picture of a clapper: dark, then bright. */
export class ClapPicture implements Picture {
  readonly #frame = emptyFrame(WIDTH, HEIGHT)

  frameAt(): I420Frame {
    fillRect(this.#frame, { x: 0, y: 0, width: WIDTH, height: HEIGHT }, phase() === 0 ? DARK : BRIGHT)
    return this.#frame
  }
}

/** The sound of a clapper: low, then high. */
export class ClapSound implements Sound {
  readonly #tones = [new Tone(LOW_HZ, 0.3), new Tone(HIGH_HZ, 0.3)] as const

  next(): SoundFrame {
    return this.#tones[phase()].next()
  }
}

/** Picture and sound that change at the same instant, once a second: dark and low, then bright and high. */
export class Clapper {
  readonly video: MediaStreamTrack
  readonly audio: MediaStreamTrack
  readonly #metronomes: Metronome[]

  constructor() {
    const videoSource = new wrtc.nonstandard.RTCVideoSource()
    const audioSource = new wrtc.nonstandard.RTCAudioSource()
    this.video = videoSource.createTrack()
    this.audio = audioSource.createTrack()
    const picture = new ClapPicture()
    const sound = new ClapSound()
    this.#metronomes = [
      new Metronome(1000 / FRAMES_PER_SECOND, () => videoSource.onFrame(picture.frameAt())),
      new Metronome(10, () => audioSource.onData(sound.next()), { mostCaughtUp: 50 }),
    ]
    for (const metronome of this.#metronomes) metronome.start()
  }

  stop(): void {
    for (const metronome of this.#metronomes) metronome.stop()
    this.video.stop()
    this.audio.stop()
  }
}

/** Measures at a listener how far a clapper's picture lags behind its sound, in ms, clap by clap. */
export class ClapObserver {
  readonly lagsMs: number[] = []
  readonly #sinks
  #bright: boolean | null = null
  #high: boolean | null = null
  #seenAtMs: number | null = null
  #heardAtMs: number | null = null

  constructor(video: MediaStreamTrack, audio: MediaStreamTrack) {
    const videoSink = new wrtc.nonstandard.RTCVideoSink(video)
    const audioSink = new wrtc.nonstandard.RTCAudioSink(audio)
    this.#sinks = [videoSink, audioSink]
    videoSink.onframe = ({ frame }) => {
      const isBright = middleColour(frame)[0] > 125
      if (this.#bright !== null && isBright !== this.#bright) this.#note('seen')
      this.#bright = isBright
    }
    audioSink.ondata = ({ samples, sampleRate, channelCount: channels }) => {
      const share = (hertz: number) => shareOfTone(samples, { hertz, sampleRate, channels })
      const isHigh = share(HIGH_HZ) > share(LOW_HZ)
      if (this.#high !== null && isHigh !== this.#high) this.#note('heard')
      this.#high = isHigh
    }
  }

  stop(): void {
    for (const sink of this.#sinks) sink.stop()
  }

  /** Picture and sound of one clap belong together when they come within half a period of each other. */
  #note(what: 'seen' | 'heard'): void {
    const now = performance.now()
    if (what === 'seen') this.#seenAtMs = now
    else this.#heardAtMs = now
    if (this.#seenAtMs === null || this.#heardAtMs === null) return
    const lagMs = this.#seenAtMs - this.#heardAtMs
    if (Math.abs(lagMs) > CLAP_MS / 2) return
    this.lagsMs.push(lagMs)
    this.#seenAtMs = null
    this.#heardAtMs = null
  }
}
