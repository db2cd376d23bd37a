import type { RestQueryOf } from '@diem-cau/protocol'
import { REST_CALLS } from '@diem-cau/protocol'

type Format = RestQueryOf<'directory.import'>['format']
export type ImportMode = RestQueryOf<'directory.import'>['mode']

/** A file that may be sent: its format is known by its name. */
export interface ImportFile {
  readonly name: string
  readonly format: Format
  /** With the type that its format has, whatever the operating system thinks of it. */
  readonly content: Blob
}

export type FileFault = 'unknownFormat' | 'oldExcel' | 'empty' | 'tooLarge' | 'several'

const TYPES: Readonly<Record<Format, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  yaml: 'application/yaml',
}
const FORMATS: Readonly<Record<string, Format>> = { csv: 'csv', xlsx: 'xlsx', yaml: 'yaml', yml: 'yaml' }
const MAX_BYTES = REST_CALLS['directory.import'].upload?.maxBytes ?? 0
export const MAX_MEGABYTES = MAX_BYTES / 1024 / 1024
export const ACCEPTED = '.csv,.xlsx,.yaml,.yml'

/** Looks at files before one of them is sent; what is inside is for the bridge to judge. */
export function importFile(files: readonly File[]): ImportFile | FileFault {
  const [file] = files
  if (file === undefined || files.length > 1) return 'several'
  const ending = /\.(\w+)$/.exec(file.name)?.[1]?.toLowerCase() ?? ''
  const format = FORMATS[ending]
  if (ending === 'xls') return 'oldExcel'
  if (format === undefined) return 'unknownFormat'
  if (file.size === 0) return 'empty'
  if (file.size > MAX_BYTES) return 'tooLarge'
  return { name: file.name.slice(-200), format, content: file.slice(0, file.size, TYPES[format]) }
}
