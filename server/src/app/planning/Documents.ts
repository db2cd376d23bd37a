import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { BridgeError, type DocumentId, type DocumentView, type UnitId } from '@diem-cau/protocol'
import type { Target } from '../../core/policy/policy.ts'
import type { Clock, Logger } from '../ports.ts'
import type { Caller, FileAnswer, UploadedFile } from '../rest/define.ts'
import type { DocumentFiles, DocumentStore, PlanStore, StoredDocument } from './ports.ts'
import type { SessionViews } from './SessionViews.ts'

const DAY_MS = 86_400_000
/** A paper that no session names is kept for so long: it may have been put in by a plan that is not saved yet. */
const KEPT_UNUSED_MS = 30 * DAY_MS
/** Shown in the browser; everything else is saved. */
const SHOWN = new Set(['application/pdf', 'image/png', 'image/jpeg'])
/** No scripts, no forms, no requests; only our own pages may frame it. A sandbox would keep the PDF viewer out. */
export const PAPER_FILE_CSP =
  "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"
const CONTROL = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069/\\]/gu

export interface DocumentParts {
  files: DocumentFiles
  documents: DocumentStore
  plans: PlanStore
  views: SessionViews
  clock: Clock
  log: Logger
}

/** Papers of sessions: taken in, shown to whoever may see a session that names them, and forgotten when none does. */
export class Documents {
  readonly #parts: DocumentParts

  constructor(parts: DocumentParts) {
    this.#parts = parts
  }

  /** The same file by the same person for the same unit, under the same name, is one document. */
  async upload(
    caller: Caller,
    { hostUnitId, fileName, title }: { hostUnitId: UnitId; fileName: string; title?: string | undefined },
    upload: UploadedFile,
    maxBytes: number,
  ): Promise<DocumentView> {
    const { files, documents, clock } = this.#parts
    const name = cleanName(fileName)
    const { sha256, bytes } = await files.take(upload.content, { contentType: upload.contentType, maxBytes })
    const shownTitle = cleanName(title ?? '') || name.replace(/\.[^.]{1,5}$/, '')
    const document: StoredDocument = {
      documentId: documentIdFor([caller.accountId, hostUnitId, sha256, name, shownTitle]),
      fileName: name,
      title: shownTitle,
      contentType: upload.contentType,
      bytes,
      sha256,
      uploadedAt: clock(),
      uploadedByName: caller.name,
      hostUnitId,
      uploadedBy: caller.accountId,
    }
    await documents.add(document)
    const kept = await documents.get(document.documentId)
    if (kept === null) throw new BridgeError('conflict')
    const { hostUnitId: _host, uploadedBy: _by, ...view } = kept
    return view
  }

  /** What reading a document reaches for: a session that names it and that the caller may see, or its host unit. */
  async targetOf(caller: Caller, documentId: DocumentId): Promise<Target> {
    const { documents, plans, views } = this.#parts
    const document = await documents.get(documentId)
    if (document === null) throw new BridgeError('document_not_found')
    for (const sessionId of await documents.namedBy(documentId)) {
      const session = await plans.find(sessionId)
      if (session !== null && views.maySee(caller, session)) return views.targetOf(caller, session)
    }
    return { hostUnitId: document.hostUnitId, siteIds: [] }
  }

  /**
   * Who names a paper in a plan of his own gives it to whoever sees that plan, himself included: he must be able to
   * read it already.
   * @throws {BridgeError} `document_not_found`
   */
  async requireReadable(caller: Caller, documentIds: readonly DocumentId[]): Promise<void> {
    for (const documentId of documentIds) {
      if (this.#parts.views.mayRead(caller, await this.targetOf(caller, documentId))) continue
      throw new BridgeError('document_not_found', { documentId })
    }
  }

  /** The file. Only what has passed the scanner was ever kept. */
  async content(documentId: DocumentId): Promise<FileAnswer> {
    const { documents, files, log } = this.#parts
    const document = await documents.get(documentId)
    if (document === null) throw new BridgeError('document_not_found')
    const content: Readable | null = await files.open(document.sha256)
    if (content === null) {
      log.error({ documentId, sha256: document.sha256 }, 'The file of a document is missing')
      throw new BridgeError('document_not_found')
    }
    return {
      fileName: document.fileName,
      contentType: document.contentType,
      content,
      inline: SHOWN.has(document.contentType),
      etag: document.sha256,
      contentSecurityPolicy: PAPER_FILE_CSP,
    }
  }

  /** Forgets what no session has named for a month. */
  async forgetUnused(): Promise<void> {
    const { documents, files, clock, log } = this.#parts
    const now = clock()
    const hashes = await documents.forgetUnused(now, now - KEPT_UNUSED_MS)
    for (const hash of hashes) await files.remove(hash)
    if (hashes.length > 0) log.info({ files: hashes.length }, 'Papers that no session names were removed')
  }
}

/** A name that is no path and turns no text around. */
function cleanName(name: string): string {
  return name.normalize('NFC').replaceAll(CONTROL, '_').trim()
}

function documentIdFor(parts: readonly string[]): DocumentId {
  const digest = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 24)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are made here
  return `document-${digest}` as DocumentId
}
