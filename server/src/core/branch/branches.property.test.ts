import type { BranchId, SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BranchCommand, CommandOf } from './commands.ts'
import { decide } from './decide.ts'
import { isRefusal } from './decision.ts'
import type { BranchEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { openMicrophones, UNOPENED, type BranchState, type OpenBranch } from './state.ts'
import { OPENED_AT, openCommand, requestOf, site } from './testing.ts'
import { aimed, anyStep, GRACE_MS, LIVELY, SITES, type Step } from './testingProperties.ts'
import { checkRules, checkStep, must } from './testingRules.ts'

/*
 * A session and the branches that leave it and come back, each told whatever comes to people's minds. A site is in
 * one of them, whole. A failure prints its seed and path; SEED=… replays it.
 */

/** Units by name, with rooms of theirs that are in the session; the hub and `c` belong to none. */
const UNITS = { d1: ['a', 'b'], d2: ['d', 'e'] } as const
type UnitName = keyof typeof UNITS
const ROOT = openCommand().branchId

type Turn =
  | { do: 'tell'; at: 'root' | UnitName; step: Step }
  | { do: 'detach'; unit: UnitName; chair: SiteId }
  | { do: 'attach'; unit: UnitName }

const anyUnit = fc.constantFrom<UnitName>('d1', 'd2')
const anyTurn: fc.Arbitrary<Turn> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      do: fc.constant('tell' as const),
      at: fc.constantFrom('root' as const, 'root' as const, 'd1' as const, 'd2' as const),
      step: anyStep,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('detach' as const),
      unit: anyUnit,
      chair: fc.constantFrom(...SITES),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('attach' as const), unit: anyUnit }) },
)

/** A branch hears mostly of its own sites. */
function aboutOneOf(names: readonly string[], command: BranchCommand): BranchCommand {
  if (!('siteId' in command) || command.siteId === null) return command
  const name = names[SITES.indexOf(command.siteId) % names.length]
  return name === undefined ? command : { ...command, siteId: site(name) }
}

interface Stream {
  state: BranchState
  log: { event: BranchEvent; at: number }[]
}

/** A root branch and its children, told commands; a pair of commands is done whole or not at all. */
class Session {
  readonly streams = new Map<BranchId, Stream>()
  readonly seen = new Set<string>()
  now = OPENED_AT
  readonly #child = new Map<UnitName, BranchId>()
  #requests = 0
  #branches = 0

  constructor() {
    const rules = { speakerPlaces: 2, maxOpenMicrophones: 3, resumeGraceMs: GRACE_MS }
    this.#tell([[ROOT, openCommand({ rules, siteIds: SITES, conduct: LIVELY })]])
  }

  get open(): OpenBranch[] {
    return [...this.streams.values()].map(({ state }) => state).filter((state) => state.status === 'open')
  }

  take(turn: Turn): void {
    if (turn.do === 'tell') {
      this.now += turn.step.passedMs
      const { command } = turn.step
      const requestId = requestOf(`r${(this.#requests += 1)}`)
      const asked = 'newRequestId' in command ? { ...command, newRequestId: requestId } : command
      const told = turn.at === 'root' ? asked : aboutOneOf(UNITS[turn.at], asked)
      const branchId = turn.at === 'root' ? ROOT : this.#child.get(turn.at)
      const state = branchId === undefined ? undefined : this.streams.get(branchId)?.state
      if (branchId !== undefined && state !== undefined) this.#tell([[branchId, aimed(told, state)]])
    } else if (turn.do === 'detach') this.#detach(turn.unit, turn.chair)
    else this.#attach(turn.unit)
  }

  #detach(unit: UnitName, chairSiteId: SiteId): void {
    const branchId = `branch-${(this.#branches += 1)}` as BranchId
    const siteIds = UNITS[unit].map(site)
    const detach: CommandOf<'DetachBranch'> = {
      type: 'DetachBranch',
      branchId,
      sessionId: `session-${branchId}` as SessionId,
      unitId: unit as string as UnitId,
      title: unit,
      chairSiteId,
      siteIds,
    }
    const { type: _type, unitId, ...same } = detach
    const open = openCommand({ ...same, hostUnitId: unitId, parentBranchId: ROOT })
    const isDone = this.#tell([
      [ROOT, detach],
      [branchId, open],
    ])
    if (isDone) this.#moved(unit, branchId, siteIds)
  }

  #attach(unit: UnitName): void {
    const branchId = this.#child.get(unit)
    if (branchId === undefined) return
    const isDone = this.#tell([
      [branchId, { type: 'CloseBranch', reason: 'attached' }],
      [ROOT, { type: 'AttachBranch', branchId }],
    ])
    if (isDone) this.#moved(unit, null, UNITS[unit].map(site))
  }

  #moved(unit: UnitName, to: BranchId | null, siteIds: SiteId[]): void {
    if (to === null) this.#child.delete(unit)
    else this.#child.set(unit, to)
    for (const branch of this.open) {
      const heard = openMicrophones(branch)
      must(!siteIds.some((siteId) => heard.includes(siteId)), 'who has moved is silent')
      must(!branch.speeches.some(({ siteId }) => siteIds.includes(siteId)), 'who has moved asks anew')
    }
  }

  /** @returns whether all were done; none is when one is refused */
  #tell(commands: [BranchId, BranchCommand][]): boolean {
    const decided = commands.map(([branchId, command]) => {
      const stream = this.streams.get(branchId) ?? { state: UNOPENED, log: [] }
      return { branchId, stream, command, decision: decide(stream.state, command, this.now) }
    })
    if (decided.some(({ decision }) => isRefusal(decision))) return false
    for (const { branchId, stream, command, decision } of decided) {
      this.streams.set(branchId, stream)
      const before = stream.state
      const events = isRefusal(decision) ? [] : decision
      for (const event of events) {
        stream.state = evolve(stream.state, event, this.now)
        stream.log.push({ event, at: this.now })
        this.seen.add(event.type)
      }
      checkStep(before, stream.state, { command, events, now: this.now })
    }
    this.#check()
    return true
  }

  #check(): void {
    const { open } = this
    for (const branch of open) checkRules(branch)
    for (const siteId of SITES) {
      must(open.filter(({ sites }) => sites.has(siteId)).length === 1, 'a site is in exactly one branch')
    }
    const root = open.find(({ branchId }) => branchId === ROOT)
    const children = open.map(({ branchId }) => branchId).filter((branchId) => branchId !== ROOT)
    must(
      root !== undefined &&
        children.length === root.detached.size &&
        children.every((id) => root.detached.has(id)),
      'the parent knows its branches',
    )
  }
}

const fold = ({ log }: Stream): BranchState =>
  log.reduce<BranchState>((state, { event, at }) => evolve(state, event, at), UNOPENED)

const SEED = process.env['SEED']
const parameters = { numRuns: 300, ...(SEED === undefined ? {} : { seed: Number(SEED) }) }

describe('Whatever is said in a session and in the branches that leave it and come back', () => {
  it(
    'a site is in one of them, silent after a move, and each log folds to the same state',
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(fc.array(anyTurn, { minLength: 1, maxLength: 150, size: 'max' }), (turns) => {
          const session = new Session()
          for (const turn of turns) session.take(turn)
          for (const stream of session.streams.values()) {
            expect(fold(stream)).toEqual(stream.state)
            expect(fold(JSON.parse(JSON.stringify(stream)) as Stream)).toEqual(stream.state)
          }
        }),
        parameters,
      )
    },
  )

  it('the stories are worth telling: branches leave, speak, and come back', () => {
    const seen = new Set<string>()
    let spoken = 0
    const samples = fc.sample(fc.array(anyTurn, { minLength: 150, maxLength: 250 }), { numRuns: 80, seed: 1 })
    for (const turns of samples) {
      const session = new Session()
      for (const turn of turns) session.take(turn)
      for (const type of session.seen) seen.add(type)
      for (const [branchId, { log }] of session.streams) {
        if (branchId !== ROOT && log.some(({ event }) => event.type === 'FloorGranted')) spoken += 1
      }
    }
    for (const type of ['BranchDetached', 'BranchAttached', 'BranchClosed']) expect(seen).toContain(type)
    expect(spoken).toBeGreaterThan(5)
  })
})
