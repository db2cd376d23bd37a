import type { RouterRtpCodecCapability, RtpCapabilities } from 'mediasoup/types'

/** What every router takes, in this order; the same on all workers, so that payload types agree across pipes. */
export const MEDIA_CODECS: RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { minptime: 10, useinbandfec: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    // Constrained baseline, level 3.1: what every browser's encoder can make.
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
]

const ABS_CAPTURE_TIME = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time'

/**
 * The capabilities that clients are given. Without `abs-capture-time`: a worker that sees it ignores sender
 * reports, on which a slot's timeline stands.
 */
export function clientCapabilities(router: RtpCapabilities): RtpCapabilities {
  return {
    ...router,
    headerExtensions: (router.headerExtensions ?? []).filter(({ uri }) => uri !== ABS_CAPTURE_TIME),
  }
}
