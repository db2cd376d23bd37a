import { Type, type Static } from 'typebox'
import { NoticeTargetSchema } from '../conduct/assistance.ts'
import { AgendaStateSchema, SpeechKindSchema } from '../conduct/floor.ts'
import { FrozenRollSchema, FrozenRowSchema, RollAnswerSchema } from '../conduct/rollCall.ts'
import {
  BallotSchema,
  MotionFieldsSchema,
  MotionResultSchema,
  MotionStateSchema,
  WithdrawnReasonSchema,
} from '../conduct/vote.ts'
import { BranchIdSchema, RequestIdSchema, SessionIdSchema, SiteIdSchema, UnitIdSchema } from '../ids.ts'
import { SessionTypeSchema } from '../rest/sessionTypes.ts'
import { nullable } from '../schema.ts'

/* What a session was, read from its log alone. Times are epoch milliseconds, lengths milliseconds. */

const At = Type.Integer({ minimum: 0, description: 'epoch milliseconds' })
const Length = Type.Integer({ minimum: 0, description: 'milliseconds' })
const Count = Type.Integer({ minimum: 0 })
const Text = Type.String()
const Tier = Type.Integer({ minimum: 1, maximum: 4 })

/** A site with its names as they were on the day. */
const PLACE = {
  siteId: SiteIdSchema,
  name: Text,
  unitName: Text,
  tier: Tier,
  /** The district within the session; null for those directly below the host. */
  groupUnitId: nullable(UnitIdSchema),
  groupName: Text,
}

const HeadSchema = Type.Object({
  title: Text,
  /** Null where an old log does not say. */
  type: nullable(SessionTypeSchema),
  hostUnitId: UnitIdSchema,
  hostUnitName: Text,
  startedAt: At,
  /** Null while it goes on. */
  endedAt: nullable(At),
  durationMs: Length,
  /** Of a unit that met on its own: the session that it came from. */
  parent: nullable(Type.Object({ sessionId: SessionIdSchema, title: Text })),
  /** Of an urgent call: why. */
  urgentReason: nullable(Text),
  /** Who had the chair, in order. The person is known only where the plan named one for that site. */
  chairs: Type.Array(Type.Object({ ...PLACE, person: Text, from: At, until: At })),
  tierNames: Type.Array(Type.Object({ tier: Tier, name: Type.Object({ vi: Text, en: Text }) })),
})

/** A unit whose rooms left for a meeting of their own, which has a report of its own. */
const ReportBranchSchema = Type.Object({
  branchId: BranchIdSchema,
  sessionId: SessionIdSchema,
  unitId: UnitIdSchema,
  unitName: Text,
  title: Text,
  chairSiteId: SiteIdSchema,
  chairName: Text,
  siteIds: Type.Array(SiteIdSchema),
  from: At,
  /** Null while it meets, or where it was still away when the session ended. */
  until: nullable(At),
  speechCount: Count,
  spokenMs: Length,
})

const OnAirSchema = Type.Union([Type.Literal('speaking'), Type.Literal('chairing')])

const OutageSchema = Type.Object({
  from: At,
  until: At,
  lengthMs: Length,
  /** `back`: it came back; `left`: it was taken out; `moved`: it went over into a branch or back; `never`: not before the end. */
  ended: Type.Union([
    Type.Literal('back'),
    Type.Literal('left'),
    Type.Literal('moved'),
    Type.Literal('never'),
  ]),
  /** Longer than the grace: floor and microphone were gone. */
  lapsed: Type.Boolean(),
  onAir: nullable(OnAirSchema),
  /** Null for the session itself. */
  branchId: nullable(BranchIdSchema),
})

const AttendanceRowSchema = Type.Object({
  ...PLACE,
  state: Type.Union([Type.Literal('came'), Type.Literal('excused'), Type.Literal('absent')]),
  firstJoinedAt: nullable(At),
  /** How long after the opening it came, where that was after the roll had first been frozen or closed. */
  lateMs: nullable(Length),
  /** When it left for good; null where it stayed until the end, or is there. */
  leftAt: nullable(At),
  connectedMs: Length,
  outages: Type.Array(OutageSchema),
  outageMs: Length,
  longestOutageMs: Length,
  /** Share of the time between coming and leaving that it was connected; null for a site that never came. */
  availability: nullable(Type.Number({ minimum: 0, maximum: 1 })),
  /** Its last answer to the roll call. */
  answer: nullable(RollAnswerSchema),
  excuse: nullable(Text),
  /** Of an urgent call: when somebody answered. */
  answeredAt: nullable(At),
})

const AttendanceTotalsSchema = Type.Object({
  sites: Count,
  came: Count,
  late: Count,
  excused: Count,
  absent: Count,
  /** Delegates, by the answers to the roll call. */
  present: Count,
  invited: Count,
  answers: Count,
  outages: Count,
  outageMs: Length,
  connectedMs: Length,
})

const AttendanceSchema = Type.Object({
  rows: Type.Array(AttendanceRowSchema),
  totals: AttendanceTotalsSchema,
  byTier: Type.Array(Type.Object({ tier: Tier, totals: AttendanceTotalsSchema })),
  byGroup: Type.Array(
    Type.Object({ unitId: nullable(UnitIdSchema), name: Text, totals: AttendanceTotalsSchema }),
  ),
})

/** A roll that was frozen as evidence: as it is in the log. */
const ReportRollSchema = Type.Object({
  ...FrozenRollSchema.properties,
  rows: Type.Array(FrozenRowSchema),
})

const ReportItemSchema = Type.Object({
  itemId: Text,
  kind: Text,
  title: Text,
  person: Text,
  siteId: nullable(SiteIdSchema),
  siteName: Text,
  plannedMs: Length,
  state: AgendaStateSchema,
  begunAt: nullable(At),
  endedAt: nullable(At),
  actualMs: Length,
  /** Speeches that were its paper. */
  speechCount: Count,
})

const ReportAgendaSchema = Type.Object({
  items: Type.Array(ReportItemSchema),
  plannedMs: Length,
  actualMs: Length,
  notReached: Count,
  skipped: Count,
})

/** `unheard`: it ended while the request waited. `live` and `waiting`: it goes on. */
export const SpeechOutcomeSchema = Type.Union([
  Type.Literal('done'),
  Type.Literal('revoked'),
  Type.Literal('withdrawn'),
  Type.Literal('declined'),
  Type.Literal('unheard'),
  Type.Literal('live'),
  Type.Literal('waiting'),
])
export type SpeechOutcome = Static<typeof SpeechOutcomeSchema>

/** One time on the floor. A speaker whose link was lost may come back and have another one. */
const StintSchema = Type.Object({
  from: At,
  until: At,
  /** Of it the time did not count: somebody put a question in between, or its own link was lost. */
  pausedMs: Length,
  /** Null: as long as it takes. */
  limitMs: nullable(Length),
})

const ReportSpeechSchema = Type.Object({
  ...PLACE,
  requestId: RequestIdSchema,
  kind: SpeechKindSchema,
  speaker: Text,
  topic: Text,
  /** The item of the agenda whose paper it is; empty title where it was not planned. */
  itemId: nullable(Text),
  itemTitle: Text,
  /** The chair called, nobody had asked. */
  calledByChair: Type.Boolean(),
  askedAt: At,
  nominated: nullable(Type.Object({ unitId: UnitIdSchema, unitName: Text, at: At })),
  invitedAt: nullable(At),
  standbyAt: nullable(At),
  check: nullable(Type.Object({ picture: Type.Boolean(), sound: Type.Boolean() })),
  /** From asking until the floor was given, or the request ended without; null where the chair called. */
  waitedMs: nullable(Length),
  stints: Type.Array(StintSchema),
  /** Of its own time: what was put in between does not count, nor a lost link. */
  spokenMs: Length,
  pausedMs: Length,
  /** Of its last time on the floor. */
  limitMs: nullable(Length),
  extensions: Count,
  overMs: Length,
  /** A question put in between while somebody else had the floor. */
  interposed: Type.Boolean(),
  outcome: SpeechOutcomeSchema,
  /** Who or what ended it, as the log names it. */
  endedBy: nullable(Text),
  endedAt: nullable(At),
})

const SpeakingSchema = Type.Object({
  speeches: Count,
  planned: Count,
  spokenMs: Length,
  sitesSpoken: Count,
  byGroup: Type.Array(
    Type.Object({
      unitId: nullable(UnitIdSchema),
      name: Text,
      sites: Count,
      sitesSpoken: Count,
      speeches: Count,
      spokenMs: Length,
    }),
  ),
  /** Sites that came and never had the floor nor the chair. */
  silent: Type.Array(Type.Object(PLACE)),
})

const ReportVoteSchema = Type.Object({
  motionId: Text,
  fields: MotionFieldsSchema,
  state: MotionStateSchema,
  openedAt: nullable(At),
  closedAt: nullable(At),
  closedBy: nullable(Type.Union([Type.Literal('time'), Type.Literal('chair'), Type.Literal('everybody')])),
  /** The roll that was frozen when it opened. */
  freezeId: nullable(Text),
  withoutQuorum: Type.Boolean(),
  /** Votes that could be cast, by how many sites, and how many of these have. */
  entitled: Count,
  entitledSites: Count,
  castSites: Count,
  result: nullable(MotionResultSchema),
  withdrawn: nullable(WithdrawnReasonSchema),
  /** Of a secret ballot only who has voted, never how. */
  rights: Type.Array(
    Type.Object({
      ...PLACE,
      weight: Count,
      voted: Type.Boolean(),
      /** Entered by the crew, as for a site that voted by telephone. */
      byCrew: Type.Boolean(),
      ballot: nullable(BallotSchema),
    }),
  ),
})

const ReportPaperSchema = Type.Object({
  name: Text,
  from: At,
  until: At,
  pages: nullable(Type.Integer({ minimum: 1 })),
  /** Different pages that were open. */
  pagesShown: Count,
  presenters: Type.Array(Type.Object(PLACE)),
})

const ReportContentSchema = Type.Object({ ...PLACE, from: At, until: At })

const IncidentSchema = Type.Object({
  kind: Type.Union([
    Type.Literal('noted'),
    Type.Literal('speakerLost'),
    Type.Literal('chairLost'),
    Type.Literal('held'),
    Type.Literal('cutToChair'),
    Type.Literal('serverOutage'),
    Type.Literal('ballotsLost'),
  ]),
  /** Null where the log does not say since when. */
  from: nullable(At),
  /** Null for what has no length. */
  until: nullable(At),
  siteId: nullable(SiteIdSchema),
  siteName: Text,
  text: Text,
  by: Text,
  /** Null for the session itself. */
  branchId: nullable(BranchIdSchema),
})

const HelpSchema = Type.Object({
  messages: Type.Array(
    Type.Object({
      at: At,
      text: Text,
      by: Text,
      target: NoticeTargetSchema,
      targetName: Text,
      sites: Count,
      read: Count,
    }),
  ),
  chats: Type.Array(Type.Object({ ...PLACE, fromSite: Count, fromCrew: Count })),
  fromSites: Count,
  fromCrew: Count,
  talkbacks: Count,
  talkbackMs: Length,
})

const QualitySchema = Type.Object({
  /** Loss, delay, jitter and the rest against their targets; null while nobody measures. */
  measured: Type.Null(),
  came: Count,
  withoutOutage: Count,
  outages: Count,
  outageMs: Length,
  longestOutageMs: Length,
  availability: nullable(Type.Number({ minimum: 0, maximum: 1 })),
})

/** Where in a recording something begins. */
const ChapterSchema = Type.Object({
  offsetMs: Length,
  kind: Type.Union([Type.Literal('item'), Type.Literal('speech'), Type.Literal('vote')]),
  title: Text,
  siteId: nullable(SiteIdSchema),
})

export const ReportSchema = Type.Object({
  sessionId: SessionIdSchema,
  branchId: BranchIdSchema,
  /** Grows with what happened, and with the time while it goes on. */
  version: Type.Integer({ minimum: 1 }),
  live: Type.Boolean(),
  /** The figures are as of then. */
  until: At,
  /** `own`: only the viewer's own sites. */
  scope: Type.Union([Type.Literal('whole'), Type.Literal('own')]),
  head: HeadSchema,
  branches: Type.Array(ReportBranchSchema),
  attendance: AttendanceSchema,
  rolls: Type.Array(ReportRollSchema),
  agenda: ReportAgendaSchema,
  register: Type.Array(ReportSpeechSchema),
  speaking: SpeakingSchema,
  votes: Type.Array(ReportVoteSchema),
  papers: Type.Array(ReportPaperSchema),
  contents: Type.Array(ReportContentSchema),
  incidents: Type.Array(IncidentSchema),
  help: HelpSchema,
  quality: QualitySchema,
  chapters: Type.Array(ChapterSchema),
})
export type Incident = Report['incidents'][number]
export interface Report extends Static<typeof ReportSchema> {}
export type ReportSpeech = Report['register'][number]
export type ReportVote = Report['votes'][number]
export type ReportRoll = Report['rolls'][number]
export type AttendanceRow = Report['attendance']['rows'][number]
export type AttendanceTotals = Report['attendance']['totals']
export type Outage = AttendanceRow['outages'][number]
