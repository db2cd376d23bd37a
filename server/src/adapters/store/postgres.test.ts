import { writeFileSync } from 'node:fs'
import type { BranchId, SessionId } from '@diem-cau/protocol'
import { sql } from 'kysely'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { eventually } from '../../../../tests/support/eventually.ts'
import { runIn } from '../../../../tests/support/postgres/Cluster.ts'
import { createDatabase } from '../../../../tests/support/postgres/databases.ts'
import { DatabaseProxy } from '../../../../tests/support/postgres/DatabaseProxy.ts'
import { sharedCluster } from '../../../../tests/support/postgres/shared.ts'
import type { Append, StoredEvent } from '../../app/ports.ts'
import { event } from '../../core/branch/events.ts'
import { page, site } from '../../core/branch/testing.ts'
import { Lease } from './Lease.ts'
import { openStore, StoreError, type Store, type StorePlace } from './openStore.ts'
import { SqlDeviceStore } from './SqlDeviceStore.ts'
import { SqlEventStore } from './SqlEventStore.ts'
import { aDataDirectory, anOpenStore } from './testing.ts'

const NOW = 1_700_000_000_000
const STREAM = 'a' as BranchId

async function aDatabase(options = '') {
  const facts = await sharedCluster()
  const database = await createDatabase(facts, options)
  onTestFinished(() => database.remove())
  const place: StorePlace = { directory: aDataDirectory(), url: database.url, passwordFile: null }
  return { facts, ...database, place }
}
async function aCuttable() {
  const database = await aDatabase()
  const proxy = await DatabaseProxy.open(database.url)
  onTestFinished(() => proxy.close())
  const direct = await anOpenStore(database.place)
  const store = await anOpenStore({ ...database.place, url: proxy.url })
  const { epoch } = await Lease.acquire(store, NOW)
  return { ...database, proxy, direct, store, log: new SqlEventStore(store, epoch) }
}
function events(from: number, count: number, epoch = 1, who = 'system'): StoredEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    seq: from + index,
    epoch,
    at: NOW + index,
    actor: who,
    command: `${who}/k${from + index}`,
    event: event('SiteJoined', { siteId: site('Xã Lũng Cú'), instance: page('1') }),
  }))
}
const append = (stored: readonly StoredEvent[], closes = false): Append => ({
  stream: STREAM,
  sessionId: 'session' as SessionId,
  events: stored,
  closes,
})
const stored = (store: Store) =>
  store.selectFrom('events').select(['seq', 'epoch', 'command']).orderBy('seq').execute()
const waiting = async (store: Store): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `.execute(store)
  return rows[0]?.n ?? 0
}

describe('PostgreSQL', () => {
  it('keeps times as numbers, and refuses what is no exact number', async () => {
    const store = await anOpenStore((await aDatabase()).place)
    await store
      .insertInto('leases')
      .values({ name: 'x', owner: '', epoch: 1, renewed_at: NOW, alive_at: null })
      .execute()
    const row = await store.selectFrom('leases').select('renewed_at').executeTakeFirstOrThrow()
    expect(row.renewed_at).toBe(NOW)
    await expect(sql`select 9007199254740993::bigint`.execute(store)).rejects.toThrow(RangeError)
  })

  it('orders text by its bytes, though the database is Vietnamese', async () => {
    const store = await anOpenStore((await aDatabase()).place)
    const devices = new SqlDeviceStore(store)
    const names = ['b', 'B', 'a b', 'a', 'ab', 'Ă', 'đ', 'z']
    for (const id of names) {
      await devices.pair({ deviceId: id as never, siteId: site(id), publicKey: 'k', pairedAt: 1 })
    }
    const rows = await store.selectFrom('devices').select('device_id').orderBy('device_id').execute()
    const byBytes = names.toSorted((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)))
    expect(rows.map(({ device_id: id }) => id)).toEqual(byBytes)
  })

  it('has each commit on disk when it returns, whatever the server’s own setting is', async () => {
    const { facts, name, place } = await aDatabase()
    await runIn(facts, name, `alter database ${name} set synchronous_commit = off`)
    const { rows } = await sql`show synchronous_commit`.execute(await anOpenStore(place))
    expect(rows).toEqual([{ synchronous_commit: 'on' }])
  })

  it('is brought up to date once by two servers that start at once', async () => {
    const { place } = await aDatabase()
    const stores = await Promise.all([anOpenStore(place), anOpenStore(place), anOpenStore(place)])
    for (const store of stores) expect(await store.selectFrom('streams').selectAll().execute()).toEqual([])
  })

  it('gives the right to write to one of two servers that start at once', async () => {
    const { place } = await aDatabase()
    const stores = await Promise.all([anOpenStore(place), anOpenStore(place), anOpenStore(place)])
    const leases = await Promise.all(stores.map((store) => Lease.acquire(store, NOW)))
    expect(leases.map(({ epoch }) => epoch).toSorted((x, y) => x - y)).toEqual([1, 2, 3])
  })
})

describe('Servers whose clocks do not agree', () => {
  const HOUR_MS = 3_600_000
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it.each([-HOUR_MS, HOUR_MS])('know by the database’s clock who lives (%i ms)', async (leadMs) => {
    const { place } = await aDatabase()
    const [own, other] = [await anOpenStore(place), await anOpenStore(place)]
    const real = Date.now()
    const clock = vi.spyOn(Date, 'now').mockReturnValue(real + leadMs)
    const lease = await Lease.acquire(other, Date.now())
    await lease.renew(Date.now())
    clock.mockRestore()
    await other.updateTable('leases').set({ owner: 'elsewhere:1' }).execute()
    await expect(Lease.acquire(own, real + 2_000)).rejects.toThrow(StoreError)
    const next = await Lease.acquire(own, real + HOUR_MS)
    expect(next.epoch).toBe(lease.epoch + 1)
    expect(Math.abs((next.lastAliveAt ?? 0) - real)).toBeLessThan(HOUR_MS / 10)
  })
})

describe('A server whose right to write is being taken over', () => {
  it('waits with its append for the other one, and then can not', async () => {
    const { place } = await aDatabase()
    const [old, next] = [await anOpenStore(place), await anOpenStore(place)]
    const { epoch } = await Lease.acquire(old, NOW)
    const log = new SqlEventStore(old, epoch)
    let late: Promise<unknown> = Promise.resolve()
    await next.transaction().execute(async (trx) => {
      await trx
        .updateTable('leases')
        .set({ epoch: epoch + 1 })
        .execute()
      late = log.append([append(events(1, 1))]).catch((error: unknown) => error)
      await eventually(async () => expect(await waiting(next)).toBe(1))
    })
    expect(await late).toBeInstanceOf(StoreError)
    expect(await stored(next)).toEqual([])
  })

  it('in mid-append keeps the other one waiting, who then reads all of it', async () => {
    const { place } = await aDatabase()
    const [old, next, watch] = [await anOpenStore(place), await anOpenStore(place), await anOpenStore(place)]
    await Lease.acquire(old, NOW)
    let taken: Promise<unknown> = Promise.resolve()
    await old.transaction().execute(async (trx) => {
      await trx.selectFrom('leases').selectAll().forUpdate().execute()
      taken = Lease.acquire(next, NOW + 60_000)
      await eventually(async () => expect(await waiting(watch)).toBe(1))
      await sql`insert into events values ('a', 1, 1, 1, 0, 'system', null, 'x', '{}')`.execute(trx)
    })
    await taken
    expect(await stored(next)).toHaveLength(1)
  })

  it('leaves one log without gaps or mixture, however their appends fall', async () => {
    const { place } = await aDatabase()
    const stores = await Promise.all(Array.from({ length: 4 }, () => anOpenStore(place)))
    const write = async (store: Store, turn: number): Promise<void> => {
      const { epoch } = await Lease.acquire(store, NOW + turn * 60_000)
      const log = new SqlEventStore(store, epoch)
      let seq = (await log.read(STREAM)).length + 1
      try {
        for (let count = 0; count < 25; count += 1, seq += 2) {
          await log.append([append(events(seq, 2, epoch, `server-${epoch}`))])
        }
      } catch (error) {
        expect(error).toBeInstanceOf(StoreError)
      }
    }
    await Promise.all(stores.map(write))
    const rows = await stored(stores[0] ?? (await anOpenStore(place)))
    expect(rows.length).toBeGreaterThanOrEqual(50)
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1))
    const epochs = rows.map(({ epoch }) => epoch)
    expect(epochs).toEqual(epochs.toSorted((x, y) => x - y))
  })
})

describe('A connection that is lost in mid-append', () => {
  it.each(['before', 'after'] as const)('%s the commit: the append is done, once', async (when) => {
    const { proxy, direct, log } = await aCuttable()
    await log.append([append(events(1, 2))])
    proxy.cutNextCommit(when)
    await log.append([append(events(3, 2))])
    await log.append([append(events(5, 1), true)])
    expect((await stored(direct)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
    expect(await log.openStreams()).toEqual([])
  })

  it('with the very first events of a stream, whose opening is there once too', async () => {
    const { proxy, log } = await aCuttable()
    proxy.cutNextCommit('after')
    await log.append([append(events(1, 2))])
    expect(await log.openStreams()).toEqual([STREAM])
    expect(await log.read(STREAM)).toHaveLength(2)
  })

  it('because its process in the server was ended: the append is done, once', async () => {
    const { facts, name, direct, log } = await aCuttable()
    // The first insertion ends its own process; a sequence does not forget that when its transaction is undone.
    await runIn(facts, name, 'create sequence attempts')
    await runIn(
      facts,
      name,
      `create function fail_once() returns trigger language plpgsql as $$ begin
         if nextval('attempts') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
         return new; end $$`,
    )
    await runIn(
      facts,
      name,
      'create trigger fail_once before insert on events for each statement execute function fail_once()',
    )
    await log.append([append(events(1, 3))])
    expect(await stored(direct)).toHaveLength(3)
    expect(await runIn(facts, name, 'select last_value as n from attempts')).toEqual([{ n: '2' }])
  })

  it('and does not come back: it is refused, and nothing of it is there when it does', async () => {
    const { proxy, direct, log } = await aCuttable()
    await log.append([append(events(1, 2))])
    proxy.cutNextCommit('after')
    const outcome = log.append([append(events(3, 2), true)]).then(
      () => 'done',
      () => 'refused',
    )
    await eventually(async () => expect(await stored(direct)).toHaveLength(4))
    proxy.goDown()
    expect(await outcome).toBe('refused')
    proxy.comeBack()
    expect(await log.read(STREAM)).toHaveLength(2)
    expect(await log.openStreams()).toEqual([STREAM])
    await log.append([append(events(3, 1, 1, 'another'))])
    expect((await stored(direct)).map(({ command }) => command)).toEqual([
      'system/k1',
      'system/k2',
      'another/k3',
    ])
  })

  it('is named as a fault of storage to who wanted to write something else', async () => {
    const { proxy, store } = await aCuttable()
    const devices = new SqlDeviceStore(store)
    proxy.goDown()
    const device = { deviceId: 'd' as never, siteId: site('a'), publicKey: 'k', pairedAt: 1 }
    for (let attempt = 0; attempt < 12; attempt += 1) {
      await expect(devices.pair(device)).rejects.toMatchObject({ code: 'storage_failed' })
    }
    proxy.comeBack()
    await devices.pair(device)
    expect(await devices.list()).toHaveLength(1)
  })
})

describe('A PostgreSQL store that can not be used', () => {
  const faultOf = async (place: StorePlace): Promise<StoreError> => {
    const outcome = await openStore(place).catch((error: unknown) => error)
    if (!(outcome instanceof StoreError)) throw new Error(`no fault: ${String(outcome)}`)
    for (const sentence of [outcome.vi, outcome.message]) {
      expect(sentence).toMatch(/^[^\n]{20,400}\.$/)
      expect(sentence).not.toMatch(/only|for%20tests|at .*:\d+:\d+|undefined/)
    }
    return outcome
  }
  const changed = (url: string, change: (parts: URL) => void): string => {
    const parts = new URL(url)
    change(parts)
    return parts.href
  }

  it('has the wrong password, or none', async () => {
    const { place } = await aDatabase()
    const wrong = changed(place.url, (parts) => (parts.password = 'sai'))
    expect((await faultOf({ ...place, url: wrong })).message).toContain('refuses the account diem_cau')
    const none = changed(place.url, (parts) => (parts.password = ''))
    expect((await faultOf({ ...place, url: none })).message).toContain('BRIDGE_DATABASE_PASSWORD_FILE')
  })

  it('is not there', async () => {
    const { place } = await aDatabase()
    const url = changed(place.url, (parts) => (parts.pathname = '/khong_co'))
    expect((await faultOf({ ...place, url })).vi).toContain('Chưa có cơ sở dữ liệu khong_co')
  })

  it('is on a server that does not answer, or that nobody knows', async () => {
    const { place } = await aDatabase()
    const silent = changed(place.url, (parts) => (parts.port = '1'))
    expect((await faultOf({ ...place, url: silent })).vi).toContain('Không kết nối được')
    const unknown = changed(place.url, (parts) => (parts.host = 'khong-co.invalid'))
    expect((await faultOf({ ...place, url: `${unknown}?sslmode=disable` })).vi).toContain(
      'Không kết nối được',
    )
  })

  it('does not encrypt although that is asked for', async () => {
    const { place } = await aDatabase()
    expect((await faultOf({ ...place, url: `${place.url}?sslmode=require` })).message).toContain(
      'sslmode=disable',
    )
  })

  it('is in an encoding without Vietnamese', async () => {
    const { place } = await aDatabase(`encoding 'LATIN1' locale 'C' locale_provider libc template template0`)
    expect((await faultOf(place)).vi).toContain('LATIN1')
  })

  it('is of a newer version: nothing is changed in it', async () => {
    const { place, facts, name } = await aDatabase()
    await (await openStore(place)).destroy()
    await runIn(facts, name, "insert into kysely_migration values ('9999_of_tomorrow', '2030-01-01')")
    expect((await faultOf(place)).vi).toContain('phiên bản mới hơn')
  })

  it('takes the password from a file', async () => {
    const { place, facts } = await aDatabase()
    const passwordFile = `${place.directory}/password`
    writeFileSync(passwordFile, `${facts.password}\n`)
    const url = changed(place.url, (parts) => (parts.password = ''))
    await (await openStore({ ...place, url, passwordFile })).destroy()
    expect((await faultOf({ ...place, url, passwordFile: `${passwordFile}.none` })).vi).toContain(
      'password.none',
    )
  })
})
