import type {
  PeerSource,
  RtpCapabilities,
  RtpParameters,
  SendLevel,
  VideoCodec,
  VideoLayer,
} from '@diem-cau/protocol'
import type { types } from 'mediasoup-client'

/** A screen: text must stay legible, movement matters less. */
const CONTENT_LAYERS: readonly types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 3, maxBitrate: 200_000, maxFramerate: 5 },
  { scaleResolutionDownBy: 1.5, maxBitrate: 700_000, maxFramerate: 10 },
  { scaleResolutionDownBy: 1, maxBitrate: 2_500_000, maxFramerate: 15 },
]

/** Where the bandwidth estimate begins, so that a site given the floor is sharp at once. kbit/s. */
const START_BITRATE_KBPS = 1_000

/** Everything about how a source is sent, but the track. */
export function produceOptionsOf(
  source: PeerSource,
  videoCodec: VideoCodec,
  capabilities: types.RtpCapabilities,
  cameraLayers: readonly VideoLayer[],
): types.ProducerOptions {
  // The page owns its tracks: the preview goes on while nothing is sent.
  const common = { stopTracks: false, disableTrackOnPause: false, zeroRtpOnPause: false, appData: { source } }
  if (source === 'microphone' || source === 'talkback') {
    const codecOptions = { opusFec: true, opusDtx: true, opusStereo: false, opusNack: true }
    return { ...common, codecOptions }
  }
  const layers = source === 'camera' ? cameraLayers.map(encodingOf) : CONTENT_LAYERS
  const codec = capabilities.codecs?.find(({ mimeType }) => mimeType.toLowerCase() === `video/${videoCodec}`)
  return {
    ...common,
    encodings: layers.map((layer) => ({ ...layer })),
    codecOptions: { videoGoogleStartBitrate: START_BITRATE_KBPS },
    ...(codec === undefined ? {} : { codec }),
  }
}

function encodingOf({ maxBitrateBps, scaleDownBy }: VideoLayer): types.RtpEncodingParameters {
  return { scaleResolutionDownBy: scaleDownBy, maxBitrate: maxBitrateBps }
}

/** Is the layer with this index (0 the smallest) sent at this level? */
export function isLayerActive(level: SendLevel, index: number): boolean {
  return level === 'full' || (level === 'low' && index === 0)
}

/** RTP parameters as they go over the wire: what only the sender's own encoder needs is left out. */
export function wireRtpParameters(parameters: types.RtpParameters): RtpParameters {
  const encodings = parameters.encodings?.map(
    ({ ssrc, rid, codecPayloadType, rtx, dtx, scalabilityMode, scaleResolutionDownBy, maxBitrate }) =>
      defined({ ssrc, rid, codecPayloadType, rtx, dtx, scalabilityMode, scaleResolutionDownBy, maxBitrate }),
  )
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the library and the contract say the same in other types
  return { ...parameters, encodings } as unknown as RtpParameters
}

export function wireRtpCapabilities(capabilities: types.RtpCapabilities): RtpCapabilities {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the library and the contract say the same in other types
  return { codecs: capabilities.codecs, headerExtensions: capabilities.headerExtensions } as RtpCapabilities
}

function defined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined))
}
