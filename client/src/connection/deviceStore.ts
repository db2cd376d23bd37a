import type { DeviceId, SitePlace } from '@diem-cau/protocol'
import { keyOfPair, type PairedDevice } from './deviceKey.ts'

/** Where a room's PC keeps its pairing. */
export interface DeviceStore {
  /** Null: not paired. */
  load(): Promise<PairedDevice | null>
  save(device: { deviceId: DeviceId; site: SitePlace; pair: CryptoKeyPair }): Promise<void>
  clear(): Promise<void>
}

const DATABASE = 'diem-cau'
const TABLE = 'device'
const ROW = 'paired'

interface Row {
  deviceId: DeviceId
  site: SitePlace
  pair: CryptoKeyPair
}

/**
 * The pairing in the browser's IndexedDB, which holds a key pair whose private half can't be read out.
 * @throws DOMException when the browser keeps no data (a private window, a full disk).
 */
export class IndexedDbDeviceStore implements DeviceStore {
  async load(): Promise<PairedDevice | null> {
    const row = await this.#use<Row | undefined>('readonly', (table) => table.get(ROW))
    if (row === undefined) return null
    return { deviceId: row.deviceId, site: row.site, key: await keyOfPair(row.pair) }
  }

  async save(row: Row): Promise<void> {
    await this.#use<IDBValidKey>('readwrite', (table) => table.put(row, ROW))
    // A room's PC is not to lose its pairing when the disk gets full.
    await navigator.storage?.persist?.().catch(() => false)
  }

  async clear(): Promise<void> {
    await this.#use<undefined>('readwrite', (table) => table.delete(ROW))
  }

  async #use<T>(mode: IDBTransactionMode, work: (table: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await openDatabase()
    try {
      const transaction = database.transaction(TABLE, mode)
      const request = work(transaction.objectStore(TABLE))
      await finished(transaction)
      return request.result
    } finally {
      database.close()
    }
  }
}

async function openDatabase(): Promise<IDBDatabase> {
  return await new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(TABLE))
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('no database')))
  })
}

async function finished(transaction: IDBTransaction): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')))
  })
}
