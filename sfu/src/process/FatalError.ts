/** Why the node's process ended, for whoever started it. Documented in `--help`. */
export const EXIT_CODES = {
  stopped: 0,
  badConfiguration: 2,
  portInUse: 3,
  workerUnavailable: 4,
  serverAway: 5,
  refused: 6,
  alreadyRunning: 7,
  crashed: 70,
} as const
export type ExitReason = keyof typeof EXIT_CODES

/** A reason for which the node cannot run: a stable code, one sentence in each language, an exit code. */
export class FatalError extends Error {
  readonly reason: ExitReason
  readonly vi: string
  readonly en: string

  constructor(reason: ExitReason, sentences: { vi: string; en: string }, cause?: unknown) {
    super(sentences.en, cause === undefined ? {} : { cause })
    this.name = 'FatalError'
    this.reason = reason
    this.vi = sentences.vi
    this.en = sentences.en
  }

  get exitCode(): number {
    return EXIT_CODES[this.reason]
  }

  /** The line for standard error. */
  get line(): string {
    return `[${this.reason}] ${this.vi} / ${this.en}`
  }
}
