const CELT_FRAME_MS = [2.5, 5, 10, 20] as const
const HYBRID_FRAME_MS = [10, 20] as const
const SILK_FRAME_MS = [10, 20, 40, 60] as const
const USUAL_PACKET_MS = 20

/**
 * How much sound an Opus packet holds, in ms, from its table-of-contents byte (RFC 6716 §3.1, §3.2).
 * An empty payload counts as the usual 20 ms.
 */
export function opusDurationMs(packet: Buffer, payloadOffset: number, payloadEnd: number): number {
  if (payloadOffset >= payloadEnd) return USUAL_PACKET_MS
  const toc = packet.readUInt8(payloadOffset)
  return frameMs(toc >> 3) * frameCount(packet, payloadOffset, payloadEnd)
}

function frameMs(configuration: number): number {
  if (configuration < 12) return SILK_FRAME_MS[configuration & 3] ?? USUAL_PACKET_MS
  if (configuration < 16) return HYBRID_FRAME_MS[configuration & 1] ?? USUAL_PACKET_MS
  return CELT_FRAME_MS[configuration & 3] ?? USUAL_PACKET_MS
}

function frameCount(packet: Buffer, payloadOffset: number, payloadEnd: number): number {
  const code = packet.readUInt8(payloadOffset) & 3
  if (code === 0) return 1
  if (code < 3) return 2
  return payloadOffset + 1 < payloadEnd ? Math.max(1, packet.readUInt8(payloadOffset + 1) & 0x3f) : 1
}

/**
 * How sound ends when it is cut: 40 ms of silence, then a packet of DTX (at most two bytes, RFC 6716 §2.1.9),
 * after which a decoder makes comfort noise by itself. Without them a listener would draw out the last
 * syllable for almost half a second, since it takes a stream that stops for a lossy one.
 */
export const OPUS_ENDING: readonly Buffer[] = [
  Buffer.from([0xf8, 0xff, 0xfe]),
  Buffer.from([0xf8, 0xff, 0xfe]),
  Buffer.from([0xf8]),
]
export const OPUS_ENDING_PACKET_MS = 20
