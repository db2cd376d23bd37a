import { Type, type Static } from 'typebox'
import {
  BranchIdSchema,
  EndpointIdSchema,
  RequestIdSchema,
  RoomIdSchema,
  SessionIdSchema,
  SiteIdSchema,
  UnitIdSchema,
} from './ids.ts'
import { SessionTypeSchema } from './rest/sessionTypes.ts'
import {
  AskedKindSchema,
  type ConductView,
  FloorModeSchema,
  SpeechClockSchema,
  SpeechKindSchema,
  SpeechLimitsSchema,
  type GroupRow,
} from './conduct/floor.ts'
import {
  SiteChatViewSchema,
  SiteMessageViewSchema,
  type ChatView,
  type IncidentView,
  type MessageView,
  type TalkbackView,
} from './conduct/assistance.ts'
import { PaperViewSchema } from './conduct/papers.ts'
import { SiteRollViewSchema, type RollCallView, type RollSite } from './conduct/rollCall.ts'
import {
  MotionFieldsSchema,
  MotionResultSchema,
  SiteMotionViewSchema,
  type MotionView,
} from './conduct/vote.ts'
import { nullable } from './schema.ts'
import { SendLevelSchema, SlotNameSchema, VideoCodecSchema } from './media.ts'

/** Epoch milliseconds of the server's clock. */
export const TimeSchema = Type.Integer({ minimum: 0, description: 'epoch milliseconds, server clock' })
const Name = Type.String({ maxLength: 300 })

export const FLOOR_STATES = [
  'requested',
  'queued',
  'invited',
  'standby',
  'live',
  'done',
  'withdrawn',
  'declined',
  'revoked',
] as const
export const FloorStateSchema = Type.Union([
  Type.Literal('requested'),
  Type.Literal('queued'),
  Type.Literal('invited'),
  Type.Literal('standby'),
  Type.Literal('live'),
  Type.Literal('done'),
  Type.Literal('withdrawn'),
  Type.Literal('declined'),
  Type.Literal('revoked'),
])
export type FloorState = Static<typeof FloorStateSchema>

/** `absent`: never came; `connected`; `away`: its link is lost, its place is kept; `left`: went away for good. */
export const PresenceSchema = Type.Union([
  Type.Literal('absent'),
  Type.Literal('connected'),
  Type.Literal('away'),
  Type.Literal('left'),
])
export type Presence = Static<typeof PresenceSchema>

/** One big picture; chair and speakers at equal size; content big with the speaker small. */
export const LayoutSchema = Type.Union([
  Type.Literal('single'),
  Type.Literal('sideBySide'),
  Type.Literal('content'),
])
export type Layout = Static<typeof LayoutSchema>

/** What a site says of its own devices. */
export const DeviceStateSchema = Type.Union([
  Type.Literal('ok'),
  Type.Literal('missing'),
  Type.Literal('denied'),
  Type.Literal('silent'),
  Type.Literal('busy'),
  Type.Literal('unknown'),
])
export type DeviceState = Static<typeof DeviceStateSchema>

export const SitePlaceSchema = Type.Object({
  siteId: SiteIdSchema,
  name: Name,
  /** Names of the units above, nearest first: "Huyện Đồng Văn", "Tỉnh Hà Giang". */
  units: Type.Array(Name, { maxItems: 8 }),
})
export type SitePlace = Static<typeof SitePlaceSchema>

export const StageSlotViewSchema = Type.Object({
  slot: SlotNameSchema,
  place: SitePlaceSchema,
  /** Who speaks there; empty where nobody has said so. */
  speaker: Type.String({ maxLength: 200 }),
  /** Of a speech; null for the chair and for content. */
  kind: nullable(SpeechKindSchema),
  clock: nullable(SpeechClockSchema),
  microphoneOpen: Type.Boolean(),
  /** False while the site's link is lost: its name stays, its picture may stand still. */
  connected: Type.Boolean(),
  since: TimeSchema,
})
export type StageSlotView = Static<typeof StageSlotViewSchema>

/** Words in place of the picture: the chair's link is lost, or the chair has asked for a pause. */
export const HoldingViewSchema = Type.Object({
  reason: Type.Union([Type.Literal('chairLost'), Type.Literal('pause')]),
  /** The chair's own words for a pause; empty for none. */
  text: Type.String({ maxLength: 300 }),
  since: TimeSchema,
})
export type HoldingView = Static<typeof HoldingViewSchema>

/** A result that is on everybody's screen. */
export const ShownResultSchema = Type.Object({
  motionId: Type.String({ maxLength: 80 }),
  title: Type.String({ maxLength: 500 }),
  /** Names of the choices of a list; empty for yes, no, abstain. */
  choices: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 30 }),
  ballot: MotionFieldsSchema.properties.ballot,
  weight: MotionFieldsSchema.properties.weight,
  /** What the tiers are called, the first tier first. */
  tierNames: Type.Array(Type.Object({ vi: Name, en: Name }), { maxItems: 4 }),
  result: MotionResultSchema,
})
export type ShownResult = Static<typeof ShownResultSchema>

export const StageViewSchema = Type.Object({
  layout: LayoutSchema,
  /** Which slot is shown big where there is room for one; null: who began to speak last. */
  pinned: nullable(SlotNameSchema),
  holding: nullable(HoldingViewSchema),
  paper: nullable(PaperViewSchema),
  shownResult: nullable(ShownResultSchema),
  /** The slots that carry something now, in stage order; the others are empty. */
  slots: Type.Array(StageSlotViewSchema, { maxItems: 5 }),
})
export type StageView = Static<typeof StageViewSchema>

/** The session that a branch was detached from. */
export const ParentSessionSchema = Type.Object({
  sessionId: SessionIdSchema,
  title: Name,
  /** Whether it still meets: only then there is something to attach to. */
  open: Type.Boolean(),
})
export type ParentSessionView = Static<typeof ParentSessionSchema>

export const MeetingViewSchema = Type.Object({
  sessionId: SessionIdSchema,
  branchId: BranchIdSchema,
  title: Name,
  hostUnitName: Name,
  openedAt: TimeSchema,
  chair: nullable(SitePlaceSchema),
  /** Set while the unit meets on its own: the session that its rooms go back to. */
  parent: nullable(ParentSessionSchema),
})
export type MeetingView = Static<typeof MeetingViewSchema>

/** The media as the server wants it for one site or viewer. */
export const MediaViewSchema = Type.Object({
  roomId: nullable(RoomIdSchema),
  /** Changes when the room's slots were made anew: what was consumed before is gone. */
  generation: Type.String({ maxLength: 80 }),
  nodeReady: Type.Boolean(),
  videoCodec: VideoCodecSchema,
  /** What the site should send now. */
  send: Type.Object({ camera: SendLevelSchema, microphone: Type.Boolean(), content: Type.Boolean() }),
  /** Slots that carry the site itself: it shows its own picture there and hears nothing. */
  ownSlots: Type.Array(SlotNameSchema, { maxItems: 5 }),
})
export type MediaView = Static<typeof MediaViewSchema>

export const SiteFloorViewSchema = Type.Object({
  /** `idle` when the site has no request under way. */
  state: Type.Union([Type.Literal('idle'), FloorStateSchema]),
  requestId: nullable(RequestIdSchema),
  /** 1 is next; null when not waiting. In the district's queue while it is `requested`. */
  queuePosition: nullable(Type.Integer({ minimum: 1 })),
  kind: nullable(SpeechKindSchema),
  speaker: Type.String({ maxLength: 200 }),
  topic: Type.String({ maxLength: 300 }),
  /** The time of its speech while it is live. */
  clock: nullable(SpeechClockSchema),
  /** Over its time, its microphone closed by rule until it is given more. */
  timeIsUp: Type.Boolean(),
  microphoneOpen: Type.Boolean(),
  isChair: Type.Boolean(),
  /** Since when it speaks. */
  liveSince: nullable(TimeSchema),
  /** Why the last speech or request ended, until the next one: shown in words for a while. */
  lastOutcome: nullable(
    Type.Object({
      state: Type.Union([
        Type.Literal('done'),
        Type.Literal('withdrawn'),
        Type.Literal('declined'),
        Type.Literal('revoked'),
      ]),
      at: TimeSchema,
    }),
  ),
})
export type SiteFloorView = Static<typeof SiteFloorViewSchema>

/** The rules of the floor as a site has to know them. */
export const SiteConductViewSchema = Type.Object({
  mode: FloorModeSchema,
  limits: SpeechLimitsSchema,
  /** Null when it may ask to speak now, otherwise why not. */
  mayNotAsk: nullable(
    Type.Union([Type.Literal('lecture'), Type.Literal('queueClosed'), Type.Literal('isChair')]),
  ),
  /** What it may ask for. */
  kinds: Type.Array(AskedKindSchema, { maxItems: 3 }),
  /** Whether its request goes to its district first, and the district's name. */
  districtName: nullable(Name),
})
export type SiteConductView = Static<typeof SiteConductViewSchema>

/** For the district's own room: the requests of its communes that wait for its nomination, next first. */
export const SiteGroupViewSchema = Type.Object({
  unitId: UnitIdSchema,
  unitName: Name,
  requests: Type.Array(
    Type.Object({
      requestId: RequestIdSchema,
      siteId: SiteIdSchema,
      name: Name,
      kind: SpeechKindSchema,
      speaker: Type.String({ maxLength: 200 }),
      topic: Type.String({ maxLength: 300 }),
      requestedAt: TimeSchema,
    }),
    { maxItems: 200 },
  ),
})
export type SiteGroupView = Static<typeof SiteGroupViewSchema>

/** An urgent call that somebody at the site should answer. */
export const RingViewSchema = Type.Object({
  sessionId: SessionIdSchema,
  /** Why, in the caller's words. */
  reason: Name,
  title: Name,
  hostUnitName: Name,
  since: TimeSchema,
  /** The session in which the site sits now, and which it leaves by answering; null when it sits in none. */
  busyWith: nullable(Type.Object({ title: Name, isChair: Type.Boolean() })),
  /** The page answers by itself after so many seconds of ringing; null where somebody has to. */
  answersAfterSeconds: nullable(Type.Integer({ minimum: 0 })),
})
export type RingView = Static<typeof RingViewSchema>

/** A session that a site is invited to, as its page counts down to it. */
export const UpcomingSessionSchema = Type.Object({
  sessionId: SessionIdSchema,
  title: Name,
  type: SessionTypeSchema,
  state: Type.Union([Type.Literal('scheduled'), Type.Literal('rehearsing')]),
  startsAt: TimeSchema,
  /** When the rehearsal is; null for none. */
  rehearsalAt: nullable(TimeSchema),
  hostUnitName: Name,
  chairPerson: Name,
  chairSiteName: Name,
})
export type UpcomingSession = Static<typeof UpcomingSessionSchema>

/** Everything that a site's page shows. One entity a key. */
export const SITE_VIEW = {
  self: Type.Object({
    place: SitePlaceSchema,
    /** Number of the duty crew to call; empty when none is configured. */
    helpPhone: Type.String({ maxLength: 40 }),
  }),
  meeting: nullable(MeetingViewSchema),
  ring: nullable(RingViewSchema),
  /** What comes next, soonest first. */
  upcoming: Type.Array(UpcomingSessionSchema, { maxItems: 5 }),
  floor: SiteFloorViewSchema,
  conduct: nullable(SiteConductViewSchema),
  group: nullable(SiteGroupViewSchema),
  stage: StageViewSchema,
  media: MediaViewSchema,
  rollCall: nullable(SiteRollViewSchema),
  /** What is open, what was closed last, and the one whose result is shown. */
  motions: Type.Array(SiteMotionViewSchema, { maxItems: 20 }),
  /** With the duty crew. */
  chat: SiteChatViewSchema,
  messages: Type.Array(SiteMessageViewSchema, { maxItems: 20 }),
  /** Somebody of the crew speaks with this site off air. */
  talkback: nullable(Type.Object({ by: Type.String({ maxLength: 200 }), since: TimeSchema })),
} as const
export type SiteView = { [K in keyof typeof SITE_VIEW]: Static<(typeof SITE_VIEW)[K]> }

export const SiteRowSchema = Type.Object({
  siteId: SiteIdSchema,
  presence: PresenceSchema,
  /** When the presence last changed; null while absent. */
  since: nullable(TimeSchema),
  /** When the server last heard from it. */
  lastHeardAt: nullable(TimeSchema),
  isChair: Type.Boolean(),
  floor: Type.Union([Type.Literal('idle'), FloorStateSchema]),
  microphoneOpen: Type.Boolean(),
  slot: nullable(SlotNameSchema),
  camera: DeviceStateSchema,
  microphone: DeviceStateSchema,
  /** Of an urgent call: `unreachable` while its page is not there; it rings as soon as that is back. */
  ring: nullable(
    Type.Union([Type.Literal('ringing'), Type.Literal('answered'), Type.Literal('unreachable')]),
  ),
  answeredAt: nullable(TimeSchema),
  /** The other session in which a site sits that is called and has not answered. */
  busyWith: nullable(Type.Object({ title: Name, isChair: Type.Boolean() })),
  /** Its WebRTC transports are connected. */
  mediaConnected: Type.Boolean(),
  /** The district that it belongs to within the session; null for those directly below the host. */
  groupUnitId: nullable(UnitIdSchema),
  /** How often and how long it has spoken in this session. */
  speechCount: Type.Integer({ minimum: 0 }),
  spokenMs: Type.Integer({ minimum: 0 }),
  /** Whether its microphone may be opened from afar. */
  remoteMicrophone: Type.Boolean(),
})
export type SiteRow = Static<typeof SiteRowSchema>

export const RequestRowSchema = Type.Object({
  requestId: RequestIdSchema,
  siteId: SiteIdSchema,
  state: FloorStateSchema,
  requestedAt: TimeSchema,
  stateSince: TimeSchema,
  /** 1 is next, among those that wait (`requested`: in its district's queue); null when invited, on standby or live. */
  queuePosition: nullable(Type.Integer({ minimum: 1 })),
  slot: nullable(SlotNameSchema),
  kind: SpeechKindSchema,
  /** Who speaks for the site, and on what; empty where it has not said. */
  speaker: Type.String({ maxLength: 200 }),
  topic: Type.String({ maxLength: 300 }),
  /** The item of the agenda that it is the paper of. */
  itemId: nullable(Type.String({ maxLength: 80 })),
  /** The district in whose queue it is or was. */
  groupUnitId: nullable(UnitIdSchema),
  /** Whether the district has nominated it. */
  nominated: Type.Boolean(),
  /** Whether the chair called it without its asking. */
  calledByChair: Type.Boolean(),
  /** What the operator has found of it on standby; null before. */
  check: nullable(Type.Object({ picture: Type.Boolean(), sound: Type.Boolean() })),
  clock: nullable(SpeechClockSchema),
  timeIsUp: Type.Boolean(),
  /** A question put in between: the speaker's time stands still. */
  interposed: Type.Boolean(),
})
export type RequestRow = Static<typeof RequestRowSchema>

export const SessionHeadSchema = Type.Object({
  sessionId: SessionIdSchema,
  branchId: BranchIdSchema,
  title: Name,
  hostUnitId: UnitIdSchema,
  hostUnitName: Name,
  chairSiteId: nullable(SiteIdSchema),
  openedAt: TimeSchema,
  closedAt: nullable(TimeSchema),
  siteCount: Type.Integer({ minimum: 0 }),
  connectedCount: Type.Integer({ minimum: 0 }),
  videoCodec: VideoCodecSchema,
  speakerPlaces: Type.Integer({ minimum: 1, maximum: 3 }),
  /** Whether who looks may conduct it: as crew of its host unit or of one above, or by a role in the session itself. */
  mayConduct: Type.Boolean(),
  /** Set for a branch: what it was detached from. */
  parent: nullable(ParentSessionSchema),
  /** Set for an urgent call: why, how many sites are called, and how many have answered. */
  urgent: nullable(
    Type.Object({
      reason: Name,
      called: Type.Integer({ minimum: 0 }),
      answered: Type.Integer({ minimum: 0 }),
    }),
  ),
})
export type SessionHead = Static<typeof SessionHeadSchema>

/** A unit that has left the session for a meeting of its own. */
export const BranchRowSchema = Type.Object({
  sessionId: SessionIdSchema,
  unitId: UnitIdSchema,
  unitName: Name,
  since: TimeSchema,
  siteCount: Type.Integer({ minimum: 0 }),
  connectedCount: Type.Integer({ minimum: 0 }),
  /** Those of its sites that the viewer may see. */
  siteIds: Type.Array(SiteIdSchema, { maxItems: 2_000 }),
})
export type BranchRow = Static<typeof BranchRowSchema>

/**
 * View of one session for a console: fixed keys, and one key a site (`site:ID`, its part of the roll call `roll:ID`,
 * what it writes to the crew `chat:ID`, who of the crew speaks with it `talkback:ID`), a request (`request:ID`), a
 * detached branch (`branch:SESSION`), a district (`group:UNIT`), a motion (`motion:ID`), a message (`message:ID`) and
 * an incident that was noted (`incident:ID`).
 */
export type SessionView = {
  session: SessionHead
  conduct: ConductView
  stage: StageView
  media: MediaView
  rollCall: RollCallView
  [roll: `roll:${string}`]: RollSite
  [group: `group:${string}`]: GroupRow
  [motion: `motion:${string}`]: MotionView
  [chat: `chat:${string}`]: ChatView
  [message: `message:${string}`]: MessageView
  [talkback: `talkback:${string}`]: TalkbackView
  [incident: `incident:${string}`]: IncidentView
  [site: `site:${string}`]: SiteRow
  [request: `request:${string}`]: RequestRow
  [branch: `branch:${string}`]: BranchRow
}

/** What the console knows beside a session: the sessions in scope and the health of the bridge. */
export const BridgeHealthSchema = Type.Object({
  serverTime: TimeSchema,
  version: Type.String(),
  nodes: Type.Array(
    Type.Object({
      nodeId: Type.String({ maxLength: 80 }),
      connected: Type.Boolean(),
      workers: Type.Integer({ minimum: 0 }),
      endpoints: Type.Integer({ minimum: 0 }),
      since: TimeSchema,
    }),
    { maxItems: 64 },
  ),
})
export type BridgeHealth = Static<typeof BridgeHealthSchema>

/** Which directory holds: when either changes, what was read of it is read again. */
export const DirectoryStateSchema = Type.Object({
  revision: Type.Integer({ minimum: 1 }),
  /** The day that it is of. */
  on: Type.String({ maxLength: 10 }),
})
export type DirectoryState = Static<typeof DirectoryStateSchema>

/** View `bridge`: `health`, `directory`, `plan`, one key a session in scope (`session:ID`), one a paired site (`pairing:SITE`). */
export type BridgeView = {
  health: BridgeHealth
  /** Another number after every change of any planned session: lists are read again then. */
  plan: { revision: number }
  directory: DirectoryState
  [session: `session:${string}`]: SessionHead
  [pairing: `pairing:${string}`]: { siteId: string; pairedAt: number }
}

export const ViewSelectorSchema = Type.Union([
  Type.Object({ view: Type.Literal('site') }, { additionalProperties: false }),
  Type.Object({ view: Type.Literal('bridge') }, { additionalProperties: false }),
  Type.Object({ view: Type.Literal('session'), sessionId: SessionIdSchema }, { additionalProperties: false }),
])
export type ViewSelector = Static<typeof ViewSelectorSchema>

export const SnapshotSchema = Type.Object({
  subscription: Type.String({ maxLength: 80 }),
  n: Type.Literal(0),
  entities: Type.Record(Type.String(), Type.Unknown()),
})
export type Snapshot = Static<typeof SnapshotSchema>

export const DeltaSchema = Type.Object({
  subscription: Type.String({ maxLength: 80 }),
  /** 1, 2, 3 … without gaps within a subscription; after a gap, subscribe again. */
  n: Type.Integer({ minimum: 1 }),
  set: Type.Record(Type.String(), Type.Unknown()),
  remove: Type.Array(Type.String()),
})
export type Delta = Static<typeof DeltaSchema>

export const EndpointGenerationSchema = Type.Object({
  endpointId: EndpointIdSchema,
  generation: Type.String({ maxLength: 80 }),
})
