import { createHash } from 'node:crypto'
import { priorityOf } from '../../core/notices/backoff.ts'
import { superseding } from '../../core/notices/superseding.ts'
import type { AnnouncedSession, NewNotice, NoticeBatch } from '../../core/notices/types.ts'
import type { Store } from './openStore.ts'
import type { Tables } from './schema.ts'

const ROWS_PER_INSERT = 500

/**
 * Puts the notices of a change into the outbox, in the transaction that writes the change. What waits for the same
 * recipients and is overtaken by it is dropped, so that two changes in a row become one notice. The same batch twice is
 * one batch.
 */
export async function queueNotices(trx: Store, batch: NoticeBatch): Promise<void> {
  const waiting = await waitingOf(trx, batch)
  const { add, drop } = superseding(batch, waiting)
  for (const { noticeId, error } of drop) {
    await trx
      .updateTable('notices')
      .set({ state: 'dropped', error })
      .where('notice_id', '=', noticeId)
      .where('state', '=', 'waiting')
      .execute()
  }
  if (add.length === 0) return
  const factsId = await saveFacts(trx, batch.facts.session, batch)
  const beforeId =
    batch.facts.before === null
      ? null
      : await saveFacts(trx, batch.facts.before, { ...batch, isBefore: true })
  const rows = add.map(({ notice, carriedBeforeId }) =>
    toRow(notice, batch, {
      factsId,
      beforeId: notice.kind === 'change' ? (carriedBeforeId ?? beforeId) : null,
    }),
  )
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    await trx
      .insertInto('notices')
      .values(rows.slice(from, from + ROWS_PER_INSERT))
      .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
      .execute()
  }
}

async function waitingOf(trx: Store, { sessionId }: NoticeBatch) {
  const rows = await trx
    .selectFrom('notices')
    .select(['notice_id', 'kind', 'channel', 'recipient', 'state', 'attempts', 'before_id', 'version'])
    .where('session_id', '=', sessionId)
    .orderBy('created_at')
    .orderBy('notice_id')
    .execute()
  return rows.map((row) => ({
    noticeId: row.notice_id,
    kind: row.kind,
    channel: row.channel,
    recipient: row.recipient,
    state: row.state,
    attempts: row.attempts,
    beforeId: row.before_id,
    version: row.version,
  }))
}

/** Facts are named by what they say: the same ones are stored once. */
async function saveFacts(
  trx: Store,
  session: AnnouncedSession,
  batch: NoticeBatch & { isBefore?: boolean },
): Promise<string> {
  const data = JSON.stringify(session)
  const reason = batch.isBefore === true ? '' : batch.facts.reason
  const factsId = createHash('sha256').update(`${reason}\n${data}`).digest('hex').slice(0, 32)
  await trx
    .insertInto('notice_facts')
    .values({ facts_id: factsId, session_id: batch.sessionId, at: batch.at, reason, data })
    .onConflict((conflict) => conflict.column('facts_id').doNothing())
    .execute()
  return factsId
}

function toRow(
  notice: NewNotice,
  batch: NoticeBatch,
  place: { factsId: string; beforeId: string | null },
): Tables['notices'] {
  const { noticeId, kind, channel, recipient, recipientName, siteIds, formerSiteIds } = notice
  return {
    notice_id: noticeId,
    dedupe_key: dedupeKey(notice, batch),
    session_id: batch.sessionId,
    version: batch.version,
    facts_id: place.factsId,
    before_id: place.beforeId,
    kind,
    channel,
    recipient,
    recipient_name: recipientName,
    sites: JSON.stringify({ now: siteIds, former: formerSiteIds }),
    state: 'waiting',
    priority: priorityOf(kind),
    attempts: 0,
    created_at: batch.at,
    next_attempt_at: notice.notBefore,
    sent_at: null,
    error: null,
    epoch: null,
  }
}

/** A version of a session is told once to an address; it may be reminded several times. */
function dedupeKey({ kind, channel, recipient, notBefore }: NewNotice, batch: NoticeBatch): string {
  const when = kind === 'reminder' ? `@${notBefore}` : ''
  return [batch.sessionId, batch.version, `${kind}${when}`, channel, recipient].join('|')
}
