/** One ring: two rising notes, twice, and a pause; in seconds. */
const RING_SECONDS = 2.4
const NOTES = [
  { at: 0, hertz: 880, seconds: 0.32 },
  { at: 0.36, hertz: 1175, seconds: 0.32 },
  { at: 0.85, hertz: 880, seconds: 0.32 },
  { at: 1.21, hertz: 1175, seconds: 0.32 },
] as const
const LOUD = 0.9
const LOW = 0.25

/**
 * The sound of an urgent call, made here so that no file is needed: heard through a door, and unlike anything that a
 * meeting sounds like. It owns its audio context.
 */
export class RingTone {
  readonly #onBlocked: (blocked: boolean) => void
  #context: AudioContext | null = null
  #gain: GainNode | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #low = false

  /** @param onBlocked told whether the browser lets no sound out before somebody presses something */
  constructor(onBlocked: (blocked: boolean) => void) {
    this.#onBlocked = onBlocked
  }

  /** @param speakerId as the room has chosen; empty for the system's own */
  start(speakerId: string): void {
    if (this.#context !== null) return
    const context = new AudioContext()
    this.#context = context
    const gain = new GainNode(context, { gain: this.#low ? LOW : LOUD })
    this.#gain = gain
    // Full notes of a sine would clip on cheap loudspeakers; this holds them at the edge.
    gain
      .connect(new DynamicsCompressorNode(context, { threshold: -12, ratio: 8 }))
      .connect(context.destination)
    context.addEventListener('statechange', () => this.#onBlocked(context.state === 'suspended'))
    if (speakerId !== '' && 'setSinkId' in context && typeof context.setSinkId === 'function') {
      // A loudspeaker that was unplugged: the system's own rings.
      Promise.resolve(context.setSinkId(speakerId)).catch(() => {})
    }
    this.#onBlocked(context.state === 'suspended')
    this.#ring()
  }

  /** It has rung long enough at full strength; it does not end by itself. */
  lower(): void {
    this.#low = true
    if (this.#gain !== null) this.#gain.gain.value = LOW
  }

  /** Somebody has pressed something: a browser that held it back lets it ring now. */
  resume(): void {
    void this.#context?.resume().catch(() => {})
  }

  /** Twice is harmless; it can start again. */
  stop(): void {
    clearTimeout(this.#timer)
    void this.#context?.close().catch(() => {})
    this.#context = null
    this.#gain = null
    this.#low = false
  }

  #ring(): void {
    if (this.#context === null || this.#gain === null) return
    const begin = this.#context.currentTime + 0.02
    for (const { at, hertz, seconds } of NOTES) this.#note(this.#gain, begin + at, hertz, seconds)
    this.#timer = setTimeout(() => this.#ring(), RING_SECONDS * 1_000)
  }

  /** A note with one overtone, without clicks at its ends. */
  #note(to: AudioNode, at: number, hertz: number, seconds: number): void {
    const { context } = to
    for (const [times, share] of [
      [1, 0.7],
      [2, 0.25],
    ] as const) {
      const envelope = new GainNode(context, { gain: 0 })
      envelope.gain.setValueAtTime(0, at)
      envelope.gain.linearRampToValueAtTime(share, at + 0.02)
      envelope.gain.setValueAtTime(share, at + seconds - 0.05)
      envelope.gain.linearRampToValueAtTime(0, at + seconds)
      const tone = new OscillatorNode(context, { frequency: hertz * times })
      tone.connect(envelope).connect(to)
      tone.start(at)
      tone.stop(at + seconds)
    }
  }
}
