import { assertUnreachable } from '../assertUnreachable.ts'
import type { Language } from '../errors.ts'
import { clockText, lengthText, momentText, shareText } from './format.ts'
import type { ReportWords } from './words.ts'

/** What a column holds. Moments are epoch milliseconds, lengths milliseconds, shares from 0 to 1. */
export type CellKind = 'text' | 'number' | 'moment' | 'length' | 'share'
export type Cell = string | number | null

export interface ReportColumn {
  readonly key: keyof ReportWords['head']
  readonly kind: CellKind
  /** Of ten or so that fill a line. */
  readonly weight: number
}

export type TableId = keyof ReportWords['table']

/** One table of a report, as the page, the spreadsheets and the minutes show it. */
export interface ReportTable {
  readonly id: TableId
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly (readonly Cell[])[]
}

type Get<T> = (row: T, index: number) => Cell
export type Definition<T> = readonly [ReportColumn['key'], CellKind, Get<T>, number?]

/** A table of things that are alike. */
export function tableOf<T>(
  id: TableId,
  rows: readonly T[],
  definitions: readonly Definition<T>[],
): ReportTable {
  return {
    id,
    columns: definitions.map(([key, kind, , weight = 1]) => ({ key, kind, weight })),
    rows: rows.map((row, index) => definitions.map(([, , get]) => get(row, index))),
  }
}

/** A cell in words. @param wholeMoments with their day: where the day is not said beside the table */
export function cellText(
  cell: Cell,
  kind: CellKind,
  language: Language,
  { wholeMoments = true }: { wholeMoments?: boolean } = {},
): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  switch (kind) {
    case 'moment':
      return wholeMoments ? momentText(cell) : clockText(cell)
    case 'length':
      return lengthText(cell)
    case 'share':
      return shareText(cell, language)
    case 'number':
    case 'text':
      return String(cell)
    default:
      return assertUnreachable(kind)
  }
}
