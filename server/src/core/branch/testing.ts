import type { BranchId, InstanceId, RequestId, SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import type { BranchCommand, CommandOf } from './commands.ts'
import { decide } from './decide.ts'
import { isRefusal, type Refusal } from './decision.ts'
import type { BranchEvent, BranchEventType } from './events.ts'
import { evolve } from './evolve.ts'
import { UNOPENED, type BranchRules, type BranchState, type OpenBranch } from './state.ts'

/* Builders for specifications: a branch that is told commands, with a clock of its own. */

export const site = (text: string): SiteId => text as SiteId
export const page = (text: string): InstanceId => text as InstanceId
export const requestOf = (text: string): RequestId => text as RequestId

/** The site that has the chair in a story unless it says otherwise. */
export const CHAIR = site('hub')
export const RULES: BranchRules = { speakerPlaces: 3, maxOpenMicrophones: 4, resumeGraceMs: 30_000 }
export const OPENED_AT = 1_700_000_000_000

export function openCommand(changes: Partial<CommandOf<'OpenBranch'>> = {}): CommandOf<'OpenBranch'> {
  return {
    type: 'OpenBranch',
    branchId: 'branch-1' as BranchId,
    sessionId: 'session-1' as SessionId,
    parentBranchId: null,
    title: 'Giao ban tháng',
    hostUnitId: 'p' as UnitId,
    videoCodec: 'vp8',
    rules: RULES,
    chairSiteId: CHAIR,
    siteIds: [CHAIR, site('a'), site('b'), site('c'), site('d')],
    ...changes,
  }
}

/** A branch as it goes through a meeting. Commands take effect at `now`; `pass` moves the clock. */
export class BranchStory {
  state: BranchState = UNOPENED
  now = OPENED_AT
  readonly log: { event: BranchEvent; at: number }[] = []
  #requests = 0

  /** An open branch with the named sites connected, each by the page `SITE-1`. */
  static open(
    changes: Partial<CommandOf<'OpenBranch'>> = {},
    connected: readonly string[] = [],
  ): BranchStory {
    const story = new BranchStory()
    story.tell(openCommand(changes))
    for (const name of connected) story.join(name)
    return story
  }

  /** @returns the events that followed. @throws when the branch refuses */
  tell(command: BranchCommand): BranchEvent[] {
    const decision = decide(this.state, command, this.now)
    if (isRefusal(decision)) throw new Error(`${command.type} was refused: ${decision.refused}`)
    for (const happened of decision) {
      this.state = evolve(this.state, happened, this.now)
      this.log.push({ event: happened, at: this.now })
    }
    return [...decision]
  }

  /** The types of the events that followed. */
  types(command: BranchCommand): BranchEventType[] {
    return this.tell(command).map(({ type }) => type)
  }

  /** @returns why the branch refuses the command. @throws when it does not */
  refusal(command: BranchCommand): Refusal {
    const decision = decide(this.state, command, this.now)
    if (!isRefusal(decision)) throw new Error(`${command.type} was not refused`)
    return decision
  }

  pass(milliseconds: number): this {
    this.now += milliseconds
    return this
  }

  get branch(): OpenBranch {
    if (this.state.status !== 'open') throw new Error(`the branch is ${this.state.status}`)
    return this.state
  }

  join(name: string, instance = `${name}-1`): BranchEvent[] {
    return this.tell({ type: 'JoinSite', siteId: site(name), instance: page(instance) })
  }

  drop(name: string, instance = `${name}-1`): BranchEvent[] {
    return this.tell({ type: 'DropSite', siteId: site(name), instance: page(instance) })
  }

  /** @returns the new request's id, `r1`, `r2` … in the order of asking */
  request(name: string): RequestId {
    const newRequestId = this.nextRequest()
    this.tell({ type: 'RequestFloor', siteId: site(name), newRequestId })
    return newRequestId
  }

  give(name: string, { alongside = false } = {}): BranchEvent[] {
    return this.tell({ type: 'GrantFloor', siteId: site(name), newRequestId: this.nextRequest(), alongside })
  }

  nextRequest(): RequestId {
    this.#requests += 1
    return requestOf(`r${this.#requests}`)
  }
}
