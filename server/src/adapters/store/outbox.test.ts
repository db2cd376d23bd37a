import { describe, expect, it } from 'vitest'
import { LONGEST_PAUSE_MS } from '../../core/notices/backoff.ts'
import { aSession, noticeId, sessionId, siteId } from '../../core/notices/testing.ts'
import type { NewNotice, NoticeBatch, NoticeKind } from '../../core/notices/types.ts'
import { Lease } from './Lease.ts'
import type { Store } from './openStore.ts'
import { queueNotices } from './queueNotices.ts'
import { SqlOutboxStore } from './SqlOutboxStore.ts'
import { settleRestored } from './settleRestored.ts'
import { databases } from './testing.ts'

const NOW = 1_800_000_000_000
const SESSION = sessionId('session-1')
const PAGE = { limit: 100, cursor: null, state: null }

let count = 0
function aNotice(kind: NoticeKind, change: Partial<NewNotice> = {}): NewNotice {
  count += 1
  return {
    noticeId: noticeId(`notice-${String(count).padStart(6, '0')}`),
    kind,
    channel: 'email',
    recipient: 'tu@example.invalid',
    recipientName: 'Tú',
    siteIds: [siteId('site-a')],
    formerSiteIds: null,
    notBefore: NOW,
    ...change,
  }
}

function aBatch(notices: NewNotice[], change: Partial<NoticeBatch> & { title?: string } = {}): NoticeBatch {
  const { title = 'Giao ban', ...rest } = change
  const version = rest.version ?? 1
  return {
    sessionId: SESSION,
    version,
    facts: { session: aSession({ version, title }), before: null, reason: '' },
    notices,
    replacesReminders: false,
    at: NOW,
    ...rest,
  }
}

const changeOf = (from: number, to: number, titles: [string, string]): NoticeBatch => ({
  ...aBatch([aNotice('change', { formerSiteIds: [siteId('site-a')] })], { version: to, title: titles[1] }),
  facts: {
    session: aSession({ version: to, title: titles[1] }),
    before: aSession({ version: from, title: titles[0] }),
    reason: '',
  },
})

const queue = (store: Store, batch: NoticeBatch) =>
  store.transaction().execute((trx) => queueNotices(trx, batch))

describe.each(databases)('An outbox in $name', ({ anOpenStore, aPlace }) => {
  async function anOutbox(place?: Awaited<ReturnType<typeof aPlace>>) {
    const store = await anOpenStore(place)
    const lease = await Lease.acquire(store, NOW)
    const outbox = new SqlOutboxStore(store, lease.epoch)
    const states = async () =>
      (await outbox.list(SESSION, PAGE)).items.map(({ kind, state }) => `${kind} ${state}`).toSorted()
    const send = async () => {
      const claimed = await outbox.claim('email', NOW)
      if (claimed !== null) await outbox.record(claimed.letter.noticeId, { state: 'sent', at: NOW })
      return claimed?.letter ?? null
    }
    return { store, outbox, states, send }
  }

  it('gives each notice out once, what is urgent first, with everything that its letter says', async () => {
    const { store, outbox } = await anOutbox()
    await queue(
      store,
      aBatch([aNotice('reminder'), aNotice('invitation', { recipient: 'b@example.invalid' })]),
    )
    const urgent = aBatch([aNotice('urgent')], { sessionId: sessionId('session-2') })
    await queue(store, { ...urgent, facts: { ...urgent.facts, reason: 'Vỡ đập' } })
    const kinds: (string | undefined)[] = []
    for (let i = 0; i < 4; i++) kinds.push((await outbox.claim('email', NOW))?.letter.kind)
    expect(kinds).toEqual(['urgent', 'invitation', 'reminder', undefined])
    expect(await outbox.claim('sms', NOW)).toBeNull()
  })

  it('keeps what it is to say with it, as it was then', async () => {
    const { store, outbox } = await anOutbox()
    await queue(store, aBatch([aNotice('cancellation'), aNotice('invitation')], { title: 'Họp "a" \\ b' }))
    await queue(store, aBatch([aNotice('urgent')]))
    const claimed = await outbox.claim('email', NOW)
    expect(claimed).toMatchObject({
      attempts: 1,
      letter: { kind: 'urgent', recipientName: 'Tú', siteIds: ['site-a'], createdAt: NOW, before: null },
    })
    expect((await outbox.claim('email', NOW))?.letter.session.title).toBe('Họp "a" \\ b')
  })

  it('takes the same batch once, however often it comes', async () => {
    const { store, outbox } = await anOutbox()
    const batch = aBatch([aNotice('invitation')])
    await queue(store, batch)
    await queue(store, { ...batch, notices: [aNotice('invitation')] })
    expect((await outbox.list(SESSION, PAGE)).total).toBe(1)
  })

  it('takes nothing when the change that it is about is not written', async () => {
    const { store, outbox } = await anOutbox()
    await expect(
      store.transaction().execute(async (trx) => {
        await queueNotices(trx, aBatch([aNotice('invitation')]))
        throw new Error('the plan could not be written')
      }),
    ).rejects.toThrow('the plan')
    expect((await outbox.list(SESSION, PAGE)).total).toBe(0)
  })

  it('makes one notice of two changes in a row, compared with what the recipient knew', async () => {
    const { store, states, send } = await anOutbox()
    await queue(store, aBatch([aNotice('invitation')], { title: 'A' }))
    await send()
    await queue(store, changeOf(1, 2, ['A', 'B']))
    await queue(store, changeOf(2, 3, ['B', 'C']))
    expect(await states()).toEqual(['change dropped', 'change waiting', 'invitation sent'])
    const letter = await send()
    expect([letter?.before?.title, letter?.session.title]).toEqual(['A', 'C'])
  })

  it('makes one invitation of an invitation and a change before it went out', async () => {
    const { store, states, send } = await anOutbox()
    await queue(store, aBatch([aNotice('invitation')], { title: 'A' }))
    await queue(store, changeOf(1, 2, ['A', 'B']))
    expect(await states()).toEqual(['invitation dropped', 'invitation waiting'])
    expect(await send()).toMatchObject({
      kind: 'invitation',
      before: null,
      session: { title: 'B', version: 2 },
    })
  })

  it('says nothing of a session that was called off before anybody heard of it', async () => {
    const { store, states, send } = await anOutbox()
    await queue(store, aBatch([aNotice('invitation'), aNotice('reminder')]))
    await queue(store, aBatch([aNotice('cancellation')], { version: 2, replacesReminders: true }))
    expect(await states()).toEqual(['invitation dropped', 'reminder dropped'])
    expect(await send()).toBeNull()
  })

  it('gives out nothing before its time, and again after a clock was set back what it had put off', async () => {
    const { store, outbox } = await anOutbox()
    await queue(store, aBatch([aNotice('invitation', { notBefore: NOW + 1_000 })]))
    expect(await outbox.claim('email', NOW)).toBeNull()
    expect(await outbox.nextDueAt('email')).toBe(NOW + 1_000)
    const claimed = await outbox.claim('email', NOW + 1_000)
    if (claimed === null) throw new Error('nothing was due')
    const nextAttemptAt = NOW + 60_000
    await outbox.record(claimed.letter.noticeId, { state: 'waiting', nextAttemptAt, error: 'HTTP 500' })
    expect(await outbox.claim('email', NOW + 59_999)).toBeNull()
    // The clock is set back by a day: what was put off for a minute does not wait for a day.
    const earlier = NOW - 24 * 3_600_000
    expect(earlier).toBeLessThan(nextAttemptAt - LONGEST_PAUSE_MS)
    expect((await outbox.claim('email', earlier))?.attempts).toBe(2)
  })

  it('leaves a reminder where it is although the clock is set back: its day is not there yet', async () => {
    const { store, outbox } = await anOutbox()
    await queue(store, aBatch([aNotice('reminder', { notBefore: NOW })]))
    expect(await outbox.claim('email', NOW - 24 * 3_600_000)).toBeNull()
  })

  it('does not know, after a crash, what was just being sent, and sends only what may be repeated', async () => {
    const place = await aPlace()
    const { store, outbox } = await anOutbox(place)
    await queue(
      store,
      aBatch([
        aNotice('invitation'),
        aNotice('invitation', { channel: 'webhook', recipient: 'zalo' }),
        aNotice('invitation', { channel: 'sms', recipient: '+84912345678' }),
      ]),
    )
    await outbox.claim('email', NOW)
    await outbox.claim('webhook', NOW)
    const { outbox: next } = await anOutbox(place)
    expect(await next.settleInterrupted(['webhook'])).toBe(2)
    const { items } = await next.list(SESSION, PAGE)
    expect(Object.fromEntries(items.map(({ channel, state }) => [channel, state]))).toEqual({
      email: 'uncertain',
      webhook: 'waiting',
      sms: 'waiting',
    })
    expect(await next.claim('email', NOW)).toBeNull()
  })

  it('does not know, after a backup was restored, what has gone out since that was made', async () => {
    const { store, outbox, states } = await anOutbox()
    const later = aNotice('reminder', { notBefore: NOW + 86_400_000 })
    await queue(store, aBatch([aNotice('invitation'), later]))
    await queue(store, aBatch([aNotice('urgent')]))
    await outbox.claim('email', NOW)
    await store.transaction().execute((trx) => settleRestored(trx, NOW + 60_000))
    expect(await states()).toEqual(['invitation uncertain', 'reminder waiting', 'urgent uncertain'])
    expect(await outbox.claim('email', NOW + 60_000)).toBeNull()
  })

  it('gives nothing to a server that has lost its lease, and believes it what it has sent', async () => {
    const place = await aPlace()
    const { store, outbox: former } = await anOutbox(place)
    await queue(
      store,
      aBatch([aNotice('invitation'), aNotice('invitation', { recipient: 'b@example.invalid' })]),
    )
    const claimed = await former.claim('email', NOW)
    const { outbox: holder } = await anOutbox(place)
    await holder.settleInterrupted([])
    await expect(former.claim('email', NOW)).rejects.toMatchObject({ name: 'StoreError' })
    if (claimed === null) throw new Error('nothing was claimed')
    await former.record(claimed.letter.noticeId, { state: 'sent', at: NOW + 5 })
    const { items } = await holder.list(SESSION, { ...PAGE, state: 'sent' })
    expect(items).toMatchObject([{ noticeId: claimed.letter.noticeId, sentAt: NOW + 5, error: null }])
  })

  it('is asked again for what failed or is uncertain, and for nothing else', async () => {
    const { store, outbox, send } = await anOutbox()
    await queue(store, aBatch([aNotice('invitation')]))
    const claimed = await outbox.claim('email', NOW)
    if (claimed === null) throw new Error('nothing was claimed')
    const { noticeId: id } = claimed.letter
    expect(await outbox.requeue(SESSION, id, NOW)).toBeNull()
    await outbox.record(id, { state: 'failed', error: '550 no such user' })
    expect(await outbox.requeue(sessionId('session-2'), id, NOW)).toBeNull()
    expect(await outbox.requeue(SESSION, id, NOW)).toMatchObject({ state: 'waiting', attempts: 0 })
    expect((await send())?.noticeId).toBe(id)
    expect(await outbox.requeue(SESSION, id, NOW)).toBeNull()
  })

  it('is listed page by page, newest first, with nothing twice and nothing left out', async () => {
    const { store, outbox } = await anOutbox()
    const many = Array.from({ length: 7 }, (_, i) =>
      aNotice('invitation', { recipient: `${i}@example.invalid` }),
    )
    await queue(store, aBatch(many))
    await queue(store, aBatch([aNotice('cancellation', { recipient: '0@example.invalid' })], { version: 1 }))
    await queue(store, { ...aBatch([aNotice('urgent')]), at: NOW + 1 })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof outbox.list>> = await outbox.list(SESSION, {
        ...PAGE,
        limit: 3,
        cursor,
      })
      expect(page.total).toBe(9)
      seen.push(...page.items.map((item) => item.noticeId))
      cursor = page.next
    } while (cursor !== null)
    expect(new Set(seen).size).toBe(9)
    const [newest] = (await outbox.list(SESSION, { ...PAGE, limit: 1 })).items
    expect(newest?.kind).toBe('urgent')
  })
})
