import { spawnSync } from 'node:child_process'
import { hostname } from 'node:os'
import { describe, expect, it } from 'vitest'
import { Lease } from './Lease.ts'
import { StoreError, type Store } from './openStore.ts'
import { databases } from './testing.ts'

const NOW = 1_700_000_000_000

/** Pretends that another server has the lease. */
async function heldBy(store: Store, owner: string, renewedAt: number): Promise<void> {
  await store
    .insertInto('leases')
    .values({ name: 'streams', owner, epoch: 3, renewed_at: renewedAt, alive_at: renewedAt })
    .execute()
}
/** The number of a process that is no more. */
function deadPid(): number {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  return pid
}

describe.each(databases)('The right to write in $name', ({ aPlace, anOpenStore }) => {
  it('is taken with a higher epoch by each server', async () => {
    const place = await aPlace()
    const first = await Lease.acquire(await anOpenStore(place), NOW)
    const second = await Lease.acquire(await anOpenStore(place), NOW + 1)
    expect([first.epoch, second.epoch]).toEqual([1, 2])
  })

  it('is refused while another living server has it, in a sentence in each language', async () => {
    const store = await anOpenStore()
    // Process 1 lives as long as the machine.
    await heldBy(store, `${hostname()}:1`, NOW)
    const fault: unknown = await Lease.acquire(store, NOW + 5_000).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(StoreError)
    expect(fault).toMatchObject({
      vi: expect.stringContaining('đang dùng cơ sở dữ liệu này'),
      message: expect.stringContaining('BRIDGE_DATA'),
    })
    expect(await store.selectFrom('leases').select('epoch').execute()).toEqual([{ epoch: 3 }])
  })

  it('is refused for a while when another machine has it, whose processes can not be seen', async () => {
    const store = await anOpenStore()
    await heldBy(store, 'elsewhere:1', NOW)
    await expect(Lease.acquire(store, NOW + 6_000)).rejects.toThrow(StoreError)
    expect((await Lease.acquire(store, NOW + 6_001)).epoch).toBe(4)
  })

  it('is free at once when its holder on this machine is dead', async () => {
    const store = await anOpenStore()
    await heldBy(store, `${hostname()}:${deadPid()}`, NOW)
    expect((await Lease.acquire(store, NOW + 1)).epoch).toBe(4)
  })

  it('is free when it has not been renewed, whoever lives: the epoch keeps the former holder out', async () => {
    const store = await anOpenStore()
    await heldBy(store, `${hostname()}:1`, NOW)
    expect((await Lease.acquire(store, NOW + 6_001)).epoch).toBe(4)
  })

  it('is lost to a later holder: renewing says so', async () => {
    const place = await aPlace()
    const first = await Lease.acquire(await anOpenStore(place), NOW)
    expect(await first.renew(NOW + 2_000)).toBe(true)
    const second = await Lease.acquire(await anOpenStore(place), NOW + 9_000)
    expect(await first.renew(NOW + 10_000)).toBe(false)
    expect(await second.renew(NOW + 10_000)).toBe(true)
  })
})

describe.each(databases)('An outage in $name', ({ aPlace, anOpenStore }) => {
  it('is counted from when a server last served', async () => {
    const place = await aPlace()
    const first = await Lease.acquire(await anOpenStore(place), NOW)
    expect(first.lastAliveAt).toBeNull()
    await first.renew(NOW + 2_000)
    expect((await Lease.acquire(await anOpenStore(place), NOW + 60_000)).lastAliveAt).toBe(NOW + 2_000)
  })

  it('is not forgotten by starts that failed before they served', async () => {
    const place = await aPlace()
    await (await Lease.acquire(await anOpenStore(place), NOW)).renew(NOW + 2_000)
    for (const at of [20_000, 40_000]) await Lease.acquire(await anOpenStore(place), NOW + at)
    expect((await Lease.acquire(await anOpenStore(place), NOW + 60_000)).lastAliveAt).toBe(NOW + 2_000)
  })
})
