import type { Readable } from 'node:stream'
import { BridgeError, type DocumentId, type SessionId, type SiteId } from '@diem-cau/protocol'
import type { OpenBranch } from '../../core/branch/state.ts'
import { documentIdsOf } from '../../core/planning/index.ts'
import type { BranchRegistry } from '../BranchRegistry.ts'
import type { DocumentFiles, DocumentStore, PlanStore, StoredDocument } from '../planning/ports.ts'
import type { PaperTicket, PaperTickets } from './PaperTickets.ts'
import { PICTURE_HEAD_BYTES, pictureSize } from './pictureSize.ts'

/** Where papers are read from by sites. */
export const PAPER_PATH = '/api/papers/'
/** What every page can draw by itself. */
const DRAWN = new Set(['application/pdf', 'image/png', 'image/jpeg'])
/** An A3 sheet scanned at 600 dots an inch; 280 MB in the memory of each room's computer. */
const MOST_MEGAPIXELS = 70

export interface PaperParts {
  plans: Pick<PlanStore, 'find'>
  documents: Pick<DocumentStore, 'get'>
  files: Pick<DocumentFiles, 'open'>
  registry: Pick<BranchRegistry, 'branchOfSite'>
  tickets: PaperTickets
}

/** Meeting papers within a session: which may be opened at all sites, and how a site reads the one that is open. */
export class SessionPapers {
  readonly #parts: PaperParts

  constructor(parts: PaperParts) {
    this.#parts = parts
  }

  /**
   * A paper that a session may open: its plan names it, or that of the session from which it was detached.
   * @throws {BridgeError} `document_not_found`, `paper_not_of_session`, `paper_not_showable`
   */
  async openable(branch: OpenBranch, documentId: DocumentId): Promise<StoredDocument> {
    const { parentSession, sessionId, conduct } = branch
    const named =
      conduct.agenda.some(({ documentIds }) => documentIds.includes(documentId)) ||
      (await this.#isNamed(sessionId, documentId)) ||
      (parentSession !== null && (await this.#isNamed(parentSession.sessionId, documentId)))
    if (!named) throw new BridgeError('paper_not_of_session')
    const document = await this.#parts.documents.get(documentId)
    if (document === null) throw new BridgeError('document_not_found')
    if (!DRAWN.has(document.contentType)) throw new BridgeError('paper_not_showable')
    if (document.contentType.startsWith('image/')) await this.#refuseHuge(document)
    return document
  }

  /**
   * A picture may be a few kilobytes as a file and gigabytes once it is unpacked, in every room at the same moment.
   * @throws {BridgeError} `paper_picture_too_large`, `paper_not_showable` where it does not say how large it is
   */
  async #refuseHuge({ sha256, contentType, bytes }: StoredDocument): Promise<void> {
    const end = Math.min(bytes, PICTURE_HEAD_BYTES) - 1
    const chunks: Buffer[] = []
    for await (const chunk of await this.read({ sha256 }, { start: 0, end })) chunks.push(Buffer.from(chunk))
    const size = pictureSize(Buffer.concat(chunks), contentType)
    if (size === null) throw new BridgeError('paper_not_showable')
    const megapixels = Math.ceil((size.width * size.height) / 1_000_000)
    if (megapixels > MOST_MEGAPIXELS)
      throw new BridgeError('paper_picture_too_large', { megapixels, limit: MOST_MEGAPIXELS })
  }

  /** Where a site reads the paper that is open in its session. @throws {BridgeError} `no_meeting`, `no_paper`, `paper_other` */
  link(siteId: SiteId, documentId: DocumentId): { url: string; expiresAt: number } {
    const branch = this.#parts.registry.branchOfSite(siteId)
    if (branch === null) throw new BridgeError('no_meeting')
    if (branch.paper === null) throw new BridgeError('no_paper')
    if (branch.paper.documentId !== documentId) throw new BridgeError('paper_other')
    const { ticket, expiresAt } = this.#parts.tickets.issue({
      siteId,
      sessionId: branch.sessionId,
      documentId,
    })
    return { url: `${PAPER_PATH}${ticket}`, expiresAt }
  }

  /** What an address lets read, wherever it came from; null for none that this server has given and that still holds. */
  ticketOf(text: string): PaperTicket | null {
    return this.#parts.tickets.read(text)
  }

  /**
   * The document of a ticket, while the site sits in that session and the document is open there. One whose pairing is
   * over has left; one that has just lost its link may still read.
   * @throws {BridgeError} `paper_address_over`, whatever the reason
   */
  async documentFor({ siteId, sessionId, documentId }: PaperTicket): Promise<StoredDocument> {
    const branch = this.#parts.registry.branchOfSite(siteId)
    const presence = branch?.sites.get(siteId)?.presence.state
    const isThere = presence === 'connected' || presence === 'away'
    const isOpen = isThere && branch?.sessionId === sessionId && branch.paper?.documentId === documentId
    const document = isOpen ? await this.#parts.documents.get(documentId) : null
    if (document === null) throw new BridgeError('paper_address_over')
    return document
  }

  /** The file of a document or a part of it. @throws {BridgeError} `document_not_found` */
  async read(
    { sha256 }: Pick<StoredDocument, 'sha256'>,
    part?: { start: number; end: number },
  ): Promise<Readable> {
    const content = await this.#parts.files.open(sha256, part)
    if (content === null) throw new BridgeError('document_not_found')
    return content
  }

  async #isNamed(sessionId: SessionId, documentId: DocumentId): Promise<boolean> {
    const session = await this.#parts.plans.find(sessionId)
    return session !== null && documentIdsOf(session.body).includes(documentId)
  }
}
