import { assertUnreachable } from '@diem-cau/protocol'
import type { VideoCodec } from '@diem-cau/protocol'
import { startsH264KeyFrame } from './h264Payload.ts'
import { parseRtpHeader } from './rtpPacket.ts'
import type { RtpHeader } from './rtpPacket.ts'
import { parseVp8Descriptor } from './vp8Descriptor.ts'
import type { Vp8Descriptor } from './vp8Descriptor.ts'

export type TrackCodec = VideoCodec | 'opus'

/** An RTP packet read as far as a slot needs it. */
export interface MediaPacket {
  readonly bytes: Buffer
  readonly header: RtpHeader
  readonly vp8: Vp8Descriptor | null
  /** A listener can begin with this packet: the first of a key frame, or any packet of sound. */
  readonly startsRun: boolean
}

/** @returns null for what is not a whole packet of this codec */
export function parseMediaPacket(bytes: Buffer, codec: TrackCodec): MediaPacket | null {
  const header = parseRtpHeader(bytes)
  if (header === null) return null
  const { payloadOffset, payloadEnd } = header
  switch (codec) {
    case 'opus':
      return { bytes, header, vp8: null, startsRun: true }
    case 'h264':
      return { bytes, header, vp8: null, startsRun: startsH264KeyFrame(bytes, payloadOffset, payloadEnd) }
    case 'vp8': {
      const vp8 = parseVp8Descriptor(bytes, payloadOffset, payloadEnd)
      return vp8 && { bytes, header, vp8, startsRun: vp8.startsKeyFrame }
    }
    default:
      return assertUnreachable(codec)
  }
}
