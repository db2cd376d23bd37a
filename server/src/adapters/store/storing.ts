import { BridgeError } from '@diem-cau/protocol'
import { isStorageFault } from './databaseFaults.ts'

/**
 * Does a write outside the log, and says so in the catalogue's words when the database does not take it.
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
