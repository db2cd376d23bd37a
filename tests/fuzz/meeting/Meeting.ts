import { isDeepStrictEqual } from 'node:util'
import type { BranchId } from '@diem-cau/protocol'
import { openingOf } from '../../../server/src/app/branchPairs.ts'
import type { BranchCommand, CommandOf } from '../../../server/src/core/branch/commands.ts'
import type { decide as decideFunction } from '../../../server/src/core/branch/decide.ts'
import { isRefusal } from '../../../server/src/core/branch/decision.ts'
import type { BranchEvent } from '../../../server/src/core/branch/events.ts'
import { evolve } from '../../../server/src/core/branch/evolve.ts'
import { UNOPENED, type BranchState, type OpenBranch } from '../../../server/src/core/branch/state.ts'
import { checkRules, checkStep, must } from '../../../server/src/core/branch/testingRules.ts'

export type Decide = typeof decideFunction

/** What happens in a meeting, as it can be written to a file and played again. `now`: the server's clock. */
export type Turn = { now: number } & (
  | { do: 'tell'; branchId: BranchId; command: BranchCommand }
  | { do: 'detach'; branchId: BranchId; command: CommandOf<'DetachBranch'> }
  | { do: 'attach'; branchId: BranchId }
  /** The server dies and comes back: everything is folded from the logs again. */
  | { do: 'restart'; lastAliveAt: number }
)

interface Stream {
  state: BranchState
  log: { event: BranchEvent; at: number }[]
}

export interface Counts {
  commands: number
  refused: number
  events: number
  eventTypes: Set<string>
}

/**
 * A session with the branches that leave it and come back, without server, network or disk. Every command goes through
 * the pure core as it does in the server, and after each one the rules of the domain are looked at.
 */
export class Meeting {
  readonly counts: Counts = { commands: 0, refused: 0, events: 0, eventTypes: new Set() }
  readonly #decide: Decide
  readonly #streams = new Map<BranchId, Stream>()

  constructor(decide: Decide) {
    this.#decide = decide
  }

  /** Branches that meet now, the session itself first. */
  get open(): OpenBranch[] {
    return [...this.#streams.values()].flatMap(({ state }) => (state.status === 'open' ? [state] : []))
  }

  /** @throws {BrokenRule} when something is so that must never be */
  take(turn: Turn): void {
    this.counts.commands += 1
    if (turn.do === 'tell') this.#tell([[turn.branchId, turn.command]], turn.now)
    else if (turn.do === 'detach') this.#detach(turn.branchId, turn.command, turn.now)
    else if (turn.do === 'attach') this.#attach(turn.branchId, turn.now)
    else this.#restart(turn.lastAliveAt, turn.now)
  }

  #detach(parentId: BranchId, command: CommandOf<'DetachBranch'>, now: number): void {
    const parent = this.#streams.get(parentId)?.state
    if (parent?.status !== 'open' || this.#streams.has(command.branchId)) return
    const siteIds = [...parent.sites.keys()].filter((siteId) => command.siteIds.includes(siteId))
    this.#tell(
      [
        [parentId, command],
        [command.branchId, openingOf(parent, { ...command, siteIds })],
      ],
      now,
    )
  }

  #attach(branchId: BranchId, now: number): void {
    const child = this.#streams.get(branchId)?.state
    if (child?.status !== 'open' || child.parentBranchId === null) return
    this.#tell(
      [
        [branchId, { type: 'CloseBranch', reason: 'attached' }],
        [child.parentBranchId, { type: 'AttachBranch', branchId }],
      ],
      now,
    )
  }

  #restart(lastAliveAt: number, now: number): void {
    this.checkLogs()
    for (const [branchId, stream] of this.#streams) {
      stream.state = folded(stream)
      if (stream.state.status === 'open') {
        this.#tell([[branchId, { type: 'ResumeAfterOutage', lastAliveAt }]], now)
      }
    }
  }

  /** Commands to several branches are done all or not at all, as their appends are one transaction. */
  #tell(commands: readonly [BranchId, BranchCommand][], now: number): void {
    const decided = commands.map(([branchId, command]) => {
      const stream = this.#streams.get(branchId) ?? { state: UNOPENED, log: [] }
      return { branchId, command, stream, decision: this.#decide(stream.state, command, now) }
    })
    if (decided.some(({ decision }) => isRefusal(decision))) {
      this.counts.refused += 1
      return
    }
    for (const { branchId, command, stream, decision } of decided) {
      if (isRefusal(decision)) continue
      this.#streams.set(branchId, stream)
      this.#apply(stream, command, decision, now)
    }
    this.#checkPlaces()
  }

  #apply(stream: Stream, command: BranchCommand, events: readonly BranchEvent[], now: number): void {
    const before = stream.state
    for (const event of events) {
      stream.state = evolve(stream.state, event, now)
      stream.log.push({ event, at: now })
      this.counts.eventTypes.add(event.type)
    }
    this.counts.events += events.length
    if (events.length > 0) checkRules(stream.state)
    checkStep(before, stream.state, { command, events, now })
  }

  /** A site sits in one branch, and a session knows which of its units are away. */
  #checkPlaces(): void {
    const { open } = this
    const places = open.reduce((sum, { sites }) => sum + sites.size, 0)
    const everywhere = new Set(open.flatMap(({ sites }) => [...sites.keys()]))
    must(places === everywhere.size, 'a site is in one branch at a time')
    for (const { branchId, parentBranchId } of open) {
      const parent = open.find((other) => other.branchId === parentBranchId)
      must(parent === undefined || parent.detached.has(branchId), 'a session knows its branches')
    }
  }

  /** What is on disk says all: read again, it gives the same state. */
  checkLogs(): void {
    for (const stream of this.#streams.values()) {
      must(isDeepStrictEqual(folded(stream), stream.state), 'a log folds to the state that wrote it')
    }
  }
}

function folded({ log }: Stream): BranchState {
  const read: unknown = JSON.parse(JSON.stringify(log))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it was written two lines above
  const events = read as Stream['log']
  return events.reduce<BranchState>((state, { event, at }) => evolve(state, event, at), UNOPENED)
}
