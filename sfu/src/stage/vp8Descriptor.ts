/** What the VP8 payload descriptor of a packet says (RFC 7741 §4.2); offsets are from the packet's start. */
export interface Vp8Descriptor {
  readonly pictureId: number | null
  readonly pictureIdOffset: number
  /** 1 for the 7-bit form, 2 for the 15-bit form, 0 where there is none. */
  readonly pictureIdBytes: 0 | 1 | 2
  readonly tl0PicIdx: number | null
  readonly tl0PicIdxOffset: number
  /** The packet is the first of a key frame. */
  readonly startsKeyFrame: boolean
}

export interface Vp8Ids {
  readonly pictureId: number
  readonly tl0PicIdx: number
}

/**
 * Reads the VP8 payload descriptor between two offsets of a packet (RFC 7741 §4.2).
 *
 * @returns null where the descriptor is cut short.
 */
export function parseVp8Descriptor(
  packet: Buffer,
  payloadOffset: number,
  payloadEnd: number,
): Vp8Descriptor | null {
  if (payloadOffset >= payloadEnd) return null
  const first = packet.readUInt8(payloadOffset)
  let at = payloadOffset + 1
  let pictureId: number | null = null
  let pictureIdOffset = -1
  let pictureIdBytes: 0 | 1 | 2 = 0
  let tl0PicIdx: number | null = null
  let tl0PicIdxOffset = -1
  if ((first & 0x80) !== 0) {
    if (at >= payloadEnd) return null
    const extended = packet.readUInt8(at++)
    if ((extended & 0x80) !== 0) {
      if (at >= payloadEnd) return null
      pictureIdOffset = at
      pictureIdBytes = (packet.readUInt8(at) & 0x80) === 0 ? 1 : 2
      if (at + pictureIdBytes > payloadEnd) return null
      pictureId = pictureIdBytes === 1 ? packet.readUInt8(at) : packet.readUInt16BE(at) & 0x7fff
      at += pictureIdBytes
    }
    if ((extended & 0x40) !== 0) {
      if (at >= payloadEnd) return null
      tl0PicIdxOffset = at
      tl0PicIdx = packet.readUInt8(at++)
    }
    if ((extended & 0x30) !== 0) at++
  }
  const startsFirstPartition = (first & 0x10) !== 0 && (first & 0x07) === 0
  return {
    pictureId,
    pictureIdOffset,
    pictureIdBytes,
    tl0PicIdx,
    tl0PicIdxOffset,
    // The first bit of a VP8 frame is 0 in a key frame (RFC 6386 §9.1).
    startsKeyFrame: startsFirstPartition && at < payloadEnd && (packet.readUInt8(at) & 0x01) === 0,
  }
}

/**
 * Copies a VP8 packet into `target` with other ids. A 7-bit PictureID becomes a 15-bit one, since the
 * slot counts in 15 bits whatever its sources do: the copy is then one byte longer.
 *
 * @returns the length of the copy in bytes.
 */
export function copyVp8Packet(
  target: Buffer,
  packet: Buffer,
  descriptor: Vp8Descriptor,
  ids: Vp8Ids,
): number {
  const widening = descriptor.pictureIdBytes === 1 ? 1 : 0
  if (descriptor.pictureIdBytes === 0) {
    packet.copy(target)
  } else {
    const after = descriptor.pictureIdOffset + descriptor.pictureIdBytes
    packet.copy(target, 0, 0, descriptor.pictureIdOffset)
    target.writeUInt16BE(0x8000 | ids.pictureId, descriptor.pictureIdOffset)
    packet.copy(target, after + widening, after)
  }
  if (descriptor.tl0PicIdx !== null) target.writeUInt8(ids.tl0PicIdx, descriptor.tl0PicIdxOffset + widening)
  return packet.length + widening
}
