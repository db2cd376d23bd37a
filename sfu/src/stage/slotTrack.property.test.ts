import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRtpHeader, sequenceDistance, timestampDistance } from './rtpPacket.ts'
import { SlotTrack } from './slotTrack.ts'
import { FakeFeed } from './testing/FakeFeed.ts'
import { rtpPacket, vp8Payload } from './testing/packets.ts'
import { parseVp8Descriptor } from './vp8Descriptor.ts'

const SOURCES = 3
const LAYERS = 3
const SSRCS = [11, 12, 13]
const FRAME_MS = 33

/** What happens to a stage: switches, frames of any source, packets lost or late, layers that come and go. */
type Step =
  | { readonly do: 'switch'; readonly to: number | null }
  | {
      readonly do: 'frame'
      readonly of: number
      readonly keyFrame: boolean
      readonly packets: readonly ('sent' | 'lost' | 'late')[]
    }
  | { readonly do: 'release'; readonly of: number }
  | { readonly do: 'layers'; readonly of: number; readonly active: readonly number[] }
  | { readonly do: 'restart'; readonly of: number }
  | { readonly do: 'wait'; readonly ms: number }

const source = fc.nat(SOURCES - 1)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.record({ do: fc.constant('switch' as const), to: fc.option(source) }) },
    {
      weight: 12,
      arbitrary: fc.record({
        do: fc.constant('frame' as const),
        of: source,
        keyFrame: fc.boolean(),
        packets: fc.array(
          fc.constantFrom('sent' as const, 'sent' as const, 'lost' as const, 'late' as const),
          {
            minLength: 1,
            maxLength: 3,
          },
        ),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('release' as const), of: source }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('layers' as const),
        of: source,
        active: fc.constantFrom([0], [0, 1], [0, 1, 2], [1, 2], []),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), of: source }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(50, 800, 2_500) }),
    },
  ),
  { minLength: 40, maxLength: 200, size: 'max' },
)

interface Packet {
  readonly source: number
  readonly layer: number
  readonly epoch: number
  readonly frame: number
  readonly keyFrame: boolean
  readonly startsFrame: boolean
  readonly sequenceNumber: number
}

interface Sent {
  readonly packet: Packet
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly pictureId: number
  readonly tl0PicIdx: number
  /** The sources that may be on the slot when it was sent, and since when one of them was switched away. */
  readonly target: number | null
}

/** Plays a sequence of steps and returns what left the slot, by SSRC. */
function play(sequence: readonly Step[], narrow: boolean): Map<number, Sent[]> {
  let now = 5_000_000
  const made: Packet[] = []
  const sent = new Map<number, Sent[]>(SSRCS.map((ssrc) => [ssrc, []]))
  let target: number | null = null
  const track = new SlotTrack({
    kind: 'video',
    codec: 'vp8',
    payloadType: 96,
    clockRate: 90_000,
    ssrcs: SSRCS,
    now: () => now,
    random: () => 0.999,
    send: (bytes) => {
      const header = parseRtpHeader(bytes)
      const vp8 = header && parseVp8Descriptor(bytes, header.payloadOffset, bytes.length)
      const packet = made[bytes.readUInt32BE(bytes.length - 4)]
      if (!header || !vp8 || !packet) throw new Error('what was sent can not be read')
      const { sequenceNumber, timestamp } = header
      const ids = { pictureId: vp8.pictureId ?? -1, tl0PicIdx: vp8.tl0PicIdx ?? -1 }
      sent.get(header.ssrc)?.push({ packet, sequenceNumber, timestamp, ...ids, target })
    },
    sendRtcp: () => {},
    onCommitted: () => {},
    onEnded: () => {},
  })
  const feeds = Array.from({ length: SOURCES }, (_, index) => {
    const feed = new FakeFeed({
      sourceId: String(index),
      layerCount: LAYERS,
      timestampAtZero: index * 12_345,
    })
    feed.active = [0, 1, 2]
    return { feed, epoch: 0, frame: 0, sequence: [65_500, 30, 40_000], late: [] as (() => void)[] }
  })
  const feedOf = (index: number) => {
    const entry = feeds[index]
    if (entry === undefined) throw new Error('no such source')
    return entry
  }
  const sendFrame = (step: Extract<Step, { do: 'frame' }>): void => {
    const entry = feedOf(step.of)
    entry.frame += 1
    now += FRAME_MS / SOURCES
    for (const layer of entry.feed.activeLayers()) {
      step.packets.forEach((fate, index) => {
        const sequenceNumber = ((entry.sequence[layer] ?? 0) + 1) & 0xffff
        entry.sequence[layer] = sequenceNumber
        const startsFrame = index === 0
        made.push({
          source: step.of,
          layer,
          epoch: entry.epoch,
          frame: entry.frame,
          keyFrame: step.keyFrame,
          startsFrame,
          sequenceNumber,
        })
        const tail = Buffer.alloc(4)
        tail.writeUInt32BE(made.length - 1)
        const pictureId = narrow ? entry.frame & 0x7f : (32_700 + entry.frame) & 0x7fff
        const fields = { keyFrame: step.keyFrame, start: startsFrame, pictureId, wide: !narrow }
        const bytes = rtpPacket({
          sequenceNumber,
          timestamp: entry.feed.timestampAt(layer, now - step.of * 40),
          marker: index === step.packets.length - 1,
          payload: vp8Payload({ ...fields, tl0PicIdx: 250 + entry.frame, tail }),
        })
        if (fate === 'sent') entry.feed.deliver(layer, bytes)
        if (fate === 'late') entry.late.push(() => entry.feed.deliver(layer, bytes))
      })
    }
  }
  for (const step of sequence) {
    switch (step.do) {
      case 'switch':
        target = step.to
        track.switchTo(step.to === null ? null : feedOf(step.to).feed)
        break
      case 'frame':
        sendFrame(step)
        break
      case 'release':
        for (const deliver of feedOf(step.of).late.splice(0)) deliver()
        break
      case 'layers':
        feedOf(step.of).feed.active = step.active
        track.layersChanged(feedOf(step.of).feed)
        break
      case 'restart': {
        const entry = feedOf(step.of)
        entry.epoch += 1
        entry.late = []
        entry.sequence = [1_000, 65_000, 7]
        track.restarted(entry.feed)
        break
      }
      case 'wait':
        now += step.ms
        break
      default:
        throw new Error('unknown step')
    }
  }
  return sent
}

const runOf = ({ source: from, layer, epoch }: Packet) => `${from}/${layer}/${epoch}`

/** Packets in the order in which they left, split where the feed of the SSRC changed. */
function runsOf(packets: readonly Sent[]): Sent[][] {
  const runs: Sent[][] = []
  for (const packet of packets) {
    const run = runs.at(-1)
    const first = run?.[0]
    const isSame = first !== undefined && runOf(first.packet) === runOf(packet.packet)
    const offsetOf = ({ sequenceNumber, packet: { sequenceNumber: input } }: Sent) =>
      (sequenceNumber - input) & 0xffff
    if (run && isSame && offsetOf(first) === offsetOf(packet)) run.push(packet)
    else runs.push([packet])
  }
  return runs
}

function highest(packets: readonly Sent[]): Sent | undefined {
  return packets.toSorted((a, b) => sequenceDistance(a.sequenceNumber, b.sequenceNumber)).at(-1)
}

function checkSsrc(packets: readonly Sent[]): void {
  const runs = runsOf(packets)
  let before: Sent | undefined
  for (const run of runs) {
    const first = run[0]
    if (first === undefined) continue
    expect(first.packet.keyFrame && first.packet.startsFrame, 'a run begins with a key frame').toBe(true)
    if (before) {
      const step = sequenceDistance(first.sequenceNumber, before.sequenceNumber)
      expect([1, 2], 'the next run follows the highest number sent').toContain(step)
    }
    before = highest(run)
  }
  const numbers = packets.map(({ sequenceNumber }) => sequenceNumber)
  expect(new Set(numbers).size, 'no number is used twice').toBe(numbers.length)
  const runIndex = new Map(runs.flatMap((run, index) => run.map((packet) => [packet, index])))
  const frameOf = (packet: Sent) => `${runIndex.get(packet)}/${packet.packet.frame}`
  const inOrder = packets.toSorted((a, b) => sequenceDistance(a.sequenceNumber, b.sequenceNumber))
  inOrder.forEach((packet, index) => {
    const previous = inOrder[index - 1]
    if (previous === undefined) return
    const isSameFrame = frameOf(previous) === frameOf(packet)
    const time = timestampDistance(packet.timestamp, previous.timestamp)
    const pictures = (packet.pictureId - previous.pictureId) & 0x7fff
    if (isSameFrame) {
      expect([time, pictures], 'a frame has one time and one number').toEqual([0, 0])
    } else {
      expect(time, 'time goes on').toBeGreaterThan(0)
      expect(pictures, 'picture numbers go on').toBeGreaterThan(0)
      expect(pictures).toBeLessThan(0x4000)
      expect((packet.tl0PicIdx - previous.tl0PicIdx) & 0xff).toBeLessThan(128)
    }
  })
}

/** Once another source has been on an SSRC, the one before only comes back when it is asked for again. */
function checkNothingComesBack(packets: readonly Sent[]): void {
  packets.forEach((packet, index) => {
    expect(packet.target, 'an empty slot sends nothing').not.toBeNull()
    if (packet.packet.source === packet.target) return
    const previous = packets[index - 1]
    expect(previous?.packet.source, 'only what is on the slot may go on').toBe(packet.packet.source)
  })
}

test.each([
  ['15-bit picture numbers', false],
  ['7-bit picture numbers', true],
])(
  'whatever happens to the sources, listeners get one continuous stream (%s)',
  (_, narrow) => {
    fc.assert(
      fc.property(steps, (sequence) => {
        for (const packets of play(sequence, narrow).values()) {
          checkSsrc(packets)
          checkNothingComesBack(packets)
        }
      }),
      { numRuns: 200 },
    )
  },
  60_000,
)

test('the play reaches what it is about: switches, lost and late packets', () => {
  const all = fc
    .sample(steps, { numRuns: 100, seed: 7 })
    .flatMap((sequence) => [...play(sequence, false).values()].flat())
  expect(new Set(all.map(({ packet }) => packet.source)).size).toBe(SOURCES)
  expect(all.length).toBeGreaterThan(1_000)
})
