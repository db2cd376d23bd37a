import { Type, type Static } from 'typebox'

/** Places of the stage. Each is one fixed producer pair that every site of the room consumes once. */
export const SLOT_NAMES = ['chair', 'speaker1', 'speaker2', 'speaker3', 'content'] as const
export type SlotName = (typeof SLOT_NAMES)[number]
export const SlotNameSchema = Type.Union([
  Type.Literal('chair'),
  Type.Literal('speaker1'),
  Type.Literal('speaker2'),
  Type.Literal('speaker3'),
  Type.Literal('content'),
])
export const SPEAKER_SLOTS = ['speaker1', 'speaker2', 'speaker3'] as const
export type SpeakerSlot = (typeof SPEAKER_SLOTS)[number]

/** What a site can send. */
export const SourceSchema = Type.Union([
  Type.Literal('camera'),
  Type.Literal('microphone'),
  Type.Literal('content'),
])
export type Source = Static<typeof SourceSchema>

/** What any peer can send: a console of the crew only its voice, for a talkback. */
export const PeerSourceSchema = Type.Union([
  Type.Literal('camera'),
  Type.Literal('microphone'),
  Type.Literal('content'),
  Type.Literal('talkback'),
])
export type PeerSource = Static<typeof PeerSourceSchema>

export const MediaKindSchema = Type.Union([Type.Literal('audio'), Type.Literal('video')])
export type MediaKind = Static<typeof MediaKindSchema>

export const VideoCodecSchema = Type.Union([Type.Literal('vp8'), Type.Literal('h264')])
export type VideoCodec = Static<typeof VideoCodecSchema>

/** How much of its camera a site sends: nothing, the lowest simulcast layer, or all layers. */
export const SendLevelSchema = Type.Union([Type.Literal('none'), Type.Literal('low'), Type.Literal('full')])
export type SendLevel = Static<typeof SendLevelSchema>

export const DirectionSchema = Type.Union([Type.Literal('send'), Type.Literal('receive')])
export type Direction = Static<typeof DirectionSchema>

const Text = Type.String({ maxLength: 512 })

/** mediasoup's DtlsParameters. */
export const DtlsParametersSchema = Type.Object({
  role: Type.Optional(Type.Union([Type.Literal('auto'), Type.Literal('client'), Type.Literal('server')])),
  fingerprints: Type.Array(
    Type.Object({
      algorithm: Type.Union([
        Type.Literal('sha-1'),
        Type.Literal('sha-224'),
        Type.Literal('sha-256'),
        Type.Literal('sha-384'),
        Type.Literal('sha-512'),
      ]),
      value: Text,
    }),
    { minItems: 1, maxItems: 8 },
  ),
})
export type DtlsParameters = Static<typeof DtlsParametersSchema>

const CodecParameters = Type.Record(Text, Type.Union([Text, Type.Number(), Type.Boolean(), Type.Null()]))
const RtcpFeedback = Type.Array(Type.Object({ type: Text, parameter: Type.Optional(Text) }), { maxItems: 32 })
const HeaderExtensionUri = Text

/** mediasoup's RtpParameters, as bounded as what comes from outside must be. */
export const RtpParametersSchema = Type.Object({
  mid: Type.Optional(Type.String({ maxLength: 32 })),
  codecs: Type.Array(
    Type.Object({
      mimeType: Text,
      payloadType: Type.Integer({ minimum: 0, maximum: 127 }),
      clockRate: Type.Integer({ minimum: 1, maximum: 192_000 }),
      channels: Type.Optional(Type.Integer({ minimum: 1, maximum: 8 })),
      parameters: Type.Optional(CodecParameters),
      rtcpFeedback: Type.Optional(RtcpFeedback),
    }),
    { minItems: 1, maxItems: 16 },
  ),
  headerExtensions: Type.Optional(
    Type.Array(
      Type.Object({
        uri: HeaderExtensionUri,
        id: Type.Integer({ minimum: 1, maximum: 255 }),
        encrypt: Type.Optional(Type.Boolean()),
        parameters: Type.Optional(CodecParameters),
      }),
      { maxItems: 32 },
    ),
  ),
  encodings: Type.Optional(
    Type.Array(
      Type.Object({
        ssrc: Type.Optional(Type.Integer({ minimum: 0, maximum: 0xffffffff })),
        rid: Type.Optional(Type.String({ maxLength: 32 })),
        codecPayloadType: Type.Optional(Type.Integer({ minimum: 0, maximum: 127 })),
        rtx: Type.Optional(Type.Object({ ssrc: Type.Integer({ minimum: 0, maximum: 0xffffffff }) })),
        dtx: Type.Optional(Type.Boolean()),
        scalabilityMode: Type.Optional(Type.String({ maxLength: 32 })),
        scaleResolutionDownBy: Type.Optional(Type.Number()),
        maxBitrate: Type.Optional(Type.Integer({ minimum: 0 })),
      }),
      { maxItems: 8 },
    ),
  ),
  rtcp: Type.Optional(
    Type.Object({
      cname: Type.Optional(Text),
      reducedSize: Type.Optional(Type.Boolean()),
      mux: Type.Optional(Type.Boolean()),
    }),
  ),
  msid: Type.Optional(Text),
})
export type RtpParameters = Static<typeof RtpParametersSchema>

/** mediasoup's RtpCapabilities. */
export const RtpCapabilitiesSchema = Type.Object({
  codecs: Type.Optional(
    Type.Array(
      Type.Object({
        kind: MediaKindSchema,
        mimeType: Text,
        preferredPayloadType: Type.Optional(Type.Integer({ minimum: 0, maximum: 127 })),
        clockRate: Type.Integer({ minimum: 1, maximum: 192_000 }),
        channels: Type.Optional(Type.Integer({ minimum: 1, maximum: 8 })),
        parameters: Type.Optional(CodecParameters),
        rtcpFeedback: Type.Optional(RtcpFeedback),
      }),
      { maxItems: 64 },
    ),
  ),
  headerExtensions: Type.Optional(
    Type.Array(
      Type.Object({
        kind: MediaKindSchema,
        uri: HeaderExtensionUri,
        preferredId: Type.Integer({ minimum: 1, maximum: 255 }),
        preferredEncrypt: Type.Optional(Type.Boolean()),
        direction: Type.Optional(Text),
      }),
      { maxItems: 64 },
    ),
  ),
})
export type RtpCapabilities = Static<typeof RtpCapabilitiesSchema>

/** One simulcast layer of a camera, as its page is to send it. */
export const VideoLayerSchema = Type.Object({
  maxBitrateBps: Type.Integer({ minimum: 1 }),
  /** 2 halves width and height. */
  scaleDownBy: Type.Number({ minimum: 1 }),
})
export type VideoLayer = Static<typeof VideoLayerSchema>

/** What a client needs to make its side of a WebRTC transport. */
export const TransportOptionsSchema = Type.Object({
  id: Text,
  iceParameters: Type.Object({
    usernameFragment: Text,
    password: Text,
    iceLite: Type.Optional(Type.Boolean()),
  }),
  iceCandidates: Type.Array(
    Type.Object({
      foundation: Text,
      priority: Type.Integer(),
      ip: Text,
      address: Text,
      protocol: Type.Union([Type.Literal('udp'), Type.Literal('tcp')]),
      port: Type.Integer({ minimum: 1, maximum: 65_535 }),
      type: Type.Union([
        Type.Literal('host'),
        Type.Literal('srflx'),
        Type.Literal('prflx'),
        Type.Literal('relay'),
      ]),
      tcpType: Type.Optional(Type.Literal('passive')),
    }),
    { maxItems: 64 },
  ),
  dtlsParameters: DtlsParametersSchema,
})
export type TransportOptions = Static<typeof TransportOptionsSchema>

/** One consumer of a stage slot (or of a tile) as its client must create it. Made paused; resumed by the client. */
export const ConsumerOptionsSchema = Type.Object({
  id: Text,
  producerId: Text,
  kind: MediaKindSchema,
  rtpParameters: RtpParametersSchema,
})
export type ConsumerOptions = Static<typeof ConsumerOptionsSchema>

export const SlotConsumerSchema = Type.Intersect([
  ConsumerOptionsSchema,
  Type.Object({ slot: SlotNameSchema }),
])
export type SlotConsumer = Static<typeof SlotConsumerSchema>
