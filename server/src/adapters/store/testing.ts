import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openStore, type Store } from './openStore.ts'

/* A data directory of its own for a specification, removed when that is over. */

export function aDataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'bridge-store-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

export async function anOpenStore(directory = aDataDirectory()): Promise<Store> {
  const store = await openStore(directory)
  onTestFinished(() => store.destroy())
  return store
}
