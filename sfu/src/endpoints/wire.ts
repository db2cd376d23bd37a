import type * as Wire from '@diem-cau/protocol'
import type {
  Consumer,
  RtpCapabilities,
  RtpHeaderExtensionUri,
  RtpParameters,
  WebRtcTransport,
} from 'mediasoup/types'
import { candidatesFor } from './candidates.ts'

/** Extensions that mediasoup knows. Others that a client offers are left out: they could not be forwarded. */
const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set<RtpHeaderExtensionUri>([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'urn:3gpp:video-orientation',
  'urn:ietf:params:rtp-hdrext:toffset',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
])
const isKnownExtension = (uri: string): uri is RtpHeaderExtensionUri => KNOWN_EXTENSIONS.has(uri)

/** A client's RTP parameters as mediasoup takes them. */
export function rtpParametersFromWire(wire: Wire.RtpParameters): RtpParameters {
  const { headerExtensions = [], ...rest } = wire
  return {
    ...rest,
    headerExtensions: headerExtensions.flatMap((extension) =>
      isKnownExtension(extension.uri) ? [{ ...extension, uri: extension.uri }] : [],
    ),
  }
}

/** A client's RTP capabilities as mediasoup takes them. */
export function rtpCapabilitiesFromWire(wire: Wire.RtpCapabilities): RtpCapabilities {
  return {
    codecs: (wire.codecs ?? []).flatMap(({ preferredPayloadType, ...codec }) =>
      preferredPayloadType === undefined ? [] : [{ ...codec, preferredPayloadType }],
    ),
    headerExtensions: (wire.headerExtensions ?? []).flatMap(({ direction: _direction, ...extension }) =>
      isKnownExtension(extension.uri) ? [{ ...extension, uri: extension.uri }] : [],
    ),
  }
}

/** A router's capabilities as a client is given them. */
export function rtpCapabilitiesToWire(capabilities: RtpCapabilities): Wire.RtpCapabilities {
  return {
    codecs: (capabilities.codecs ?? []).map((codec) => ({ ...codec, parameters: scalars(codec.parameters) })),
    headerExtensions: capabilities.headerExtensions ?? [],
  }
}

/** What a client needs to make its side of a consumer. */
export function consumerToWire(consumer: Consumer): Wire.ConsumerOptions {
  const { codecs, headerExtensions = [], ...rest } = consumer.rtpParameters
  return {
    id: consumer.id,
    producerId: consumer.producerId,
    kind: consumer.kind,
    rtpParameters: {
      ...rest,
      codecs: codecs.map((codec) => ({ ...codec, parameters: scalars(codec.parameters) })),
      headerExtensions: headerExtensions.map(({ parameters, ...extension }) => ({
        ...extension,
        parameters: scalars(parameters),
      })),
    },
  }
}

/** What a client needs to make its side of a transport, with the candidates that it can reach. */
export function transportToWire(transport: WebRtcTransport, reachedAt?: string): Wire.TransportOptions {
  return {
    id: transport.id,
    iceParameters: transport.iceParameters,
    iceCandidates: candidatesFor(transport.iceCandidates, reachedAt),
    dtlsParameters: transport.dtlsParameters,
  }
}

type Scalar = string | number | boolean | null

function scalars(parameters: Record<string, unknown> | undefined): Record<string, Scalar> {
  const entries: [string, Scalar][] = []
  for (const [name, value] of Object.entries(parameters ?? {})) {
    if (
      value === null ||
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'boolean'
    ) {
      entries.push([name, value])
    }
  }
  return Object.fromEntries(entries)
}
