import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { BranchId, SessionId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { BranchRegistry } from '../../app/BranchRegistry.ts'
import type { Append, StoredEvent } from '../../app/ports.ts'
import { silentLog } from '../../app/testing.ts'
import { event, EVENT_SCHEMA } from '../../core/branch/events.ts'
import { CHAIR, openCommand, page, requestOf, site } from '../../core/branch/testing.ts'
import { Lease } from './Lease.ts'
import { StoreError, type StorePlace } from './openStore.ts'
import { SqlEventStore } from './SqlEventStore.ts'
import { databases, type TestDatabase } from './testing.ts'

const NOW = 1_700_000_000_000
const stream = (name: string) => name as BranchId

function events(from: number, count: number, actor = 'system'): StoredEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    seq: from + index,
    epoch: 1,
    at: NOW + index,
    actor,
    command: `${actor}/k${from + index}`,
    event: event('SiteJoined', { siteId: site('Xã Lũng Cú'), instance: page('it\'s "1"') }),
  }))
}
function append(name: string, stored: readonly StoredEvent[], closes = false): Append {
  return { stream: stream(name), sessionId: `session of ${name}` as SessionId, events: stored, closes }
}
async function aLogIn({ aPlace, anOpenStore }: TestDatabase) {
  const place = await aPlace()
  const store = await anOpenStore(place)
  const lease = await Lease.acquire(store, NOW)
  return { store, place, lease, log: new SqlEventStore(store, lease.epoch) }
}

describe.each(databases)('The log in $name', (database) => {
  const aLog = () => aLogIn(database)

  it('gives back what was written, in order', async () => {
    const { log } = await aLog()
    await log.append([append('a', events(1, 3)), append('b', events(1, 1))])
    await log.append([append('a', events(4, 2))])
    expect(await log.read(stream('a'))).toEqual([...events(1, 3), ...events(4, 2)])
    expect(await log.read(stream('nothing'))).toEqual([])
  })

  it('knows which streams are open, oldest first', async () => {
    const { log } = await aLog()
    expect(await log.isEmpty()).toBe(true)
    await log.append([append('b', events(1, 1))])
    await log.append([
      append(
        'a',
        events(1, 1).map((one) => ({ ...one, at: NOW + 500 })),
      ),
    ])
    await log.append([append('c', events(1, 1), true)])
    expect(await log.openStreams()).toEqual(['b', 'a'])
    await log.append([append('b', events(2, 1), true)])
    expect(await log.openStreams()).toEqual(['a'])
    expect(await log.isEmpty()).toBe(false)
  })

  it('takes a group as a whole or not at all', async () => {
    const { log } = await aLog()
    await log.append([append('a', events(1, 2))])
    await expect(log.append([append('b', events(1, 1)), append('a', events(2, 1))])).rejects.toThrow()
    expect(await log.read(stream('b'))).toEqual([])
    expect(await log.openStreams()).toEqual(['a'])
    await log.append([append('b', events(1, 1))])
  })

  it('takes each command once in a stream', async () => {
    const { log } = await aLog()
    await log.append([append('a', events(1, 1))])
    const again = events(1, 1).map((one) => ({ ...one, seq: 2 }))
    await expect(log.append([append('a', again)])).rejects.toThrow()
  })

  it('takes what 2,000 sites do at once', async () => {
    const { log } = await aLog()
    await log.append([append('a', events(1, 6_000))])
    expect(await log.read(stream('a'))).toHaveLength(6_000)
  })

  it('of a newer version is refused, and so is a damaged one', async () => {
    const { log, store } = await aLog()
    await log.append([append('a', events(1, 1)), append('b', events(1, 1))])
    await store
      .updateTable('events')
      .set({ schema: EVENT_SCHEMA + 1 })
      .where('stream', '=', stream('a'))
      .execute()
    await store.updateTable('events').set({ data: '{"siteId":' }).where('stream', '=', stream('b')).execute()
    await expect(log.read(stream('a'))).rejects.toThrow(StoreError)
    await expect(log.read(stream('b'))).rejects.toThrow(StoreError)
  })
})

describe.each(databases)('A server that has lost the right to write in $name', (database) => {
  const aLog = () => aLogIn(database)

  it('can append nothing more; the new one can', async () => {
    const { log, place } = await aLog()
    await log.append([append('a', events(1, 1))])
    const next = await database.anOpenStore(place)
    const lease = await Lease.acquire(next, NOW + 60_000)
    await expect(log.append([append('a', events(2, 1))])).rejects.toThrow(StoreError)
    await new SqlEventStore(next, lease.epoch).append([append('a', events(2, 1))])
    expect(await log.read(stream('a'))).toHaveLength(2)
  })
})

/** Runs a piece of a server in a process of its own, which is killed where the piece says so. */
function crashing(place: StorePlace, piece: string): void {
  const from = (path: string) => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)))
  const program = `
    const { openStore } = await import(${from('./openStore.ts')})
    const { Lease } = await import(${from('./Lease.ts')})
    const { SqlEventStore } = await import(${from('./SqlEventStore.ts')})
    const { BranchRegistry } = await import(${from('../../app/BranchRegistry.ts')})
    const { openCommand } = await import(${from('../../core/branch/testing.ts')})
    const { sql } = await import('kysely')
    const die = () => process.kill(process.pid, 'SIGKILL')
    const store = await openStore(${JSON.stringify(place)})
    const lease = await Lease.acquire(store, ${NOW})
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    const registry = new BranchRegistry({ store: new SqlEventStore(store, lease.epoch), clock: () => ${NOW}, epoch: lease.epoch, log })
    const { type, branchId, sessionId, ...opening } = openCommand()
    await registry.open(opening, { actor: 'person:p', key: 'open' })
    ${piece}
  `
  const { signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    encoding: 'utf8',
  })
  if (signal !== 'SIGKILL') throw new Error(`the process was not killed: ${stderr}`)
}

describe.each(databases)(
  'A server that is killed, on $name',
  { timeout: 30_000 },
  ({ aPlace, anOpenStore }) => {
    async function restarted(place: StorePlace) {
      const store = await anOpenStore(place)
      const { epoch } = await Lease.acquire(store, NOW + 1)
      const log = new SqlEventStore(store, epoch)
      const registry = new BranchRegistry({ store: log, clock: () => NOW + 1, epoch, log: silentLog })
      await registry.restore()
      return { registry, branch: registry.branches()[0] }
    }

    it('before a command’s events are committed has not done it: nothing of it is there', async () => {
      const place = await aPlace()
      crashing(
        place,
        `const [{ branchId: stream }] = registry.branches()
       await store.transaction().execute(async (trx) => {
         await sql\`update streams set closed_at = 1\`.execute(trx)
         await sql\`insert into events values (\${stream}, 2, 1, 1, 0, 'system', null, 'BranchClosed', '{}')\`.execute(trx)
         die()
         await new Promise(() => {})
       })`,
      )
      const { branch } = await restarted(place)
      expect(branch).toMatchObject({ status: 'open', title: openCommand().title })
    })

    it('after that and before its answer has done it: the retry is answered and does nothing twice', async () => {
      const place = await aPlace()
      crashing(
        place,
        `const [{ branchId: id }] = registry.branches()
       await registry.execute(id, { type: 'JoinSite', siteId: 'a', instance: 'a-1' }, { actor: 'system', key: null })
       await registry.execute(id, { type: 'RequestFloor', siteId: 'a', newRequestId: 'r1' }, { actor: 'site:a', key: 'k1' })
       die()`,
      )
      const { registry, branch } = await restarted(place)
      if (branch === undefined) throw new Error('the session is gone')
      expect(branch.speeches).toMatchObject([{ requestId: 'r1', siteId: 'a' }])
      const retry = { type: 'RequestFloor', siteId: site('a'), newRequestId: requestOf('r2') } as const
      const answer = await registry.execute(branch.branchId, retry, { actor: 'site:a', key: 'k1' })
      expect(answer[0]).toMatchObject({ type: 'FloorRequested', data: { requestId: 'r1' } })
      expect(registry.branches()[0]?.speeches).toHaveLength(1)
      expect(branch.chair.siteId).toBe(CHAIR)
    })
  },
)

describe.each(databases)('$name that takes nothing', (database) => {
  const aLog = () => aLogIn(database)

  it('fails the append and leaves the log usable when it takes again', async () => {
    const { log, store } = await aLog()
    await log.append([append('a', events(1, 1))])
    await database.takesWrites(store, false)
    await expect(log.append([append('a', events(2, 1))])).rejects.toThrow()
    await database.takesWrites(store, true)
    await log.append([append('a', events(2, 1))])
    expect(await log.read(stream('a'))).toHaveLength(2)
  })
})
