import { foldText, type SessionBody, type SiteId } from '@diem-cau/protocol'
import type { HistoryEntry, SessionSummary } from '../../app/planning/ports.ts'
import { documentIdsOf, endsAt, type FieldChange, type PlannedSession } from '../../core/planning/index.ts'
import type { Tables } from './schema.ts'

type Row = Tables['sessions']

/* What is read back was written here, from what had passed its schema. */
/* oxlint-disable typescript/no-unsafe-type-assertion */

export function toRow(session: PlannedSession): Omit<Row, 'session_id'> {
  const { body } = session
  return {
    state: session.state,
    version: session.version,
    type: body.type,
    title: body.title,
    title_folded: foldText(body.title),
    host_unit_id: body.hostUnitId,
    starts_at: body.startsAt,
    ends_at: endsAt(body),
    rehearsal_at: body.rehearsalAt,
    chair_site_id: body.chair.siteId,
    chair_person: body.chair.person,
    site_count: session.siteIds.length,
    document_count: documentIdsOf(body).length,
    series_id: session.seriesId,
    occurrence: session.occurrence,
    is_moved: session.isMoved ? 1 : 0,
    rehearsals: session.rehearsals,
    created_at: session.createdAt,
    created_by_name: session.createdByName,
    updated_at: session.updatedAt,
    updated_by_name: session.updatedByName,
    invited_at: session.invitedAt,
    started_at: session.startedAt,
    ended_at: session.endedAt,
    cancel_reason: session.cancelReason,
    body: JSON.stringify(body),
    site_ids: JSON.stringify(session.siteIds),
  }
}

export function toPlan(row: Row): PlannedSession {
  return {
    sessionId: row.session_id,
    state: row.state,
    version: row.version,
    body: JSON.parse(row.body) as SessionBody,
    siteIds: JSON.parse(row.site_ids) as SiteId[],
    seriesId: row.series_id,
    occurrence: row.occurrence,
    isMoved: row.is_moved === 1,
    rehearsals: row.rehearsals,
    createdAt: row.created_at,
    createdByName: row.created_by_name,
    updatedAt: row.updated_at,
    updatedByName: row.updated_by_name,
    invitedAt: row.invited_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    cancelReason: row.cancel_reason,
  }
}

/** The columns of a line; the plan itself is not read. */
export const SUMMARY_COLUMNS = [
  'session_id',
  'type',
  'state',
  'title',
  'host_unit_id',
  'starts_at',
  'ends_at',
  'rehearsal_at',
  'chair_site_id',
  'chair_person',
  'site_count',
  'document_count',
  'series_id',
] as const satisfies readonly (keyof Row)[]

export function toSummary(row: Pick<Row, (typeof SUMMARY_COLUMNS)[number]>): SessionSummary {
  return {
    sessionId: row.session_id,
    type: row.type,
    state: row.state,
    title: row.title,
    hostUnitId: row.host_unit_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    rehearsalAt: row.rehearsal_at,
    chairSiteId: row.chair_site_id,
    chairPerson: row.chair_person,
    siteCount: row.site_count,
    documentCount: row.document_count,
    seriesId: row.series_id,
  }
}

export function readHistory(row: Tables['session_history']): HistoryEntry {
  return {
    at: row.at,
    actor: row.actor,
    actorName: row.actor_name,
    action: row.action,
    changes: JSON.parse(row.changes) as FieldChange[],
  }
}
