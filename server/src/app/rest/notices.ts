import { BridgeError, type SessionId } from '@diem-cau/protocol'
import type { NoticeChannel } from '../../core/notices/types.ts'
import { sessionRolesIn, type PlannedSession } from '../../core/planning/index.ts'
import type { Target } from '../../core/policy/policy.ts'
import type { OutboxStore } from '../notices/ports.ts'
import type { Clock } from '../ports.ts'
import { ownTarget, type Caller, type RestHandlers } from './define.ts'

export interface NoticeCallServices {
  outbox: OutboxStore
  clock: Clock
  wake: () => void
  /** Those that are configured. */
  channels: readonly NoticeChannel[]
  /** @throws {BridgeError} `not_found` */
  session: (sessionId: SessionId) => Promise<PlannedSession>
}

const DEFAULT_LIMIT = 50

/** Who was told of a session, and telling somebody again. */
export function noticeCalls(
  services: NoticeCallServices,
): RestHandlers<'notices.channels' | 'sessions.notices' | 'notices.resend'> {
  const { outbox, clock, wake } = services
  const target = async (
    { accountId }: Caller,
    { params }: { params: { sessionId: SessionId } },
  ): Promise<Target> => {
    const { body, siteIds } = await services.session(params.sessionId)
    return { hostUnitId: body.hostUnitId, siteIds, sessionRoles: sessionRolesIn(body, accountId) }
  }
  return {
    'notices.channels': {
      target: ownTarget,
      run: () => Promise.resolve({ channels: [...services.channels] }),
    },
    'sessions.notices': {
      target,
      run: async (_caller, { params, query }) => {
        const page = await outbox.list(params.sessionId, {
          limit: query.limit ?? DEFAULT_LIMIT,
          cursor: query.cursor ?? null,
          state: query.state ?? null,
        })
        return { ...page, channels: [...services.channels] }
      },
    },
    'notices.resend': {
      target,
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
