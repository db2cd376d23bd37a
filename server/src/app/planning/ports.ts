import type {
  AccountId,
  DocumentId,
  DocumentView,
  GroupId,
  SeriesId,
  SessionId,
  SessionLine,
  SessionRole,
  SessionState,
  SessionType,
  SiteId,
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
  hostUnitId?: UnitId
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

export interface PlanStore {
  find: (sessionId: SessionId) => Promise<PlannedSession | null>
  /**
   * Writes all or nothing. A new session whose id is there already is left as it is.
   * @throws {BridgeError} `changed_meanwhile` when one has another version by now, `storage_failed`
   */
  write: (writes: readonly PlanWrite[]) => Promise<void>
  /** @throws {BridgeError} `changed_meanwhile`, `storage_failed` */
  remove: (sessionId: SessionId, version: number) => Promise<void>
  list: (visibility: Visibility, filter: SessionFilter, page: PageQuery) => Promise<Page<SessionSummary>>
  /** Whole plans of a state, earliest first. */
  inStates: (states: readonly SessionState[], endsAfter?: number) => Promise<PlannedSession[]>
  /** Announced or held sessions that overlap with a time, drafts included. */
  overlapping: (from: number, to: number) => Promise<PlannedSession[]>
  ofSeries: (seriesId: SeriesId) => Promise<PlannedSession[]>
  /** The last session of a type by a host that was not cancelled, by its start. */
  lastOf: (type: SessionType, hostUnitId: UnitId) => Promise<PlannedSession | null>
  /** When the last of a session's branches was closed, by the log. */
  closedAt: (sessionId: SessionId) => Promise<number | null>
  history: (sessionId: SessionId) => Promise<HistoryEntry[]>
  rolesIn: (accountId: AccountId, sessionIds: readonly SessionId[]) => Promise<Map<SessionId, SessionRole[]>>
}

/** The documents that are known by their ids. */
export interface DocumentBook {
  find: (documentIds: readonly DocumentId[]) => Promise<ReadonlyMap<DocumentId, DocumentView>>
}
