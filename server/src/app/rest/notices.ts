import { BridgeError, type SessionId } from '@diem-cau/protocol'
import type { Target } from '../../core/policy/policy.ts'
import type { OutboxStore } from '../notices/ports.ts'
import type { Clock } from '../ports.ts'
import type { RestHandlers } from './define.ts'

export interface NoticeCallServices {
  outbox: OutboxStore
  clock: Clock
  wake: () => void
  /** What a session is for the policy. @throws {BridgeError} `session_not_found` */
  targetOf: (sessionId: SessionId) => Promise<Target>
}

const DEFAULT_LIMIT = 50

/** Who was told of a session, and telling somebody again. */
export function noticeCalls(
  services: NoticeCallServices,
): RestHandlers<'sessions.notices' | 'notices.resend'> {
  const { outbox, clock, wake, targetOf } = services
  return {
    'sessions.notices': {
      target: (_caller, { params }) => targetOf(params.sessionId),
      run: (_caller, { params, query }) =>
        outbox.list(params.sessionId, {
          limit: query.limit ?? DEFAULT_LIMIT,
          cursor: query.cursor ?? null,
          state: query.state ?? null,
        }),
    },
    'notices.resend': {
      target: (_caller, { params }) => targetOf(params.sessionId),
      run: async (_caller, { params, note }) => {
        const { sessionId, noticeId } = params
        note.subject = `session:${sessionId}`
        note.details = { noticeId }
        const notice = await outbox.requeue(sessionId, noticeId, clock())
        if (notice === null) throw new BridgeError('notice_not_resendable')
        wake()
        return notice
      },
    },
  }
}
