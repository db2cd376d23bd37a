import {
  assertUnreachable,
  foldText,
  type RollSite,
  type RollState,
  type RollTotals,
  type SessionView,
  type UnitId,
} from '@diem-cau/protocol'
import type { StatusTone } from '../../ui/StatusDot.tsx'

export const ROLL_FILTERS = ['all', 'open', 'absent', 'excused', 'late', 'dropped'] as const
export type RollFilter = (typeof ROLL_FILTERS)[number]

/** A district of the session with those of its sites that are shown; `unitId` null: those that belong to none. */
export interface RollGroup {
  readonly unitId: UnitId | null
  readonly name: string
  readonly totals: Pick<RollTotals, 'sites' | 'presentSites' | 'present' | 'invited'>
  readonly rows: readonly RollSite[]
}

/** Every site of the roll that the console may see. */
export function rollSites(view: SessionView): RollSite[] {
  return Object.entries(view).flatMap(([key, value]) =>
    key.startsWith('roll:') && 'lateSince' in value ? [value] : [],
  )
}

export function passesRollFilter(row: RollSite, filter: RollFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'open':
      return row.state === 'silent'
    case 'absent':
      return row.state === 'absent' || row.state === 'left'
    case 'excused':
      return row.state === 'excused'
    case 'late':
      return row.lateSince !== null
    case 'dropped':
      return row.droppedSince !== null
    default:
      return assertUnreachable(filter)
  }
}

/** How many sites each filter would show. */
export function countByRollFilter(rows: readonly RollSite[]): Record<RollFilter, number> {
  const count = (filter: RollFilter) => rows.filter((row) => passesRollFilter(row, filter)).length
  return {
    all: rows.length,
    open: count('open'),
    absent: count('absent'),
    excused: count('excused'),
    late: count('late'),
    dropped: count('dropped'),
  }
}

/** Whether a search without accents finds a site: by its own name, its unit's, its district's or its head's. */
function isFound(row: RollSite, words: readonly string[]): boolean {
  const text = foldText([row.name, row.unitName, row.groupName, row.answer?.head ?? ''].join(' '))
  return words.every((word) => text.includes(word))
}

/**
 * The sites by district, those that belong to none first, in the order of their names. Totals are of the whole
 * district, whatever is searched for; a district without a site to show is left out.
 */
export function rollGroups(
  rows: readonly RollSite[],
  { filter, search }: { filter: RollFilter; search: string },
): RollGroup[] {
  const words = foldText(search).split(' ').filter(Boolean)
  const groups = [...Map.groupBy(rows, (row) => row.groupUnitId)].map(([unitId, all]) => ({
    unitId,
    name: all[0]?.groupName ?? '',
    totals: sumOf(all),
    rows: all
      .filter((row) => passesRollFilter(row, filter) && isFound(row, words))
      .toSorted((a, b) => a.tier - b.tier || byName(a, b)),
  }))
  return groups
    .filter((group) => group.rows.length > 0)
    .toSorted((a, b) => Number(a.unitId !== null) - Number(b.unitId !== null) || byName(a, b))
}

const collator = new Intl.Collator('vi', { numeric: true })

function byName(a: { name: string }, b: { name: string }): number {
  return collator.compare(a.name, b.name)
}

function sumOf(rows: readonly RollSite[]): RollGroup['totals'] {
  let presentSites = 0
  let present = 0
  let invited = 0
  for (const { state, answer } of rows) {
    if (state === 'present') presentSites++
    if (state === 'present') present += answer?.present ?? 0
    if (answer !== null) invited += Math.max(answer.invited, answer.present)
  }
  return { sites: rows.length, presentSites, present, invited }
}

/** Sites that are there and have not answered, while they are asked: somebody may want to call them. */
export function waitingForRoll({ rollCall }: SessionView): number {
  return rollCall.open ? rollCall.totals.silentSites : 0
}

const TONES: Record<RollState, StatusTone> = {
  present: 'good',
  excused: 'unpaired',
  silent: 'asked',
  absent: 'idle',
  left: 'left',
  elsewhere: 'left',
}

/** The mark of a state. */
export function rollTone(state: RollState): StatusTone {
  return TONES[state]
}

/** What the crew has typed of a site's answer, told by telephone. */
export interface EntryDraft {
  readonly present: string
  readonly invited: string
  readonly head: string
}

export function entryOf({ answer }: RollSite): EntryDraft {
  if (answer === null) return { present: '', invited: '', head: '' }
  return {
    present: String(answer.present),
    invited: answer.invited === 0 ? '' : String(answer.invited),
    head: answer.head,
  }
}

const COUNT = /^\d{1,4}$/

/** The answer that was typed; null while it is none. An empty number of invited is one that is not known. */
export function answerIn({ present, invited, head }: EntryDraft) {
  if (!COUNT.test(present.trim()) || !(invited.trim() === '' || COUNT.test(invited.trim()))) return null
  return { present: Number(present), invited: Number(invited), head: head.trim() }
}
