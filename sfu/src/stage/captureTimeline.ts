import { timestampDistance } from './rtpPacket.ts'

/** How long a measured offset between a sender's clock and ours counts. Two clocks 50 ppm apart drift 3 ms in it. */
const OFFSET_WINDOW_MS = 60_000
/** An offset that changes by more than this is a clock that was set, not a slow network. */
const CLOCK_STEP_MS = 2_000
/** A capture time outside these bounds of the arrival is a sender report that is wrong. */
const MAX_CAPTURE_AGE_MS = 5_000
const MAX_CAPTURE_LEAD_MS = 250

interface Mapping {
  readonly ms: number
  readonly timestamp: number
}

interface OffsetSample {
  readonly atMs: number
  readonly offsetMs: number
}

/**
 * When the media of one sender was captured, on our own clock.
 *
 * A sender report ties an RTP timestamp to the sender's wall clock; the smallest difference between a
 * report's arrival and its wall clock time, over the last minute, ties that wall clock to ours (it is the
 * clock offset plus the shortest one-way delay). All streams of a sender share its clock, so its picture
 * and sound, and all layers of its picture, land on one timeline. A stream without a report yet is placed
 * by its first arrival.
 */
export class CaptureTimeline {
  readonly #reports = new Map<string, Mapping>()
  readonly #arrivals = new Map<string, Mapping>()
  /** Streams whose reports contradict their arrivals: placed by arrival from then on. */
  readonly #distrusted = new Set<string>()
  #offsets: OffsetSample[] = []

  /** @param ntpMs the sender's wall clock in the report @param arrivalMs our clock when the report came */
  addReport(stream: string, ntpMs: number, timestamp: number, arrivalMs: number): void {
    const offsetMs = arrivalMs - ntpMs
    const known = this.#offsetMs()
    if (known !== null && Math.abs(offsetMs - known) > CLOCK_STEP_MS) {
      this.#offsets = []
      this.#reports.clear()
    }
    // A sample can only be the minimum until a smaller one comes: what is left is in ascending order.
    this.#offsets = this.#offsets.filter(
      (sample) => sample.atMs > arrivalMs - OFFSET_WINDOW_MS && sample.offsetMs < offsetMs,
    )
    this.#offsets.push({ atMs: arrivalMs, offsetMs })
    this.#reports.set(stream, { ms: ntpMs, timestamp })
  }

  /** Capture time in ms on our clock of a timestamp that has just arrived. */
  captureMs(stream: string, timestamp: number, clockRate: number, arrivalMs: number): number {
    const reported = this.#reported(stream)
    if (reported !== null) {
      const captureMs = instantOf(timestamp, reported, clockRate)
      if (isPlausible(captureMs, arrivalMs)) return captureMs
      this.#distrusted.add(stream)
    }
    const first = this.#arrivals.get(stream)
    if (first !== undefined) {
      const captureMs = instantOf(timestamp, first, clockRate)
      if (isPlausible(captureMs, arrivalMs)) return captureMs
    }
    this.#arrivals.set(stream, { ms: arrivalMs, timestamp })
    return arrivalMs
  }

  /** The stream's timestamp at an instant of our clock, for a sender report of our own; null while unknown. */
  timestampAt(stream: string, ms: number, clockRate: number): number | null {
    const mapping = this.#reported(stream) ?? this.#arrivals.get(stream)
    if (mapping === undefined) return null
    return (mapping.timestamp + Math.round(((ms - mapping.ms) * clockRate) / 1000)) >>> 0
  }

  /** Forgets one stream, whose numbering starts anew (its producer was replaced). */
  forget(stream: string): void {
    this.#reports.delete(stream)
    this.#arrivals.delete(stream)
    this.#distrusted.delete(stream)
  }

  /** The newest report of a stream, carried over to our clock. */
  #reported(stream: string): Mapping | null {
    const report = this.#reports.get(stream)
    const offsetMs = this.#offsetMs()
    if (report === undefined || offsetMs === null || this.#distrusted.has(stream)) return null
    return { ms: report.ms + offsetMs, timestamp: report.timestamp }
  }

  #offsetMs(): number | null {
    return this.#offsets[0]?.offsetMs ?? null
  }
}

function instantOf(timestamp: number, mapping: Mapping, clockRate: number): number {
  return mapping.ms + (timestampDistance(timestamp, mapping.timestamp) * 1000) / clockRate
}

function isPlausible(captureMs: number, arrivalMs: number): boolean {
  return captureMs > arrivalMs - MAX_CAPTURE_AGE_MS && captureMs < arrivalMs + MAX_CAPTURE_LEAD_MS
}
