import type {
  BranchId,
  InstanceId,
  RequestId,
  SessionId,
  SiteId,
  SpeechKind,
  UnitId,
} from '@diem-cau/protocol'
import type { BranchCommand, CommandOf } from './commands.ts'
import { PLAIN_CONDUCT, type ConductSettings, type PlannedItem, type RosterEntry } from './conduct.ts'
import { decide } from './decide.ts'
import { isRefusal, type Refusal } from './decision.ts'
import type { BranchEvent, BranchEventType } from './events.ts'
import { evolve } from './evolve.ts'
import {
  isLive,
  liveSpeeches,
  speechOfSite,
  UNOPENED,
  waitingSpeeches,
  type BranchRules,
  type BranchState,
  type LiveSpeech,
  type OpenBranch,
  type Speech,
} from './state.ts'

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

/** A room of the session; with a district it is one of its communes, as `own` the district's own. */
export function rosterEntry(
  name: string,
  { district = null, own = false, remoteMicrophone = true }: RosterOptions = {},
): RosterEntry {
  const unitId = (own && district !== null ? district : `unit-${name}`) as UnitId
  return {
    siteId: site(name),
    name: `Phòng họp ${name}`,
    unitId,
    unitName: `Đơn vị ${name}`,
    tier: district === null ? 1 : own ? 2 : 3,
    groupUnitId: district as UnitId | null,
    groupName: district === null ? '' : `Huyện ${district}`,
    remoteMicrophone,
  }
}
interface RosterOptions {
  district?: string | null
  own?: boolean
  remoteMicrophone?: boolean
}

/** A paper of the agenda, given by a site; without minutes its time is that of papers. */
export function paperItem(itemId: string, name: string | null, minutes = 0): PlannedItem {
  const siteId = name === null ? null : site(name)
  return { itemId, kind: 'paper', title: `Tham luận ${itemId}`, minutes, siteId, person: '', documentIds: [] }
}

/** A province with two districts: `x` with its room `xo` and communes `x1` to `x3`, `y` with `yo` and `y1`. */
export const LINKED_SITES = ['hub', 'a', 'b', 'xo', 'x1', 'x2', 'x3', 'yo', 'y1'] as const
export const LINKED_ROSTER: RosterEntry[] = [
  ...['hub', 'a', 'b'].map((name) => rosterEntry(name)),
  rosterEntry('xo', { district: 'x', own: true }),
  ...['x1', 'x2', 'x3'].map((name) => rosterEntry(name, { district: 'x' })),
  rosterEntry('yo', { district: 'y', own: true }),
  rosterEntry('y1', { district: 'y' }),
]

/** Opens with rules of the floor: what is not named is plain, and all sites are those of the linked province. */
export function conducted(changes: Partial<ConductSettings> = {}): Partial<CommandOf<'OpenBranch'>> {
  return {
    siteIds: LINKED_SITES.map(site),
    conduct: { ...PLAIN_CONDUCT, roster: LINKED_ROSTER, ...changes },
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
  request(name: string, words: { kind?: SpeechKind; speaker?: string; topic?: string } = {}): RequestId {
    const newRequestId = this.nextRequest()
    this.tell({ type: 'RequestFloor', siteId: site(name), newRequestId, ...words })
    return newRequestId
  }

  give(name: string, { alongside = false, interposed = false } = {}): BranchEvent[] {
    const newRequestId = this.nextRequest()
    return this.tell({ type: 'GrantFloor', siteId: site(name), newRequestId, alongside, interposed })
  }

  /** The request or speech of a site. @throws when it has none */
  speech(name: string): Speech {
    const speech = speechOfSite(this.branch, site(name))
    if (speech === undefined) throw new Error(`${name} has not asked`)
    return speech
  }

  /** Its speech on stage. @throws when it has none */
  live(name: string): LiveSpeech {
    const speech = this.speech(name)
    if (!isLive(speech)) throw new Error(`${name} is ${speech.phase.state}`)
    return speech
  }

  /** Who waits in the common queue, next first. */
  get queue(): string[] {
    return waitingSpeeches(this.branch).map(({ siteId }) => siteId)
  }

  get onStage(): string[] {
    return liveSpeeches(this.branch).map(({ siteId }) => siteId)
  }

  nextRequest(): RequestId {
    this.#requests += 1
    return requestOf(`r${this.#requests}`)
  }
}
