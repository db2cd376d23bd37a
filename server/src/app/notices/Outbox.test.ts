import type { NoticeId } from '@diem-cau/protocol'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { aLetter, aSession, noticeId } from '../../core/notices/testing.ts'
import type { NoticeKind } from '../../core/notices/types.ts'
import type { Letter } from '../../core/notices/values.ts'
import { Outbox } from './Outbox.ts'
import type { ClaimedNotice, NoticeResult, NoticeSender, OutboxStore, SendOutcome } from './ports.ts'

const NOW = 1_800_000_000_000
const quiet = { debug: () => {}, info: () => {}, warn: vi.fn(), error: vi.fn() }

interface Row {
  letter: Letter
  dueAt: number
  attempts: number
  result: NoticeResult | { state: 'waiting' | 'sending' }
}

/** An outbox in memory: what the dispatcher does with it is what is specified here. */
class MemoryOutbox implements OutboxStore {
  readonly rows: Row[] = []
  /** So many writes of an outcome fail from now on, as on a full disk. */
  failing = 0

  add(id: string, change: Partial<Letter> = {}, dueAt = NOW): Row {
    const session = aSession({ startsAt: NOW + 86_400_000 })
    const letter = aLetter({ noticeId: noticeId(id), session, ...change })
    const row: Row = { letter, dueAt, attempts: 0, result: { state: 'waiting' } }
    this.rows.push(row)
    return row
  }

  settleInterrupted(): Promise<number> {
    return Promise.resolve(0)
  }

  claim(_channel: string, now: number): Promise<ClaimedNotice | null> {
    const row = this.rows.find(({ result, dueAt }) => result.state === 'waiting' && dueAt <= now)
    if (row === undefined) return Promise.resolve(null)
    row.attempts += 1
    row.result = { state: 'sending' }
    return Promise.resolve({ letter: row.letter, attempts: row.attempts })
  }

  record(id: NoticeId, result: NoticeResult): Promise<void> {
    if (this.failing > 0) {
      this.failing -= 1
      return Promise.reject(new Error('disk full'))
    }
    const row = this.rows.find(({ letter }) => letter.noticeId === id)
    if (row !== undefined) {
      row.result = result
      if (result.state === 'waiting') row.dueAt = result.nextAttemptAt
    }
    return Promise.resolve()
  }

  nextDueAt(): Promise<number | null> {
    const waiting = this.rows.filter(({ result }) => result.state === 'waiting').map(({ dueAt }) => dueAt)
    return Promise.resolve(waiting.length === 0 ? null : Math.min(...waiting))
  }

  list(): never {
    throw new Error('nobody lists here')
  }

  requeue(): never {
    throw new Error('nobody asks again here')
  }

  get states(): string[] {
    return this.rows.map(({ result }) => result.state)
  }
}

/** A gateway that answers as it is told, one answer after the other, and then takes everything. */
class FakeSender implements NoticeSender {
  readonly channel = 'email'
  concurrency = 1
  intervalMs = 0
  mayRepeat = false
  readonly sent: string[] = []
  readonly answers: (SendOutcome | Error | Promise<SendOutcome>)[] = []

  send(letter: Letter): Promise<SendOutcome> {
    this.sent.push(letter.noticeId)
    const answer = this.answers.shift() ?? { outcome: 'sent' as const }
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }
}

const DEFERRED: SendOutcome = { outcome: 'deferred', error: 'HTTP 500', retryAfterMs: null }

async function running(sender = new FakeSender(), store = new MemoryOutbox(), maxAttempts = 3) {
  const outbox = new Outbox([sender], {
    store,
    clock: Date.now,
    log: quiet,
    maxAttempts,
    onChange: () => {},
  })
  await outbox.start()
  onTestFinished(async () => {
    const closing = outbox.close()
    await vi.advanceTimersByTimeAsync(5_000)
    await closing
    vi.useRealTimers()
  })
  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
  return { outbox, sender, store, pass }
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
})

describe('An outbox', () => {
  it('sends what is due at once when it is woken, and what becomes due when it does', async () => {
    const { outbox, sender, store, pass } = await running()
    store.add('now')
    store.add('later', {}, NOW + 5_000)
    outbox.wake()
    await pass(0)
    expect(sender.sent).toEqual(['now'])
    await pass(6_000)
    expect(sender.sent).toEqual(['now', 'later'])
    expect(store.states).toEqual(['sent', 'sent'])
  })

  it('finds by itself what nobody has woken it for', async () => {
    const { sender, store, pass } = await running()
    await pass(1_000)
    store.add('unheard')
    await pass(15_000)
    expect(sender.sent).toEqual(['unheard'])
  })

  it('hears the bell that rings while it is looking', async () => {
    const { outbox, sender, store, pass } = await running()
    const claim = store.claim.bind(store)
    store.claim = async (channel, now) => {
      const found = await claim(channel, now)
      if (found === null && store.rows.length === 0) {
        store.add('just now')
        outbox.wake()
      }
      return found
    }
    outbox.wake()
    await pass(1)
    expect(sender.sent).toEqual(['just now'])
  })

  it('tries again after a growing pause, and gives up in the end with the last reason', async () => {
    const { outbox, sender, store, pass } = await running()
    sender.answers.push(DEFERRED, DEFERRED, { ...DEFERRED, error: 'HTTP 503' })
    store.add('a')
    outbox.wake()
    await pass(29_000)
    expect(sender.sent).toHaveLength(1)
    await pass(2_000)
    expect(sender.sent).toHaveLength(2)
    await pass(50_000)
    expect(sender.sent).toHaveLength(2)
    await pass(20_000)
    expect(sender.sent).toHaveLength(3)
    expect(store.rows[0]?.result).toEqual({ state: 'failed', error: 'HTTP 503' })
    await pass(3_600_000)
    expect(sender.sent).toHaveLength(3)
  })

  it('comes again when it was asked to', async () => {
    const { outbox, sender, store, pass } = await running()
    sender.answers.push({ ...DEFERRED, retryAfterMs: 600_000 })
    store.add('a')
    outbox.wake()
    await pass(590_000)
    expect(sender.sent).toHaveLength(1)
    await pass(20_000)
    expect(sender.sent).toHaveLength(2)
  })

  it('tries an urgent one again within seconds', async () => {
    const { outbox, sender, store, pass } = await running()
    sender.answers.push(DEFERRED)
    store.add('a', { kind: 'urgent' })
    outbox.wake()
    await pass(4_000)
    expect(store.states).toEqual(['sent'])
  })

  it('does not send again what is refused, or of which nobody knows', async () => {
    const { outbox, sender, store, pass } = await running()
    sender.answers.push({ outcome: 'refused', error: '550' }, { outcome: 'unknown', error: 'timeout' })
    store.add('a')
    store.add('b')
    outbox.wake()
    await pass(3_600_000)
    expect(sender.sent).toEqual(['a', 'b'])
    expect(store.rows.map(({ result }) => result)).toEqual([
      { state: 'failed', error: '550' },
      { state: 'uncertain', error: 'timeout' },
    ])
  })

  it('sends again what may be repeated', async () => {
    const sender = new FakeSender()
    sender.mayRepeat = true
    const { outbox, store, pass } = await running(sender)
    sender.answers.push({ outcome: 'unknown', error: 'timeout' })
    store.add('a')
    outbox.wake()
    await pass(31_000)
    expect(sender.sent).toEqual(['a', 'a'])
    expect(store.states).toEqual(['sent'])
  })

  it('lets a fault of one letter be one of that letter', async () => {
    const { outbox, sender, store, pass } = await running()
    sender.answers.push(new Error('cannot be written'))
    store.add('broken')
    store.add('whole')
    outbox.wake()
    await pass(10)
    expect(store.states).toEqual(['failed', 'sent'])
  })

  it('keeps to the gateway’s pace, however much there is', async () => {
    const sender = new FakeSender()
    sender.intervalMs = 1_000
    sender.concurrency = 5
    const { outbox, store, pass } = await running(sender)
    for (let i = 0; i < 10; i++) store.add(`n${i}`)
    outbox.wake()
    await pass(0)
    expect(sender.sent).toHaveLength(1)
    await pass(3_100)
    expect(sender.sent).toHaveLength(4)
    outbox.wake()
    await pass(500)
    expect(sender.sent).toHaveLength(4)
  })

  it('has no more under way at once than the channel bears', async () => {
    const sender = new FakeSender()
    sender.concurrency = 2
    const { outbox, store, pass } = await running(sender)
    const waiting = Array.from({ length: 3 }, () => Promise.withResolvers<SendOutcome>())
    sender.answers.push(...waiting.map(({ promise }) => promise))
    for (let i = 0; i < 3; i++) store.add(`n${i}`)
    outbox.wake()
    await pass(1_000)
    expect(sender.sent).toEqual(['n0', 'n1'])
    waiting[0]?.resolve({ outcome: 'sent' })
    await pass(10)
    expect(sender.sent).toEqual(['n0', 'n1', 'n2'])
    for (const { resolve } of waiting) resolve({ outcome: 'sent' })
  })

  it('writes what became of one as soon as the disk takes it, and does not send it meanwhile', async () => {
    const { outbox, sender, store, pass } = await running()
    store.failing = 3
    store.add('a')
    outbox.wake()
    await pass(1_000)
    expect(store.states).toEqual(['sending'])
    await pass(10_000)
    expect(store.states).toEqual(['sent'])
    expect(sender.sent).toEqual(['a'])
  })

  it.each([
    ['reminder', 0],
    ['invitation', 3_600_000 * 2],
    ['change', 3_600_000 * 2],
  ] as [NoticeKind, number][])('drops a %s that time has overtaken', async (kind, afterStartMs) => {
    const { outbox, sender, store, pass } = await running()
    store.add('late', { kind, session: aSession({ startsAt: NOW - afterStartMs }) })
    outbox.wake()
    await pass(10)
    expect(sender.sent).toEqual([])
    expect(store.rows[0]?.result).toEqual({ state: 'dropped', error: 'too_late' })
  })

  it('lets what is under way finish when the bridge ends, and begins nothing more', async () => {
    const sender = new FakeSender()
    const answer = Promise.withResolvers<SendOutcome>()
    sender.answers.push(answer.promise)
    const { outbox, store, pass } = await running(sender)
    store.add('a')
    store.add('b')
    outbox.wake()
    await pass(10)
    const closing = outbox.close()
    answer.resolve({ outcome: 'sent' })
    await pass(10)
    await closing
    expect(store.states).toEqual(['sent', 'waiting'])
    await outbox.close()
  })
})
