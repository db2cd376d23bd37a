import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BranchCommand } from './commands.ts'
import { decide } from './decide.ts'
import { isRefusal } from './decision.ts'
import type { BranchEvent, BranchEventType } from './events.ts'
import { evolve } from './evolve.ts'
import { UNOPENED, type BranchState } from './state.ts'
import { OPENED_AT, openCommand, requestOf } from './testing.ts'
import { aimed, anyStep, GRACE_MS, LIVELY, SITES } from './testingProperties.ts'
import { checkRules, checkStep, must } from './testingRules.ts'

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

/** Plays a story and checks the rules after every event. @returns the log that it left, and the last state */
function play({ rules, steps, closesAtTheEnd }: Story) {
  const log: { event: BranchEvent; at: number }[] = []
  let state: BranchState = UNOPENED
  let now = OPENED_AT
  let requests = 0
  const tell = (given: BranchCommand) => {
    const before = state
    const aim = aimed(given, before)
    const command = 'newRequestId' in aim ? { ...aim, newRequestId: requestOf(`r${requests}`) } : aim
    const decision = decide(state, command, now)
    if (isRefusal(decision)) return
    for (const event of decision) {
      if (event.type === 'FloorRequested') requests += 1
      state = evolve(state, event, now)
      log.push({ event, at: now })
    }
    // Events of one command are one step: in between the stage may be empty, never overfull.
    checkRules(state)
    checkStep(before, state, { command, events: decision, now })
  }
  tell(openCommand({ rules, siteIds: SITES, conduct: LIVELY }))
  for (const { command, passedMs } of steps) {
    now += passedMs
    tell(command)
  }
  if (closesAtTheEnd) {
    // Ballots that are being counted are waited for: these are never opened.
    for (const motionId of ['m1', 'm2']) tell({ type: 'CountSealed', motionId, ballots: null })
    tell({ type: 'CloseBranch', reason: 'ended' })
  }
  return { log, state, now }
}

const fold = (log: readonly { event: BranchEvent; at: number }[]): BranchState =>
  log.reduce<BranchState>((state, { event, at }) => evolve(state, event, at), UNOPENED)

/** Of other slices only what meets the floor: they have properties of their own. */
const EVENTS_OF_THE_FLOOR: readonly BranchEventType[] = [
  'AgendaItemChanged',
  'BranchClosed',
  'BranchOpened',
  'ChairChanged',
  'ContentStarted',
  'ContentStopped',
  'DelegationChanged',
  'DeputyChanged',
  'FloorGranted',
  'FloorModeChanged',
  'FloorRequested',
  'FloorRevoked',
  'LayoutChanged',
  'LimitsChanged',
  'MicrophoneClosed',
  'MicrophoneOpened',
  'PaperClosed',
  'PaperOpened',
  'QueueSwitched',
  'RequestDeclined',
  'RequestMoved',
  'RequestQueued',
  'RequestReturned',
  'RequestWithdrawn',
  'SiteDropped',
  'SiteJoined',
  'SiteLapsed',
  'SiteLeft',
  'SiteResumed',
  'SiteReturned',
  'SpeakerInvited',
  'SpeakerOnStandby',
  'SpeechDescribed',
  'SpeechEnded',
  'SpeechExtended',
  'SpeechTimeEnded',
  'SpeechWarned',
  'StageHeld',
  'StagePinned',
  'StandbyChecked',
  'TalkbackStarted',
  'TalkbackStopped',
  'VotingOpened',
]

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
    for (const story of fc.sample(anyStory, { numRuns: 300, seed: 1 })) {
      for (const { event } of play(story).log) seen.add(event.type)
    }
    const missing = EVENTS_OF_THE_FLOOR.filter((type) => !seen.has(type))
    expect(missing).toEqual([])
  })
})
