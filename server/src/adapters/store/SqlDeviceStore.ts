import type { DeviceId, SiteId } from '@diem-cau/protocol'
import type { Device, DeviceStore } from '../../app/ports.ts'
import type { Store } from './openStore.ts'
import type { Tables } from './schema.ts'
import { storing } from './storing.ts'

export class SqlDeviceStore implements DeviceStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  async find(deviceId: DeviceId): Promise<Device | null> {
    const row = await this.#valid().where('device_id', '=', deviceId).executeTakeFirst()
    return row === undefined ? null : toDevice(row)
  }

  async list(): Promise<Device[]> {
    return (await this.#valid().execute()).map(toDevice)
  }

  async pair({ deviceId, siteId, publicKey, pairedAt }: Device): Promise<void> {
    await storing(() =>
      this.#store.transaction().execute(async (trx) => {
        await trx
          .updateTable('devices')
          .set({ revoked_at: pairedAt })
          .where('site_id', '=', siteId)
          .where('revoked_at', 'is', null)
          .execute()
        await trx
          .insertInto('devices')
          .values({
            device_id: deviceId,
            site_id: siteId,
            public_key: publicKey,
            paired_at: pairedAt,
            revoked_at: null,
          })
          .execute()
      }),
    )
  }

  async revoke(siteId: SiteId, at: number): Promise<boolean> {
    const result = await storing(() =>
      this.#store
        .updateTable('devices')
        .set({ revoked_at: at })
        .where('site_id', '=', siteId)
        .where('revoked_at', 'is', null)
        .executeTakeFirst(),
    )
    return result.numUpdatedRows > 0n
  }

  #valid() {
    return this.#store.selectFrom('devices').selectAll().where('revoked_at', 'is', null)
  }
}

function toDevice(row: Tables['devices']): Device {
  return {
    deviceId: row.device_id,
    siteId: row.site_id,
    publicKey: row.public_key,
    pairedAt: row.paired_at,
  }
}
