import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BranchCommand, CommandOf } from './commands.ts'
import { decide } from './decide.ts'
import { isRefusal } from './decision.ts'
import type { BranchEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { isLive, isMicrophoneOpen, openMicrophones, UNOPENED, type BranchState } from './state.ts'
import { CHAIR, OPENED_AT, openCommand, page, requestOf, site } from './testing.ts'

/*
 * Many sites and operators tell one branch whatever comes to their minds, while the clock runs (and is now and then
 * set back). Whatever they say, the rules of the domain hold after every single event.
 * A failure prints its seed and path; SEED=… replays it.
 */

const GRACE_MS = 30_000
const SITES = [CHAIR, ...['a', 'b', 'c', 'd', 'e'].map(site)]
const STRANGER = site('stranger')

const anySite = fc.constantFrom(...SITES, STRANGER)
const anyPage = fc.constantFrom('1', '2', '3')
/** Ids of requests are handed out one after the other: small numbers are some that exist. */
const anyRequest = fc.nat(30).map((n) => requestOf(`r${n}`))
const open = fc.boolean()
const siteAndPage = { siteId: anySite, instance: anyPage.map(page) }
const call = { siteId: anySite, newRequestId: fc.constant(requestOf('new')) }

type Fields<T> = { [K in Exclude<keyof T, 'type'>]: fc.Arbitrary<T[K]> }
const of = <T extends BranchCommand['type']>(type: T, fields: Fields<CommandOf<T>>) =>
  fc.record({ type: fc.constant(type), ...fields }) as unknown as fc.Arbitrary<BranchCommand>

const anyCommand: fc.Arbitrary<BranchCommand> = fc.oneof(
  { weight: 12, arbitrary: of('JoinSite', siteAndPage) },
  { weight: 6, arbitrary: of('DropSite', siteAndPage) },
  { weight: 2, arbitrary: of('LeaveSite', siteAndPage) },
  { weight: 1, arbitrary: of('UnseatSite', { siteId: anySite }) },
  { weight: 5, arbitrary: of('Tick', {}) },
  {
    weight: 1,
    arbitrary: of('ResumeAfterOutage', { lastAliveAt: fc.nat(200_000).map((ms) => OPENED_AT + ms) }),
  },
  { weight: 8, arbitrary: of('RequestFloor', call) },
  { weight: 2, arbitrary: of('WithdrawRequest', { siteId: anySite }) },
  { weight: 3, arbitrary: of('AcceptInvitation', { siteId: anySite }) },
  { weight: 2, arbitrary: of('EndOwnSpeech', { siteId: anySite }) },
  { weight: 6, arbitrary: of('SetOwnMicrophone', { siteId: anySite, open }) },
  { weight: 3, arbitrary: of('StartContent', { siteId: anySite }) },
  { weight: 1, arbitrary: of('StopContent', { siteId: anySite }) },
  { weight: 3, arbitrary: of('InviteSpeaker', call) },
  { weight: 3, arbitrary: of('PrepareSpeaker', call) },
  { weight: 10, arbitrary: of('GrantFloor', { ...call, alongside: fc.boolean() }) },
  { weight: 2, arbitrary: of('FinishSpeech', { requestId: anyRequest }) },
  { weight: 2, arbitrary: of('RevokeFloor', { requestId: anyRequest }) },
  { weight: 1, arbitrary: of('DeclineRequest', { requestId: anyRequest }) },
  { weight: 2, arbitrary: of('RequeueRequest', { requestId: anyRequest }) },
  {
    weight: 3,
    arbitrary: of('MoveRequest', { requestId: anyRequest, position: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 4, arbitrary: of('SetMicrophone', { siteId: anySite, open }) },
  { weight: 1, arbitrary: of('CloseAllMicrophonesButStage', {}) },
  { weight: 3, arbitrary: of('ChangeChair', { siteId: anySite }) },
  { weight: 1, arbitrary: of('SetLayout', { layout: fc.constantFrom('single', 'sideBySide', 'content') }) },
  { weight: 1, arbitrary: of('EndContent', {}) },
)

interface Step {
  command: BranchCommand
  /** Milliseconds that have passed before it. */
  passedMs: number
}
const anyStep: fc.Arbitrary<Step> = fc.record({
  command: anyCommand,
  passedMs: fc.oneof(
    { weight: 8, arbitrary: fc.nat(4_000) },
    { weight: 2, arbitrary: fc.integer({ min: GRACE_MS - 500, max: GRACE_MS + 5_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -100_000, max: 0 }) },
  ),
})
const anyStory = fc.record({
  rules: fc.record({
    speakerPlaces: fc.integer({ min: 1, max: 3 }),
    maxOpenMicrophones: fc.integer({ min: 1, max: 4 }),
    resumeGraceMs: fc.constant(GRACE_MS),
  }),
  steps: fc.array(anyStep, { minLength: 1, maxLength: 120, size: 'max' }),
  closesAtTheEnd: fc.boolean(),
})
type Story = typeof anyStory extends fc.Arbitrary<infer T> ? T : never

/** Plain and quick: this runs some hundred thousand times. */
function must(isSo: boolean, rule: string): void {
  if (!isSo) throw new Error(`Not so: ${rule}`)
}
const isUnique = (values: readonly unknown[]): boolean => new Set(values).size === values.length

/** What must be true of a branch at every moment. */
function checkRules(state: BranchState): void {
  if (state.status !== 'open') return
  const { rules, speeches, content, chair } = state
  const live = speeches.filter(isLive)
  const heard = openMicrophones(state)
  const onStage = [chair.siteId, ...live.map(({ siteId }) => siteId)]
  must(live.length <= rules.speakerPlaces, 'never more live than places')
  must(isUnique(live.map(({ phase }) => phase.slot)), 'no two on one slot')
  must(isUnique(speeches.map(({ siteId }) => siteId)), 'a site has one speech')
  must(isUnique(speeches.map(({ requestId }) => requestId)), 'a request is one')
  must(!speeches.some(({ siteId }) => siteId === chair.siteId), 'the chair does not ask')
  must(heard.length <= rules.maxOpenMicrophones, 'open microphones within the limit')
  must(
    heard.every((siteId) => onStage.includes(siteId)),
    'heard is only the chair or who is live',
  )
  must(content === null || onStage.includes(content.siteId), 'content is presented from the stage')
  for (const { siteId, presence } of state.sites.values()) {
    const isGone = presence.state === 'absent' || presence.state === 'left'
    const isLapsed = presence.state === 'away' && presence.lapsed
    must(!(isGone || isLapsed) || !heard.includes(siteId), 'who is gone is not heard')
    must(!isGone || !speeches.some((speech) => speech.siteId === siteId), 'who is gone does not ask')
    must(!isLapsed || !live.some((speech) => speech.siteId === siteId), 'who has lapsed is not live')
  }
}

const COMING_AND_GOING = new Set([
  'JoinSite',
  'DropSite',
  'LeaveSite',
  'UnseatSite',
  'Tick',
  'ResumeAfterOutage',
])

/** A closed microphone is opened by an act of somebody, never by a coming and going. */
function checkNobodyIsHeardByReturning(before: BranchState, after: BranchState, { command }: Told): void {
  if (before.status !== 'open' || after.status !== 'open' || !COMING_AND_GOING.has(command.type)) return
  const wasOpen = openMicrophones(before)
  must(
    openMicrophones(after).every((siteId) => wasOpen.includes(siteId)),
    'a closed microphone stays closed',
  )
}

/** A new page, or one that was away too long, is silent; whoever has been away too long is silent after a tick. */
function checkReturnsAreSilent(before: BranchState, after: BranchState, { command, now }: Told): void {
  if (before.status !== 'open' || after.status !== 'open') return
  if (command.type === 'JoinSite') {
    const was = before.sites.get(command.siteId)?.presence
    const isSamePage = was !== undefined && 'instance' in was && was.instance === command.instance
    const isInTime =
      was?.state === 'connected' || (was?.state === 'away' && Math.abs(now - was.since) <= GRACE_MS)
    must((isSamePage && isInTime) || !isMicrophoneOpen(after, command.siteId), 'who returns is silent')
  }
  if (command.type === 'Tick') {
    for (const { siteId, presence } of after.sites.values()) {
      const isOverdue = presence.state === 'away' && Math.abs(now - presence.since) > GRACE_MS
      must(!isOverdue || !isMicrophoneOpen(after, siteId), 'who is away too long is silent')
    }
  }
}

interface Told {
  command: BranchCommand
  now: number
}

/** Plays a story and checks the rules after every event. @returns the log that it left, and the last state */
function play({ rules, steps, closesAtTheEnd }: Story) {
  const log: { event: BranchEvent; at: number }[] = []
  let state: BranchState = UNOPENED
  let now = OPENED_AT
  let requests = 0
  const tell = (given: BranchCommand) => {
    const command = 'newRequestId' in given ? { ...given, newRequestId: requestOf(`r${requests}`) } : given
    const before = state
    const decision = decide(state, command, now)
    if (isRefusal(decision)) return
    for (const event of decision) {
      if (event.type === 'FloorRequested') requests += 1
      state = evolve(state, event, now)
      log.push({ event, at: now })
    }
    // Events of one command are one step: in between the stage may be empty, never overfull.
    checkRules(state)
    checkNobodyIsHeardByReturning(before, state, { command, now })
    checkReturnsAreSilent(before, state, { command, now })
  }
  tell(openCommand({ rules, siteIds: SITES }))
  for (const { command, passedMs } of steps) {
    now += passedMs
    tell(command)
  }
  if (closesAtTheEnd) tell({ type: 'CloseBranch' })
  return { log, state, now }
}

const fold = (log: readonly { event: BranchEvent; at: number }[]): BranchState =>
  log.reduce<BranchState>((state, { event, at }) => evolve(state, event, at), UNOPENED)

const SEED = process.env['SEED']
const parameters = { numRuns: 500, ...(SEED === undefined ? {} : { seed: Number(SEED) }) }

describe('Whatever sites and operators do', { timeout: 60_000 }, () => {
  it('the rules of the floor hold after every command, and the log folds to the same state', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { log, state } = play(story)
        expect(fold(log)).toEqual(state)
        expect(fold(JSON.parse(JSON.stringify(log)) as typeof log)).toEqual(state)
      }),
      parameters,
    )
  })

  it('a branch that has closed changes no more', () => {
    fc.assert(
      fc.property(anyStory, fc.array(anyStep, { maxLength: 20 }), (story, after) => {
        const { state, now } = play({ ...story, closesAtTheEnd: true })
        expect(state.status).toBe('closed')
        for (const { command } of after) must(isRefusal(decide(state, command, now)), 'all is refused')
        for (const { event, at } of play(story).log) {
          if (event.type !== 'BranchOpened') must(evolve(state, event, at) === state, 'nothing changes')
        }
      }),
      { ...parameters, numRuns: 60 },
    )
  })

  it('the stories are worth telling: they reach speeches, full stages, returns and refusals', () => {
    const seen = new Set<string>()
    for (const story of fc.sample(anyStory, { numRuns: 100, seed: 1 })) {
      for (const { event } of play(story).log) seen.add(event.type)
    }
    expect([...seen].toSorted()).toEqual([
      'BranchClosed',
      'BranchOpened',
      'ChairChanged',
      'ContentStarted',
      'ContentStopped',
      'FloorGranted',
      'FloorRequested',
      'FloorRevoked',
      'LayoutChanged',
      'MicrophoneClosed',
      'MicrophoneOpened',
      'RequestDeclined',
      'RequestMoved',
      'RequestQueued',
      'RequestWithdrawn',
      'SiteDropped',
      'SiteJoined',
      'SiteLapsed',
      'SiteLeft',
      'SiteResumed',
      'SiteReturned',
      'SpeakerInvited',
      'SpeakerOnStandby',
      'SpeechEnded',
    ])
  })
})
