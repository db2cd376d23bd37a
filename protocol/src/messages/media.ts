import { Type } from 'typebox'
import { EndpointIdSchema, SessionIdSchema, SiteIdSchema } from '../ids.ts'
import {
  ConsumerOptionsSchema,
  DirectionSchema,
  DtlsParametersSchema,
  MediaKindSchema,
  RtpCapabilitiesSchema,
  RtpParametersSchema,
  SlotConsumerSchema,
  PeerSourceSchema,
  TransportOptionsSchema,
  VideoLayerSchema,
} from '../media.ts'
import { Done, message, strict } from './define.ts'

const MediasoupId = Type.String({ minLength: 1, maxLength: 80 })
const IceParameters = TransportOptionsSchema.properties.iceParameters

/** Negotiation of a peer's media. The node is told who may be forwarded by the server alone, never by these. */
export const MEDIA_MESSAGES = {
  'media.open': message({
    audience: 'both',
    kind: 'media',
    summary:
      'Makes the peer’s endpoint on a media node, in place of an earlier one. A console names the session that it watches.',
    data: strict({ sessionId: Type.Optional(SessionIdSchema) }),
    reply: Type.Object({
      endpointId: EndpointIdSchema,
      generation: Type.String(),
      routerRtpCapabilities: RtpCapabilitiesSchema,
      send: TransportOptionsSchema,
      receive: TransportOptionsSchema,
      /** Of the camera, small to large. */
      cameraLayers: Type.Array(VideoLayerSchema, { minItems: 1, maxItems: 3 }),
    }),
  }),
  'media.connect': message({
    audience: 'both',
    kind: 'media',
    summary: 'Gives the DTLS parameters of one transport.',
    data: strict({
      endpointId: EndpointIdSchema,
      direction: DirectionSchema,
      dtlsParameters: DtlsParametersSchema,
    }),
    reply: Done,
  }),
  'media.restartIce': message({
    audience: 'both',
    kind: 'media',
    summary: 'New ICE parameters for one transport, after the network changed.',
    data: strict({ endpointId: EndpointIdSchema, direction: DirectionSchema }),
    reply: Type.Object({ iceParameters: IceParameters }),
  }),
  'media.check': message({
    audience: 'both',
    kind: 'media',
    summary: 'After a reconnection: is the endpoint still there, with these slots?',
    data: strict({ endpointId: EndpointIdSchema, generation: Type.String({ maxLength: 80 }) }),
    reply: Type.Object({ alive: Type.Boolean() }),
  }),
  'media.produce': message({
    audience: 'both',
    kind: 'media',
    summary:
      'Makes or replaces one source. A site’s is forwarded only while a slot or a talkback carries it; a console sends nothing but `talkback`, and only while it has one.',
    data: strict({
      endpointId: EndpointIdSchema,
      source: PeerSourceSchema,
      kind: MediaKindSchema,
      rtpParameters: RtpParametersSchema,
    }),
    reply: Type.Object({ producerId: MediasoupId }),
  }),
  'media.closeSource': message({
    audience: 'both',
    kind: 'media',
    summary: 'Ends one source (a device was unplugged, content is no longer shared).',
    data: strict({ endpointId: EndpointIdSchema, source: PeerSourceSchema }),
    reply: Done,
  }),
  'media.consumeStage': message({
    audience: 'both',
    kind: 'media',
    summary: 'Makes one paused consumer for every slot of the room, once.',
    data: strict({ endpointId: EndpointIdSchema, rtpCapabilities: RtpCapabilitiesSchema }),
    reply: Type.Object({ generation: Type.String(), consumers: Type.Array(SlotConsumerSchema) }),
  }),
  'media.consumeTile': message({
    audience: 'console',
    kind: 'media',
    summary: 'One paused consumer of a watched site’s camera, lowest layer, no sound.',
    data: strict({
      endpointId: EndpointIdSchema,
      siteId: SiteIdSchema,
      rtpCapabilities: RtpCapabilitiesSchema,
    }),
    reply: ConsumerOptionsSchema,
  }),
  'media.closeTile': message({
    audience: 'console',
    kind: 'media',
    summary: 'Ends a tile’s consumer.',
    data: strict({ endpointId: EndpointIdSchema, siteId: SiteIdSchema }),
    reply: Done,
  }),
  'media.consumeTalkback': message({
    audience: 'both',
    kind: 'media',
    summary:
      'One paused consumer of the voice at the other end of a talkback. Refused while there is none, or while that end sends nothing yet.',
    data: strict({ endpointId: EndpointIdSchema, rtpCapabilities: RtpCapabilitiesSchema }),
    reply: ConsumerOptionsSchema,
  }),
  'media.resume': message({
    audience: 'both',
    kind: 'media',
    summary: 'The client has made its consumers and is ready for their packets.',
    data: strict({
      endpointId: EndpointIdSchema,
      consumerIds: Type.Array(MediasoupId, { minItems: 1, maxItems: 64 }),
    }),
    reply: Done,
  }),
} as const
