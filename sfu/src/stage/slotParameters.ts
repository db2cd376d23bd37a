import { randomInt } from 'node:crypto'
import type { MediaKind, VideoCodec } from '@diem-cau/protocol'
import type { RtpCapabilities, RtpCodecCapability, RtpParameters } from 'mediasoup/types'
import type { TrackCodec } from './mediaPacket.ts'

const MIME_TYPES: Readonly<Record<TrackCodec, string>> = {
  vp8: 'video/vp8',
  h264: 'video/h264',
  opus: 'audio/opus',
}

/**
 * What the slot carries of a packet's header extensions. Not abs-capture-time: with it mediasoup would
 * ignore the slot's sender reports, without which no consumer changes layer while it runs.
 */
const HEADER_EXTENSIONS: Readonly<Record<MediaKind, string>> = {
  video: 'urn:3gpp:video-orientation',
  audio: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
}

/** VP8 layers may have three temporal layers; mediasoup can't read those of H264. */
const SCALABILITY_MODES: Readonly<Record<VideoCodec, string>> = { vp8: 'L1T3', h264: 'L1T1' }

export interface SlotParameters {
  readonly kind: MediaKind
  readonly codec: TrackCodec
  readonly payloadType: number
  readonly clockRate: number
  readonly ssrcs: readonly number[]
  readonly rtpParameters: RtpParameters
}

/** How a slot's video producer is described to its router. */
export function videoParameters(
  capabilities: RtpCapabilities,
  codec: VideoCodec,
  layerCount: number,
  cname: string,
): SlotParameters {
  const capability = codecCapability(capabilities, codec)
  return describe(capabilities, 'video', codec, capability, randomSsrcs(layerCount), cname, {
    scalabilityMode: SCALABILITY_MODES[codec],
  })
}

/** How a slot's audio producer is described: Opus with forward error correction and DTX. */
export function audioParameters(capabilities: RtpCapabilities, cname: string): SlotParameters {
  const capability = codecCapability(capabilities, 'opus')
  const parameters = { ...capability.parameters, minptime: 10, useinbandfec: 1, usedtx: 1 }
  return describe(capabilities, 'audio', 'opus', { ...capability, parameters }, randomSsrcs(1), cname, {
    dtx: true,
  })
}

function describe(
  capabilities: RtpCapabilities,
  kind: MediaKind,
  codec: TrackCodec,
  capability: RtpCodecCapability,
  ssrcs: readonly number[],
  cname: string,
  encoding: { scalabilityMode?: string; dtx?: boolean },
): SlotParameters {
  const { mimeType, clockRate, channels, parameters, preferredPayloadType: payloadType } = capability
  return {
    kind,
    codec,
    payloadType,
    clockRate,
    ssrcs,
    rtpParameters: {
      codecs: [
        {
          mimeType,
          payloadType,
          clockRate,
          ...(channels === undefined ? {} : { channels }),
          parameters: parameters ?? {},
          // Nothing is lost between this process and its worker: no plain NACK, only key frame requests.
          rtcpFeedback: (capability.rtcpFeedback ?? []).filter((feedback) => feedback.parameter),
        },
      ],
      headerExtensions: (capabilities.headerExtensions ?? [])
        .filter((extension) => extension.kind === kind && extension.uri === HEADER_EXTENSIONS[kind])
        .map(({ uri, preferredId }) => ({ uri, id: preferredId })),
      encodings: ssrcs.map((ssrc) => ({ ssrc, ...encoding })),
      rtcp: { cname },
    },
  }
}

function codecCapability(capabilities: RtpCapabilities, codec: TrackCodec): RtpCodecCapability {
  const found = capabilities.codecs?.find(({ mimeType }) => mimeType.toLowerCase() === MIME_TYPES[codec])
  if (found === undefined) throw new Error(`the slot's router does not offer ${MIME_TYPES[codec]}`)
  return found
}

function randomSsrcs(count: number): number[] {
  const first = randomInt(1, 2 ** 32 - count)
  return Array.from({ length: count }, (_, index) => first + index)
}
