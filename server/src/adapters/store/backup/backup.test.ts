import { createHash, randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { BranchId, SessionId } from '@diem-cau/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { event } from '../../../core/branch/events.ts'
import { page, site } from '../../../core/branch/testing.ts'
import { Lease } from '../Lease.ts'
import { StoreError, type Store, type StorePlace } from '../openStore.ts'
import { SqlDeviceStore } from '../SqlDeviceStore.ts'
import { SqlEventStore } from '../SqlEventStore.ts'
import { aDataDirectory, databases, type TestDatabase } from '../testing.ts'
import { backup } from './backup.ts'
import { restore } from './restore.ts'
import { anyTables, listTables } from './tables.ts'

const NOW = 1_700_000_000_000
const LATER = NOW + 60_000
const STREAM = 'branch-1' as BranchId
/** What a text may hold, and what files and databases trip over. */
const AWKWARD = 'Đồng  Văn "x"\\ \n\r\t\u2028 😀 \u007f, %_ \'; --'

let file: string
beforeEach(() => {
  file = join(aDataDirectory(), 'bridge.backup')
})

async function aBridge({ aPlace, anOpenStore }: TestDatabase, eventCount = 3) {
  const place = await aPlace()
  const store = await anOpenStore(place)
  const lease = await Lease.acquire(store, NOW)
  const log = new SqlEventStore(store, lease.epoch)
  const events = Array.from({ length: eventCount }, (_, index) => ({
    seq: index + 1,
    epoch: lease.epoch,
    at: NOW + index,
    actor: index % 2 === 0 ? 'system' : AWKWARD,
    command: index % 2 === 0 ? null : `k${index}`,
    event: event('SiteJoined', { siteId: site(AWKWARD), instance: page('1') }),
  }))
  await log.append([{ stream: STREAM, sessionId: 'session-1' as SessionId, events, closes: false }])
  const devices = new SqlDeviceStore(store)
  await devices.pair({ deviceId: 'd1' as never, siteId: site('a'), publicKey: 'key', pairedAt: NOW })
  return { place, store, lease, log }
}
const options = (place: StorePlace) => ({ directory: place.directory, version: '1.2.3', now: NOW })
const into = (place: StorePlace, force = false) => ({ directory: place.directory, now: LATER, force })

async function contentOf(store: Store): Promise<Record<string, unknown[]>> {
  const content: Record<string, unknown[]> = {}
  for (const { name } of await listTables(store)) {
    if (name === 'leases' || name === 'logins') continue
    const rows = await anyTables(store).selectFrom(name).selectAll().execute()
    content[name] = rows
      .map((row) => JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))))
      .toSorted()
  }
  return content
}
async function faultOf(work: Promise<unknown>): Promise<StoreError> {
  const outcome = await work.catch((error: unknown) => error)
  if (!(outcome instanceof StoreError)) throw new Error(`no fault: ${String(outcome)}`)
  for (const sentence of [outcome.vi, outcome.message]) expect(sentence).toMatch(/^[^\n]{20,400}$/)
  return outcome
}

const directions = databases.flatMap((from) => databases.map((to) => ({ from, to })))

describe.each(directions)('A backup of $from.name restored into $to.name', ({ from, to }) => {
  it('has every row as it was, with all signs and numbers', async () => {
    const { place, store } = await aBridge(from, 700)
    const summary = await backup(store, file, options(place))
    expect(summary).toMatchObject({
      rows: { events: 700, streams: 1, devices: 1 },
      bytes: statSync(file).size,
    })
    const target = await to.aPlace()
    const restored = await to.anOpenStore(target)
    const outcome = await restore(restored, file, into(target))
    expect(outcome).toMatchObject({ rows: summary.rows, madeAt: NOW })
    expect(await contentOf(restored)).toEqual(await contentOf(store))
  })

  it('lets the next server fold the log at once, and keeps the former one’s epoch out', async () => {
    const { place, store, log, lease } = await aBridge(from)
    const stored = await log.read(STREAM)
    await backup(store, file, options(place))
    const target = await to.aPlace()
    const restored = await to.anOpenStore(target)
    await restore(restored, file, into(target))
    const next = await Lease.acquire(restored, NOW + 1)
    expect(next.epoch).toBe(lease.epoch + 1)
    expect(await new SqlEventStore(restored, next.epoch).read(STREAM)).toEqual(stored)
    await expect(
      new SqlEventStore(restored, lease.epoch).append([
        { stream: STREAM, sessionId: 'session-1' as SessionId, events: [], closes: true },
      ]),
    ).rejects.toThrow(StoreError)
  })
})

describe.each(databases)('A backup of $name', (database) => {
  it('is of one moment, though the bridge goes on writing', async () => {
    const { place, store, log, lease } = await aBridge(database, 1_000)
    const own = await database.anOpenStore(place)
    let tables = 0
    const summary = await backup(own, file, {
      ...options(place),
      onProgress: () => {
        tables += 1
      },
    })
    expect(tables).toBe(4)
    const writing = Promise.all(
      Array.from({ length: 20 }, async (_, index) =>
        log.append([
          {
            stream: `other-${index}` as BranchId,
            sessionId: `s${index}` as SessionId,
            events: [
              {
                seq: 1,
                epoch: lease.epoch,
                at: NOW,
                actor: 'system',
                command: null,
                event: event('SiteJoined', { siteId: site('a'), instance: page('1') }),
              },
            ],
            closes: false,
          },
        ]),
      ),
    )
    const second = await backup(own, `${file}.2`, options(place))
    await writing
    // However many of them it has: each has its stream, and the first ones are all there.
    expect(second.rows['events']).toBe((second.rows['streams'] ?? 0) - 1 + 1_000)
    expect(summary.rows['events']).toBe(1_000)
    expect(await store.selectFrom('streams').select('stream').execute()).toHaveLength(21)
  })

  it('is for its owner alone, replaces no file unasked, and leaves nothing half done', async () => {
    const { place, store } = await aBridge(database)
    await backup(store, file, options(place))
    expect(statSync(file).mode & 0o077).toBe(0)
    expect((await faultOf(backup(store, file, options(place)))).message).toContain('--force')
    await backup(store, file, { ...options(place), overwrite: true })
    const nowhere = join(dirname(file), 'none', 'x')
    expect((await faultOf(backup(store, nowhere, options(place)))).message).toContain('can not be written')
    expect(readdirSync(dirname(file))).toEqual(['bridge.backup'])
  })

  it('brings the files of the data directory along, and keeps what is there unless forced', async () => {
    const { place, store } = await aBridge(database)
    const large = randomBytes(300_000)
    const paths = {
      'documents/ab/cd.pdf': large,
      'keys/server.pem': Buffer.from('key'),
      'tls/ca.pem': Buffer.from('ca'),
    }
    for (const [path, content] of Object.entries(paths)) {
      mkdirSync(dirname(join(place.directory, path)), { recursive: true })
      writeFileSync(join(place.directory, path), content)
    }
    writeFileSync(join(place.directory, 'media-node.log'), 'no')
    expect((await backup(store, file, options(place))).files).toBe(3)
    const target = await database.aPlace()
    mkdirSync(join(target.directory, 'tls'))
    writeFileSync(join(target.directory, 'tls/ca.pem'), 'own')
    const restored = await database.anOpenStore(target)
    expect(await restore(restored, file, into(target))).toMatchObject({ files: 2, kept: 1 })
    expect(readFileSync(join(target.directory, 'documents/ab/cd.pdf')).equals(large)).toBe(true)
    expect(readFileSync(join(target.directory, 'tls/ca.pem'), 'utf8')).toBe('own')
    expect(existsSync(join(target.directory, 'media-node.log'))).toBe(false)
    await restore(restored, file, into(target, true))
    expect(readFileSync(join(target.directory, 'tls/ca.pem'), 'utf8')).toBe('ca')
  })
})

describe.each(databases)('Restoring into $name', (database) => {
  it('replaces data only when forced, after whoever keeps it has been asked to save it', async () => {
    const { place, store } = await aBridge(database)
    await backup(store, file, options(place))
    const other = await aBridge(database, 9)
    const before = await contentOf(other.store)
    expect((await faultOf(restore(other.store, file, into(other.place)))).message).toContain('--force')
    expect(await contentOf(other.store)).toEqual(before)
    let asked = 0
    const forced = {
      ...into(other.place, true),
      beforeReplacing: () => {
        asked += 1
        return Promise.resolve()
      },
    }
    await restore(other.store, file, forced)
    expect(asked).toBe(1)
    expect(await contentOf(other.store)).toEqual(await contentOf(store))
  })

  it('is refused while a bridge runs on it, forced or not', async () => {
    const { place, store } = await aBridge(database)
    await backup(store, file, options(place))
    // Process 1 lives as long as the machine.
    await store
      .updateTable('leases')
      .set({ owner: `${hostname()}:1`, renewed_at: LATER })
      .execute()
    expect((await faultOf(restore(store, file, into(place, true)))).vi).toContain('Hãy dừng nó')
  })

  it('does nothing with a file that is cut off, changed, of something else, or not there', async () => {
    const { place, store } = await aBridge(database, 50)
    await backup(store, file, options(place))
    const target = await aBridge(database, 5)
    const before = await contentOf(target.store)
    const whole = readFileSync(file)
    const tar = gunzipSync(whole)
    const changed = Buffer.from(tar)
    changed.write('X', changed.indexOf('SiteJoined'))
    const bad: Record<string, Buffer> = {
      'cut off': whole.subarray(0, whole.length - 20),
      'cut in the middle': whole.subarray(0, whole.length / 2),
      empty: Buffer.alloc(0),
      text: Buffer.from('Biên bản cuộc họp '.repeat(100)),
      'another archive': gzipSync(randomBytes(5_000)),
      'a changed row': gzipSync(changed),
      'without its end': gzipSync(tar.subarray(0, tar.indexOf('checksums.json'))),
      'with something after its end': Buffer.concat([whole, Buffer.from('more')]),
    }
    for (const [what, content] of Object.entries(bad)) {
      writeFileSync(file, content)
      const fault = await faultOf(restore(target.store, file, into(target.place, true)))
      expect(fault.vi, what).toContain('Chưa có gì bị thay đổi')
      expect(await contentOf(target.store), what).toEqual(before)
    }
    const none = `${file}.none`
    expect((await faultOf(restore(target.store, none, into(target.place, true)))).vi).toContain(
      'Không đọc được',
    )
    truncateSync(file, 0)
  })

  it('does nothing with a backup of a newer version', async () => {
    const { place, store } = await aBridge(database)
    await backup(store, file, options(place))
    const tar = gunzipSync(readFileSync(file))
    // The same length, so that the archive stays one.
    writeFileSync(
      file,
      gzipSync(Buffer.from(tar.toString('latin1').replace('0001_log', '9001_log'), 'latin1')),
    )
    expect((await faultOf(restore(store, file, into(place, true)))).vi).toContain('phiên bản mới hơn (1.2.3)')
  })

  it('changes nothing when a row is not as the schema wants it', async () => {
    const { place, store } = await aBridge(database)
    await backup(store, file, options(place))
    const before = await contentOf(store)
    const tar = gunzipSync(readFileSync(file)).toString('latin1')
    const piece = /\["device_id"[^\0]*/.exec(tar)?.[0] ?? ''
    const other = piece.replace('"key"', 'null ')
    const sum = (text: string) => createHash('sha256').update(Buffer.from(text, 'latin1')).digest('hex')
    writeFileSync(
      file,
      gzipSync(Buffer.from(tar.replace(piece, other).replace(sum(piece), sum(other)), 'latin1')),
    )
    await faultOf(restore(store, file, into(place, true)))
    expect(await contentOf(store)).toEqual(before)
  })
})
