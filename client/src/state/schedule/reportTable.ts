import { foldText, type Language } from '@diem-cau/protocol'
import { cellText, type Cell, type ReportTable } from '@diem-cau/protocol/report'

/** By which column a table is sorted; null: as it is, by what happened first. */
export type Sorting = { readonly column: number; readonly down: boolean } | null

/** A row with its place among all of its table. */
export interface ShownRow {
  readonly index: number
  readonly cells: readonly Cell[]
}

/** What a press on a column's head sorts by next: up, down, and as it was. */
export function nextSorting(sorting: Sorting, column: number): Sorting {
  if (sorting?.column !== column) return { column, down: false }
  return sorting.down ? null : { column, down: true }
}

/** The rows in which every word of a text is found, without accents, in the order asked for. Empty cells come last. */
export function shownRows(
  { columns, rows }: ReportTable,
  { text, sorting, language }: { text: string; sorting: Sorting; language: Language },
): ShownRow[] {
  const words = foldText(text).split(/\s+/).filter(Boolean)
  const all = rows.map((cells, index) => ({ index, cells }))
  const found = all.filter(({ cells }) => {
    if (words.length === 0) return true
    const line = foldText(
      cells.map((cell, index) => cellText(cell, columns[index]?.kind ?? 'text', language)).join(' '),
    )
    return words.every((word) => line.includes(word))
  })
  if (sorting === null) return found
  const { column, down } = sorting
  return found.toSorted((a, b) => compared(a.cells[column] ?? null, b.cells[column] ?? null, down))
}

const COLLATOR = new Intl.Collator('vi', { numeric: true })

function compared(a: Cell, b: Cell, down: boolean): number {
  const isEmpty = [a === null || a === '', b === null || b === '']
  if (isEmpty[0] === true || isEmpty[1] === true) return Number(isEmpty[0]) - Number(isEmpty[1])
  const order =
    typeof a === 'number' && typeof b === 'number' ? a - b : COLLATOR.compare(String(a), String(b))
  return down ? -order : order
}
