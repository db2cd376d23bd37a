import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FrameTimestamps } from './frameTimestamps.ts'
import { timestampDistance } from './rtpPacket.ts'

const FRAME = 3_000

describe('a run that is in place', () => {
  test('keeps the distances of its frames', () => {
    const frames = new FrameTimestamps({ input: 1_000, output: 500_000, surplus: 0, maxDrainPerFrame: 180 })
    expect([1_000, 4_000, 4_000, 9_000].map((input) => frames.map(input))).toEqual([
      500_000, 503_000, 503_000, 508_000,
    ])
  })

  test('tells newer frames from older ones across a wrap', () => {
    const frames = new FrameTimestamps({ input: 0xfffffff0, output: 0, surplus: 0, maxDrainPerFrame: 0 })
    expect(frames.orderOf(0xfffffff0)).toBe('newest')
    expect(frames.orderOf(0x10)).toBe('newer')
    expect(frames.orderOf(0xfffffe00)).toBe('older')
  })
})

describe('a run that begins ahead of its place', () => {
  test('comes back to it by two milliseconds a frame', () => {
    const frames = new FrameTimestamps({ input: 0, output: 450, surplus: 450, maxDrainPerFrame: 180 })
    const outputs = [1, 2, 3, 4].map((n) => frames.map(n * FRAME))
    expect(outputs).toEqual([FRAME + 270, 2 * FRAME + 90, 3 * FRAME, 4 * FRAME])
    expect(frames.offset).toBe(0)
  })

  test('a frame that arrives after a newer one is placed between its neighbours', () => {
    const frames = new FrameTimestamps({ input: 0, output: 450, surplus: 450, maxDrainPerFrame: 180 })
    const newer = frames.map(2 * FRAME)
    const late = frames.map(FRAME)
    expect(late).toBeGreaterThan(450)
    expect(late).toBeLessThan(newer)
    expect(frames.map(FRAME)).toBe(late)
  })
})

test('whatever the order of arrival, time never goes back and a frame has one timestamp', () => {
  const arrivals = fc.array(fc.record({ gap: fc.integer({ min: 200, max: 9_000 }), swap: fc.boolean() }), {
    minLength: 1,
    maxLength: 60,
  })
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.integer({ min: 0, max: 40_000 }),
      arrivals,
      (start, surplus, gaps) => {
        const frames = new FrameTimestamps({ input: start, output: 7, surplus, maxDrainPerFrame: 180 })
        const inputs: number[] = []
        let at = start
        for (const { gap } of gaps) inputs.push((at = (at + gap) >>> 0))
        const order = inputs.map((_, index) => index)
        gaps.forEach(({ swap }, index) => {
          if (swap && index > 0) [order[index - 1], order[index]] = [order[index] ?? 0, order[index - 1] ?? 0]
        })
        const outputs = new Map<number, number>([[-1, 7]])
        for (const index of order) outputs.set(index, frames.map(inputs[index] ?? 0))
        for (let index = 0; index < inputs.length; index++) {
          const step = timestampDistance(outputs.get(index) ?? 0, outputs.get(index - 1) ?? 0)
          expect(step).toBeGreaterThan(0)
        }
      },
    ),
  )
})
