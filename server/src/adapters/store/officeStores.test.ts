import type { AccountId, DeviceId, UnitId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import type { Account, Device } from '../../app/ports.ts'
import { site } from '../../core/branch/testing.ts'
import { SqlAccountStore } from './SqlAccountStore.ts'
import { SqlDeviceStore } from './SqlDeviceStore.ts'
import { databases } from './testing.ts'

const account = (name: string): Account => ({
  accountId: `account-${name}` as AccountId,
  userName: name,
  passwordHash: 'hash',
  role: 'operator',
  unitId: 'p' as UnitId,
})
const device = (id: string, siteName: string): Device => ({
  deviceId: id as DeviceId,
  siteId: site(siteName),
  publicKey: 'key',
  pairedAt: 5,
})
const storageFailed = { code: 'storage_failed' }

describe.each(databases)('Accounts in $name', ({ anOpenStore }) => {
  it('are found by name; a name is taken once', async () => {
    const store = new SqlAccountStore(await anOpenStore())
    expect(await store.count()).toBe(0)
    expect(await store.create(account('lan'), 1)).toBe(true)
    expect(await store.create({ ...account('lan'), accountId: 'other' as AccountId }, 1)).toBe(false)
    expect(await store.count()).toBe(1)
    expect(await store.findByName('lan')).toEqual(account('lan'))
    expect(await store.findByName("' or 1=1 --")).toBeNull()
  })

  it('have logins that end', async () => {
    const store = new SqlAccountStore(await anOpenStore())
    await store.create(account('lan'), 1)
    await store.addLogin('hash-1', account('lan').accountId, 100, 200)
    expect((await store.findByLogin('hash-1', 199))?.userName).toBe('lan')
    expect(await store.findByLogin('hash-1', 200)).toBeNull()
    await store.addLogin('hash-2', account('lan').accountId, 150, 300)
    await store.removeLogin('hash-1')
    expect(await store.findByLogin('hash-1', 160)).toBeNull()
    expect(await store.findByLogin('hash-2', 160)).not.toBeNull()
  })

  it('forget logins that have ended when another begins', async () => {
    const db = await anOpenStore()
    const store = new SqlAccountStore(db)
    await store.create(account('lan'), 1)
    await store.addLogin('hash-1', account('lan').accountId, 100, 200)
    await store.addLogin('hash-2', account('lan').accountId, 200, 300)
    expect(await db.selectFrom('logins').select('token_hash').execute()).toEqual([{ token_hash: 'hash-2' }])
  })
})

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
    const accounts = new SqlAccountStore(db)
    const devices = new SqlDeviceStore(db)
    await accounts.create(account('lan'), 1)
    await takesWrites(db, false)
    await expect(accounts.create(account('minh'), 1)).rejects.toMatchObject(storageFailed)
    await expect(accounts.addLogin('h', account('lan').accountId, 1, 2)).rejects.toMatchObject(storageFailed)
    await expect(accounts.removeLogin('h')).rejects.toMatchObject(storageFailed)
    await expect(devices.pair(device('d1', 'a'))).rejects.toMatchObject(storageFailed)
    await expect(devices.revoke(site('a'), 1)).rejects.toMatchObject(storageFailed)
    expect((await accounts.findByName('lan'))?.userName).toBe('lan')
  })
})
