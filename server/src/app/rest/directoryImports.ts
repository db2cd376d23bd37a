import type { Readable } from 'node:stream'
import { BridgeError, DIRECTORY_CALLS, type ImportId } from '@diem-cau/protocol'
import type { Target } from '../../core/policy/policy.ts'
import type { Caller, RestHandlers } from './define.ts'
import { authorOf, dayOf, noted, scopesIn, type DirectoryDeps } from './directoryShared.ts'

const MAX_BYTES = DIRECTORY_CALLS['directory.import'].upload?.maxBytes ?? 0

type ImportName =
  | 'directory.import'
  | 'directory.importRows'
  | 'directory.importApply'
  | 'directory.importDiscard'
  | 'directory.export'

/** Files in and out. */
export function importHandlers({ book, imports, files }: DirectoryDeps): RestHandlers<ImportName> {
  /** The units that the import may change: the right to them is asked for anew at every step. */
  const ofImport = (caller: Caller, { params }: { params: { importId: ImportId } }): Target => ({
    unitIds: imports.scopesOf(params.importId, caller.accountId),
  })
  return {
    'directory.import': {
      target: (caller) => ({ unitIds: scopesIn(book, caller, 'directory.import') }),
      run: async (caller, { query, upload, note }) => {
        const scopes = scopesIn(book, caller, 'directory.import')
        if (upload === null) throw new BridgeError('unsupported_file')
        const bytes = await readAll(upload.content)
        const { fileName, format, mode } = query
        const state = await imports.prepare(caller.accountId, { bytes, fileName, format, mode, scopes })
        note.subject = `import:${state.importId}`
        note.subjectName = fileName
        note.details = { counts: state.counts, mode }
        return state
      },
    },
    'directory.importRows': {
      target: ofImport,
      run: (caller, { params, query }) =>
        Promise.resolve(imports.rows(params.importId, caller.accountId, query)),
    },
    'directory.importApply': {
      target: ofImport,
      run: async (caller, { params, body, note }) => {
        const author = authorOf(caller, imports.fileNameOf(params.importId, caller.accountId))
        const change = await imports.apply(params.importId, caller.accountId, body.skipRefused, author)
        return noted(note, book, change)
      },
    },
    'directory.importDiscard': {
      target: ofImport,
      run: (caller, { params }) => {
        imports.discard(params.importId, caller.accountId)
        return Promise.resolve({ done: true as const })
      },
    },
    'directory.export': {
      target: () => ({}),
      run: (caller, { query }) =>
        files.write({
          format: query.format,
          what: query.what ?? 'units',
          on: query.on === undefined ? null : dayOf(query.on, book),
          scopes: scopesIn(book, caller, 'directory.export'),
          template: query.template ?? false,
        }),
    },
  }
}

/** The whole file, counted as it comes: what a sender says of its length need not be true. */
async function readAll(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    const bytes: unknown = chunk
    if (!(bytes instanceof Uint8Array)) throw new BridgeError('unsupported_file')
    length += bytes.length
    if (length > MAX_BYTES) throw new BridgeError('message_too_large')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks, length)
}
