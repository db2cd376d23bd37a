import type { PreviewCounts, PreviewRow } from '@diem-cau/protocol'
import { formatDay, isDay } from './dates.ts'

export type Outcome = PreviewRow['outcome']

/** In the order in which they are offered. */
export const OUTCOMES: readonly Outcome[] = ['added', 'changed', 'removed', 'unchanged', 'refused']

export const rowCount = (counts: PreviewCounts): number =>
  OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0)

/** How many rows would be written. */
export const writtenCount = ({ added, changed, removed }: PreviewCounts): number => added + changed + removed

/** The words for what a field holds as a code. */
export interface ValueWords {
  readonly kind: (what: PreviewRow['what'], kind: string) => string
  readonly tier: (tier: string) => string
  /** Of a yes or no: who may open a microphone. */
  readonly remoteMicrophone: (value: string) => string
}

/** A value of a field as it reads on screen: days as people write them, words for kinds and tiers. */
export function fieldText(
  row: Pick<PreviewRow, 'what'>,
  field: string,
  value: string | null,
  words: ValueWords,
): string {
  if (field === 'remoteMicrophone') return words.remoteMicrophone(value ?? '')
  if (value === null || value === '') return '—'
  if (field === 'kind') return words.kind(row.what, value)
  if (field === 'tier') return words.tier(value)
  if (isDay(value)) return formatDay(value)
  return value
}
