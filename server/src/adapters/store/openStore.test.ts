import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { Kysely, sql, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { describe, expect, it } from 'vitest'
import { MIGRATIONS } from './migrations/index.ts'
import { openStore, StoreError } from './openStore.ts'
import { aDataDirectory, anOpenStore, embeddedIn } from './testing.ts'

/** The fault with which a store does not open. */
async function faultOf(directory: string): Promise<StoreError> {
  const outcome = await openStore(embeddedIn(directory)).catch((error: unknown) => error)
  if (outcome instanceof StoreError) return outcome
  throw new Error('the store opened')
}

/** One sentence a language, with no trace of a program in it. */
function expectPlain({ vi, message }: StoreError): void {
  for (const sentence of [vi, message]) {
    expect(sentence).toMatch(/^[^\n]{20,400}\.$/)
    expect(sentence).not.toMatch(/SQLITE_|at .*:\d+/)
  }
  expect(vi).not.toBe(message)
}

describe('The store', () => {
  it('is made with its whole schema, and opens again as it is', async () => {
    const directory = aDataDirectory()
    const store = await openStore(embeddedIn(directory))
    const tables = (await store.introspection.getTables()).map(({ name }) => name)
    expect(tables).toEqual(expect.arrayContaining(['accounts', 'devices', 'events', 'leases', 'streams']))
    await store.destroy()
    const again = await anOpenStore(embeddedIn(directory))
    expect(await again.selectFrom('streams').selectAll().execute()).toEqual([])
  })

  it('commits to disk: write-ahead log, full synchronisation, foreign keys', async () => {
    const store = await anOpenStore()
    const pragma = async (name: string) => {
      const { rows } = await sql.raw<Record<string, unknown>>(`PRAGMA ${name}`).execute(store)
      return Object.values(rows[0] ?? {})[0]
    }
    expect(await pragma('journal_mode')).toBe('wal')
    expect(await pragma('synchronous')).toBe(2)
    expect(await pragma('foreign_keys')).toBe(1)
  })

  it('is for its owner alone', async () => {
    const directory = join(aDataDirectory(), 'data')
    await anOpenStore(embeddedIn(directory))
    expect(statSync(directory).mode & 0o077).toBe(0)
    const shared = join(aDataDirectory(), 'made-before')
    mkdirSync(shared, { mode: 0o755 })
    await anOpenStore(embeddedIn(shared))
    for (const name of readdirSync(shared)) expect(statSync(join(shared, name)).mode & 0o077, name).toBe(0)
  })

  it('brings an older one up to date and keeps what is in it', async () => {
    const directory = aDataDirectory()
    const db = new Kysely<never>({
      dialect: new SqliteDialect({ database: new SQLite(join(directory, 'bridge.sqlite')) }),
    })
    const migrator = new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
    })
    await migrator.migrateTo('0001_log_accounts_devices')
    await sql`insert into leases (name, owner, epoch, renewed_at) values ('streams', 'old:1', 4, 1000)`.execute(
      db,
    )
    await db.destroy()
    const store = await anOpenStore(embeddedIn(directory))
    expect(await store.selectFrom('leases').selectAll().execute()).toEqual([
      { name: 'streams', owner: 'old:1', epoch: 4, renewed_at: 1_000, alive_at: null },
    ])
  })
})

describe('A store that can not be used', () => {
  it('is one of a newer version: nothing is changed in it', async () => {
    const directory = aDataDirectory()
    const file = join(directory, 'bridge.sqlite')
    await (await openStore(embeddedIn(directory))).destroy()
    const newer = new SQLite(file)
    newer.exec("insert into kysely_migration (name, timestamp) values ('9999_of_tomorrow', '2030-01-01')")
    newer.close()
    const before = readFileSync(file)
    const fault = await faultOf(directory)
    expectPlain(fault)
    expect(fault.message).toContain('9999_of_tomorrow')
    expect(fault.vi).toContain('phiên bản mới hơn')
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('is something else than a database', async () => {
    const directory = aDataDirectory()
    writeFileSync(join(directory, 'bridge.sqlite'), 'Biên bản cuộc họp '.repeat(100))
    const fault = await faultOf(directory)
    expectPlain(fault)
    expect(fault.vi).toContain('bản sao lưu')
  })

  it('is a folder where the file should be', async () => {
    const directory = aDataDirectory()
    mkdirSync(join(directory, 'bridge.sqlite'))
    expectPlain(await faultOf(directory))
  })

  it('is in a place where there can be no folder', async () => {
    const directory = aDataDirectory()
    writeFileSync(join(directory, 'data'), '')
    expectPlain(await faultOf(join(directory, 'data')))
  })
})
