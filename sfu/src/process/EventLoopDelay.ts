import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 10
const WINDOW_MS = 30_000

/**
 * How late Node's event loop runs: stage slots pass through it, so a stall freezes the picture for everybody.
 * Owned by the process; `close()` stops the measurement.
 */
export class EventLoopDelay {
  readonly #histogram: ReturnType<typeof monitorEventLoopDelay>
  readonly #timer: NodeJS.Timeout
  #previousP99Ms = 0

  constructor() {
    this.#histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
    this.#histogram.enable()
    this.#timer = setInterval(() => {
      this.#previousP99Ms = this.#currentP99Ms()
      this.#histogram.reset()
    }, WINDOW_MS)
    this.#timer.unref()
  }

  /** 99th percentile over the last 30 to 60 s, in milliseconds beyond the sampling interval. */
  get p99Ms(): number {
    return Math.max(this.#previousP99Ms, this.#currentP99Ms())
  }

  close(): void {
    clearInterval(this.#timer)
    this.#histogram.disable()
  }

  #currentP99Ms(): number {
    if (this.#histogram.count === 0) return 0
    // The histogram holds the intervals themselves, so the sampling interval is taken off.
    return Math.max(0, this.#histogram.percentile(99) / 1e6 - RESOLUTION_MS)
  }
}
