import { randomUUID } from 'node:crypto'
import type { ImportId } from '@diem-cau/protocol'
import type { Logger as PinoLogger } from 'pino'
import type { BridgeConfig } from './adapters/config/index.ts'
import type { LoadedDirectory } from './adapters/directoryFile/index.ts'
import { formatFaults } from './adapters/yamlFile/index.ts'
import type { DirectoryWorker } from './adapters/directoryImport/index.ts'
import { DirectoryBook } from './app/directory/DirectoryBook.ts'
import { ImportBook } from './app/directory/ImportBook.ts'
import type { DirectoryDeps } from './app/rest/directoryShared.ts'
import type { DirectoryStore } from './app/directory/ports.ts'
import type { Clock } from './app/ports.ts'
import { flat, rootsOf, type DirectoryHistory } from './core/directory/index.ts'
import { StartError } from './startFaults.ts'

/**
 * Reads the directory from the store. A new installation's is made from the configured file; from then on the store
 * holds what is true, and a file that says something else is only mentioned.
 * @throws {StartError} when there is none yet and the file is faulty
 */
export async function openDirectory(
  store: DirectoryStore,
  options: { config: BridgeConfig; directoryFile: LoadedDirectory; pino: PinoLogger },
  clock: Clock,
): Promise<DirectoryBook> {
  const { config, directoryFile: file, pino } = options
  const stored = await store.load()
  if (stored !== null) {
    if (file.ok ? file.fileHash !== stored.fileHash : true) {
      const how = `npm run bridge -- import ${config.directory.file}`
      pino.info(
        { file: config.directory.file, how },
        'The directory’s file differs from the one that was imported; the database holds',
      )
    }
  } else {
    if (!file.ok) throw new StartError([formatFaults(file.faults)], 2)
    await store.plant(file.history, file.fileHash, firstChange(file.history, config, clock()))
  }
  const book = await DirectoryBook.open({ store, clock })
  if (book === null) throw new RangeError('The directory was not stored.')
  return book
}

/** What the calls about the directory work with. */
export function directoryDeps(book: DirectoryBook, worker: DirectoryWorker, clock: Clock): DirectoryDeps {
  return { book, files: worker, imports: new ImportBook({ book, planner: worker, clock, newId }) }
}

function newId(): ImportId {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this is where such ids are made
  return randomUUID() as string as ImportId
}

function firstChange(history: DirectoryHistory, config: BridgeConfig, at: number) {
  const added =
    history.tierSets.length + flat(history.units).length + flat(history.sites).length + history.groups.size
  const [root] = rootsOf(history)
  if (root === undefined) throw new RangeError('A sound directory has a topmost unit.')
  return {
    at,
    actor: 'system',
    actorName: '',
    unitId: root.unitId,
    summary: config.directory.file,
    counts: { added, changed: 0, removed: 0, unchanged: 0, refused: 0 },
  }
}
