/** Fixed part of an RTP header, in bytes (RFC 3550 §5.1). */
const FIXED_HEADER_BYTES = 12
const ONE_BYTE_EXTENSIONS = 0xbede

/** The fields of an RTP packet that a stage slot reads; offsets are from the start of the packet. */
export interface RtpHeader {
  readonly marker: boolean
  readonly payloadType: number
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly ssrc: number
  readonly payloadOffset: number
  /** End of the payload, before any padding. */
  readonly payloadEnd: number
}

/**
 * Reads the header of an RTP packet (RFC 3550 §5.1).
 *
 * @returns null for anything that is not a whole RTP packet of version 2.
 */
export function parseRtpHeader(packet: Buffer): RtpHeader | null {
  if (packet.length < FIXED_HEADER_BYTES) return null
  const first = packet.readUInt8(0)
  if (first >> 6 !== 2) return null
  let payloadOffset = FIXED_HEADER_BYTES + (first & 0x0f) * 4
  if ((first & 0x10) !== 0) {
    if (packet.length < payloadOffset + 4) return null
    payloadOffset += 4 + packet.readUInt16BE(payloadOffset + 2) * 4
  }
  const paddingBytes = (first & 0x20) === 0 ? 0 : packet.readUInt8(packet.length - 1)
  const payloadEnd = packet.length - paddingBytes
  if (payloadEnd < payloadOffset) return null
  const second = packet.readUInt8(1)
  return {
    marker: (second & 0x80) !== 0,
    payloadType: second & 0x7f,
    sequenceNumber: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    payloadOffset,
    payloadEnd,
  }
}

export interface RtpHeaderRewrite {
  readonly payloadType: number
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly ssrc: number
}

/** Overwrites the identity and position of a packet in place; the marker and everything else stays. */
export function rewriteRtpHeader(packet: Buffer, rewrite: RtpHeaderRewrite): void {
  packet.writeUInt8((packet.readUInt8(1) & 0x80) | rewrite.payloadType, 1)
  packet.writeUInt16BE(rewrite.sequenceNumber, 2)
  packet.writeUInt32BE(rewrite.timestamp, 4)
  packet.writeUInt32BE(rewrite.ssrc, 8)
}

/**
 * The value of one header extension, in the one-byte or the two-byte form (RFC 8285).
 *
 * @returns null where the packet does not carry it.
 */
export function readHeaderExtension(packet: Buffer, id: number): Buffer | null {
  const header = parseRtpHeader(packet)
  if (header === null || (packet.readUInt8(0) & 0x10) === 0) return null
  const start = FIXED_HEADER_BYTES + (packet.readUInt8(0) & 0x0f) * 4
  const oneByteForm = packet.readUInt16BE(start) === ONE_BYTE_EXTENSIONS
  let at = start + 4
  while (at < header.payloadOffset) {
    const byte = packet.readUInt8(at)
    if (byte === 0) {
      at += 1
      continue
    }
    const elementId = oneByteForm ? byte >> 4 : byte
    const length = oneByteForm ? (byte & 0x0f) + 1 : packet.readUInt8(at + 1)
    at += oneByteForm ? 1 : 2
    if (elementId === id) return packet.subarray(at, at + length)
    at += length
  }
  return null
}

/** How far sequence number `a` lies after `b`, between −32768 and 32767: numbers wrap at 16 bits. */
export function sequenceDistance(a: number, b: number): number {
  return ((a - b) << 16) >> 16
}

/** How far timestamp `a` lies after `b`, in ticks, between −2³¹ and 2³¹−1: timestamps wrap at 32 bits. */
export function timestampDistance(a: number, b: number): number {
  return (a - b) | 0
}
