import type { DirectoryEdit, PreviewRow } from '@diem-cau/protocol'
import type { TableName } from './columns.ts'

export interface FieldText {
  readonly text: string
  /** A spreadsheet's number: zeros before it may be lost, and a date may be counted in days. */
  readonly isNumber: boolean
}

export interface Place {
  readonly line: number | null
  readonly sheet: string | null
}

/** A line of a table, its cells by the keys of their columns. A column that the table lacks is not there. */
export interface FieldEntry extends Place {
  readonly form: 'fields'
  readonly table: TableName
  readonly fields: ReadonlyMap<string, FieldText>
}

/** A record that is given whole. */
export interface EditEntry extends Place {
  readonly form: 'edit'
  readonly edit: DirectoryEdit
}

/** What a file says, before it is compared with the directory. */
export interface ParsedFile {
  readonly entries: readonly (FieldEntry | EditEntry)[]
  /** Tables that it has: what it does not name of them may be ended. */
  readonly tables: ReadonlySet<TableName>
  /** What could not be understood at all. */
  readonly refused: readonly PreviewRow[]
}

export interface Bilingual {
  readonly vi: string
  readonly en: string
}

/** A line that is not accepted. */
export function refusedRow(
  reason: Bilingual,
  { line, sheet }: Place,
  row: Partial<Pick<PreviewRow, 'what' | 'id' | 'name'>> = {},
): PreviewRow {
  return {
    outcome: 'refused',
    what: row.what ?? 'file',
    line,
    sheet: sheet?.slice(0, 100) ?? null,
    id: (row.id ?? '').slice(0, 80),
    name: (row.name ?? '').slice(0, 300),
    changes: [],
    reason: { vi: reason.vi.slice(0, 300), en: reason.en.slice(0, 300) },
    note: null,
  }
}
