import type { DocumentId, MotionFields, UnitId } from '@diem-cau/protocol'
import * as fc from 'fast-check'
import type { BranchCommand, CommandOf } from './commands.ts'
import { PLAIN_CONDUCT, type ConductSettings } from './conduct.ts'
import type { BranchState } from './state.ts'
import { CHAIR, OPENED_AT, page, paperItem, requestOf, rosterEntry, site } from './testing.ts'

/* What sites, districts, operators and crew may think of: for specifications by properties. */

export const GRACE_MS = 30_000
export const SITES = [CHAIR, ...['a', 'b', 'c', 'd', 'e'].map(site)]
const STRANGER = site('stranger')
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
const DOCUMENT = 'document-1' as DocumentId

/** Two districts, `d1` with its own room `a` and the commune `b`, `d2` with `d` and `e`; and `c`, which is in none. */
export const LIVELY: ConductSettings = {
  ...PLAIN_CONDUCT,
  delegation: true,
  deputyChairSiteId: site('c'),
  limits: {
    paperSeconds: 120,
    discussionSeconds: 90,
    questionSeconds: 30,
    pointOfOrderSeconds: 10,
    atEnd: 'closeMicrophone',
  },
  agenda: [paperItem('p1', 'c', 2), paperItem('p2', 'b'), paperItem('p3', 'e'), paperItem('all', null)],
  roster: [
    rosterEntry(CHAIR),
    rosterEntry('a', { district: 'd1', own: true }),
    rosterEntry('b', { district: 'd1', remoteMicrophone: false }),
    rosterEntry('c', { remoteMicrophone: false }),
    rosterEntry('d', { district: 'd2', own: true }),
    rosterEntry('e', { district: 'd2' }),
  ],
}

const anySite = fc.constantFrom(...SITES, STRANGER)
const anySiteOrNone = fc.option(anySite, { nil: null })
const anyPage = fc.constantFrom('1', '2', '3')
/** Stands for a place among the requests that are there, or for one that is not: see `aimed`. */
const anyRequest = fc.nat(30).map((n) => requestOf(String(n)))
const open = fc.boolean()
const anyKind = fc.constantFrom('discussion', 'question', 'pointOfOrder')
const anyItem = fc.constantFrom('p1', 'p2', 'p3', 'all', 'none')
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
const anyUnit = fc.constantFrom('d1', 'd2', 'nowhere').map((unitId) => unitId as UnitId)
const anyMotion = fc.constantFrom('m1', 'm2')
const nobody = fc.constant('')
const siteAndPage = { siteId: anySite, instance: anyPage.map(page) }
const call = { siteId: anySite, newRequestId: fc.constant(requestOf('new')) }
const words = { kind: anyKind, speaker: nobody, topic: nobody }
const anyMode = fc.oneof(
  fc.constantFrom({ mode: 'chairGives' } as const, { mode: 'agenda' } as const, { mode: 'lecture' } as const),
  fc.integer({ min: 1, max: 3 }).map((maxOpen) => ({ mode: 'free', maxOpen }) as const),
)
const ballot = fc.constantFrom<MotionFields['ballot']>('open', 'secret')
const anyFields: fc.Arbitrary<MotionFields> = fc.record({
  title: fc.constant('Biểu quyết'),
  text: nobody,
  ballot,
  question: fc.constant({ form: 'yesNo' as const }),
  weight: fc.constantFrom('site', 'delegates'),
  majority: fc.constant({ basis: 'cast', numerator: 1, denominator: 2, compare: 'moreThan' } as const),
  chairDecidesTie: fc.boolean(),
  seconds: fc.option(fc.constant(20), { nil: null }),
})
const anyVotes = fc.nat(2).map((choice) => [0, 1, 2].map((n) => (n === choice ? 1 : 0)))

type Fields<T> = { [K in keyof T as K extends 'type' ? never : K]: fc.Arbitrary<Exclude<T[K], undefined>> }
type Weighted = fc.WeightedArbitrary<BranchCommand>
const of = <T extends BranchCommand['type']>(
  weight: number,
  type: T,
  fields: Fields<CommandOf<T>>,
): Weighted => ({
  weight,
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the fields are of the type that is named
  arbitrary: fc.record({ type: fc.constant(type), ...fields }) as unknown as fc.Arbitrary<BranchCommand>,
})

const COMING_AND_GOING = [
  of(14, 'JoinSite', siteAndPage),
  of(6, 'DropSite', siteAndPage),
  of(2, 'LeaveSite', siteAndPage),
  of(1, 'UnseatSite', { siteId: anySite }),
  of(6, 'Tick', {}),
  of(1, 'ResumeAfterOutage', { lastAliveAt: fc.nat(200_000).map((ms) => OPENED_AT + ms) }),
]

const OF_SITES = [
  of(9, 'RequestFloor', { ...call, ...words }),
  of(1, 'DescribeOwnSpeech', { siteId: anySite, ...words }),
  of(2, 'WithdrawRequest', { siteId: anySite }),
  of(3, 'AcceptInvitation', { siteId: anySite }),
  of(2, 'EndOwnSpeech', { siteId: anySite }),
  of(6, 'SetOwnMicrophone', { siteId: anySite, open }),
  of(3, 'StartContent', { siteId: anySite }),
  of(1, 'StopContent', { siteId: anySite }),
]

const OF_THE_FLOOR = [
  of(3, 'InviteSpeaker', call),
  of(3, 'PrepareSpeaker', call),
  of(10, 'GrantFloor', { ...call, alongside: fc.boolean(), interposed: fc.boolean() }),
  of(2, 'FinishSpeech', { requestId: anyRequest }),
  of(2, 'RevokeFloor', { requestId: anyRequest }),
  of(1, 'DeclineRequest', { requestId: anyRequest }),
  of(2, 'RequeueRequest', { requestId: anyRequest }),
  of(3, 'MoveRequest', { requestId: anyRequest, position: fc.integer({ min: 1, max: 12 }) }),
  of(1, 'DescribeSpeech', { requestId: anyRequest, ...words }),
  of(2, 'CheckStandby', { requestId: anyRequest, picture: fc.boolean(), sound: fc.boolean() }),
  of(3, 'ExtendSpeech', { requestId: anyRequest, seconds: fc.integer({ min: -60, max: 60 }) }),
]

const OF_DISTRICTS = [
  of(4, 'NominateRequest', { requestId: anyRequest, bySiteId: anySiteOrNone }),
  of(1, 'DeclineNominee', { requestId: anyRequest, bySiteId: anySiteOrNone }),
  of(1, 'MoveNominee', { requestId: anyRequest, position: fc.integer({ min: 1, max: 3 }) }),
  of(2, 'ReturnRequest', { requestId: anyRequest }),
  of(1, 'SetDelegation', { on: fc.boolean() }),
  of(1, 'SetQueue', { unitId: fc.option(anyUnit, { nil: null }), open: fc.oneof(open, fc.constant(true)) }),
]

const OF_THE_STAGE = [
  of(2, 'SetFloorMode', { mode: anyMode }),
  of(1, 'SetLimits', {
    limits: fc.constantFrom(LIVELY.limits, { ...LIVELY.limits, atEnd: 'sign' as const }),
  }),
  of(3, 'CallPaper', {
    itemId: fc.option(anyItem, { nil: null }),
    newRequestId: fc.constant(requestOf('new')),
  }),
  of(1, 'BeginAgendaItem', { itemId: anyItem }),
  of(1, 'FinishAgendaItem', {}),
  of(1, 'SkipAgendaItem', { itemId: anyItem, skipped: fc.boolean() }),
  of(4, 'SetMicrophone', { siteId: anySite, open }),
  of(1, 'CloseAllMicrophonesButStage', {}),
  of(3, 'ChangeChair', { siteId: anySite }),
  of(1, 'SetDeputy', { siteId: anySiteOrNone }),
  of(3, 'PinSite', { siteId: anySiteOrNone }),
  of(1, 'CutToChair', {}),
  of(1, 'HoldStage', { text: fc.constantFrom('Tạm dừng', null, null) }),
  of(1, 'SetLayout', { layout: fc.constantFrom('single', 'sideBySide', 'content') }),
  of(1, 'EndContent', {}),
]

const BESIDE_THE_FLOOR = [
  of(1, 'OpenRollCall', { anew: fc.boolean() }),
  of(3, 'AnswerRollCall', {
    siteId: anySite,
    present: fc.nat(5),
    invited: fc.nat(6),
    head: nobody,
    by: fc.constantFrom('site', 'crew'),
  }),
  of(1, 'ProposeMotion', { newMotionId: anyMotion, fields: anyFields }),
  of(2, 'OpenVoting', { motionId: anyMotion, newFreezeId: fc.uuid(), withoutQuorum: fc.boolean() }),
  of(4, 'CastBallot', {
    motionId: anyMotion,
    siteId: anySite,
    votes: anyVotes,
    sealed: fc.option(fc.constant('sealed'), { nil: null }),
    by: fc.constantFrom('site', 'crew'),
  }),
  of(1, 'CloseVoting', { motionId: anyMotion }),
  of(1, 'ShowResult', { motionId: fc.option(anyMotion, { nil: null }) }),
  of(2, 'OpenPaper', {
    documentId: fc.constant(DOCUMENT),
    name: nobody,
    page: fc.constant(1),
    pages: fc.constant(null),
  }),
  of(4, 'StartTalkback', { siteId: anySite, viewerId: fc.constantFrom('v1', 'v2'), by: nobody }),
  of(1, 'StopTalkback', { siteId: anySite, reason: fc.constantFrom('crew', 'consoleLost') }),
]

const anyCommand: fc.Arbitrary<BranchCommand> = fc.oneof(
  ...COMING_AND_GOING,
  ...OF_SITES,
  ...OF_THE_FLOOR,
  ...OF_DISTRICTS,
  ...OF_THE_STAGE,
  ...BESIDE_THE_FLOOR,
)

export interface Step {
  command: BranchCommand
  /** Milliseconds that have passed before it. */
  passedMs: number
}
export const anyStep: fc.Arbitrary<Step> = fc.record({
  command: anyCommand,
  passedMs: fc.oneof(
    { weight: 8, arbitrary: fc.nat(4_000) },
    { weight: 2, arbitrary: fc.integer({ min: GRACE_MS - 500, max: GRACE_MS + 5_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -100_000, max: 0 }) },
  ),
})

/** A command about some request becomes one about a request that is there, mostly. */
export function aimed(command: BranchCommand, state: BranchState): BranchCommand {
  if (!('requestId' in command) || state.status !== 'open') return command
  const n = Number(command.requestId)
  const speech = n > 26 ? undefined : state.speeches[n % Math.max(1, state.speeches.length)]
  return speech === undefined ? command : { ...command, requestId: speech.requestId }
}
