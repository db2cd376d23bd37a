import { timestampDistance } from './rtpPacket.ts'

/** The least distance of the first frame of a new picture from the last frame of the old one. */
const MIN_FRAME_STEP_MS = 15
/** Packets of sound that may be skipped at a switch because they overlap what was heard already. */
const MAX_OVERLAPPING_PACKETS = 15
/** After so long a pause it no longer matters what was sent last; after some hours timestamps have wrapped. */
const LONG_PAUSE_MS = 60_000

/** Where a run begins on the slot's timeline. */
export interface RunPlace {
  readonly timestamp: number
  /** By how many ticks that is later than where it belongs. */
  readonly surplusTicks: number
}

export interface SlotTimelineOptions {
  readonly clockRate: number
  /** The instant of our clock, in ms, at which the timeline begins, and its timestamp there. */
  readonly epochMs: number
  readonly firstTimestamp: number
}

/**
 * The timeline that all sources of a slot's track are placed on: RTP timestamps that run with our clock.
 * It knows what was sent last, so that a new source never begins before the end of the old one.
 */
export class SlotTimeline {
  readonly #options: SlotTimelineOptions
  #lastSentAtMs = -Infinity
  #soundEnd: number | null = null
  #overlapsSkipped = 0

  constructor(options: SlotTimelineOptions) {
    this.#options = options
  }

  /** The timestamp at which the sound sent so far ends; null before the first. */
  get soundEnd(): number | null {
    return this.#soundEnd
  }

  ticks(ms: number): number {
    return Math.round((ms * this.#options.clockRate) / 1000)
  }

  /** Notes that a packet has been sent. */
  noteSent(now: number): void {
    this.#lastSentAtMs = now
  }

  /** Notes that sound has been sent up to a timestamp. */
  noteSound(timestamp: number, durationMs: number): void {
    this.#soundEnd = (timestamp + this.ticks(durationMs)) >>> 0
    this.#overlapsSkipped = 0
  }

  msSinceSent(now: number): number {
    return now - this.#lastSentAtMs
  }

  /**
   * Where a picture captured at an instant begins, on a layer whose last frame is known. A picture that was
   * captured before that frame begins a little after it, with a surplus that is drained later.
   */
  placePicture(captureMs: number, lastTimestamp: number | null, now: number): RunPlace {
    const timestamp = this.#timestampOf(captureMs)
    if (lastTimestamp === null || this.msSinceSent(now) > LONG_PAUSE_MS) return { timestamp, surplusTicks: 0 }
    const earliest = lastTimestamp + this.ticks(MIN_FRAME_STEP_MS)
    const surplusTicks = Math.max(0, timestampDistance(earliest, timestamp))
    return { timestamp: (timestamp + surplusTicks) >>> 0, surplusTicks }
  }

  /**
   * Where a packet of sound begins. What was captured before the end of what was heard last is skipped; what
   * begins within one packet of that end is joined to it without a gap, so that listeners conceal nothing.
   *
   * @returns null for a packet that must be skipped
   */
  placeSound(captureMs: number, durationMs: number, now: number): RunPlace | null {
    const timestamp = this.#timestampOf(captureMs)
    const end = this.#soundEnd
    if (end === null || this.msSinceSent(now) > LONG_PAUSE_MS) return { timestamp, surplusTicks: 0 }
    const gap = timestampDistance(timestamp, end)
    const duration = this.ticks(durationMs)
    if (gap > duration) return { timestamp, surplusTicks: 0 }
    if (gap < -duration / 2 && this.#overlapsSkipped < MAX_OVERLAPPING_PACKETS) {
      this.#overlapsSkipped += 1
      return null
    }
    return { timestamp: end, surplusTicks: 0 }
  }

  #timestampOf(ms: number): number {
    return (this.#options.firstTimestamp + this.ticks(ms - this.#options.epochMs)) >>> 0
  }
}
