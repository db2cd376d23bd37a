import type { UnitId } from '@diem-cau/protocol'
import type { CalendarDate } from '../../core/directory/index.ts'
import type { TableName } from './columns.ts'
import type { FileFormat } from './ImportBook.ts'

export interface ExportRequest {
  format: FileFormat
  /** CSV holds one table. */
  what: Exclude<TableName, 'tiers'>
  /** Null for all that is known of all days. */
  on: CalendarDate | null
  scopes: readonly UnitId[]
  template: boolean
}

export interface WrittenFile {
  fileName: string
  contentType: string
  content: Uint8Array | string
}

/** Writes the directory as files that can be imported again, away from the thread that serves. */
export interface DirectoryFiles {
  write(request: ExportRequest): Promise<WrittenFile>
}
