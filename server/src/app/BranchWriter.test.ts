import { BridgeError, type BranchId, type SessionId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import type { BranchEvent } from '../core/branch/events.ts'
import { openMicrophones } from '../core/branch/state.ts'
import { CHAIR, openCommand, page, requestOf, site } from '../core/branch/testing.ts'
import { BranchWriter } from './BranchWriter.ts'
import { LogWriter } from './LogWriter.ts'
import { ManualClock, MemoryEventStore, settled, silentLog } from './testing.ts'

const BRANCH = 'branch-1' as BranchId
const SYSTEM = { actor: 'system', key: null }
const by = (actor: string, key: string) => ({ actor, key })

function aWriter(store = new MemoryEventStore()) {
  const clock = new ManualClock()
  const committed: BranchEvent['type'][][] = []
  const writers: BranchWriter[] = []
  const log = new LogWriter(store, silentLog, () => writers.forEach((one) => one.rollBack()))
  const writer = new BranchWriter({
    branchId: BRANCH,
    sessionId: 'session-1' as SessionId,
    log,
    clock: clock.read,
    epoch: 7,
    onCommitted: (_writer, events) => committed.push(events.map(({ type }) => type)),
  })
  writers.push(writer)
  return { writer, store, clock, committed }
}

async function opened(store = new MemoryEventStore()) {
  const made = aWriter(store)
  await made.writer.execute(openCommand(), SYSTEM)
  for (const name of ['hub', 'a', 'b']) {
    await made.writer.execute({ type: 'JoinSite', siteId: site(name), instance: page(`${name}-1`) }, SYSTEM)
  }
  made.committed.length = 0
  return made
}

/** A writer that has read again what another one has written. */
async function restored(store: MemoryEventStore) {
  const made = aWriter(store)
  made.writer.restore(await store.read(BRANCH))
  return made
}

const ask = (name: string, request = 'x') =>
  ({ type: 'RequestFloor', siteId: site(name), newRequestId: requestOf(request) }) as const
const requestsOf = ({ writer }: { writer: BranchWriter }) =>
  writer.state.status === 'open' ? writer.state.speeches.map(({ siteId }) => siteId) : null

describe('The one writer of a branch', () => {
  it('shows a command’s effect only once it is on disk', async () => {
    const { writer, store, committed } = await opened()
    const release = store.hold()
    const done = writer.execute(ask('a'), by('site:a', 'k1'))
    await settled()
    expect(requestsOf({ writer })).toEqual([])
    expect(committed).toEqual([])
    release()
    await done
    expect(requestsOf({ writer })).toEqual(['a'])
    expect(committed).toEqual([['FloorRequested', 'RequestQueued']])
  })

  it('decides the next command on what was decided before, written or not', async () => {
    const { writer, store } = await opened()
    const release = store.hold()
    const first = writer.execute(ask('a'), by('site:a', 'k1'))
    await expect(writer.execute(ask('a', 'y'), by('site:a', 'k2'))).rejects.toThrow(BridgeError)
    release()
    await first
  })

  it('numbers events without gaps, with epoch, actor and time', async () => {
    const { writer, store, clock } = await opened()
    clock.pass(1_500)
    await writer.execute(ask('a'), by('site:a', 'k1'))
    const stored = store.streams.get(BRANCH) ?? []
    expect(stored.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6])
    expect(stored.at(-1)).toMatchObject({ epoch: 7, actor: 'site:a', at: clock.now, command: 'site:a/k1#1' })
    expect(writer.seq).toBe(6)
  })

  it('writes nothing for a refusal, nor where nothing changes', async () => {
    const { writer, store } = await opened()
    const before = store.groups.length
    await expect(writer.execute(ask('z'), by('site:z', 'k1'))).rejects.toThrow(BridgeError)
    expect(await writer.execute({ type: 'Tick' }, SYSTEM)).toEqual([])
    expect(store.groups).toHaveLength(before)
  })
})

describe('A command that comes again', () => {
  it('is answered as it was the first time and done once', async () => {
    const { writer, store } = await opened()
    const first = await writer.execute(ask('a', 'r-one'), by('site:a', 'k1'))
    const again = await writer.execute(ask('a', 'r-two'), by('site:a', 'k1'))
    expect(again).toEqual(first)
    expect(store.streams.get(BRANCH)).toHaveLength(6)
  })

  it('waits for the first one where that is still under way', async () => {
    const { writer, store } = await opened()
    const release = store.hold()
    const both = [ask('a', 'r-one'), ask('a', 'r-two')].map((one) => writer.execute(one, by('site:a', 'k1')))
    release()
    const [first, again] = await Promise.all(both)
    expect(again).toEqual(first)
    expect(requestsOf({ writer })).toEqual(['a'])
  })

  it('is known after a restart', async () => {
    const { writer, store } = await opened()
    const first = await writer.execute(ask('a', 'r-one'), by('site:a', 'k1'))
    const next = await restored(store)
    expect(await next.writer.execute(ask('a', 'r-two'), by('site:a', 'k1'))).toEqual(first)
    expect(store.streams.get(BRANCH)).toHaveLength(6)
  })

  it('is another command from another actor', async () => {
    const { writer } = await opened()
    await writer.execute(ask('a'), by('site:a', 'k1'))
    await writer.execute(ask('b', 'y'), by('site:b', 'k1'))
    expect(requestsOf({ writer })).toEqual(['a', 'b'])
  })

  it('does not open a microphone that was closed after it changed nothing', async () => {
    const { writer } = await opened()
    const openOwn = { type: 'SetOwnMicrophone', siteId: CHAIR, open: true } as const
    await writer.execute(openOwn, by('site:hub', 'k1'))
    await writer.execute(openOwn, by('site:hub', 'k2'))
    await writer.execute({ type: 'SetMicrophone', siteId: CHAIR, open: false }, by('person:p', 'k3'))
    expect(await writer.execute(openOwn, by('site:hub', 'k2'))).toEqual([])
    expect(writer.state.status === 'open' && openMicrophones(writer.state)).toEqual([])
  })

  it('is done when the first one could not be written', async () => {
    const { writer, store } = await opened()
    store.fault = new Error('disk full')
    await expect(writer.execute(ask('a'), by('site:a', 'k1'))).rejects.toMatchObject({
      code: 'storage_failed',
    })
    store.fault = null
    await writer.execute(ask('a'), by('site:a', 'k1'))
    expect(requestsOf({ writer })).toEqual(['a'])
  })
})

describe('A log that can not be written', () => {
  it('takes everything back that was decided on top', async () => {
    const { writer, store, committed } = await opened()
    const release = store.hold()
    store.fault = new Error('disk full')
    const outcomes = [
      writer.execute(ask('a'), by('site:a', 'k1')),
      writer.execute(
        { type: 'GrantFloor', siteId: site('a'), newRequestId: requestOf('y'), alongside: false },
        SYSTEM,
      ),
      writer.execute(ask('b'), by('site:b', 'k1')),
    ].map((outcome) => outcome.catch((error: unknown) => (error instanceof BridgeError ? error.code : error)))
    release()
    expect(await Promise.all(outcomes)).toEqual(['storage_failed', 'storage_failed', 'storage_failed'])
    expect(committed).toEqual([])
    expect(requestsOf({ writer })).toEqual([])
    store.fault = null
    await writer.execute(ask('b'), by('site:b', 'k2'))
    expect(requestsOf({ writer })).toEqual(['b'])
    expect((store.streams.get(BRANCH) ?? []).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe('After a restart', () => {
  it('the state is the one that was left', async () => {
    const made = await opened()
    await made.writer.execute(ask('a'), by('site:a', 'k1'))
    await made.writer.execute({ type: 'SetOwnMicrophone', siteId: CHAIR, open: true }, by('site:hub', 'k1'))
    const next = await restored(made.store)
    expect(next.writer.state).toEqual(made.writer.state)
    expect(next.writer.seq).toBe(made.writer.seq)
    expect(next.committed).toEqual([])
  })

  it('a branch that has closed is remembered as it was when it was last open', async () => {
    const made = await opened()
    await made.writer.execute({ type: 'CloseBranch', reason: 'ended' }, by('person:p', 'k1'))
    expect(made.writer.state.status).toBe('closed')
    expect(made.writer.lastOpen?.hostUnitId).toBe('p')
  })
})
