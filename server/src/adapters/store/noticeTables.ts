import type { NoticeId, SessionId } from '@diem-cau/protocol'
import type { NoticeChannel, NoticeKind, NoticeState } from '../../core/notices/types.ts'

/** Tables of the outbox. */
export interface NoticeTables {
  /** `data`: the announced session as JSON. */
  notice_facts: { facts_id: string; session_id: SessionId; at: number; reason: string; data: string }
  /**
   * `before_id`: what the recipient knew before, of a change. `sites`: JSON of those for which the recipient stands now
   * and stood before. `epoch`: of the lease under which it was last being sent.
   */
  notices: {
    notice_id: NoticeId
    dedupe_key: string
    session_id: SessionId
    version: number
    facts_id: string
    before_id: string | null
    kind: NoticeKind
    channel: NoticeChannel
    recipient: string
    recipient_name: string
    sites: string
    state: NoticeState
    priority: number
    attempts: number
    created_at: number
    next_attempt_at: number
    sent_at: number | null
    error: string | null
    epoch: number | null
  }
}
