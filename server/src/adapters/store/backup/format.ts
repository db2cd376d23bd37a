import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'

/*
 * A backup is a gzipped tar file, the same of both databases:
 *
 *   backup.json                   what it is, first
 *   tables/events/000001.ndjson   a table in pieces: the names of the columns, then one row a line, in their order
 *   files/documents/…             files of the data directory
 *   checksums.json                what every entry before must be, last: a file that was cut off has none
 */

export const FORMAT = 'diem-cau-backup'
export const FORMAT_VERSION = 1
export const HEADER_ENTRY = 'backup.json'
export const CHECKSUMS_ENTRY = 'checksums.json'

/** Rows are collected up to so many characters before they are written. */
export const PIECE_CHARACTERS = 4 * 1024 * 1024
/** No piece is larger: one row may be as large as a piece. */
export const MAX_PIECE_BYTES = 64 * 1024 * 1024

/** What is not kept: logins end with the database they were made in. */
export const NOT_IN_BACKUP: ReadonlySet<string> = new Set(['logins'])

/** Folders of the data directory that belong to it, beside the database. */
export const FOLDERS = ['documents', 'keys', 'tls'] as const

const HeaderSchema = Type.Object({
  format: Type.Literal(FORMAT),
  formatVersion: Type.Integer({ minimum: 1 }),
  /** Of the bridge that made it. */
  version: Type.String(),
  /** Epoch milliseconds. */
  madeAt: Type.Integer(),
  /** The schema's versions, in order. */
  migrations: Type.Array(Type.String(), { minItems: 1 }),
})
export type BackupHeader = Static<typeof HeaderSchema>
export const compiledHeader = Compile(HeaderSchema)

const ChecksumsSchema = Type.Object({
  rows: Type.Record(Type.String(), Type.Integer({ minimum: 0 })),
  entries: Type.Array(Type.Object({ name: Type.String(), bytes: Type.Integer(), sha256: Type.String() })),
})
export type Checksums = Static<typeof ChecksumsSchema>
export const compiledChecksums = Compile(ChecksumsSchema)

/** Text, whole numbers and nothing: all that tables hold. */
export type Value = string | number | null
export const compiledColumns = Compile(Type.Array(Type.String(), { minItems: 1 }))
export const compiledRow = Compile(Type.Array(Type.Union([Type.String(), Type.Number(), Type.Null()])))

export function pieceName(table: string, number: number): string {
  return `tables/${table}/${String(number).padStart(6, '0')}.ndjson`
}

/** The table of a piece; null for an entry of another kind. */
export function tableOf(entry: string): string | null {
  return /^tables\/([a-z][a-z0-9_]*)\/\d{6}\.ndjson$/.exec(entry)?.[1] ?? null
}

/** The path of a file within the data directory; null for an entry of another kind or one that leads elsewhere. */
export function fileOf(entry: string): string | null {
  const path = /^files\/((?:[\w-][\w.-]*\/)+[\w-][\w.-]*)$/.exec(entry)?.[1]
  return path !== undefined && FOLDERS.some((folder) => path.startsWith(`${folder}/`)) ? path : null
}
