import type {
  DocumentId,
  SeriesId,
  SessionId,
  SessionRole,
  SessionState,
  SessionType,
  SiteId,
  TemplateId,
  UnitId,
} from '@diem-cau/protocol'

/** Tables of planned sessions. `body`, `site_ids`, `changes`, `recurrence` are JSON; `is_…` is 0 or 1. */
export interface PlanningTables {
  sessions: {
    session_id: SessionId
    state: SessionState
    version: number
    type: SessionType
    title: string
    title_folded: string
    host_unit_id: UnitId
    starts_at: number
    ends_at: number
    rehearsal_at: number | null
    chair_site_id: SiteId
    chair_person: string
    site_count: number
    document_count: number
    series_id: SeriesId | null
    occurrence: string | null
    is_moved: number
    rehearsals: number
    created_at: number
    created_by_name: string
    updated_at: number
    updated_by_name: string
    invited_at: number | null
    started_at: number | null
    ended_at: number | null
    cancel_reason: string | null
    body: string
    site_ids: string
  }
  session_sites: { session_id: SessionId; site_id: SiteId }
  session_people: { session_id: SessionId; account_id: string; role: SessionRole }
  session_history: {
    session_id: SessionId
    version: number
    at: number
    actor: string
    actor_name: string
    action: string
    changes: string
  }
  series: {
    series_id: SeriesId
    version: number
    title: string
    host_unit_id: UnitId
    recurrence: string
    body: string
    /** Days until which its sessions are made. */
    made_until: string
    /** Last day, once it is ended. */
    ended_after: string | null
    updated_by_name: string
  }
  session_templates: {
    template_id: TemplateId
    version: number
    name: string
    name_folded: string
    host_unit_id: UnitId
    body: string
  }
  documents: {
    document_id: DocumentId
    sha256: string
    host_unit_id: UnitId
    file_name: string
    title: string
    content_type: string
    bytes: number
    uploaded_at: number
    uploaded_by: string
    uploaded_by_name: string
    /** Since when no session names it, as it was last looked at; null while one does. */
    unused_since: number | null
  }
  session_documents: { session_id: SessionId; document_id: DocumentId }
}
