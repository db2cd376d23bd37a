import { timestampDistance } from './rtpPacket.ts'

const REMEMBERED_FRAMES = 64

interface MappedFrame {
  readonly input: number
  readonly output: number
}

/** Where a packet's frame lies against those seen so far. */
export type FrameOrder = 'newer' | 'newest' | 'older'

export interface RunStart {
  readonly input: number
  readonly output: number
  /** By how many ticks the output runs ahead of where it belongs; drained frame by frame. */
  readonly surplus: number
  readonly maxDrainPerFrame: number
}

/**
 * Maps the timestamps of one run (an uninterrupted feed of one layer) onto the slot's timeline.
 *
 * Where a new picture was captured before the last frame of the one it replaces, the run starts ahead of
 * its place, and the surplus is drained a little with every frame, at most half of the frame's distance, so
 * that time never goes back. All packets of a frame get the same timestamp, late ones too: a frame that
 * arrives after a newer one is placed between its neighbours.
 */
export class FrameTimestamps {
  readonly #frames: MappedFrame[]
  readonly #maxDrainPerFrame: number
  #surplus: number

  constructor(start: RunStart) {
    this.#frames = [{ input: start.input, output: start.output >>> 0 }]
    this.#surplus = Math.max(0, Math.round(start.surplus))
    this.#maxDrainPerFrame = start.maxDrainPerFrame
  }

  /** What to add to an input timestamp of the newest frame to get its output timestamp. */
  get offset(): number {
    const newest = this.#newest
    return (newest.output - newest.input) >>> 0
  }

  orderOf(input: number): FrameOrder {
    const distance = timestampDistance(input, this.#newest.input)
    if (distance === 0) return 'newest'
    return distance > 0 ? 'newer' : 'older'
  }

  map(input: number): number {
    const newest = this.#newest
    const distance = timestampDistance(input, newest.input)
    if (distance === 0) return newest.output
    if (distance < 0) return this.#mapOlder(input)
    const drain = Math.min(this.#surplus, this.#maxDrainPerFrame, Math.floor(distance / 2))
    this.#surplus -= drain
    const output = (newest.output + distance - drain) >>> 0
    this.#frames.push({ input, output })
    if (this.#frames.length > REMEMBERED_FRAMES) this.#frames.shift()
    return output
  }

  #mapOlder(input: number): number {
    const after = this.#frames.findIndex((frame) => timestampDistance(frame.input, input) >= 0)
    const next = this.#frames[after] ?? this.#newest
    if (next.input === input) return next.output
    const previous = this.#frames[after - 1]
    if (previous === undefined) return (next.output + timestampDistance(input, next.input)) >>> 0
    const slope =
      timestampDistance(next.output, previous.output) / timestampDistance(next.input, previous.input)
    return (previous.output + Math.round(timestampDistance(input, previous.input) * slope)) >>> 0
  }

  get #newest(): MappedFrame {
    const newest = this.#frames.at(-1)
    if (newest === undefined) throw new Error('a run always has at least the frame it started with')
    return newest
  }
}
