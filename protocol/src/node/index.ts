import { Type, type Static, type TSchema } from 'typebox'
import { BranchIdSchema, EndpointIdSchema, NodeIdSchema, RoomIdSchema, SiteIdSchema } from '../ids.ts'
import {
  ConsumerOptionsSchema,
  DirectionSchema,
  DtlsParametersSchema,
  MediaKindSchema,
  PeerSourceSchema,
  RtpCapabilitiesSchema,
  RtpParametersSchema,
  SendLevelSchema,
  SlotConsumerSchema,
  SlotNameSchema,
  SourceSchema,
  TransportOptionsSchema,
  VideoCodecSchema,
} from '../media.ts'

/** The contract between the server and a media node. The node knows nothing of floors, roles or units. */
export const NODE_PROTOCOL_VERSION = 2

/** How long a node goes on forwarding what was last desired when the server is away, in milliseconds. */
export const NODE_AUTONOMY_MS = 60_000

const Generation = Type.String({ maxLength: 80, description: 'changes when the room’s slots are made anew' })
const MediasoupId = Type.String({ minLength: 1, maxLength: 80 })

const SlotSourceSchema = Type.Object({ siteId: SiteIdSchema, source: SourceSchema })

/** What one slot should carry: a picture, a sound, both or nothing. */
export const DesiredSlotSchema = Type.Object({
  slot: SlotNameSchema,
  video: Type.Union([SlotSourceSchema, Type.Null()]),
  audio: Type.Union([SlotSourceSchema, Type.Null()]),
})
export type DesiredSlot = Static<typeof DesiredSlotSchema>

export const DesiredSiteSchema = Type.Object({
  siteId: SiteIdSchema,
  /** What the node lets in: everything else of the site is dropped where it arrives. */
  camera: SendLevelSchema,
  microphone: Type.Boolean(),
  content: Type.Boolean(),
})
export type DesiredSite = Static<typeof DesiredSiteSchema>

export const DesiredRoomSchema = Type.Object({
  roomId: RoomIdSchema,
  videoCodec: VideoCodecSchema,
  /** All slots of the room, fixed for its life; order is stage order. */
  slots: Type.Array(DesiredSlotSchema, { minItems: 1, maxItems: 5 }),
  sites: Type.Array(DesiredSiteSchema, { maxItems: 2_000 }),
  /** Consoles, and the sites whose tile each may consume. */
  viewers: Type.Array(
    Type.Object({ viewerId: Type.String({ maxLength: 80 }), tiles: Type.Array(SiteIdSchema) }),
  ),
  /** A console and a site that hear each other, and nobody else either of them; at most one for each. */
  talkbacks: Type.Array(Type.Object({ viewerId: Type.String({ maxLength: 80 }), siteId: SiteIdSchema }), {
    maxItems: 200,
  }),
})
export type DesiredRoom = Static<typeof DesiredRoomSchema>

/** The whole desired state of one branch. Applied when newer by (epoch, seq); repeated, it converges. */
export const DesiredStateSchema = Type.Object({
  stream: BranchIdSchema,
  epoch: Type.Integer({ minimum: 0 }),
  seq: Type.Integer({ minimum: 0 }),
  /** Counts changes that are not events (a tile put on screen); compared after seq. */
  revision: Type.Integer({ minimum: 0 }),
  /** Null: the branch is over, its room is closed. */
  room: Type.Union([DesiredRoomSchema, Type.Null()]),
})
export type DesiredState = Static<typeof DesiredStateSchema>

/** A peer on the node: a site (sends and receives) or a viewer (receives; sends its voice in a talkback). */
export const PeerSchema = Type.Union([
  Type.Object({ kind: Type.Literal('site'), siteId: SiteIdSchema }),
  Type.Object({ kind: Type.Literal('viewer'), viewerId: Type.String({ maxLength: 80 }) }),
])
export type Peer = Static<typeof PeerSchema>

interface NodeRequest<D extends TSchema = TSchema, R extends TSchema = TSchema> {
  readonly summary: string
  readonly data: D
  readonly reply: R
}
const request = <D extends TSchema, R extends TSchema>(
  summary: string,
  data: D,
  reply: R,
): NodeRequest<D, R> => ({
  summary,
  data,
  reply,
})
const Empty = Type.Object({})
const endpointId = EndpointIdSchema

/** Server → node. Each is acknowledged by `{ok: true, data}` or `{ok: false, code, reason}`. */
export const NODE_REQUESTS = {
  'desired.set': request(
    'What one branch’s room should be.',
    DesiredStateSchema,
    Type.Object({ applied: Type.Boolean(), generation: Type.Union([Generation, Type.Null()]) }),
  ),
  'desired.keepOnly': request(
    'Closes the rooms of all branches that are not named (after a reconnection).',
    Type.Object({ streams: Type.Array(BranchIdSchema) }),
    Empty,
  ),
  'endpoint.open': request(
    'Makes a peer’s transports. A site has one endpoint: an earlier one is closed.',
    Type.Object({
      endpointId,
      peer: PeerSchema,
      roomId: RoomIdSchema,
      /** Address on which the peer reached the server; decides which ICE candidates it is given. */
      reachedAt: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    Type.Object({
      generation: Generation,
      routerRtpCapabilities: RtpCapabilitiesSchema,
      send: TransportOptionsSchema,
      receive: TransportOptionsSchema,
    }),
  ),
  'endpoint.check': request(
    'Is the endpoint there, and are its room’s slots of this generation?',
    Type.Object({ endpointId, generation: Generation }),
    Type.Object({ alive: Type.Boolean() }),
  ),
  'endpoint.connect': request(
    'DTLS parameters of one transport.',
    Type.Object({ endpointId, direction: DirectionSchema, dtlsParameters: DtlsParametersSchema }),
    Empty,
  ),
  'endpoint.restartIce': request(
    'New ICE parameters for one transport.',
    Type.Object({ endpointId, direction: DirectionSchema }),
    Type.Object({ iceParameters: TransportOptionsSchema.properties.iceParameters }),
  ),
  'endpoint.produce': request(
    'Makes or replaces a source. It starts paused unless desired.',
    Type.Object({
      endpointId,
      source: PeerSourceSchema,
      kind: MediaKindSchema,
      rtpParameters: RtpParametersSchema,
    }),
    Type.Object({ producerId: MediasoupId }),
  ),
  'endpoint.closeSource': request(
    'Ends a source.',
    Type.Object({ endpointId, source: PeerSourceSchema }),
    Empty,
  ),
  'endpoint.consumeStage': request(
    'One paused consumer for every slot of the endpoint’s room.',
    Type.Object({ endpointId, rtpCapabilities: RtpCapabilitiesSchema }),
    Type.Object({ generation: Generation, consumers: Type.Array(SlotConsumerSchema) }),
  ),
  'endpoint.consumeTile': request(
    'One paused consumer of a site’s camera; refused unless desired for this viewer.',
    Type.Object({ endpointId, siteId: SiteIdSchema, rtpCapabilities: RtpCapabilitiesSchema }),
    ConsumerOptionsSchema,
  ),
  'endpoint.closeTile': request('Ends a tile.', Type.Object({ endpointId, siteId: SiteIdSchema }), Empty),
  'endpoint.consumeTalkback': request(
    'One paused consumer of the voice at the other end of the talkback that is desired for this peer.',
    Type.Object({ endpointId, rtpCapabilities: RtpCapabilitiesSchema }),
    ConsumerOptionsSchema,
  ),
  'endpoint.resume': request(
    'The client is ready for the packets of these consumers.',
    Type.Object({ endpointId, consumerIds: Type.Array(MediasoupId) }),
    Empty,
  ),
  'endpoint.close': request('Closes a peer’s transports.', Type.Object({ endpointId }), Empty),
  'node.stats': request(
    'Figures for /metrics.',
    Empty,
    Type.Object({
      endpoints: Type.Integer(),
      consumers: Type.Integer(),
      producers: Type.Integer(),
      rooms: Type.Integer(),
      eventLoopDelayP99Ms: Type.Number(),
      workers: Type.Array(
        Type.Object({ index: Type.Integer(), pid: Type.Integer(), endpoints: Type.Integer() }),
      ),
    }),
  ),
} as const
export type NodeRequests = typeof NODE_REQUESTS
export type NodeRequestName = keyof NodeRequests

// Worked out once for each request: looked up by name they cost the compiler little, worked out in place a lot.
type Resolved<T> = { [K in keyof T]: T[K] }
interface NodeData extends Resolved<{ [N in NodeRequestName]: Static<NodeRequests[N]['data']> }> {}
interface NodeReplies extends Resolved<{ [N in NodeRequestName]: Static<NodeRequests[N]['reply']> }> {}
export type NodeDataOf<N extends NodeRequestName> = NodeData[N]
export type NodeReplyOf<N extends NodeRequestName> = NodeReplies[N]
export type NodeAnswer<N extends NodeRequestName> =
  | { ok: true; data: NodeReplyOf<N> }
  | { ok: false; code: NodeErrorCode; reason: string }
export type NodeErrorCode =
  | 'invalid_message'
  | 'unknown_endpoint'
  | 'unknown_room'
  | 'not_desired'
  | 'refused'
  | 'not_ready'
  | 'internal'

/** Node → server, unasked. */
export const NODE_REPORTS = {
  'report.endpoint': Type.Object({
    endpointId,
    peer: PeerSchema,
    /** Where it is: a server that has started again closes it there when its site has moved meanwhile. */
    roomId: Type.Optional(RoomIdSchema),
    /** `lost`: its worker died or ICE and DTLS are over; the peer must open a new one. */
    state: Type.Union([
      Type.Literal('open'),
      Type.Literal('connected'),
      Type.Literal('disconnected'),
      Type.Literal('lost'),
    ]),
    sources: Type.Array(PeerSourceSchema),
  }),
  'report.room': Type.Object({ stream: BranchIdSchema, roomId: RoomIdSchema, generation: Generation }),
  'report.slot': Type.Object({
    roomId: RoomIdSchema,
    slot: SlotNameSchema,
    kind: MediaKindSchema,
    siteId: Type.Union([SiteIdSchema, Type.Null()]),
    elapsedMs: Type.Number(),
  }),
  'report.worker': Type.Object({
    index: Type.Integer(),
    pid: Type.Integer(),
    state: Type.Union([Type.Literal('started'), Type.Literal('died')]),
  }),
} as const
export type NodeReports = typeof NODE_REPORTS
export type NodeReportName = keyof NodeReports
interface NodeReportData extends Resolved<{ [N in NodeReportName]: Static<NodeReports[N]> }> {}
export type NodeReportOf<N extends NodeReportName> = NodeReportData[N]

/**
 * Mutual proof on a node's connection (namespace `/node`), Ed25519 over UTF-8, base64url:
 * the node greets with its nonce, the server answers with its own and a signature, the node checks that
 * signature against the server key it was given, then proves itself. Only then do requests flow.
 */
export const NodeGreetingSchema = Type.Object({
  protocol: Type.Integer(),
  nodeId: NodeIdSchema,
  nonce: Type.String({ minLength: 16, maxLength: 128 }),
})
export const ServerProofSchema = Type.Object({
  nonce: Type.String({ minLength: 16, maxLength: 128 }),
  signature: Type.String({ maxLength: 256 }),
})
export const NodeProofSchema = Type.Object({
  signature: Type.String({ maxLength: 256 }),
  /** New at each start of the node's process. */
  incarnation: Type.String({ maxLength: 80 }),
  workers: Type.Integer({ minimum: 0, maximum: 1_024 }),
})
export function serverProofText(nodeId: string, nodeNonce: string, serverNonce: string): string {
  return `diem-cau server proof v1\n${nodeId}\n${nodeNonce}\n${serverNonce}`
}
export function nodeProofText(nodeId: string, nodeNonce: string, serverNonce: string): string {
  return `diem-cau node proof v1\n${nodeId}\n${serverNonce}\n${nodeNonce}`
}

/** Types for socket.io. On a node's socket the server is the one that asks. */
export type ServerToNodeEvents = {
  [N in NodeRequestName]: (data: NodeDataOf<N>, acknowledge: (answer: NodeAnswer<N>) => void) => void
}
export type NodeToServerEvents = {
  [N in NodeReportName]: (report: NodeReportOf<N>) => void
} & {
  'node.greet': (
    data: Static<typeof NodeGreetingSchema>,
    acknowledge: (answer: Static<typeof ServerProofSchema> | { refused: string }) => void,
  ) => void
  'node.prove': (
    data: Static<typeof NodeProofSchema>,
    acknowledge: (answer: { accepted: true } | { refused: string }) => void,
  ) => void
}
