import type { BranchCommand } from '../../../server/src/core/branch/commands.ts'
import type { OpenBranch } from '../../../server/src/core/branch/state.ts'
import { OPENED_AT } from '../../../server/src/core/branch/testing.ts'
import { OF_THE_CREW, OF_THE_FLOOR, OF_THE_STAGE, OF_VOTES } from './desks.ts'
import { Meeting, type Decide, type Turn } from './Meeting.ts'
import { branchIds, drawPlan, ROOT, type Plan } from './plan.ts'
import { Random } from './Random.ts'
import { COMING_AND_GOING, OF_DISTRICTS, OF_ROOMS } from './rooms.ts'
import { Scene, type Acts } from './Scene.ts'

const EVERYBODY: readonly (readonly [number, Acts])[] = [
  [26, COMING_AND_GOING],
  [26, OF_ROOMS],
  [6, OF_DISTRICTS],
  [24, OF_THE_FLOOR],
  [14, OF_THE_STAGE],
  [8, OF_THE_CREW],
  [14, OF_VOTES],
]

/** What came of a meeting: its turns, and the fault that ended it, if one did. */
export interface Played {
  turns: readonly Turn[]
  counts: Meeting['counts']
  fault: Error | null
}

/** Plays a meeting that is drawn by lot. The same seed is the same meeting. */
export function playMeeting(seed: number, commands: number, decide: Decide): Played {
  const author = new Author(seed)
  const meeting = new Meeting(decide)
  const turns: Turn[] = []
  try {
    while (meeting.counts.commands < commands) {
      const turn = author.next(meeting)
      turns.push(turn)
      meeting.take(turn)
    }
    meeting.checkLogs()
    return { turns, counts: meeting.counts, fault: null }
  } catch (error) {
    return { turns, counts: meeting.counts, fault: asError(error) }
  }
}

/** Plays turns again. @returns the fault that ends them, or null */
export function replay(turns: readonly Turn[], decide: Decide): Error | null {
  const meeting = new Meeting(decide)
  try {
    for (const turn of turns) meeting.take(turn)
    meeting.checkLogs()
    return null
  } catch (error) {
    return asError(error)
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

/** Thinks of what happens next. */
class Author {
  readonly #random: Random
  readonly #plan: Plan
  #now = OPENED_AT
  #ids = 0
  /** Given a second time, by another desk. */
  #last: { turn: Turn; repeats: boolean } | null = null

  constructor(seed: number) {
    this.#random = new Random(seed)
    this.#plan = drawPlan(this.#random)
  }

  next(meeting: Meeting): Turn {
    const { open } = meeting
    const root = open.find(({ branchId }) => branchId === ROOT)
    if (root === undefined) return { do: 'tell', now: this.#now, branchId: ROOT, command: this.#plan.opening }
    this.#pass()
    if (this.#last?.repeats === true) return this.#again(this.#last.turn)
    const turn = this.#think(open, root)
    this.#last = { turn, repeats: this.#random.chance(0.03) }
    return turn
  }

  /** Mostly a second or two; now and then longer than a link may be lost; seldom the clock is set back. */
  #pass(): void {
    const random = this.#random
    this.#now += random.weighted([
      [80, random.between(0, 3_000)],
      [15, random.between(3_000, 20_000)],
      [4, random.between(29_000, 40_000)],
      [1, -random.between(0, 100_000)],
    ])
  }

  #again(turn: Turn): Turn {
    this.#last = null
    return { ...turn, now: this.#now }
  }

  #think(open: readonly OpenBranch[], root: OpenBranch): Turn {
    const random = this.#random
    const now = this.#now
    const branch = random.chance(0.6) ? root : random.pick(open)
    const { branchId } = branch
    if (random.chance(0.004)) return { do: 'restart', now, lastAliveAt: now - random.between(0, 60_000) }
    if (random.chance(0.01)) return this.#parting(root)
    if (branchId !== ROOT && random.chance(0.02)) return { do: 'attach', now, branchId }
    return { do: 'tell', now, branchId, command: this.#command(branch) }
  }

  #command(branch: OpenBranch): BranchCommand {
    const fresh = (prefix: string): string => `${prefix}-${(this.#ids += 1)}`
    const scene = new Scene({ branch, plan: this.#plan, random: this.#random, now: this.#now, fresh })
    return this.#random.weighted(this.#random.weighted(EVERYBODY))(scene)
  }

  #parting(root: OpenBranch): Turn {
    const random = this.#random
    const units = [...this.#plan.districts]
    const now = this.#now
    const [unitId, siteIds] = units.length === 0 ? [root.hostUnitId, this.#plan.siteIds] : random.pick(units)
    const ids = branchIds((this.#ids += 1))
    return {
      do: 'detach',
      now,
      branchId: ROOT,
      command: {
        type: 'DetachBranch',
        ...ids,
        unitId,
        title: `Họp riêng ${unitId}`,
        chairSiteId: random.prefer(siteIds, (siteId) => siteId === siteIds[0]),
        siteIds,
      },
    }
  }
}
