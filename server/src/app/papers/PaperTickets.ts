import { createHmac, timingSafeEqual } from 'node:crypto'
import type { DocumentId, SessionId, SiteId } from '@diem-cau/protocol'
import type { Clock } from '../ports.ts'

/** What an address lets read: one document, at one site, while it is open in one session. */
export interface PaperTicket {
  siteId: SiteId
  sessionId: SessionId
  documentId: DocumentId
  /** Epoch milliseconds. */
  expiresAt: number
}

export const TICKET_LIFETIME_MS = 10 * 60_000
/** A ticket is a few ids and a digest; what is longer is none. */
const MAX_LENGTH = 600
const FORM = /^[\w-]+\.[\w-]{43}$/

/**
 * Tickets that need no memory: what one lets read stands in it, under a digest with a key that only this server has
 * (HMAC-SHA-256, RFC 2104). After a restart all are over, and pages ask for new ones.
 */
export class PaperTickets {
  readonly #key: Uint8Array
  readonly #clock: Clock

  constructor(key: Uint8Array, clock: Clock) {
    this.#key = key
    this.#clock = clock
  }

  issue(wish: Omit<PaperTicket, 'expiresAt'>): { ticket: string; expiresAt: number } {
    const expiresAt = this.#clock() + TICKET_LIFETIME_MS
    const fields = [wish.siteId, wish.sessionId, wish.documentId, expiresAt]
    const payload = Buffer.from(JSON.stringify(fields)).toString('base64url')
    return { ticket: `${payload}.${this.#digest(payload).toString('base64url')}`, expiresAt }
  }

  /** @returns null for whatever this server has not issued, and for what is over */
  read(text: string): PaperTicket | null {
    if (text.length > MAX_LENGTH || !FORM.test(text)) return null
    const [payload = '', digest = ''] = text.split('.')
    const given = Buffer.from(digest, 'base64url')
    const right = this.#digest(payload)
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its digest says that this server has written it
    const fields = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [
      SiteId,
      SessionId,
      DocumentId,
      number,
    ]
    const [siteId, sessionId, documentId, expiresAt] = fields
    return expiresAt > this.#clock() ? { siteId, sessionId, documentId, expiresAt } : null
  }

  #digest(payload: string): Buffer {
    return createHmac('sha256', this.#key).update(payload).digest()
  }
}
