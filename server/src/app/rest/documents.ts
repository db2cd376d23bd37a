import { BridgeError, PAPER_CALLS } from '@diem-cau/protocol'
import type { Documents } from '../planning/Documents.ts'
import type { RestHandlers } from './define.ts'

const MAX_BYTES = PAPER_CALLS['documents.upload'].upload?.maxBytes ?? 0

/** Use cases of the papers of sessions. */
export function documentHandlers(
  documents: Documents,
): RestHandlers<'documents.upload' | 'documents.content'> {
  return {
    'documents.upload': {
      target: (_caller, { query, note }) => {
        note.unitId = query.hostUnitId
        note.subjectName = query.fileName
        return { unitIds: [query.hostUnitId] }
      },
      run: async (caller, { query, upload, note }) => {
        if (upload === null) throw new BridgeError('unsupported_file')
        const document = await documents.upload(caller, query, upload, MAX_BYTES)
        note.subject = `document:${document.documentId}`
        note.details['sha256'] = document.sha256
        return document
      },
    },
    'documents.content': {
      target: (caller, { params }) => documents.targetOf(caller, params.documentId),
      run: (_caller, { params }) => documents.content(params.documentId),
    },
  }
}
