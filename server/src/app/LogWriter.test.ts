import { BridgeError, type BranchId, type SessionId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { event } from '../core/branch/events.ts'
import { LogWriter } from './LogWriter.ts'
import type { Append } from './ports.ts'
import { MemoryEventStore, RecordingLog, settled, START } from './testing.ts'

const stream = (name: string) => name as BranchId

function append(name: string, seq: number): Append {
  return {
    stream: stream(name),
    sessionId: 'session-1' as SessionId,
    events: [
      {
        seq,
        epoch: 1,
        at: START,
        actor: 'system',
        command: null,
        event: event('LayoutChanged', { layout: 'single' }),
      },
    ],
    closes: false,
  }
}

function aWriter() {
  const store = new MemoryEventStore()
  const log = new RecordingLog()
  let rollbacks = 0
  const writer = new LogWriter(store, log, () => {
    rollbacks += 1
  })
  return { store, log, writer, rollbacks: () => rollbacks }
}
const codeOf = (error: unknown) => (error instanceof BridgeError ? error.code : error)

describe('The writer of the log', () => {
  it('commits what one turn of the event loop brings in one group', async () => {
    const { store, writer } = aWriter()
    await Promise.all(Array.from({ length: 218 }, (_, index) => writer.append(append(`b${index}`, 1))))
    expect(store.groups).toEqual([218])
  })

  it('gathers what comes while a group is being synced into the next', async () => {
    const { store, writer } = aWriter()
    const release = store.hold()
    const first = writer.append(append('a', 1))
    await settled()
    const others = [writer.append(append('b', 1)), writer.append(append('c', 1))]
    release()
    await Promise.all([first, ...others])
    expect(store.groups).toEqual([1, 2])
  })

  it('resolves only when the events are on disk', async () => {
    const { store, writer } = aWriter()
    const release = store.hold()
    let isDone = false
    const done = writer.append(append('a', 1)).then(() => (isDone = true))
    await settled()
    expect(isDone).toBe(false)
    release()
    await done
    expect(store.streams.get(stream('a'))).toHaveLength(1)
  })

  it('writes also what is appended in the very turn in which a group ends', async () => {
    const { store, writer } = aWriter()
    for (let seq = 1; seq <= 50; seq++) {
      await writer.append(append('a', seq)).then(() => writer.append(append('b', seq)))
    }
    expect(store.streams.get(stream('b'))).toHaveLength(50)
  })

  it('refuses a group that fails and everything that waits behind it, after rolling back', async () => {
    const { store, writer, rollbacks, log } = aWriter()
    const release = store.hold()
    store.fault = new Error('disk full')
    const outcomes = [append('a', 1), append('b', 1)].map((one) => writer.append(one).catch(codeOf))
    await settled()
    outcomes.push(writer.append(append('c', 1)).catch(codeOf))
    expect(rollbacks()).toBe(0)
    release()
    expect(await Promise.all(outcomes)).toEqual(['storage_failed', 'storage_failed', 'storage_failed'])
    expect(rollbacks()).toBe(1)
    expect(store.streams.size).toBe(0)
    expect(log.lines.map(({ level }) => level)).toEqual(['error'])
  })

  it('goes on when the disk takes events again', async () => {
    const { store, writer } = aWriter()
    store.fault = new Error('disk full')
    await expect(writer.append(append('a', 1))).rejects.toThrow(BridgeError)
    store.fault = null
    await writer.append(append('a', 1))
    expect(store.streams.get(stream('a'))).toHaveLength(1)
  })

  it('is idle when everything is written', async () => {
    const { store, writer } = aWriter()
    await writer.idle()
    const release = store.hold()
    void writer.append(append('a', 1))
    let isIdle = false
    const idle = writer.idle().then(() => (isIdle = true))
    await settled()
    expect(isIdle).toBe(false)
    release()
    await idle
    expect(store.groups).toEqual([1])
  })
})
