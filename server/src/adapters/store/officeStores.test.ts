import type { DeviceId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import type { Device } from '../../app/ports.ts'
import { site } from '../../core/branch/testing.ts'
import { SqlDeviceStore } from './SqlDeviceStore.ts'
import { databases } from './testing.ts'

const device = (id: string, siteName: string): Device => ({
  deviceId: id as DeviceId,
  siteId: site(siteName),
  publicKey: 'key',
  pairedAt: 5,
})
const storageFailed = { code: 'storage_failed' }

describe.each(databases)('Devices in $name', ({ anOpenStore }) => {
  it('are one a site: a new pairing revokes the former', async () => {
    const store = new SqlDeviceStore(await anOpenStore())
    await store.pair(device('d1', 'a'))
    await store.pair(device('d2', 'b'))
    await store.pair(device('d3', 'a'))
    expect(await store.find('d1' as DeviceId)).toBeNull()
    expect((await store.list()).map(({ deviceId }) => deviceId)).toEqual(['d2', 'd3'])
  })

  it('are revoked once', async () => {
    const store = new SqlDeviceStore(await anOpenStore())
    await store.pair(device('d1', 'a'))
    expect(await store.revoke(site('a'), 9)).toBe(true)
    expect(await store.revoke(site('a'), 9)).toBe(false)
    expect(await store.find('d1' as DeviceId)).toBeNull()
  })
})

describe.each(databases)('$name that takes nothing', ({ anOpenStore, takesWrites }) => {
  it('is named as such to who wanted to write', async () => {
    const db = await anOpenStore()
    const devices = new SqlDeviceStore(db)
    await takesWrites(db, false)
    await expect(devices.pair(device('d1', 'a'))).rejects.toMatchObject(storageFailed)
    await expect(devices.revoke(site('a'), 1)).rejects.toMatchObject(storageFailed)
  })
})
