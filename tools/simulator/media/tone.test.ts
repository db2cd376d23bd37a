import { describe, expect, it } from 'vitest'
import { SAMPLE_RATE, shareOfTone, Tone, toneOf } from './tone.ts'

const frames = (tone: Tone, count: number): Int16Array =>
  Int16Array.from(Array.from({ length: count }, () => [...tone.next().samples]).flat())

describe('tones', () => {
  it('are found at their own frequency and at no other', () => {
    const samples = frames(new Tone(660), 10)
    expect(shareOfTone(samples, { hertz: 660, sampleRate: SAMPLE_RATE })).toBeGreaterThan(0.98)
    for (const hertz of [440, 550, 760, 880]) {
      expect(shareOfTone(samples, { hertz, sampleRate: SAMPLE_RATE }), String(hertz)).toBeLessThan(0.02)
    }
  })

  it('share a chord between them', () => {
    const low = frames(new Tone(440), 10)
    const high = frames(new Tone(880), 10)
    const chord = low.map((sample, i) => sample + (high[i] ?? 0))
    expect(shareOfTone(chord, { hertz: 440, sampleRate: SAMPLE_RATE })).toBeCloseTo(0.5, 1)
  })

  it('are not heard in silence or in faint noise', () => {
    expect(shareOfTone(new Int16Array(480), { hertz: 440, sampleRate: SAMPLE_RATE })).toBe(0)
    expect(shareOfTone(frames(new Tone(440, 0.000_5), 1), { hertz: 440, sampleRate: SAMPLE_RATE })).toBe(0)
  })

  it('are read from the first channel of several', () => {
    const mono = frames(new Tone(660), 10)
    const stereo = Int16Array.from([...mono].flatMap((sample) => [sample, 0]))
    const share = shareOfTone(stereo, { hertz: 660, sampleRate: SAMPLE_RATE, channels: 2 })
    expect(share).toBeGreaterThan(0.98)
  })

  it('have no jump from one frame to the next', () => {
    const samples = frames(new Tone(440), 3)
    const steps = Array.from(samples.subarray(1), (sample, i) => Math.abs(sample - (samples[i] ?? 0)))
    const steepest = 0.125 * 0x7fff * ((2 * Math.PI * 440) / SAMPLE_RATE)
    expect(Math.max(...steps)).toBeLessThanOrEqual(steepest + 1)
  })

  it('differ between neighbours', () => {
    expect(new Set(Array.from({ length: 10 }, (_, index) => toneOf(index))).size).toBe(10)
  })
})
