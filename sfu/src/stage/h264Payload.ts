const SPS = 7
const STAP_A = 24
const FU_A = 28

/**
 * Whether an H264 payload starts a key frame: it carries a sequence parameter set, alone, in a STAP-A or
 * at the start of an FU-A (RFC 6184 §5). An IDR slice alone does not count: without its parameter sets a
 * listener would decode it with those of the source shown before. The media worker uses the same rule.
 */
export function startsH264KeyFrame(packet: Buffer, payloadOffset: number, payloadEnd: number): boolean {
  if (payloadEnd - payloadOffset < 2) return false
  const type = packet.readUInt8(payloadOffset) & 0x1f
  switch (type) {
    case SPS:
      return true
    case STAP_A:
      return aggregatesSps(packet, payloadOffset + 1, payloadEnd)
    case FU_A: {
      const fragment = packet.readUInt8(payloadOffset + 1)
      return (fragment & 0x80) !== 0 && (fragment & 0x1f) === SPS
    }
    default:
      return false
  }
}

function aggregatesSps(packet: Buffer, from: number, payloadEnd: number): boolean {
  let at = from
  while (at + 3 <= payloadEnd) {
    if ((packet.readUInt8(at + 2) & 0x1f) === SPS) return true
    at += 2 + packet.readUInt16BE(at)
  }
  return false
}
