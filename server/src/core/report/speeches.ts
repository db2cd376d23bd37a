import type { RequestId, SiteId, SpeechKind, SpeechOutcome, UnitId } from '@diem-cau/protocol'
import type { BranchEvent } from '../branch/events.ts'
import { presenceIn } from './presence.ts'
import { readThrough, type Readers } from './readers.ts'
import { lengthOf, overlapOf, unionOf } from './spans.ts'
import type { LoggedEvent, Span, Window } from './types.ts'

/** One time on the floor. */
export interface Stint extends Span {
  readonly pausedMs: number
  readonly limitMs: number | null
}

interface OpenStint {
  from: number
  until: number | null
  limitMs: number | null
  interposed: boolean
}

/** A request to speak with all that became of it. */
interface Draft {
  requestId: RequestId
  siteId: SiteId
  kind: SpeechKind
  speaker: string
  topic: string
  itemId: string | null
  calledByChair: boolean
  askedAt: number
  nominated: { unitId: UnitId; at: number } | null
  invitedAt: number | null
  standbyAt: number | null
  check: { picture: boolean; sound: boolean } | null
  stints: OpenStint[]
  extensions: number
  outcome: SpeechOutcome
  endedBy: string | null
  endedAt: number | null
}

export interface LoggedSpeech extends Omit<Draft, 'stints'> {
  readonly stints: readonly Stint[]
  readonly interposed: boolean
}

/** All requests to speak of a branch, in the order of asking. */
export function speechesIn(events: readonly LoggedEvent[], window: Window): LoggedSpeech[] {
  const drafts = new Map<RequestId, Draft>()
  readThrough(events, readersOf(drafts))
  const all = [...drafts.values()]
  for (const draft of all) finish(draft, window)
  const interposed = unionOf(
    all.flatMap(({ stints }) =>
      stints.filter((stint) => stint.interposed).map((stint) => spanOf(stint, window)),
    ),
  )
  const tracks = presenceIn(events, window)
  return all.map((draft) => {
    const lost = tracks.get(draft.siteId)?.outages ?? []
    return settled(draft, { lost, standing: unionOf([...interposed, ...lost]) }, window)
  })
}

type Asked = Extract<BranchEvent, { type: 'FloorRequested' }>['data']

function asked(data: Asked, at: number): Draft {
  return {
    requestId: data.requestId,
    siteId: data.siteId,
    kind: data.kind ?? 'discussion',
    speaker: data.speaker ?? '',
    topic: data.topic ?? '',
    itemId: data.itemId ?? null,
    calledByChair: data.calledByChair,
    askedAt: at,
    nominated: null,
    invitedAt: null,
    standbyAt: null,
    check: null,
    stints: [],
    extensions: 0,
    outcome: 'waiting',
    endedBy: null,
    endedAt: null,
  }
}

function readersOf(drafts: Map<RequestId, Draft>): Readers {
  const of =
    <T extends { requestId: RequestId }>(change: (draft: Draft, data: T, at: number) => void) =>
    (data: T, at: number): void => {
      const draft = drafts.get(data.requestId)
      if (draft !== undefined) change(draft, data, at)
    }
  return {
    FloorRequested: (data, at) => void drafts.set(data.requestId, asked(data, at)),
    SpeechDescribed: of((draft, { kind, speaker, topic }) => Object.assign(draft, { kind, speaker, topic })),
    RequestQueued: of((draft, { nominatedBy }, at) => {
      if (nominatedBy !== undefined) draft.nominated = { unitId: nominatedBy, at }
    }),
    RequestReturned: of((draft) => Object.assign(draft, { nominated: null })),
    StandbyChecked: of((draft, { picture, sound }) => Object.assign(draft, { check: { picture, sound } })),
    SpeakerInvited: of((draft, _data, at) => Object.assign(draft, { invitedAt: draft.invitedAt ?? at })),
    SpeakerOnStandby: of((draft, _data, at) => {
      endStint(draft, at)
      draft.standbyAt ??= at
    }),
    FloorGranted: of((draft, { limitMs = null, interposed = false }, at) => {
      endStint(draft, at)
      draft.stints.push({ from: at, until: null, limitMs, interposed })
    }),
    SpeechExtended: of((draft, { limitMs }) => {
      const stint = draft.stints.at(-1)
      draft.extensions += 1
      if (stint !== undefined) stint.limitMs = limitMs
    }),
    SpeechEnded: of((draft, { by }, at) => end(draft, 'done', by, at)),
    FloorRevoked: of((draft, _data, at) => end(draft, 'revoked', 'chair', at)),
    RequestWithdrawn: of((draft, { reason }, at) => end(draft, 'withdrawn', reason, at)),
    RequestDeclined: of((draft, _data, at) => end(draft, 'declined', 'chair', at)),
  }
}

function endStint(draft: Draft, at: number): void {
  const stint = draft.stints.at(-1)
  if (stint?.until === null) stint.until = Math.max(stint.from, at)
}

function end(draft: Draft, outcome: SpeechOutcome, by: string, at: number): void {
  endStint(draft, at)
  draft.outcome = outcome
  draft.endedBy = by
  draft.endedAt = at
}

/** What is open when the log ends: a session that is over ends what was said, and leaves unheard who waited. */
function finish(draft: Draft, { until, isOver }: Window): void {
  if (draft.endedAt !== null) return
  const isLive = draft.stints.at(-1)?.until === null
  if (!isOver) draft.outcome = isLive ? 'live' : 'waiting'
  else end(draft, isLive ? 'done' : 'unheard', 'sessionEnd', until)
}

function spanOf({ from, until }: OpenStint, window: Window): Span {
  return { from, until: until ?? Math.max(from, window.until) }
}

/** When the clock of a site stands still: while its link is lost, and that with the questions of others. */
interface Standstill {
  readonly lost: readonly Span[]
  readonly standing: readonly Span[]
}

/** The time of a speech stands still while another one puts a question in between, and while its own link is lost. */
function settled(draft: Draft, { lost, standing }: Standstill, window: Window): LoggedSpeech {
  const stints = draft.stints.map((stint) => {
    const span = spanOf(stint, window)
    // A question put in between is not stopped by itself.
    const pausedMs = overlapOf(span, stint.interposed ? lost : standing)
    return { ...span, pausedMs, limitMs: stint.limitMs }
  })
  return { ...draft, stints, interposed: draft.stints.some((stint) => stint.interposed) }
}

/** Milliseconds of a time on the floor that count as its own. */
export function ownTimeOf(stint: Stint): number {
  return Math.max(0, lengthOf(stint) - stint.pausedMs)
}

export function spokenMsOf({ stints }: Pick<LoggedSpeech, 'stints'>): number {
  return stints.reduce((sum, stint) => sum + ownTimeOf(stint), 0)
}
