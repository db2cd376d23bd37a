import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import { createDatabase, prepareTemplate } from '../../../../tests/support/postgres/databases.ts'
import { sharedCluster } from '../../../../tests/support/postgres/shared.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { openStore, type Store, type StorePlace } from './openStore.ts'

/* Places for a specification's data, removed when that is over. */

/** One of the databases on which the bridge runs: every specification of a store class is of both. */
export interface TestDatabase {
  readonly name: 'SQLite' | 'PostgreSQL'
  /** A new place without any data in it. */
  aPlace: () => Promise<StorePlace>
  /** A store with its whole schema; several of one place are several servers. */
  anOpenStore: (place?: StorePlace) => Promise<Store>
  /** From now on the database takes no writes, as on a full disk; or takes them again. */
  takesWrites: (store: Store, takes: boolean) => Promise<void>
}

export function aDataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'bridge-store-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

export function embeddedIn(directory: string): StorePlace {
  return { directory, url: '', passwordFile: null }
}

/** A copy of one that has been brought up to date: that takes a tenth of the time. */
async function aPostgresPlace(): Promise<StorePlace> {
  const facts = await sharedCluster()
  const versions = createHash('sha256').update(Object.keys(MIGRATIONS).join())
  const template = `template_${versions.digest('hex').slice(0, 16)}`
  prepared ??= prepareTemplate(facts, template, async (url) => {
    await (await openStore({ ...embeddedIn(tmpdir()), url })).destroy()
  })
  await prepared
  const database = await createDatabase(facts, `template ${template}`)
  onTestFinished(() => database.remove())
  return { ...embeddedIn(aDataDirectory()), url: database.url }
}

let prepared: Promise<void> | null = null

export async function anOpenStore(place = embeddedIn(aDataDirectory())): Promise<Store> {
  const store = await openStore(place)
  onTestFinished(() => store.destroy())
  return store
}

/**
 * Both databases, for `describe.each(databases)('A thing in $name', ({ anOpenStore }) => { … })`.
 * The first test of a run that asks for PostgreSQL waits for a server to be started.
 */
export const databases: readonly TestDatabase[] = [
  {
    name: 'SQLite',
    aPlace: () => Promise.resolve(embeddedIn(aDataDirectory())),
    anOpenStore,
    takesWrites: async (store, takes) => {
      await sql.raw(`pragma query_only = ${takes ? 'off' : 'on'}`).execute(store)
    },
  },
  {
    name: 'PostgreSQL',
    aPlace: aPostgresPlace,
    anOpenStore: async (place) => anOpenStore(place ?? (await aPostgresPlace())),
    // One connection's setting: the pool has one as long as things are done one after another.
    takesWrites: async (store, takes) => {
      await sql.raw(`set default_transaction_read_only = ${takes ? 'off' : 'on'}`).execute(store)
    },
  },
]
