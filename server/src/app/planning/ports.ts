import type { Readable } from 'node:stream'
import type {
  AccountId,
  DocumentId,
  DocumentView,
  GroupId,
  Recurrence,
  SeriesId,
  SessionBody,
  SessionId,
  SessionLine,
  SessionRole,
  SessionState,
  SessionType,
  SiteId,
  TemplateId,
  UnitId,
} from '@diem-cau/protocol'
import type { CalendarDate, Directory } from '../../core/directory/index.ts'
import type { NoticeBatch } from '../../core/notices/types.ts'
import type { FieldChange, PlannedSession } from '../../core/planning/index.ts'

/** The directory as planning asks for it: as it is on a day, with its saved groups and shared rooms. */
export interface PlanningDirectory {
  on: (day: CalendarDate) => Directory
  sitesOfGroup: (groupId: GroupId) => readonly SiteId[]
  groupName: (groupId: GroupId) => string | undefined
  /** The site in whose room a site sits: itself, unless it is the guest of another. */
  roomOf: (siteId: SiteId) => SiteId
}

/** What a list shows of a session; the plan itself is not read for it. */
export type SessionSummary = Omit<
  SessionLine,
  'hostUnitName' | 'chairSiteName' | 'mayPlan' | 'mayConduct'
> & { chairSiteId: SiteId }

/** Which sessions somebody may see: those of units, those that sites are invited to, those with a role in them. */
export interface Visibility {
  /** Null for whoever sees everything. */
  scope: { unitIds: readonly UnitId[]; siteIds: readonly SiteId[] } | null
  accountId: AccountId
}

export interface SessionFilter {
  /** Sessions that overlap with the time from `from` to `to`. */
  from?: number
  to?: number
  q?: string
  state?: SessionState
  type?: SessionType
  hostUnitIds?: readonly UnitId[]
  siteId?: SiteId
  seriesId?: SeriesId
}

export interface PageQuery {
  limit: number
  cursor: string | null
  order: 'ascending' | 'descending'
}

export interface Page<T> {
  items: T[]
  next: string | null
  total: number
}

export interface HistoryEntry {
  at: number
  /** `person:ID`, `token:ID` or `system`. */
  actor: string
  actorName: string
  action: string
  changes: readonly FieldChange[]
}

/** One changed plan, with what is written in the same transaction. */
export interface PlanWrite {
  session: PlannedSession
  /** The plan that was changed; null for a new session. */
  before: PlannedSession | null
  history: HistoryEntry
  notices: NoticeBatch | null
}

/** What is written together. */
export interface PlanChanges {
  writes: readonly PlanWrite[]
  /** Drafts that go. */
  removals: readonly PlannedSession[]
  /** A series that is new (`before` null), or was at a version. */
  series: { series: StoredSeries; before: number | null } | null
}

/** Sessions that come again, and what they are made of. */
export interface StoredSeries {
  readonly seriesId: SeriesId
  readonly version: number
  readonly recurrence: Recurrence
  /** What a session of it begins with; its start is where the rule counts from. */
  readonly body: SessionBody
  /** Last day for which sessions have been made. */
  readonly madeUntil: CalendarDate
  /** Its last day, once it is ended. */
  readonly endedAfter: CalendarDate | null
  readonly updatedByName: string
}

export interface SeriesStore {
  find: (seriesId: SeriesId) => Promise<StoredSeries | null>
  /** Those that have not been ended. */
  open: () => Promise<StoredSeries[]>
}

export interface StoredTemplate {
  readonly templateId: TemplateId
  readonly version: number
  readonly name: string
  readonly body: SessionBody
}

export interface TemplateStore {
  /** By name. */
  list: () => Promise<StoredTemplate[]>
  find: (templateId: TemplateId) => Promise<StoredTemplate | null>
  /** One that is there already is left as it is. @throws {BridgeError} `storage_failed` */
  add: (template: StoredTemplate) => Promise<void>
  remove: (templateId: TemplateId) => Promise<void>
}

/** Display names of accounts. */
export type AccountNames = (accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>

export interface PlanStore {
  find: (sessionId: SessionId) => Promise<PlannedSession | null>
  /**
   * Writes all or nothing. A new session whose id is there already is left as it is.
   * @throws {BridgeError} `changed_meanwhile` when one has another version by now, `storage_failed`
   */
  write: (changes: PlanChanges) => Promise<void>
  list: (visibility: Visibility, filter: SessionFilter, page: PageQuery) => Promise<Page<SessionSummary>>
  /** Whole plans of a state, earliest first. */
  inStates: (states: readonly SessionState[], endsAfter?: number) => Promise<PlannedSession[]>
  /** Announced or held sessions that overlap with a time, drafts included. */
  overlapping: (from: number, to: number) => Promise<PlannedSession[]>
  ofSeries: (seriesId: SeriesId) => Promise<PlannedSession[]>
  /** Every session that touches a time, whatever its state. */
  onDay: (from: number, to: number) => Promise<PlannedSession[]>
  /** The last sessions of a type by some hosts that were not cancelled, latest first. */
  lastOf: (type: SessionType, hostUnitIds: readonly UnitId[], count: number) => Promise<PlannedSession[]>
  /** When the last of a session's branches was closed, by the log. */
  closedAt: (sessionId: SessionId) => Promise<number | null>
  history: (sessionId: SessionId) => Promise<HistoryEntry[]>
  rolesIn: (accountId: AccountId, sessionIds: readonly SessionId[]) => Promise<Map<SessionId, SessionRole[]>>
}

/** The documents that are known by their ids. */
export interface DocumentBook {
  find: (documentIds: readonly DocumentId[]) => Promise<ReadonlyMap<DocumentId, DocumentView>>
}

/** A file that was taken in. */
export interface TakenFile {
  sha256: string
  bytes: number
}

/** The files themselves, by their hashes. */
export interface DocumentFiles {
  /**
   * Takes a file in: when this has returned it is whole, of its type, clean and on disk; otherwise nothing is left.
   * @throws {BridgeError} `document_too_large`, `document_empty`, `document_wrong_type`, `document_infected`,
   *   `scan_failed`, `storage_failed`
   */
  take: (content: Readable, expected: { contentType: string; maxBytes: number }) => Promise<TakenFile>
  /** The file or a part of it, first and last byte included; null when it is not there. */
  open: (sha256: string, part?: { start: number; end: number }) => Promise<Readable | null>
  remove: (sha256: string) => Promise<void>
  clear: () => Promise<void>
}

/** What is known of a document beside its file. */
export interface StoredDocument extends DocumentView {
  hostUnitId: UnitId
  /** Account that uploaded it. */
  uploadedBy: string
}

export interface DocumentStore extends DocumentBook {
  get: (documentId: DocumentId) => Promise<StoredDocument | null>
  /** One that is there already is left as it is. @throws {BridgeError} `storage_failed` */
  add: (document: StoredDocument) => Promise<void>
  /** The sessions that name a document. */
  namedBy: (documentId: DocumentId) => Promise<SessionId[]>
  /**
   * Forgets documents that no session has named since a time.
   * @returns the files that no document stands for any more
   */
  forgetUnused: (now: number, unusedSince: number) => Promise<string[]>
}
