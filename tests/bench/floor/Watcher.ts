import { SPEAKER_SLOTS } from '@diem-cau/protocol'
import { middleColour } from '../../../tools/simulator/media/i420.ts'
import { shareOfTone } from '../../../tools/simulator/media/tone.ts'
import {
  wrtc,
  type AudioSink,
  type I420Frame,
  type SoundFrame,
  type VideoSink,
} from '../../../tools/simulator/media/wrtc.ts'
import type { SimulatedSite } from '../../../tools/simulator/SimulatedSite.ts'
import type { Speaker } from './speakers.ts'

/** Two colours nearer than this in chroma are the same after coding. */
const SAME_CHROMA = 30
/** A tone is heard when more than half of the sound is it, in two frames of 10 ms in a row. */
const HEARD_SHARE = 0.5
const HEARD_FRAMES = 2

interface Awaited {
  readonly speaker: Speaker
  readonly seen: (at: number) => void
  readonly heard: (at: number) => void
}

/** Looks at what one receiver decodes and hears of the speakers' places. It owns its sinks. */
export class Watcher {
  readonly #sinks: (VideoSink | AudioSink)[] = []
  readonly listens: boolean
  #awaited: Awaited | null = null
  #heardFrames = 0

  constructor(site: SimulatedSite, { listens }: { listens: boolean }) {
    this.listens = listens
    const slots = site.page?.media.slots
    for (const slot of SPEAKER_SLOTS) {
      const tracks = slots?.get(slot)
      if (tracks?.video) this.#watch(tracks.video)
      if (listens && tracks?.audio) this.#listen(tracks.audio)
    }
  }

  /**
   * When a speaker is first seen and first heard from now on, in milliseconds of `performance.now()`; null for what
   * does not come within `boundMs`.
   */
  async follow(
    speaker: Speaker,
    boundMs: number,
  ): Promise<{ seenAt: number | null; heardAt: number | null }> {
    this.#heardFrames = 0
    const seen = Promise.withResolvers<number | null>()
    const heard = Promise.withResolvers<number | null>()
    const timer = setTimeout(() => {
      seen.resolve(null)
      heard.resolve(null)
    }, boundMs)
    this.#awaited = { speaker, seen: seen.resolve, heard: heard.resolve }
    if (!this.listens) heard.resolve(null)
    const [seenAt, heardAt] = await Promise.all([seen.promise, heard.promise])
    clearTimeout(timer)
    this.#awaited = null
    return { seenAt, heardAt }
  }

  close(): void {
    for (const sink of this.#sinks) sink.stop()
    this.#sinks.length = 0
  }

  #watch(track: MediaStreamTrack): void {
    const sink = new wrtc.nonstandard.RTCVideoSink(track)
    sink.onframe = ({ frame }) => this.#handleFrame(frame)
    this.#sinks.push(sink)
  }

  #listen(track: MediaStreamTrack): void {
    const sink = new wrtc.nonstandard.RTCAudioSink(track)
    sink.ondata = (sound) => this.#handleSound(sound)
    this.#sinks.push(sink)
  }

  #handleFrame(frame: I420Frame): void {
    const awaited = this.#awaited
    if (awaited === null) return
    const at = performance.now()
    const [, u, v] = middleColour(frame)
    const [, wantedU, wantedV] = awaited.speaker.yuv
    if (Math.hypot(u - wantedU, v - wantedV) < SAME_CHROMA) awaited.seen(at)
  }

  #handleSound({ samples, sampleRate, channelCount }: SoundFrame): void {
    const awaited = this.#awaited
    if (awaited === null) return
    const { hertz } = awaited.speaker
    const share = shareOfTone(samples, { hertz, sampleRate, channels: channelCount })
    // Places that are silent share this handler: they neither count nor break the row.
    if (share < 0.05) return
    this.#heardFrames = share > HEARD_SHARE ? this.#heardFrames + 1 : 0
    if (this.#heardFrames >= HEARD_FRAMES) awaited.heard(performance.now())
  }
}
