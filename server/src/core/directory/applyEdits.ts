import type { DirectoryEdit, PreviewCounts, PreviewRow } from '@diem-cau/protocol'
import { describeChange, isSame, nameOfRecord, type Names } from './describeChange.ts'
import { historyFault, type HistoryFault } from './faults.ts'
import type { DirectoryHistory } from './history.ts'
import {
  HistoryDraft,
  keyOf,
  placeOfEdit,
  type AnyRecord,
  type EditOutcome,
  type EditPair,
} from './HistoryDraft.ts'
import { validateHistory } from './validateHistory.ts'

/** What edits came to. Either all of them are applied and the whole is sound, or there are faults. */
export interface Applied {
  readonly history: DirectoryHistory
  readonly faults: readonly HistoryFault[]
  readonly rows: readonly PreviewRow[]
  /** Which record each row is about (`keyOf`). */
  readonly keys: readonly string[]
  /** The edits that changed something, in order, each with its inverse. */
  readonly pairs: readonly EditPair[]
}

/**
 * Applies edits one after another, and checks the whole at the end: only the outcome must be sound, not what is
 * in between. Pure.
 */
export function applyEdits(history: DirectoryHistory, edits: readonly DirectoryEdit[]): Applied {
  const draft = new HistoryDraft(history)
  const outcomes: EditOutcome[] = []
  const missing: HistoryFault[] = []
  const untouched: EditOutcome[] = []
  for (const edit of edits) {
    const outcome = draft.apply(edit)
    if (outcome === null) {
      const at = placeOfEdit(edit)
      missing.push(historyFault('unknown_record', at, { validFrom: at.validFrom }))
    } else if (isSame(outcome.before, outcome.after)) untouched.push(outcome)
    else outcomes.push(outcome)
  }
  const next = draft.history()
  const faults = [...missing, ...validateHistory(next)]
  const pairs = outcomes.map(({ edit, inverse }) => ({ edit, inverse }))
  return { history: next, faults, ...rowsOf([...outcomes, ...untouched], faults, next), pairs }
}

/** The edits that take applied ones back, in the order in which they do. */
export function inverseOf(pairs: readonly EditPair[]): DirectoryEdit[] {
  return pairs.map(({ inverse }) => inverse).toReversed()
}

export function countRows(rows: readonly Pick<PreviewRow, 'outcome'>[]): PreviewCounts {
  const counts = { added: 0, changed: 0, removed: 0, unchanged: 0, refused: 0 }
  for (const { outcome } of rows) counts[outcome]++
  return counts
}

/** One row a record, from its state before all edits to that after them; and one for each other record at fault. */
function rowsOf(
  outcomes: readonly EditOutcome[],
  faults: readonly HistoryFault[],
  history: DirectoryHistory,
): { rows: PreviewRow[]; keys: string[] } {
  const faultsByKey = Map.groupBy(faults, ({ at }) => keyOf(at))
  const net = new Map<string, EditOutcome>()
  for (const outcome of outcomes) {
    const key = keyOf(outcome.place)
    const first = net.get(key)
    net.set(key, first === undefined ? outcome : { ...outcome, before: first.before })
  }
  const names = namesOf(history)
  const rows = [...net].map(([key, outcome]) => {
    const fault = faultsByKey.get(key)?.[0]
    faultsByKey.delete(key)
    return rowOf(outcome, fault, names)
  })
  const keys = [...net.keys()]
  for (const [key, [fault]] of faultsByKey) {
    if (fault === undefined) continue
    rows.push(refusedRow(fault, names))
    keys.push(key)
  }
  return { rows, keys }
}

function rowOf(
  { place, before, after }: EditOutcome,
  fault: HistoryFault | undefined,
  names: Names,
): PreviewRow {
  const record = after ?? before
  return {
    outcome: fault === undefined ? outcomeOf(before, after) : 'refused',
    what: place.what,
    line: null,
    sheet: null,
    id: place.id,
    name: record === null ? place.id : nameOfRecord(record),
    changes: describeChange(before, after, names),
    reason: fault?.reason ?? null,
    note: null,
  }
}

function outcomeOf(before: AnyRecord | null, after: AnyRecord | null): PreviewRow['outcome'] {
  if (isSame(before, after)) return 'unchanged'
  if (before === null) return 'added'
  return after === null ? 'removed' : 'changed'
}

function refusedRow({ at, reason }: HistoryFault, names: Names): PreviewRow {
  const name = at.what === 'unit' ? names.unit(at.id) : at.what === 'site' ? names.site(at.id) : at.id
  return {
    outcome: 'refused',
    what: at.what,
    line: null,
    sheet: null,
    id: at.id,
    name,
    changes: [],
    reason,
    note: null,
  }
}

/** Names as last known; the id where there is none. */
export function namesOf(history: DirectoryHistory): Names {
  const units: ReadonlyMap<string, readonly { name: string }[]> = history.units
  const sites: ReadonlyMap<string, readonly { name: string }[]> = history.sites
  return {
    unit: (id) => units.get(id)?.at(-1)?.name ?? id,
    site: (id) => sites.get(id)?.at(-1)?.name ?? id,
  }
}
