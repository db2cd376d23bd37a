/**
 * Beats at an even pace without drifting, for as long as it runs. A process that was held up catches up by at most
 * `mostCaughtUp` beats: sound wants every one of them, but not a second's worth at once.
 */
export class Metronome {
  readonly #periodMs: number
  readonly #beat: () => void
  readonly #mostCaughtUp: number
  #timer: ReturnType<typeof setInterval> | undefined
  #nextAt = 0

  constructor(periodMs: number, beat: () => void, { mostCaughtUp = 1 } = {}) {
    this.#periodMs = periodMs
    this.#beat = beat
    this.#mostCaughtUp = mostCaughtUp
  }

  get running(): boolean {
    return this.#timer !== undefined
  }

  start(): void {
    if (this.running) return
    this.#nextAt = performance.now()
    this.#timer = setInterval(() => this.tick(performance.now()), this.#periodMs)
  }

  /** Twice is harmless. */
  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Beats as often as is due at `now`, in milliseconds of the clock that `start` read. */
  tick(now: number): void {
    const due = Math.floor((now - this.#nextAt) / this.#periodMs) + 1
    if (due <= 0) return
    this.#nextAt += due * this.#periodMs
    for (let i = 0; i < Math.min(due, this.#mostCaughtUp); i += 1) this.#beat()
  }
}
