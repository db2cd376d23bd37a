import { BridgeError } from '@diem-cau/protocol'

/**
 * Does a write outside the log, and says so in the catalogue's words when the disk does not take it.
 * @throws {BridgeError} `storage_failed` when the database can't be written; anything else as it is
 */
export async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isStorageFault(error)) throw new BridgeError('storage_failed', {}, { cause: error })
    throw error
  }
}

/** Full, read-only, damaged, locked: everything that SQLite says but a broken rule of ours. */
function isStorageFault(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return false
  return error.code.startsWith('SQLITE_') && !error.code.startsWith('SQLITE_CONSTRAINT')
}
