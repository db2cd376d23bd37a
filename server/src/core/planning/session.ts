import type {
  AccountId,
  DocumentId,
  SeriesId,
  SessionBody,
  SessionId,
  SessionRole,
  SessionState,
  SiteId,
} from '@diem-cau/protocol'
import type { CalendarDate } from '../directory/index.ts'

/** A session as it is planned, with what became of it. */
export interface PlannedSession {
  readonly sessionId: SessionId
  readonly state: SessionState
  /** Counts the changes: whoever changes it says which one he has seen. */
  readonly version: number
  readonly body: SessionBody
  /** The sites that the invitation comes to, the chair's first; as the directory has them on the day of the session. */
  readonly siteIds: readonly SiteId[]
  readonly seriesId: SeriesId | null
  /** The day in its series for which it stands, also when it was moved. */
  readonly occurrence: CalendarDate | null
  /** It was changed by itself: what changes in its series leaves its time alone. */
  readonly isMoved: boolean
  /** How many rehearsals were opened: each has a branch of its own in the log. */
  readonly rehearsals: number
  readonly createdAt: number
  readonly createdByName: string
  readonly updatedAt: number
  readonly updatedByName: string
  readonly invitedAt: number | null
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly cancelReason: string | null
}

const MINUTE_MS = 60_000

/** When a session is planned to be over, in epoch milliseconds. */
export function endsAt({
  startsAt,
  durationMinutes,
}: Pick<SessionBody, 'startsAt' | 'durationMinutes'>): number {
  return startsAt + durationMinutes * MINUTE_MS
}

/** The roles that an account has within a session. */
export function sessionRolesIn(body: Pick<SessionBody, 'people'>, accountId: AccountId): SessionRole[] {
  return body.people.filter((person) => person.accountId === accountId).map(({ role }) => role)
}

/** All papers that a plan names, its agenda's included; each once. */
export function documentIdsOf(body: Pick<SessionBody, 'documentIds' | 'agenda'>): DocumentId[] {
  return [...new Set([...body.documentIds, ...body.agenda.flatMap((item) => item.documentIds)])]
}
