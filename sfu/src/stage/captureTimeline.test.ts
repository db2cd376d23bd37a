import { describe, expect, test } from 'vitest'
import { CaptureTimeline } from './captureTimeline.ts'

const RATE = 90_000
/** The sender's clock is an hour behind ours; the network takes 40 ms at best. */
const OFFSET_MS = 3_600_000
const DELAY_MS = 40
const NOW = 1_767_225_600_000

function report(timeline: CaptureTimeline, stream: string, atMs: number, extraDelayMs = 0): void {
  timeline.addReport(stream, atMs - OFFSET_MS, timestampOf(atMs), atMs + DELAY_MS + extraDelayMs)
}

/** The sender's timestamp at an instant of our clock. */
function timestampOf(ms: number): number {
  return (123_456 + Math.round(((ms - NOW) * RATE) / 1000)) >>> 0
}

describe('with sender reports', () => {
  test('a timestamp is placed on our clock, late by the shortest way the network took', () => {
    const timeline = new CaptureTimeline()
    report(timeline, 'video:0', NOW, 70)
    report(timeline, 'video:0', NOW + 1_000, 0)
    report(timeline, 'video:0', NOW + 2_000, 90)
    const captured = timeline.captureMs('video:0', timestampOf(NOW + 2_500), RATE, NOW + 2_600)
    expect(captured).toBeCloseTo(NOW + 2_500 + DELAY_MS, 3)
  })

  test('all streams of a sender share its clock: one measured well places the others too', () => {
    const timeline = new CaptureTimeline()
    report(timeline, 'audio:0', NOW, 0)
    report(timeline, 'video:2', NOW + 10, 300)
    expect(timeline.captureMs('video:2', timestampOf(NOW + 500), RATE, NOW + 900)).toBeCloseTo(
      NOW + 500 + DELAY_MS,
      3,
    )
  })

  test('a shortest way counts for a minute: a network that became slower is believed then', () => {
    const timeline = new CaptureTimeline()
    report(timeline, 'video:0', NOW, 0)
    for (let s = 1; s <= 70; s++) report(timeline, 'video:0', NOW + s * 1_000, 25)
    const captured = timeline.captureMs('video:0', timestampOf(NOW + 70_000), RATE, NOW + 70_100)
    expect(captured).toBeCloseTo(NOW + 70_000 + DELAY_MS + 25, 3)
  })

  test('a clock that was set back is followed at once', () => {
    const timeline = new CaptureTimeline()
    report(timeline, 'video:0', NOW)
    timeline.addReport(
      'video:0',
      NOW + 1_000 - OFFSET_MS - 90_000,
      timestampOf(NOW + 1_000),
      NOW + 1_000 + DELAY_MS,
    )
    expect(timeline.captureMs('video:0', timestampOf(NOW + 1_500), RATE, NOW + 1_600)).toBeCloseTo(
      NOW + 1_500 + DELAY_MS,
      3,
    )
  })

  test('the timestamp of an instant is the inverse, across a wrap', () => {
    const timeline = new CaptureTimeline()
    timeline.addReport('video:0', NOW, 0xffffff00, NOW)
    expect(timeline.timestampAt('video:0', NOW + 1_000, RATE)).toBe((0xffffff00 + RATE) % 2 ** 32)
    expect(timeline.captureMs('video:0', (0xffffff00 + RATE) % 2 ** 32, RATE, NOW + 1_020)).toBeCloseTo(
      NOW + 1_000,
      3,
    )
  })
})

describe('without a report that can be believed', () => {
  test('a stream is placed by its first arrival', () => {
    const timeline = new CaptureTimeline()
    expect(timeline.captureMs('video:0', 1_000, RATE, NOW)).toBe(NOW)
    expect(timeline.captureMs('video:0', 1_000 + RATE, RATE, NOW + 1_030)).toBeCloseTo(NOW + 1_000, 6)
    expect(timeline.timestampAt('video:0', NOW + 2_000, RATE)).toBe(1_000 + 2 * RATE)
  })

  test('and anew when its timestamps leap', () => {
    const timeline = new CaptureTimeline()
    timeline.captureMs('video:0', 1_000, RATE, NOW)
    expect(timeline.captureMs('video:0', 900_000_000, RATE, NOW + 50)).toBe(NOW + 50)
  })

  test('reports that contradict the arrivals are not used, neither for places nor for reports of ours', () => {
    const timeline = new CaptureTimeline()
    timeline.addReport('video:0', NOW, 0, NOW)
    expect(timeline.captureMs('video:0', 60 * RATE, RATE, NOW + 100)).toBe(NOW + 100)
    expect(timeline.timestampAt('video:0', NOW + 1_100, RATE)).toBe(61 * RATE)
  })

  test('nothing is known of a stream that never came', () => {
    expect(new CaptureTimeline().timestampAt('video:0', NOW, RATE)).toBeNull()
  })

  test('a forgotten stream starts anew', () => {
    const timeline = new CaptureTimeline()
    report(timeline, 'video:0', NOW)
    timeline.forget('video:0')
    expect(timeline.timestampAt('video:0', NOW, RATE)).toBeNull()
  })
})
