import type { BranchId } from '@diem-cau/protocol'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from '../branch/decide.ts'
import { isRefusal } from '../branch/decision.ts'
import type { BranchCommand } from '../branch/commands.ts'
import { evolve } from '../branch/evolve.ts'
import type { BranchState } from '../branch/state.ts'
import { BranchStory, page, site } from '../branch/testing.ts'
import { rollOf } from './roll.ts'
import { totalsByTier, totalsOf } from './totals.ts'
import { aRoll, answerOf, detachFirstDistrict, excuseOf, freezeOf, SITES } from './testing.ts'

type Step = { kind: 'command'; command: BranchCommand } | { kind: 'detach' }

const name = fc.constantFrom(...SITES)
const count = fc.integer({ min: 0, max: 9 })
const commands: fc.Arbitrary<BranchCommand> = fc.oneof(
  fc.boolean().map((anew) => ({ type: 'OpenRollCall', anew }) as const),
  fc.constant({ type: 'CloseRollCall' } as const),
  fc
    .tuple(name, count, count, fc.constantFrom('site' as const, 'crew' as const))
    .map(([who, present, invited, by]) => answerOf(who, present, invited, { by })),
  fc.tuple(name, fc.option(fc.constant('Ốm'))).map(([who, reason]) => excuseOf(who, reason)),
  fc.uuid().map((id) => freezeOf(id)),
  name.map((who) => ({ type: 'JoinSite', siteId: site(who), instance: page(`${who}-1`) }) as const),
  name.map((who) => ({ type: 'DropSite', siteId: site(who), instance: page(`${who}-1`) }) as const),
  name.map((who) => ({ type: 'LeaveSite', siteId: site(who), instance: null }) as const),
  fc.constant({ type: 'Tick' } as const),
  fc.constant({ type: 'AttachBranch', branchId: 'branch-2' as BranchId } as const),
)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: commands.map((command) => ({ kind: 'command', command }) as const) },
    { weight: 1, arbitrary: fc.constant({ kind: 'detach' } as const) },
  ),
  { maxLength: 60 },
)

/** Does what can be done and leaves the rest. */
function play(story: BranchStory, step: Step): void {
  story.pass(7_000)
  if (step.kind === 'detach') {
    if (story.branch.detached.size === 0) detachFirstDistrict(story)
    return
  }
  if (!isRefusal(decide(story.state, step.command, story.now))) story.tell(step.command)
}

function folded(story: BranchStory): BranchState {
  return story.log.reduce<BranchState>((state, { event, at }) => evolve(state, event, at), {
    status: 'unopened',
  })
}

describe('A roll through any meeting', () => {
  it('counts every site once, nobody twice, and never more who are there than were invited', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const story = aRoll()
        for (const step of taken) {
          play(story, step)
          const rows = rollOf(story.branch)
          const totals = totalsOf(rows)
          expect(rows.map(({ siteId }) => siteId).toSorted()).toEqual([...SITES].toSorted())
          const { presentSites, excusedSites, silentSites, absentSites, leftSites, elsewhereSites } = totals
          expect(presentSites + excusedSites + silentSites + absentSites + leftSites + elsewhereSites).toBe(5)
          expect(totals.present).toBeLessThanOrEqual(totals.invited)
          const tiers = totalsByTier(rows, story.branch.conduct.roster)
          expect(tiers.reduce((sum, tier) => sum + tier.totals.present, 0)).toBe(totals.present)
          for (const { state, answer } of rows) expect(state === 'present' && answer === null).toBe(false)
        }
      }),
    )
  })

  it('keeps its evidence, and is the same when it is read from the log', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const story = aRoll()
        const kept = new Map<string, string>()
        for (const step of taken) {
          play(story, step)
          for (const frozen of story.branch.rollCall.frozen) {
            const text = JSON.stringify(frozen)
            expect(kept.get(frozen.freezeId) ?? text).toBe(text)
            kept.set(frozen.freezeId, text)
          }
        }
        expect(story.branch.rollCall.frozen).toHaveLength(kept.size)
        expect(folded(story)).toEqual(story.state)
      }),
    )
  })
})
