import type { MotionResult } from '@diem-cau/protocol'

/** A choice of a result, and its share of what was cast, from 0 to 1. */
export interface ChoiceShare {
  readonly index: number
  readonly votes: number
  readonly share: number
}

/** In the order of the choices; a list in the order of its votes, the first of equal ones first. */
export function sharesOf({
  votes,
  cast,
  outcome,
}: Pick<MotionResult, 'votes' | 'cast' | 'outcome'>): ChoiceShare[] {
  const shares = votes.map((count, index) => ({ index, votes: count, share: shareOf(count, cast) }))
  return outcome === 'listed' ? shares.toSorted((a, b) => b.votes - a.votes || a.index - b.index) : shares
}

export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

/** `66,7 %` as it is written in Vietnamese, `66.7 %` in English; without a digit that says nothing. */
export function percentText(share: number, language: 'vi' | 'en'): string {
  const rounded = Math.round(share * 1_000) / 10
  return `${rounded.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 })} %`
}
