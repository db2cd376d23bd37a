import { describe, expect, test } from 'vitest'
import {
  parseRtpHeader,
  readHeaderExtension,
  rewriteRtpHeader,
  sequenceDistance,
  timestampDistance,
} from './rtpPacket.ts'

// Version 2, padding, extension, one contributing source; marker, payload type 101.
const FULL = Buffer.from([
  0xb1, 0xe5, 0xff, 0xfe, 0xde, 0xad, 0xbe, 0xef, 0x01, 0x02, 0x03, 0x04, 0xca, 0xfe, 0xba, 0xbe, 0xbe, 0xde,
  0x00, 0x02, 0x60, 0x8b, 0x00, 0x81, 0x40, 0x41, 0x00, 0x00, 0x11, 0x22, 0x33, 0x00, 0x00, 0x03,
])

describe('reading the header of an RTP packet', () => {
  test('sources, extensions and padding are kept out of the payload', () => {
    expect(parseRtpHeader(FULL)).toEqual({
      marker: true,
      payloadType: 101,
      sequenceNumber: 0xfffe,
      timestamp: 0xdeadbeef,
      ssrc: 0x01020304,
      payloadOffset: 28,
      payloadEnd: 31,
    })
  })

  test.each([
    ['shorter than a header', FULL.subarray(0, 11)],
    ['of another version', Buffer.from([0x40, ...FULL.subarray(1)])],
    ['cut within its extensions', FULL.subarray(0, 18)],
    ['with extensions beyond its end', FULL.subarray(0, 26)],
    ['with more padding than payload', Buffer.from([...FULL.subarray(0, 33), 0x07])],
  ])('a packet %s is none', (_, packet) => {
    expect(parseRtpHeader(packet)).toBeNull()
  })
})

test('a rewrite changes identity and position, and not one other byte', () => {
  const packet = Buffer.from(FULL)
  rewriteRtpHeader(packet, { payloadType: 96, sequenceNumber: 7, timestamp: 0x01020304, ssrc: 0xfffefdfc })
  expect([...packet.subarray(0, 12)]).toEqual([0xb1, 0xe0, 0, 7, 1, 2, 3, 4, 0xff, 0xfe, 0xfd, 0xfc])
  expect(packet.subarray(12).equals(FULL.subarray(12))).toBe(true)
})

describe('reading a header extension', () => {
  test('the one-byte form', () => {
    expect([...(readHeaderExtension(FULL, 6) ?? [])]).toEqual([0x8b])
    expect([...(readHeaderExtension(FULL, 8) ?? [])]).toEqual([0x40, 0x41])
    expect(readHeaderExtension(FULL, 3)).toBeNull()
  })

  test('the two-byte form', () => {
    const header = [0x90, 0x60, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0x10, 0x00, 0x00, 0x01, 0x06, 0x01, 0x8b, 0x00]
    expect([...(readHeaderExtension(Buffer.from([...header, 0xff]), 6) ?? [])]).toEqual([0x8b])
  })

  test('none where the packet has no extensions', () => {
    expect(readHeaderExtension(Buffer.from([0x80, 0x60, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]), 6)).toBeNull()
  })
})

test('distances go the short way round where numbers wrap', () => {
  expect(sequenceDistance(2, 0xffff)).toBe(3)
  expect(sequenceDistance(0xffff, 2)).toBe(-3)
  expect(timestampDistance(5, 0xfffffffb)).toBe(10)
  expect(timestampDistance(0xfffffffb, 5)).toBe(-10)
})
