import type { PreviewCounts, PreviewRow, UnitId } from '@diem-cau/protocol'
import {
  applyEdits,
  concernOf,
  countRows,
  HistoryDraft,
  indexedOn,
  isSame,
  type Applied,
  type CalendarDate,
  type Directory,
  type DirectoryHistory,
  type EditPair,
  type HistoryFault,
} from '../../core/directory/index.ts'
import { refusedRow, type ParsedFile } from './entries.ts'
import { culpritsOf } from './importCulprits.ts'
import { endings, unsureOf } from './importEndings.ts'
import { resolveFile, type Item } from './resolveFile.ts'

export interface ImportRequest {
  readonly file: ParsedFile
  /** `update` leaves what the file does not name; `replace` ends it. */
  readonly mode: 'update' | 'replace'
  /** The units in whose subtrees whoever imports may change things. */
  readonly scopes: readonly UnitId[]
  readonly today: CalendarDate
}

export interface ImportPlan {
  readonly rows: readonly PreviewRow[]
  readonly counts: PreviewCounts
  /** What is accepted, sound as a whole. */
  readonly pairs: readonly EditPair[]
}

/** More rounds mean that lines hang on lines that hang on lines: then nothing of it is taken. */
const MAX_ROUNDS = 12

/**
 * Compares a file with the directory: which lines would add, change, end or leave something, and which are refused
 * and why. What is accepted makes a sound directory also without the refused lines: a line that hangs on a refused
 * one is refused too. Pure.
 */
export function planImport(history: DirectoryHistory, request: ImportRequest): ImportPlan {
  const { file, scopes, today } = request
  const directory = indexedOn(history, today)
  const resolved = resolveFile(history, file, today)
  const refused = [...resolved.refused]
  const ends = request.mode === 'replace' ? endings(history, directory, request, resolved) : []
  if (request.mode === 'replace') refused.push(...unsureOf(resolved))
  let items = withinScopes([...resolved.items, ...ends], history, directory, scopes, refused)
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const applied = applyEdits(
      history,
      items.flatMap(({ edits }) => edits),
    )
    if (applied.faults.length === 0) return planOf(applied, items, refused)
    const culprits = culpritsOf(applied.faults, items, applied.history)
    if (culprits.size === 0) break
    for (const [item, fault] of culprits) refused.push(refusedItem(item, fault, applied))
    items = items.filter((item) => !culprits.has(item))
  }
  return refuseAll(history, items, refused)
}

/** Nothing can be taken as long as the whole has faults that no line answers for. */
function refuseAll(history: DirectoryHistory, items: readonly Item[], refused: PreviewRow[]): ImportPlan {
  const applied = applyEdits(
    history,
    items.flatMap(({ edits }) => edits),
  )
  const [fault] = applied.faults
  if (fault === undefined) return planOf(applied, items, refused)
  for (const item of items) refused.push(refusedItem(item, fault, applied))
  return planOf(applyEdits(history, []), [], refused)
}

function planOf(applied: Applied, items: readonly Item[], refused: readonly PreviewRow[]): ImportPlan {
  const places = new Map<string, Item>()
  for (const item of items) {
    places.set(item.key, item)
  }
  const rows = applied.rows.map((row, index) => {
    const item = places.get(applied.keys[index] ?? '')
    if (item === undefined) return row
    return { ...row, line: item.line, sheet: item.sheet, note: item.note === null ? null : { ...item.note } }
  })
  const all = inOrder([...refused, ...rows])
  return { rows: all, counts: countRows(all), pairs: applied.pairs }
}

/** As the file stands; what no line names comes last. */
function inOrder(rows: readonly PreviewRow[]): PreviewRow[] {
  const sheets = [...new Set(rows.map(({ sheet }) => sheet))]
  const rank = (row: PreviewRow): number =>
    row.line === null ? Number.MAX_SAFE_INTEGER : sheets.indexOf(row.sheet) * 1_000_000 + row.line
  return rows.toSorted((a, b) => rank(a) - rank(b))
}

function refusedItem(item: Item, fault: HistoryFault, applied: Applied): PreviewRow {
  const row = applied.rows[applied.keys.indexOf(item.key)]
  const about = row && { what: row.what, id: row.id, name: row.name }
  return refusedRow(fault.reason, item, about)
}

const OUTSIDE = {
  vi: 'Nằm ngoài phạm vi đơn vị bạn quản lý.',
  en: 'This lies outside the units that you administer.',
}

function withinScopes(
  items: readonly Item[],
  history: DirectoryHistory,
  directory: Directory,
  scopes: readonly UnitId[],
  refused: PreviewRow[],
): Item[] {
  const rootId = directory.root.id
  if (scopes.includes(rootId)) return [...items]
  const concern = concernOf(
    history,
    items.flatMap(({ edits }) => edits),
    rootId,
  )
  const isInside = (unitId: UnitId): boolean => scopes.some((scope) => directory.isInSubtree(unitId, scope))
  // Edited for comparison and thrown away.
  const draft = new HistoryDraft(history)
  return items.filter((item) => {
    if (concern(item.edits).every(isInside)) return true
    // What is as it is already may be named by anybody who exports and imports again.
    if (saysWhatIs(draft, item)) return true
    const [, id = ''] = item.key.split(' ')
    refused.push(refusedRow(OUTSIDE, item, { what: whatOf(item), id, name: nameOf(item) }))
    return false
  })
}

/** Whether a line says what is so already. */
function saysWhatIs(draft: HistoryDraft, { edits }: Item): boolean {
  return edits.every((edit) => {
    const outcome = draft.apply(edit)
    return outcome !== null && isSame(outcome.before, outcome.after)
  })
}

function whatOf({ key }: Item): PreviewRow['what'] {
  const [what] = key.split(' ')
  return what === 'unit' || what === 'site' || what === 'group' || what === 'tiers' ? what : 'file'
}

function nameOf({ edits }: Item): string {
  const edit = edits.at(-1)
  if (edit?.edit === 'putUnit') return edit.unit.name
  if (edit?.edit === 'putSite') return edit.site.name
  return edit?.edit === 'putGroup' ? edit.group.name : ''
}
