import type { AccountId, Contact, SiteId, UnitId } from '@diem-cau/protocol'
import type { AnnouncedSession, Concerned, NoticeBatch } from '../../core/notices/types.ts'

/**
 * Says who is to be told of a change of a session. Nothing is sent by these: the batch that they return is put into the
 * outbox in the transaction that writes the change (`queueNotices(trx, batch)` of the store), so that both are on disk
 * or neither; when that is committed, `committed()` wakes the worker. A batch for nobody is harmless.
 *
 * Reminders come with invitations and changes, by the configuration; nobody has to ask for them.
 */
export interface SessionNotices {
  /** A draft became binding, or it is made known again: `siteIds` are invited. */
  invited: (session: AnnouncedSession, siteIds: readonly SiteId[]) => Promise<NoticeBatch>
  /** An announced session is different now. Only whom it concerns is told, with what is different. */
  changed: (before: AnnouncedSession, after: AnnouncedSession, concerned: Concerned) => Promise<NoticeBatch>
  /** Tells whoever was told of it; who never was hears nothing. */
  cancelled: (session: AnnouncedSession, reason: string) => Promise<NoticeBatch>
  /** An urgent call is open: goes out before everything else. */
  urgent: (session: AnnouncedSession, reason: string) => Promise<NoticeBatch>
  committed: () => void
}

/** Whom to write to; as the directory and the accounts have it now. Null or empty fields where nobody is named. */
export interface ContactBook {
  /** The technician of a site. */
  ofSite: (siteId: SiteId) => Contact | null
  ofUnit: (unitId: UnitId) => Contact | null
  unitOfSite: (siteId: SiteId) => UnitId | null
  ofAccount: (accountId: AccountId) => Promise<Contact | null>
}
