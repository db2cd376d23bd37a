import type { AgendaState, RequestId } from '@diem-cau/protocol'
import type { CommandOf } from './commands.ts'
import type { AgendaItemState } from './conduct.ts'
import { cannotCall } from './decideFloor.ts'
import { calledByChair } from './decideQueue.ts'
import { refuse, type Decision, type Refusal } from './decision.ts'
import { event, type BranchEvent } from './events.ts'
import { isLive, speechById, speechOfSite, type OpenBranch, type Speech } from './state.ts'

/** Puts the site of a planned paper on standby: of the one that is named, or of the next in the plan. */
export function callPaper(branch: OpenBranch, command: CommandOf<'CallPaper'>): Decision {
  const item = command.itemId === null ? nextPaper(branch) : namedPaper(branch, command.itemId)
  if ('refused' in item) return item
  const { siteId, itemId } = item
  const refusal = cannotCall(branch, siteId)
  if (refusal !== null) return refusal
  const words = { kind: 'paper', speaker: item.person, topic: item.title, itemId } as const
  const speech = speechOfSite(branch, siteId)
  if (speech === undefined) {
    const requestId = command.newRequestId
    return [...calledByChair(requestId, siteId, words), onStandby({ requestId, siteId })]
  }
  const { state } = speech.phase
  const isCalled = speech.itemId === itemId && state === 'standby'
  if (state === 'live' || isCalled) return refuse('wrong_floor_state', { state })
  const { requestId } = speech
  return [
    // The site's own request becomes its paper: a site has one.
    ...(speech.itemId === itemId ? [] : [event('SpeechDescribed', { requestId, siteId, ...words })]),
    ...(state === 'standby' ? [] : [onStandby(speech)]),
  ]
}

function onStandby({ requestId, siteId }: Pick<Speech, 'requestId' | 'siteId'>): BranchEvent {
  return event('SpeakerOnStandby', { requestId, siteId, reason: 'prepared' })
}

type Paper = AgendaItemState & { siteId: NonNullable<AgendaItemState['siteId']> }

function isPaper(item: AgendaItemState): item is Paper {
  return item.kind === 'paper' && item.siteId !== null
}

/** One at a time: of two desks that call the next paper at once, the second is told which one is called already. */
function nextPaper(branch: OpenBranch): Paper | Refusal {
  const called = branch.speeches.find(
    ({ itemId, phase }) => itemId !== null && (phase.state === 'standby' || phase.state === 'invited'),
  )
  if (called !== undefined) return refuse('paper_called', { title: called.topic })
  const isCalled = (item: AgendaItemState) => branch.speeches.some(({ itemId }) => itemId === item.itemId)
  const next = branch.conduct.agenda
    .filter(isPaper)
    .find((item) => item.state === 'planned' || (item.state === 'underWay' && !isCalled(item)))
  return next ?? refuse('no_paper_left')
}

/** Any paper may be called by name, also one that is done or was left out. */
function namedPaper(branch: OpenBranch, itemId: string): Paper | Refusal {
  const item = itemOf(branch, itemId)
  if (item === undefined) return refuse('agenda_item_not_found')
  return isPaper(item) ? item : refuse('not_a_paper')
}

export function beginAgendaItem(branch: OpenBranch, itemId: string): Decision {
  if (itemOf(branch, itemId) === undefined) return refuse('agenda_item_not_found')
  return begun(branch, itemId).map(([item, state]) => changed(item, state))
}

/** Goes to an item; the one before is done, unless its paper is still being given. */
function begun(branch: OpenBranch, itemId: string): [string, AgendaState][] {
  const isGiven = (item: AgendaItemState) =>
    branch.speeches.some((speech) => speech.itemId === item.itemId && isLive(speech))
  const before = branch.conduct.agenda.filter(
    (item) => item.state === 'underWay' && item.itemId !== itemId && !isGiven(item),
  )
  const isUnderWay = itemOf(branch, itemId)?.state === 'underWay'
  return [
    ...before.map((item): [string, AgendaState] => [item.itemId, 'done']),
    ...(isUnderWay || itemOf(branch, itemId) === undefined
      ? []
      : [[itemId, 'underWay'] as [string, AgendaState]]),
  ]
}

export function finishAgendaItem(branch: OpenBranch): Decision {
  const underWay = branch.conduct.agenda.filter(({ state }) => state === 'underWay')
  return underWay.length === 0
    ? refuse('no_item_under_way')
    : underWay.map(({ itemId }) => changed(itemId, 'done'))
}

export function skipAgendaItem(
  branch: OpenBranch,
  { itemId, skipped }: CommandOf<'SkipAgendaItem'>,
): Decision {
  const item = itemOf(branch, itemId)
  if (item === undefined) return refuse('agenda_item_not_found')
  if (item.state === 'done' || item.state === 'underWay') return refuse('agenda_item_begun')
  return (item.state === 'skipped') === skipped ? [] : [changed(itemId, skipped ? 'skipped' : 'planned')]
}

/** What events of the floor mean for the items whose papers are given. @param before as it was before them */
export function agendaAfter(
  before: OpenBranch,
  after: OpenBranch,
  events: readonly BranchEvent[],
): BranchEvent[] {
  const states = new Map<string, AgendaState>()
  for (const happened of events) {
    for (const [itemId, state] of statesAfter(before, after, happened)) states.set(itemId, state)
  }
  return [...states].map(([itemId, state]) => changed(itemId, state))
}

function statesAfter(
  before: OpenBranch,
  after: OpenBranch,
  { type, data }: BranchEvent,
): [string, AgendaState][] {
  if (type === 'FloorGranted') {
    const itemId = speechById(after, data.requestId)?.itemId ?? null
    return itemId === null ? [] : begun(after, itemId)
  }
  if (type === 'FloorRevoked') return settled(before, after, data.requestId, 'done')
  if (type === 'SpeechEnded') {
    // A paper that was broken off by trouble is still to be given.
    const isBroken = data.by === 'leaving' || data.by === 'detached' || data.by === 'panic'
    return settled(before, after, data.requestId, isBroken ? 'planned' : 'done')
  }
  const isGivenUp = type === 'RequestWithdrawn' || type === 'RequestDeclined'
  return isGivenUp ? settled(before, after, data.requestId, 'planned') : []
}

function settled(
  before: OpenBranch,
  after: OpenBranch,
  requestId: RequestId,
  state: AgendaState,
): [string, AgendaState][] {
  const itemId = speechById(before, requestId)?.itemId ?? null
  return itemId === null || itemOf(after, itemId)?.state !== 'underWay' ? [] : [[itemId, state]]
}

function changed(itemId: string, state: AgendaState): BranchEvent {
  return event('AgendaItemChanged', { itemId, state })
}

function itemOf(branch: OpenBranch, itemId: string): AgendaItemState | undefined {
  return branch.conduct.agenda.find((item) => item.itemId === itemId)
}
