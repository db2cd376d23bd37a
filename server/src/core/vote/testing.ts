import type { Ballot, MotionFields, QuorumRule, SiteId, UnitId } from '@diem-cau/protocol'
import { PLAIN_CONDUCT, type RosterEntry } from '../branch/conduct.ts'
import { BranchStory, CHAIR, site } from '../branch/testing.ts'
import type { Motion } from './types.ts'

/* Builders for specifications: motions, and a meeting that votes on them. */

export const MOTION = 'm1'

export function fields(changes: Partial<MotionFields> = {}): MotionFields {
  return {
    title: 'Thông qua nghị quyết',
    text: '',
    ballot: 'open',
    question: { form: 'yesNo' },
    weight: 'site',
    majority: { basis: 'cast', numerator: 1, denominator: 2, compare: 'moreThan' },
    chairDecidesTie: false,
    seconds: null,
    ...changes,
  }
}

export const ofList = (choose: number, ...choices: string[]): Partial<MotionFields> => ({
  question: { form: 'list', choices, choose },
})

/** The hub at the first tier, `a` and `b` at the second, the others at the third. */
function entry(siteId: SiteId): RosterEntry {
  const tier = siteId === CHAIR ? 1 : siteId === site('a') || siteId === site('b') ? 2 : 3
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
  const unitId = `u-${siteId}` as UnitId
  return {
    siteId,
    name: siteId,
    unitId,
    unitName: unitId,
    tier,
    groupUnitId: null,
    groupName: '',
    remoteMicrophone: true,
  }
}

export const YES: Ballot = [1, 0, 0]
export const NO: Ballot = [0, 1, 0]
export const ABSTAIN: Ballot = [0, 0, 1]

/** A meeting of the hub, a, b, c and d, all of them there unless it says otherwise. */
export class VoteStory {
  readonly story: BranchStory

  constructor(connected: readonly string[] = [CHAIR, 'a', 'b', 'c', 'd'], quorum: QuorumRule | null = null) {
    const siteIds = [CHAIR, ...['a', 'b', 'c', 'd'].map(site)]
    const conduct = { ...PLAIN_CONDUCT, roster: siteIds.map(entry) }
    this.story = BranchStory.open({ siteIds, conduct, quorum }, connected)
  }

  propose(changes: Partial<MotionFields> = {}, newMotionId = MOTION): this {
    this.story.tell({ type: 'ProposeMotion', newMotionId, fields: fields(changes) })
    return this
  }

  open(motionId = MOTION, withoutQuorum = false): this {
    this.story.tell({ type: 'OpenVoting', motionId, newFreezeId: `f-${motionId}`, withoutQuorum })
    return this
  }

  /** A motion that is open. */
  static voting(changes: Partial<MotionFields> = {}, connected?: readonly string[]): VoteStory {
    return new VoteStory(connected).propose(changes).open()
  }

  delegates(name: string, present: number, invited = present): this {
    this.story.tell({
      type: 'AnswerRollCall',
      siteId: site(name),
      present,
      invited,
      head: '',
      by: 'crew',
    })
    return this
  }

  ballot(
    name: string,
    votes: Ballot,
    { sealed = null, by = 'site' }: { sealed?: string | null; by?: 'site' | 'crew' } = {},
  ) {
    return { type: 'CastBallot', motionId: MOTION, siteId: site(name), votes, sealed, by } as const
  }

  cast(name: string, votes: Ballot = YES, how: { sealed?: string | null; by?: 'site' | 'crew' } = {}): this {
    this.story.tell(this.ballot(name, votes, how))
    return this
  }

  close(): this {
    this.story.tell({ type: 'CloseVoting', motionId: MOTION })
    return this
  }

  get motion(): Motion {
    const motion = this.story.branch.votes.motions.get(MOTION)
    if (motion === undefined) throw new Error('there is no motion')
    return motion
  }

  get result() {
    const { result } = this.motion
    if (result === null) throw new Error('it was not counted')
    return result
  }
}
