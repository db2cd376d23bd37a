import type { QuorumRule } from '@diem-cau/protocol'

/** A quorum rule as it is typed. */
export interface QuorumDraft {
  readonly on: boolean
  readonly basis: QuorumRule['basis']
  readonly compare: QuorumRule['compare']
  readonly numerator: string
  readonly denominator: string
  readonly total: string
  readonly eachTier: boolean
}

/** Two thirds of the sites, where there is no rule to begin with. */
export function quorumDraft(rule: QuorumRule | null): QuorumDraft {
  return {
    on: rule !== null,
    basis: rule?.basis ?? 'sites',
    compare: rule?.compare ?? 'atLeast',
    numerator: String(rule?.numerator ?? 2),
    denominator: String(rule?.denominator ?? 3),
    total: rule?.total === undefined ? '' : String(rule.total),
    eachTier: rule?.eachTier ?? false,
  }
}

const MAX_PART = 100
const MAX_TOTAL = 999_999

export type QuorumField = 'numerator' | 'denominator' | 'total'

/** The fields that hold no number that can be used. */
export function quorumFaults(draft: QuorumDraft): QuorumField[] {
  if (!draft.on) return []
  const faults: QuorumField[] = []
  if (!isWithin(draft.numerator, MAX_PART)) faults.push('numerator')
  if (!isWithin(draft.denominator, MAX_PART)) faults.push('denominator')
  if (usesTotal(draft) && draft.total.trim() !== '' && !isWithin(draft.total, MAX_TOTAL)) faults.push('total')
  return faults
}

function isWithin(text: string, most: number): boolean {
  return /^\d{1,6}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= most
}

/** How many delegates there are in all matters only where delegates are counted. */
export function usesTotal({ basis }: Pick<QuorumDraft, 'basis'>): boolean {
  return basis === 'delegates'
}

export function quorumIn(draft: QuorumDraft): QuorumRule | null {
  if (!draft.on) return null
  const { basis, compare, eachTier } = draft
  const total = usesTotal(draft) && draft.total.trim() !== '' ? { total: Number(draft.total) } : {}
  return {
    basis,
    compare,
    eachTier,
    numerator: Number(draft.numerator),
    denominator: Number(draft.denominator),
    ...total,
  }
}
