import { beforeEach, describe, expect, test } from 'vitest'
import { parseRtpHeader } from './rtpPacket.ts'
import { parseSenderReports } from './senderReport.ts'
import { SlotTrack } from './slotTrack.ts'
import type { SlotTrackOptions } from './slotTrack.ts'
import { FakeFeed } from './testing/FakeFeed.ts'
import { opusPayload, rtpPacket, vp8Payload } from './testing/packets.ts'
import { parseVp8Descriptor } from './vp8Descriptor.ts'

const SSRCS = [1_001, 1_002, 1_003]
const FRAME_TICKS = 3_000

interface Sent {
  readonly ssrc: number
  readonly payloadType: number
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly marker: boolean
  readonly pictureId: number | null
  readonly content: number
}

let now: number
let sent: Sent[]
let reports: { atMs: number; ssrcs: number[] }[]
let events: string[]

beforeEach(() => {
  now = 1_000_000
  sent = []
  reports = []
  events = []
})

function createTrack(options: Partial<SlotTrackOptions> = {}): SlotTrack {
  return new SlotTrack({
    kind: 'video',
    codec: 'vp8',
    payloadType: 101,
    clockRate: 90_000,
    ssrcs: SSRCS,
    now: () => now,
    random: () => 0,
    send: (packet) => {
      const header = parseRtpHeader(packet)
      if (header === null) throw new Error('what was sent is no RTP packet')
      const { ssrc, payloadType, sequenceNumber, timestamp, marker, payloadOffset } = header
      const vp8 =
        options.codec === undefined ? parseVp8Descriptor(packet, payloadOffset, packet.length) : null
      const content = packet.at(options.codec === 'opus' ? payloadOffset + 1 : -1) ?? 0
      const pictureId = vp8?.pictureId ?? null
      sent.push({ ssrc, payloadType, sequenceNumber, timestamp, marker, pictureId, content })
    },
    sendRtcp: (packet) =>
      reports.push({ atMs: now, ssrcs: parseSenderReports(packet).map(({ ssrc }) => ssrc) }),
    onCommitted: (feed, elapsedMs) => events.push(`${feed.sourceId} after ${elapsedMs}`),
    onEnded: (feed) => events.push(`${feed.sourceId} ended`),
    ...options,
  })
}

/** One camera of three layers; each call of `frame` sends one packet a layer, the last of its frame. */
class Camera {
  readonly feed: FakeFeed
  readonly #content: number
  #frames = 0

  constructor(sourceId: string, content: number, layerCount = 3) {
    this.feed = new FakeFeed({ sourceId, layerCount, timestampAtZero: content * 77_777 })
    this.feed.active = Array.from({ length: layerCount }, (_, layer) => layer)
    this.#content = content
  }

  frame({ keyFrame = false, layers = this.feed.activeLayers(), marker = true, atMs = now } = {}): void {
    this.#frames += 1
    for (const layer of layers) {
      this.feed.deliver(
        layer,
        rtpPacket({
          sequenceNumber: 5_000 * this.#content + this.#frames,
          timestamp: this.feed.timestampAt(layer, atMs),
          marker,
          payload: vp8Payload({
            keyFrame,
            pictureId: (100 * this.#content + this.#frames) & 0x7fff,
            tl0PicIdx: this.#frames,
            content: this.#content,
          }),
        }),
      )
    }
  }
}

const of = (ssrc: number | undefined) => sent.filter((packet) => packet.ssrc === ssrc)

describe('a picture on the slot', () => {
  test('begins with the first key frame, on the slot’s own SSRCs and payload type', () => {
    const track = createTrack()
    const a = new Camera('a', 1)
    track.switchTo(a.feed)
    a.frame()
    expect(sent).toEqual([])
    now += 40
    a.frame({ keyFrame: true })
    expect(sent.map(({ ssrc }) => ssrc)).toEqual(SSRCS)
    expect(new Set(sent.map(({ payloadType }) => payloadType))).toEqual(new Set([101]))
    expect(events).toEqual(['a after 40'])
  })

  test('goes over to the next source layer by layer, each at its own key frame', () => {
    const track = createTrack()
    const [a, b] = [new Camera('a', 1), new Camera('b', 2)]
    track.switchTo(a.feed)
    a.frame({ keyFrame: true })
    track.switchTo(b.feed)
    now += 33
    b.frame({ keyFrame: true, layers: [0] })
    a.frame()
    expect(of(SSRCS[0]).map(({ content }) => content)).toEqual([1, 2])
    expect(of(SSRCS[1]).map(({ content }) => content)).toEqual([1, 1])
    b.frame({ keyFrame: true, layers: [1, 2] })
    a.frame()
    expect(of(SSRCS[2]).map(({ content }) => content)).toEqual([1, 1, 2])
    expect(a.feed.sinks.size).toBe(0)
    expect(events).toEqual(['a after 0', 'b after 33'])
  })

  test('keeps sequence and picture numbers continuous over a switch', () => {
    const track = createTrack()
    const [a, b] = [new Camera('a', 1), new Camera('b', 2)]
    track.switchTo(a.feed)
    a.frame({ keyFrame: true })
    a.frame()
    track.switchTo(b.feed)
    now += 50
    b.frame({ keyFrame: true })
    b.frame({ atMs: now + 33 })
    const packets = of(SSRCS[0])
    expect(packets.map(({ sequenceNumber }) => sequenceNumber)).toEqual([0, 1, 2, 3])
    expect(packets.map(({ pictureId }) => pictureId)).toEqual([101, 101, 102, 103])
  })

  test('skips one sequence number where a switch cuts a frame', () => {
    const track = createTrack()
    const [a, b] = [new Camera('a', 1), new Camera('b', 2)]
    track.switchTo(a.feed)
    a.frame({ keyFrame: true, marker: false })
    track.switchTo(b.feed)
    b.frame({ keyFrame: true })
    expect(of(SSRCS[0]).map(({ sequenceNumber }) => sequenceNumber)).toEqual([0, 2])
  })

  test('never goes back in time, also where the new source is later by far', () => {
    const track = createTrack()
    const [a, b] = [new Camera('a', 1), new Camera('b', 2)]
    track.switchTo(a.feed)
    a.frame({ keyFrame: true })
    track.switchTo(b.feed)
    b.frame({ keyFrame: true, atMs: now - 300 })
    const [first, second] = of(SSRCS[0])
    expect((second?.timestamp ?? 0) - (first?.timestamp ?? 0)).toBe(15 * 90)
    // 315 ms ahead of its place, and two of them less with every frame.
    for (let frame = 1; frame <= 200; frame++) b.frame({ atMs: now - 300 + frame * 33 })
    const last = of(SSRCS[0]).at(-1)
    expect((last?.timestamp ?? 0) - (first?.timestamp ?? 0)).toBe((200 * 33 - 300) * 90)
  })

  test('late packets of the run are passed on in their place, those from before it are not', () => {
    const track = createTrack()
    const feed = new FakeFeed({ layerCount: 1 })
    feed.active = [0]
    track.switchTo(feed)
    const deliver = (sequenceNumber: number, frame: number, keyFrame = false) =>
      feed.deliver(
        0,
        rtpPacket({
          sequenceNumber,
          timestamp: feed.timestampAt(0, now) + frame * FRAME_TICKS,
          payload: vp8Payload({ keyFrame, pictureId: 50 + frame, content: frame }),
        }),
      )
    deliver(65_535, 1, true)
    deliver(2, 4)
    deliver(1, 3)
    deliver(65_534, 0)
    const packets = of(SSRCS[0])
    expect(packets.map(({ content, sequenceNumber }) => [content, sequenceNumber])).toEqual([
      [1, 0],
      [4, 3],
      [3, 2],
    ])
    expect(packets.map(({ pictureId }) => pictureId)).toEqual([51, 54, 53])
  })
})

describe('what is switched away', () => {
  test('is cut at once by a switch to nothing', () => {
    const track = createTrack()
    const a = new Camera('a', 1)
    track.switchTo(a.feed)
    a.frame({ keyFrame: true })
    track.switchTo(null)
    const before = sent.length
    expect(a.feed.sinks.size).toBe(0)
    track.receivePacket(a.feed, 0, rtpPacket({ payload: vp8Payload({ keyFrame: true }) }))
    expect(sent.length).toBe(before)
  })

  test('fills the slot for two seconds where the next source does not come', () => {
    const track = createTrack()
    const [a, b] = [new Camera('a', 1), new Camera('b', 2)]
    track.switchTo(a.feed)
    a.frame({ keyFrame: true })
    track.switchTo(b.feed)
    now += 1_900
    a.frame()
    const shown = sent.length
    now += 200
    a.frame({ keyFrame: true })
    expect(sent.length).toBe(shown)
    expect(a.feed.sinks.size).toBe(0)
    b.frame({ keyFrame: true })
    expect(of(SSRCS[0]).at(-1)?.content).toBe(2)
  })

  test('does not stay longer because the next source is changed again', () => {
    const track = createTrack()
    const [a, b, c] = [new Camera('a', 1), new Camera('b', 2), new Camera('c', 3)]
    track.switchTo(a.feed)
    a.frame({ keyFrame: true })
    track.switchTo(b.feed)
    now += 1_500
    track.switchTo(c.feed)
    now += 600
    a.frame()
    expect(of(SSRCS[0]).length).toBe(1)
    expect([a, b, c].map(({ feed }) => feed.sinks.size)).toEqual([0, 0, 1])
  })

  test('leaves the layers that the next source does not begin on after a grace', () => {
    const track = createTrack()
    const [a, b] = [new Camera('a', 1), new Camera('b', 2)]
    track.switchTo(a.feed)
    a.frame({ keyFrame: true })
    track.switchTo(b.feed)
    b.frame({ keyFrame: true, layers: [0] })
    now += 800
    a.frame()
    expect(of(SSRCS[2]).map(({ content }) => content)).toEqual([1])
  })

  test('comes back at once where the operator changes their mind', () => {
    const track = createTrack()
    const [a, b] = [new Camera('a', 1), new Camera('b', 2)]
    track.switchTo(a.feed)
    a.frame({ keyFrame: true })
    track.switchTo(b.feed)
    track.switchTo(a.feed)
    expect(track.isCommitted).toBe(true)
    a.frame()
    b.frame({ keyFrame: true })
    expect(of(SSRCS[0]).map(({ content }) => content)).toEqual([1, 1])
    expect(b.feed.sinks.size).toBe(0)
  })
})

describe('layers', () => {
  test('a source with one layer fills all of them', () => {
    const track = createTrack()
    const a = new Camera('a', 1, 1)
    track.switchTo(a.feed)
    a.frame({ keyFrame: true })
    expect(sent.map(({ ssrc }) => ssrc)).toEqual(SSRCS)
  })

  test('a layer that stops is filled from below, at a key frame that is asked for', () => {
    const track = createTrack()
    const a = new Camera('a', 1)
    track.switchTo(a.feed)
    a.frame({ keyFrame: true })
    a.feed.active = [0, 1]
    track.layersChanged(a.feed)
    expect(a.feed.keyFrameRequests).toBe(1)
    now += 33
    a.frame({ keyFrame: true })
    expect(of(SSRCS[2]).map(({ sequenceNumber }) => sequenceNumber)).toEqual([0, 1])
    a.feed.active = [0, 1, 2]
    track.layersChanged(a.feed)
    now += 33
    a.frame({ keyFrame: true })
    a.frame({ atMs: now + 33 })
    // The frame at which the layer comes back goes out twice: small at first, then large.
    expect(of(SSRCS[2]).map(({ sequenceNumber }) => sequenceNumber)).toEqual([0, 1, 2, 3, 4])
  })

  test('a key frame that got lost is asked for again while a layer waits', () => {
    const track = createTrack()
    const a = new Camera('a', 1)
    track.switchTo(a.feed)
    a.frame({ keyFrame: true, layers: [0] })
    now += 1_100
    a.frame({ layers: [0] })
    a.frame({ layers: [0] })
    expect(a.feed.keyFrameRequests).toBe(1)
  })
})

describe('the producer behind a source', () => {
  test('closes: the slot is empty and says so', () => {
    const track = createTrack()
    const a = new Camera('a', 1)
    track.switchTo(a.feed)
    a.frame({ keyFrame: true })
    track.ended(a.feed)
    expect(track.feed).toBeNull()
    expect(events.at(-1)).toBe('a ended')
  })

  test('is replaced: the slot goes on with it at its first key frame, without a gap', () => {
    const track = createTrack()
    const a = new Camera('a', 1)
    track.switchTo(a.feed)
    a.frame({ keyFrame: true })
    track.restarted(a.feed)
    now += 33
    a.frame()
    expect(sent.length).toBe(3)
    a.frame({ keyFrame: true })
    expect(of(SSRCS[0]).map(({ sequenceNumber }) => sequenceNumber)).toEqual([0, 1])
    expect(events).toEqual(['a after 0'])
  })
})

describe('sender reports', () => {
  test('three follow the first packets quickly, then one a second', () => {
    const track = createTrack()
    const a = new Camera('a', 1)
    track.switchTo(a.feed)
    a.frame({ keyFrame: true })
    const start = now
    while (now < start + 3_000) {
      now += 5
      a.frame()
    }
    expect(reports.map(({ atMs }) => atMs - start)).toEqual([0, 0, 0, 15, 30, 1_030, 2_030])
  })

  test('one goes before the first packet of a new source', () => {
    const track = createTrack({ ssrcs: [1_001] })
    const order: string[] = []
    const watched = createTrack({
      ssrcs: [1_001],
      send: () => order.push('packet'),
      sendRtcp: () => order.push('report'),
    })
    const [a, b] = [new Camera('a', 1, 1), new Camera('b', 2, 1)]
    watched.switchTo(a.feed)
    a.frame({ keyFrame: true })
    order.length = 0
    watched.switchTo(b.feed)
    now += 33
    b.frame({ keyFrame: true })
    expect(order).toEqual(['report', 'packet', 'report'])
    track.close()
  })
})

/** One microphone; each call of `speak` sends 20 ms. */
class Microphone {
  readonly feed: FakeFeed
  readonly #content: number
  #sequenceNumber: number

  constructor(sourceId: string, content: number) {
    this.feed = new FakeFeed({ sourceId, clockRate: 48_000, timestampAtZero: content * 11_111 })
    this.#content = content
    this.#sequenceNumber = content * 1_000
  }

  speak(atMs = now): void {
    this.#sequenceNumber += 1
    const fields = { sequenceNumber: this.#sequenceNumber, timestamp: this.feed.timestampAt(0, atMs) }
    this.feed.deliver(0, rtpPacket({ ...fields, payload: opusPayload(this.#content) }))
  }
}

const PACKET = 960

function createSound() {
  const track = createTrack({ kind: 'audio', codec: 'opus', clockRate: 48_000, ssrcs: [2_001] })
  return { track, a: new Microphone('a', 1), b: new Microphone('b', 2) }
}

describe('sound on the slot', () => {
  test('joins the next source to the last without a gap in numbers or time', () => {
    const { track, a, b } = createSound()
    track.switchTo(a.feed)
    a.speak()
    track.switchTo(b.feed)
    now += 25
    b.speak()
    now += 20
    b.speak()
    const [first, second, third] = sent
    expect(sent.map(({ content }) => content)).toEqual([1, 2, 2])
    expect(sent.map(({ sequenceNumber }) => sequenceNumber)).toEqual([0, 1, 2])
    expect((second?.timestamp ?? 0) - (first?.timestamp ?? 0)).toBe(PACKET)
    expect((third?.timestamp ?? 0) - (second?.timestamp ?? 0)).toBe(PACKET)
  })

  test('skips what overlaps what was heard already', () => {
    const { track, a, b } = createSound()
    track.switchTo(a.feed)
    a.speak()
    track.switchTo(b.feed)
    b.speak(now - 40)
    expect(sent.length).toBe(1)
    b.speak(now - 20)
    b.speak(now)
    b.speak(now + 20)
    expect(sent.map(({ content }) => content)).toEqual([1, 2])
    expect((sent[1]?.timestamp ?? 0) - (sent[0]?.timestamp ?? 0)).toBe(PACKET)
  })

  test('a silence stays a silence: what comes after it has its true time', () => {
    const { track, a, b } = createSound()
    track.switchTo(a.feed)
    a.speak()
    track.switchTo(null)
    const ending = sent.length - 1
    now += 5_000
    track.switchTo(b.feed)
    b.speak()
    const [first, last] = [sent[0], sent.at(-1)]
    expect((last?.timestamp ?? 0) - (first?.timestamp ?? 0)).toBe(5_000 * 48)
    expect(last?.sequenceNumber).toBe(ending + 1)
  })

  test('a source switched away is not heard longer than 200 ms where the next one is silent', () => {
    const { track, a, b } = createSound()
    track.switchTo(a.feed)
    a.speak()
    track.switchTo(b.feed)
    now += 190
    a.speak()
    now += 20
    a.speak()
    expect(track.stats.packetsForwarded).toBe(2)
    expect(a.feed.sinks.size).toBe(0)
  })

  test('nothing is forwarded after the microphone is cut', () => {
    const { track, a } = createSound()
    track.switchTo(a.feed)
    a.speak()
    track.switchTo(null)
    const before = sent.length
    track.receivePacket(a.feed, 0, rtpPacket({ payload: opusPayload(1) }))
    expect(sent.length).toBe(before)
    expect(track.stats.packetsForwarded).toBe(1)
    expect(a.feed.sinks.size).toBe(0)
  })

  test('what has stopped by itself is not ended once more', () => {
    const { track, a } = createSound()
    track.switchTo(a.feed)
    a.speak()
    now += 400
    track.switchTo(null)
    expect(sent.length).toBe(1)
  })

  test('what is cut ends in 40 ms of silence and a packet of DTX, without a gap', () => {
    const payloads: string[] = []
    const places: [number, number][] = []
    const track = createTrack({
      kind: 'audio',
      codec: 'opus',
      clockRate: 48_000,
      ssrcs: [2_001],
      send: (packet) => {
        const header = parseRtpHeader(packet)
        if (header === null) throw new Error('no RTP packet')
        payloads.push(packet.subarray(header.payloadOffset).toString('hex'))
        places.push([header.sequenceNumber, header.timestamp])
      },
    })
    const a = new Microphone('a', 1)
    track.switchTo(a.feed)
    a.speak()
    track.switchTo(null)
    expect(payloads).toEqual(['f801fe', 'f8fffe', 'f8fffe', 'f8'])
    const [start] = places
    expect(places).toEqual([0, 1, 2, 3].map((n) => [n, (start?.[1] ?? 0) + n * PACKET]))
    track.switchTo(null)
    track.switchTo(a.feed)
    track.switchTo(null)
    expect(payloads.length).toBe(4)
  })
})

test('what is no packet of the codec is refused', () => {
  const track = createTrack()
  const feed = new FakeFeed({ layerCount: 1 })
  track.switchTo(feed)
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(5_000, 0x80), Buffer.from([0x00, 0x60, 0, 1])]) {
    feed.deliver(0, bytes)
  }
  expect(sent).toEqual([])
  expect(track.stats.packetsRefused).toBe(3)
})

test('a slot that was empty for hours goes on: what is sent then is later, though its timestamps have wrapped', () => {
  const track = createTrack({ ssrcs: [1_001] })
  const [a, b] = [new Camera('a', 1, 1), new Camera('b', 2, 1)]
  track.switchTo(a.feed)
  a.frame({ keyFrame: true })
  track.switchTo(null)
  const hours = 9 * 3_600_000
  now += hours
  track.switchTo(b.feed)
  b.frame({ keyFrame: true })
  const [first, second] = sent
  expect(second?.timestamp).toBe(((first?.timestamp ?? 0) + hours * 90) % 2 ** 32)
  track.switchTo(a.feed)
  now += 100
  a.frame({ keyFrame: true })
  expect((sent[2]?.timestamp ?? 0) - (second?.timestamp ?? 0)).toBe(100 * 90)
})
