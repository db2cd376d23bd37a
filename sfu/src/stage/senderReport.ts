/** Seconds between the NTP era (1900) and the Unix epoch (RFC 5905). */
const NTP_EPOCH_OFFSET_S = 2_208_988_800
const U32 = 2 ** 32
const SENDER_REPORT = 200
const PAYLOAD_FEEDBACK = 206
const PLI = 1
const FIR = 4
const SENDER_REPORT_BYTES = 28

export interface SenderReport {
  readonly ssrc: number
  /** Wall clock of the sender, ms since the Unix epoch. */
  readonly ntpMs: number
  /** RTP timestamp of the same instant. */
  readonly timestamp: number
  readonly packetCount: number
  readonly octetCount: number
}

/** The two 32-bit halves of an NTP time as ms since the Unix epoch. */
export function ntpToMs(seconds: number, fraction: number): number {
  return (seconds - NTP_EPOCH_OFFSET_S) * 1000 + (fraction / U32) * 1000
}

/** One RTCP sender report without reception blocks (RFC 3550 §6.4.1). */
export function buildSenderReport(report: SenderReport): Buffer {
  const packet = Buffer.alloc(SENDER_REPORT_BYTES)
  const wholeSeconds = Math.floor(report.ntpMs / 1000)
  const fraction = Math.floor(((report.ntpMs - wholeSeconds * 1000) / 1000) * U32)
  packet.writeUInt8(0x80, 0)
  packet.writeUInt8(SENDER_REPORT, 1)
  packet.writeUInt16BE(SENDER_REPORT_BYTES / 4 - 1, 2)
  packet.writeUInt32BE(report.ssrc, 4)
  packet.writeUInt32BE((wholeSeconds + NTP_EPOCH_OFFSET_S) % U32, 8)
  packet.writeUInt32BE(fraction, 12)
  packet.writeUInt32BE(report.timestamp >>> 0, 16)
  packet.writeUInt32BE(report.packetCount % U32, 20)
  packet.writeUInt32BE(report.octetCount % U32, 24)
  return packet
}

/** The sender reports of a compound RTCP packet, in order. */
export function parseSenderReports(compound: Buffer): SenderReport[] {
  const reports: SenderReport[] = []
  for (const { type, at, end } of rtcpPackets(compound)) {
    if (type !== SENDER_REPORT || end - at < SENDER_REPORT_BYTES) continue
    reports.push({
      ssrc: compound.readUInt32BE(at + 4),
      ntpMs: ntpToMs(compound.readUInt32BE(at + 8), compound.readUInt32BE(at + 12)),
      timestamp: compound.readUInt32BE(at + 16),
      packetCount: compound.readUInt32BE(at + 20),
      octetCount: compound.readUInt32BE(at + 24),
    })
  }
  return reports
}

/** The SSRCs a compound RTCP packet asks key frames of, by PLI or FIR (RFC 4585 §6.3.1, RFC 5104 §4.3.1). */
export function findKeyFrameRequests(compound: Buffer): number[] {
  const ssrcs: number[] = []
  for (const { type, count, at, end } of rtcpPackets(compound)) {
    if (type !== PAYLOAD_FEEDBACK || end - at < 12) continue
    if (count === PLI) ssrcs.push(compound.readUInt32BE(at + 8))
    if (count !== FIR) continue
    for (let entry = at + 12; entry + 8 <= end; entry += 8) ssrcs.push(compound.readUInt32BE(entry))
  }
  return ssrcs
}

interface RtcpPacketBounds {
  readonly type: number
  /** The five bits after the version: a count, or the format of a feedback message. */
  readonly count: number
  readonly at: number
  readonly end: number
}

function* rtcpPackets(compound: Buffer): Generator<RtcpPacketBounds> {
  let at = 0
  while (at + 4 <= compound.length) {
    const end = at + 4 + compound.readUInt16BE(at + 2) * 4
    if (compound.readUInt8(at) >> 6 !== 2 || end > compound.length) return
    yield { type: compound.readUInt8(at + 1), count: compound.readUInt8(at) & 0x1f, at, end }
    at = end
  }
}
