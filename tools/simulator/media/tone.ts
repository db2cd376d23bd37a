import type { SoundFrame } from './wrtc.ts'

export const SAMPLE_RATE = 48_000
const FRAME_SAMPLES = SAMPLE_RATE / 100

/** A pentatonic scale over two octaves: two rooms at once sound like a chord, not like a fault. */
const SCALE = [1, 9 / 8, 5 / 4, 3 / 2, 5 / 3] as const
const LOWEST_HZ = 220

/** The tone of the n-th room, in hertz. */
export function toneOf(index: number): number {
  const step = index % (SCALE.length * 2)
  const octave = Math.floor(step / SCALE.length)
  return LOWEST_HZ * 2 ** octave * (SCALE[step % SCALE.length] ?? 1)
}

/** A steady sine, made ten milliseconds at a time and without a jump between them. */
export class Tone {
  readonly #stepRadians: number
  readonly #amplitude: number
  #phase = 0

  /** `level` is the peak in [0, 1] of full scale; -18 dBFS by default, as speech is. */
  constructor(hertz: number, level = 0.125) {
    this.#stepRadians = (2 * Math.PI * hertz) / SAMPLE_RATE
    this.#amplitude = level * 0x7fff
  }

  next(): SoundFrame {
    const samples = new Int16Array(FRAME_SAMPLES)
    for (let i = 0; i < FRAME_SAMPLES; i += 1) {
      samples[i] = Math.round(this.#amplitude * Math.sin(this.#phase))
      this.#phase += this.#stepRadians
    }
    this.#phase %= 2 * Math.PI
    return {
      samples,
      sampleRate: SAMPLE_RATE,
      bitsPerSample: 16,
      channelCount: 1,
      numberOfFrames: FRAME_SAMPLES,
    }
  }
}

/**
 * Share of a signal's energy that lies at one frequency, 0 to 1 (Goertzel, Am. Math. Monthly 65, 1958).
 * Silence has none. Only the first channel of interleaved samples is looked at.
 */
export function shareOfTone(
  samples: Int16Array,
  { hertz, sampleRate, channels = 1 }: { hertz: number; sampleRate: number; channels?: number },
): number {
  const count = Math.floor(samples.length / channels)
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate)
  let before = 0
  let beforeThat = 0
  let energy = 0
  for (let i = 0; i < count; i += 1) {
    const sample = samples[i * channels] ?? 0
    const now = sample + coefficient * before - beforeThat
    beforeThat = before
    before = now
    energy += sample * sample
  }
  // Below a thousandth of full scale, comfort noise would pass for anything.
  if (count === 0 || energy / count < 32 ** 2) return 0
  const power = before ** 2 + beforeThat ** 2 - coefficient * before * beforeThat
  return Math.min(1, (2 * power) / (count * energy))
}
