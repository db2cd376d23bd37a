import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BranchCommand } from './commands.ts'
import { decide } from './decide.ts'
import { isRefusal } from './decision.ts'
import type { BranchEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { isMicrophoneOpen, openMicrophones, UNOPENED, type BranchState } from './state.ts'
import { OPENED_AT, openCommand, requestOf } from './testing.ts'
import { anyStep, checkRules, GRACE_MS, must, SITES } from './testingProperties.ts'

/*
 * Many sites and operators tell one branch whatever comes to their minds, while the clock runs (and is now and then
 * set back). Whatever they say, the rules of the domain hold after every single event.
 * A failure prints its seed and path; SEED=… replays it.
 */

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
  if (closesAtTheEnd) tell({ type: 'CloseBranch', reason: 'ended' })
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
