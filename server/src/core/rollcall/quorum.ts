import type { QuorumRule, QuorumState, RollRow, RollTotals } from '@diem-cau/protocol'
import type { Conduct } from '../branch/conduct.ts'
import { totalsByTier, totalsOf } from './totals.ts'

/**
 * Whether enough are there. Nobody is present of an empty roll, so that it never has a quorum; and a share of the
 * delegates is reached only once every site has said how many were invited, or where the rule knows how many there
 * are: otherwise the first site to answer would be all of them.
 */
export function quorumOf(
  rule: QuorumRule | null,
  rows: readonly RollRow[],
  roster: Conduct['roster'],
): QuorumState | null {
  if (rule === null) return null
  const whole = sharedBy(rule, totalsOf(rows), rule.total)
  const missingTiers = rule.eachTier
    ? totalsByTier(rows, roster).flatMap(({ tier, totals }) => (sharedBy(rule, totals).reached ? [] : [tier]))
    : []
  return { rule, ...whole, reached: whole.reached && missingTiers.length === 0, missingTiers }
}

function sharedBy(rule: QuorumRule, totals: RollTotals, total?: number) {
  const bySites = rule.basis === 'sites'
  const have = bySites ? totals.presentSites : totals.present
  const of = bySites ? totals.sites : Math.max(total ?? 0, totals.invited)
  const unknownSites = bySites || total !== undefined ? 0 : totals.unknownSites
  const need = leastOf(rule, of)
  return { have, of, need, unknownSites, reached: have >= need && unknownSites === 0 }
}

/** The least whole number that is at least, or more than, the share. */
function leastOf({ numerator, denominator, compare }: QuorumRule, of: number): number {
  const least =
    compare === 'atLeast'
      ? Math.ceil((of * numerator) / denominator)
      : Math.floor((of * numerator) / denominator) + 1
  return Math.max(1, least)
}

/** Whether a rule can be reached at all: more than everybody never is. */
export function canBeReached({ numerator, denominator, compare }: QuorumRule): boolean {
  return compare === 'atLeast' ? numerator <= denominator : numerator < denominator
}
