import type { NoticeId } from '@diem-cau/protocol'
import type { NewNotice, NoticeBatch, NoticeChannel, NoticeKind, NoticeState } from './types.ts'

/** A notice of the session that is in the outbox already. */
export interface EarlierNotice {
  noticeId: NoticeId
  kind: NoticeKind
  channel: NoticeChannel
  recipient: string
  state: NoticeState
  attempts: number
  /** What its recipient was told before it. */
  beforeId: string | null
  version: number
}

export interface Superseding {
  add: { notice: NewNotice; carriedBeforeId: string | null }[]
  drop: { noticeId: NoticeId; error: string }[]
}

const key = ({ channel, recipient }: { channel: NoticeChannel; recipient: string }): string =>
  `${channel}|${recipient}`

/**
 * What a new batch does to notices of the same session that still wait.
 * - A change before the invitation went out: one invitation, as things are now.
 * - A second change before the first went out: one change, compared with what the recipient knew.
 * - A cancellation: waiting invitations and changes are dropped; who never heard of the session hears nothing of it.
 * - Reminders of the old plan are dropped whenever there is a new plan.
 */
export function superseding(batch: NoticeBatch, earlier: readonly EarlierNotice[]): Superseding {
  const result: Superseding = { add: [], drop: [] }
  const older = earlier.filter(({ version }) => version <= batch.version)
  dropReminders(batch, older, result)
  const byRecipient = Map.groupBy(
    older.filter(({ kind }) => kind !== 'reminder'),
    key,
  )
  for (const notice of batch.notices) {
    if (notice.kind === 'reminder' || notice.kind === 'urgent') {
      result.add.push({ notice, carriedBeforeId: null })
    } else replace(notice, byRecipient.get(key(notice)) ?? [], batch.version, result)
  }
  return result
}

function replace(
  notice: NewNotice,
  before: readonly EarlierNotice[],
  version: number,
  result: Superseding,
): void {
  const waiting = before.filter((earlier) => earlier.state === 'waiting' && earlier.version < version)
  const error = notice.kind === 'cancellation' ? 'cancelled' : 'superseded'
  for (const { noticeId } of waiting) result.drop.push({ noticeId, error })
  // One that was tried and failed may have got through all the same: then it counts as told.
  const isUntold = (earlier: EarlierNotice): boolean => earlier.attempts === 0 && earlier.state !== 'sending'
  const untoldInvitation = waiting.some((earlier) => earlier.kind === 'invitation' && isUntold(earlier))
  const wasTold = before.some(
    (earlier) => !(waiting.includes(earlier) && isUntold(earlier)) && earlier.state !== 'dropped',
  )
  if (notice.kind === 'cancellation') {
    // Nobody cancels what was never announced.
    if (wasTold) result.add.push({ notice, carriedBeforeId: null })
    return
  }
  const oldest = waiting.find(({ kind, beforeId }) => kind === 'change' && beforeId !== null)
  result.add.push({
    notice: notice.kind === 'change' && untoldInvitation && !wasTold ? asInvitation(notice) : notice,
    carriedBeforeId: oldest?.beforeId ?? null,
  })
}

function asInvitation(notice: NewNotice): NewNotice {
  return { ...notice, kind: 'invitation', formerSiteIds: null }
}

function dropReminders(batch: NoticeBatch, older: readonly EarlierNotice[], result: Superseding): void {
  if (!batch.replacesReminders) return
  for (const { kind, state, noticeId, version } of older) {
    if (kind === 'reminder' && state === 'waiting' && version < batch.version) {
      result.drop.push({ noticeId, error: 'superseded' })
    }
  }
}
