import type { NoticeId, NoticeView, SessionId } from '@diem-cau/protocol'
import type { NoticeChannel, NoticeState } from '../../core/notices/types.ts'
import type { Letter } from '../../core/notices/values.ts'

/** What became of an attempt. */
export type SendOutcome =
  | { outcome: 'sent' }
  /** It surely did not get there; it may another time. */
  | { outcome: 'deferred'; error: string; retryAfterMs: number | null }
  /** It surely did not get there, and never will. */
  | { outcome: 'refused'; error: string }
  /** Nobody knows: the line broke after it had been handed over. */
  | { outcome: 'unknown'; error: string }

/** One way out of the bridge. */
export interface NoticeSender {
  readonly channel: NoticeChannel
  /** So many at once. */
  readonly concurrency: number
  /** Milliseconds between two beginnings: gateways limit how many they take. */
  readonly intervalMs: number
  /** The receiver knows a notice again by its id, so that it may be sent a second time. */
  readonly mayRepeat: boolean
  /** Never throws for what the other side does. @param signal ends the attempt when the bridge ends */
  send: (letter: Letter, signal: AbortSignal) => Promise<SendOutcome>
}

/** A notice that this server has taken on, with how often it has been tried, this time included. */
export interface ClaimedNotice {
  letter: Letter
  attempts: number
}

export type NoticeResult =
  | { state: 'sent'; at: number }
  | { state: 'waiting'; nextAttemptAt: number; error: string }
  | { state: 'failed' | 'uncertain' | 'dropped'; error: string }

export interface NoticePage {
  items: NoticeView[]
  next: string | null
  total: number
}

/** The outbox on disk. Everything is fenced: a server that has lost the lease claims nothing any more. */
export interface OutboxStore {
  /** Notices that an earlier server was just sending: uncertain, or waiting again where that does no harm. */
  settleInterrupted: (repeatable: readonly NoticeChannel[]) => Promise<number>
  /** The next due notice of a channel, committed as `sending` before this returns. */
  claim: (channel: NoticeChannel, now: number) => Promise<ClaimedNotice | null>
  record: (noticeId: NoticeId, result: NoticeResult) => Promise<void>
  /** When the next one of a channel is due; null when none waits. */
  nextDueAt: (channel: NoticeChannel) => Promise<number | null>
  list: (
    sessionId: SessionId,
    page: { limit: number; cursor: string | null; state: NoticeState | null },
  ) => Promise<NoticePage>
  /** Makes one that failed or is uncertain wait again. @returns null when there is none such */
  requeue: (sessionId: SessionId, noticeId: NoticeId, now: number) => Promise<NoticeView | null>
}
