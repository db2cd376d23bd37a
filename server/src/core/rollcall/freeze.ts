import type { FrozenRoll } from '@diem-cau/protocol'
import { event, type BranchEventOf } from '../branch/events.ts'
import type { OpenBranch } from '../branch/state.ts'
import { quorumOf } from './quorum.ts'
import { rollOf } from './roll.ts'
import { totalsOf } from './totals.ts'

/**
 * The roll as it stands now, as evidence: every site's row, the totals, and whether there was a quorum. A vote
 * freezes it in the same decision that opens the vote, so that nothing lies between the two.
 */
export function freezeRoll(
  branch: OpenBranch,
  freezeId: string,
  reason: FrozenRoll['reason'],
  label: string,
): BranchEventOf<'RollCallFrozen'> {
  const rows = rollOf(branch)
  return event('RollCallFrozen', {
    freezeId,
    reason,
    label: label.trim(),
    totals: totalsOf(rows),
    quorum: quorumOf(branch.rollCall.quorum, rows, branch.conduct.roster),
    rows,
  })
}
