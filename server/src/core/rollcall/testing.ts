import type { BranchId, QuorumRule, RollRow, SessionId, UnitId } from '@diem-cau/protocol'
import { PLAIN_CONDUCT, type RosterEntry } from '../branch/conduct.ts'
import { BranchStory, CHAIR, site } from '../branch/testing.ts'
import { rollOf } from './roll.ts'

/* A meeting with a hub of tier 1, a district `d1` with the sites a and b, and a district `d2` with c and d. */

const DISTRICTS: Readonly<Record<string, string>> = { a: 'd1', b: 'd1', c: 'd2', d: 'd2' }

function entry(name: string): RosterEntry {
  const group = DISTRICTS[name] ?? null
  return {
    siteId: site(name),
    name: `Phòng họp ${name}`,
    unitId: `u-${name}` as UnitId,
    unitName: `Đơn vị ${name}`,
    tier: group === null ? 1 : 3,
    groupUnitId: group as UnitId | null,
    groupName: group ?? '',
    remoteMicrophone: true,
  }
}

export const SITES = ['hub', 'a', 'b', 'c', 'd'] as const
export const TWO_THIRDS_OF_SITES: QuorumRule = {
  basis: 'sites',
  numerator: 2,
  denominator: 3,
  compare: 'atLeast',
  eachTier: false,
}

/** A meeting whose sites have come, unless they are not named. */
export function aRoll(quorum: QuorumRule | null = null, connected: readonly string[] = SITES): BranchStory {
  const conduct = { ...PLAIN_CONDUCT, roster: SITES.map(entry) }
  return BranchStory.open({ chairSiteId: CHAIR, siteIds: SITES.map(site), conduct, quorum }, connected)
}

/** A meeting whose roll has been called. */
export function aCalledRoll(...options: Parameters<typeof aRoll>): BranchStory {
  const story = aRoll(...options)
  call(story)
  return story
}

export function call(story: BranchStory, anew = false) {
  return story.tell({ type: 'OpenRollCall', anew })
}

export const answerOf = (
  name: string,
  present: number,
  invited: number,
  { head = 'Trưởng đoàn', by = 'site' }: { head?: string; by?: 'site' | 'crew' } = {},
) => ({ type: 'AnswerRollCall', siteId: site(name), present, invited, head, by }) as const

export function answer(story: BranchStory, ...said: Parameters<typeof answerOf>) {
  return story.tell(answerOf(...said))
}

export const excuseOf = (name: string, reason: string | null) =>
  ({ type: 'ExcuseSite', siteId: site(name), reason }) as const

export const freezeOf = (newFreezeId: string, reason: 'start' | 'manual' = 'start', label = '') =>
  ({ type: 'FreezeRollCall', newFreezeId, reason, label }) as const

/** District 1 goes for a meeting of its own. */
export function detachFirstDistrict(story: BranchStory) {
  return story.tell({
    type: 'DetachBranch',
    branchId: 'branch-2' as BranchId,
    sessionId: 'session-2' as SessionId,
    unitId: 'd1' as UnitId,
    title: 'Huyện',
    chairSiteId: site('a'),
    siteIds: [site('a'), site('b')],
  })
}

export function rowIn(story: BranchStory, name: string): RollRow {
  const row = rollOf(story.branch).find(({ siteId }) => siteId === name)
  if (row === undefined) throw new Error(`${name} is not in the roll`)
  return row
}
