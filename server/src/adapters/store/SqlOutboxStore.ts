import type { NoticeId, NoticeView, SessionId, SiteId } from '@diem-cau/protocol'
import type { ClaimedNotice, NoticePage, NoticeResult, OutboxStore } from '../../app/notices/ports.ts'
import { LONGEST_PAUSE_MS } from '../../core/notices/backoff.ts'
import type { AnnouncedSession, NoticeChannel, NoticeState } from '../../core/notices/types.ts'
import { isPostgres } from './dialect.ts'
import { holdLease } from './Lease.ts'
import type { Store } from './openStore.ts'
import type { Tables } from './schema.ts'
import { storing } from './storing.ts'

/** The outbox in a relational database. */
export class SqlOutboxStore implements OutboxStore {
  readonly #store: Store
  readonly #epoch: number

  /** @param epoch of the lease under which this server sends */
  constructor(store: Store, epoch: number) {
    this.#store = store
    this.#epoch = epoch
  }

  settleInterrupted(repeatable: readonly NoticeChannel[]): Promise<number> {
    return this.#fenced(async (trx) => {
      const interrupted = await trx
        .selectFrom('notices')
        .select(['notice_id', 'channel'])
        .where('state', '=', 'sending')
        .where('epoch', '<', this.#epoch)
        .execute()
      for (const { notice_id, channel } of interrupted) {
        await trx
          .updateTable('notices')
          .set({ state: repeatable.includes(channel) ? 'waiting' : 'uncertain', error: 'interrupted' })
          .where('notice_id', '=', notice_id)
          .execute()
      }
      return interrupted.length
    })
  }

  claim(channel: NoticeChannel, now: number): Promise<ClaimedNotice | null> {
    return this.#fenced(async (trx) => {
      const row = await trx
        .selectFrom('notices')
        .selectAll()
        .where('channel', '=', channel)
        .where('state', '=', 'waiting')
        .where((where) =>
          where.or([
            where('next_attempt_at', '<=', now),
            // A retry that lies further ahead than any pause was put there before the clock was set back.
            where.and([where('attempts', '>', 0), where('next_attempt_at', '>', now + LONGEST_PAUSE_MS)]),
          ]),
        )
        .orderBy('priority')
        .orderBy('next_attempt_at')
        .orderBy('notice_id')
        .limit(1)
        .$if(isPostgres(trx), (query) => query.forUpdate())
        .executeTakeFirst()
      if (row === undefined) return null
      const attempts = row.attempts + 1
      await trx
        .updateTable('notices')
        .set({ state: 'sending', attempts, epoch: this.#epoch })
        .where('notice_id', '=', row.notice_id)
        .execute()
      return { letter: await letterOf(trx, row), attempts }
    })
  }

  async record(noticeId: NoticeId, result: NoticeResult): Promise<void> {
    // Not fenced by the lease: what has happened is true, whoever holds it by now.
    await storing(() =>
      this.#store
        .updateTable('notices')
        .set(changesOf(result))
        .where('notice_id', '=', noticeId)
        .where('epoch', '=', this.#epoch)
        .where('state', 'in', ['sending', 'uncertain'])
        .execute(),
    )
  }

  async nextDueAt(channel: NoticeChannel): Promise<number | null> {
    const row = await this.#store
      .selectFrom('notices')
      .select('next_attempt_at')
      .where('channel', '=', channel)
      .where('state', '=', 'waiting')
      .orderBy('next_attempt_at')
      .limit(1)
      .executeTakeFirst()
    return row?.next_attempt_at ?? null
  }

  async list(
    sessionId: SessionId,
    { limit, cursor, state }: { limit: number; cursor: string | null; state: NoticeState | null },
  ): Promise<NoticePage> {
    const matching = this.#store
      .selectFrom('notices')
      .where('session_id', '=', sessionId)
      .$if(state !== null, (query) => query.where('state', '=', state ?? 'waiting'))
    const { total } = await matching
      .select((build) => build.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    const after = readCursor(cursor)
    const rows = await matching
      .selectAll()
      .$if(after !== null, (query) =>
        query.where((where) =>
          where.or([
            where('created_at', '<', after?.at ?? 0),
            where.and([where('created_at', '=', after?.at ?? 0), where('notice_id', '>', after?.id ?? noId)]),
          ]),
        ),
      )
      .orderBy('created_at', 'desc')
      .orderBy('notice_id')
      .limit(limit + 1)
      .execute()
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    const next = rows.length > limit && last !== undefined ? `${last.created_at}:${last.notice_id}` : null
    return { items: items.map(toView), next, total }
  }

  async requeue(sessionId: SessionId, noticeId: NoticeId, now: number): Promise<NoticeView | null> {
    const row = await storing(() =>
      this.#store
        .updateTable('notices')
        .set({ state: 'waiting', attempts: 0, next_attempt_at: now })
        .where('notice_id', '=', noticeId)
        .where('session_id', '=', sessionId)
        .where('state', 'in', ['failed', 'uncertain'])
        .returningAll()
        .executeTakeFirst(),
    )
    return row === undefined ? null : toView(row)
  }

  #fenced<T>(work: (trx: Store) => Promise<T>): Promise<T> {
    return storing(() =>
      this.#store.transaction().execute(async (trx) => {
        await holdLease(trx, this.#epoch)
        return work(trx)
      }),
    )
  }
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- smaller than every id
const noId = '' as NoticeId

function changesOf(result: NoticeResult): Partial<Tables['notices']> {
  if (result.state === 'sent') return { state: 'sent', sent_at: result.at, error: null }
  if (result.state === 'waiting') {
    return { state: 'waiting', next_attempt_at: result.nextAttemptAt, error: result.error }
  }
  return { state: result.state, error: result.error }
}

function readCursor(cursor: string | null): { at: number; id: NoticeId } | null {
  const match = /^(\d{1,15}):(.{1,80})$/.exec(cursor ?? '')
  if (match?.[1] === undefined || match[2] === undefined) return null
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only compared with ids
  return { at: Number(match[1]), id: match[2] as NoticeId }
}

async function letterOf(trx: Store, row: Tables['notices']): Promise<ClaimedNotice['letter']> {
  const facts = await factsOf(trx, row.facts_id)
  const before = row.before_id === null ? null : await factsOf(trx, row.before_id)
  const { now, former } = sitesOf(row.sites)
  return {
    noticeId: row.notice_id,
    kind: row.kind,
    recipient: row.recipient,
    recipientName: row.recipient_name,
    siteIds: now,
    formerSiteIds: former,
    session: facts.session,
    before: before?.session ?? null,
    reason: facts.reason,
    createdAt: row.created_at,
  }
}

async function factsOf(trx: Store, factsId: string): Promise<{ session: AnnouncedSession; reason: string }> {
  const { data, reason } = await trx
    .selectFrom('notice_facts')
    .select(['data', 'reason'])
    .where('facts_id', '=', factsId)
    .executeTakeFirstOrThrow()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `saveFacts`
  return { session: JSON.parse(data) as AnnouncedSession, reason }
}

function sitesOf(written: string): { now: SiteId[]; former: SiteId[] | null } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `toRow`
  return JSON.parse(written) as { now: SiteId[]; former: SiteId[] | null }
}

function toView(row: Tables['notices']): NoticeView {
  const isWaiting = row.state === 'waiting'
  return {
    noticeId: row.notice_id,
    channel: row.channel,
    kind: row.kind,
    recipient: row.recipient,
    recipientName: row.recipient_name,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    nextAttemptAt: isWaiting ? row.next_attempt_at : null,
    error: row.error,
  }
}
