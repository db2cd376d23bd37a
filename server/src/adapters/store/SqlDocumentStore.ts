import type { DocumentId, DocumentView, SessionId } from '@diem-cau/protocol'
import type { DocumentStore, StoredDocument } from '../../app/planning/ports.ts'
import type { Store } from './openStore.ts'
import type { Tables } from './schema.ts'
import { storing } from './storing.ts'

/** Values a statement: see the rules of migrations. */
const IDS_PER_QUERY = 5_000

/** What is known of documents; the files are in a folder. */
export class SqlDocumentStore implements DocumentStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  async get(documentId: DocumentId): Promise<StoredDocument | null> {
    const row = await this.#store
      .selectFrom('documents')
      .selectAll()
      .where('document_id', '=', documentId)
      .executeTakeFirst()
    return row === undefined
      ? null
      : { ...toView(row), hostUnitId: row.host_unit_id, uploadedBy: row.uploaded_by }
  }

  async find(documentIds: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, DocumentView>> {
    const ids = [...new Set(documentIds)]
    const found = new Map<DocumentId, DocumentView>()
    for (let from = 0; from < ids.length; from += IDS_PER_QUERY) {
      const rows = await this.#store
        .selectFrom('documents')
        .selectAll()
        .where('document_id', 'in', ids.slice(from, from + IDS_PER_QUERY))
        .execute()
      for (const row of rows) found.set(row.document_id, toView(row))
    }
    return found
  }

  async add(document: StoredDocument): Promise<void> {
    const row: Tables['documents'] = {
      document_id: document.documentId,
      sha256: document.sha256,
      host_unit_id: document.hostUnitId,
      file_name: document.fileName,
      title: document.title,
      content_type: document.contentType,
      bytes: document.bytes,
      uploaded_at: document.uploadedAt,
      uploaded_by: document.uploadedBy,
      uploaded_by_name: document.uploadedByName,
      unused_since: document.uploadedAt,
    }
    await storing(() =>
      this.#store
        .insertInto('documents')
        .values(row)
        .onConflict((conflict) =>
          conflict.column('document_id').doUpdateSet({ unused_since: row.unused_since }),
        )
        .execute(),
    )
  }

  async namedBy(documentId: DocumentId): Promise<SessionId[]> {
    const rows = await this.#store
      .selectFrom('session_documents')
      .select('session_id')
      .where('document_id', '=', documentId)
      .execute()
    return rows.map((row) => row.session_id)
  }

  forgetUnused(now: number, unusedSince: number): Promise<string[]> {
    return storing(() =>
      this.#store.transaction().execute(async (trx) => {
        const named = trx.selectFrom('session_documents').select('document_id')
        await trx
          .updateTable('documents')
          .set({ unused_since: null })
          .where('unused_since', 'is not', null)
          .where('document_id', 'in', named)
          .execute()
        await trx
          .updateTable('documents')
          .set({ unused_since: now })
          .where('unused_since', 'is', null)
          .where('document_id', 'not in', named)
          .execute()
        const gone = await trx
          .deleteFrom('documents')
          .where('unused_since', '<=', unusedSince)
          .returning('sha256')
          .execute()
        const unused = new Set(gone.map(({ sha256 }) => sha256))
        const hashes = [...unused]
        for (let from = 0; from < hashes.length; from += IDS_PER_QUERY) {
          const kept = await trx
            .selectFrom('documents')
            .select('sha256')
            .where('sha256', 'in', hashes.slice(from, from + IDS_PER_QUERY))
            .execute()
          // The same file may be another document as well.
          for (const { sha256 } of kept) unused.delete(sha256)
        }
        return [...unused]
      }),
    )
  }
}

function toView(row: Tables['documents']): DocumentView {
  return {
    documentId: row.document_id,
    fileName: row.file_name,
    title: row.title,
    contentType: row.content_type,
    bytes: row.bytes,
    sha256: row.sha256,
    uploadedAt: row.uploaded_at,
    uploadedByName: row.uploaded_by_name,
  }
}
