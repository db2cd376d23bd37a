import { describe, expect, it } from 'vitest'
import { site } from '../core/branch/testing.ts'
import { Pairing } from './Pairing.ts'
import { countingIds, ManualClock, MemoryDeviceStore } from './testing.ts'

const MINUTE_MS = 60_000
const KEY = 'public-key'

function aDesk() {
  const clock = new ManualClock()
  const devices = new MemoryDeviceStore()
  const pairing = new Pairing({ devices, clock: clock.read, ids: countingIds(), lifetimeMs: 10 * MINUTE_MS })
  const code = (name: string, key = `code for ${name}`) => pairing.createCode(site(name), key).code
  return { clock, devices, pairing, code }
}
const wrong = { code: 'pairing_code_wrong' }

describe('A pairing code', () => {
  it('pairs the device that types it, as it was read out or not', async () => {
    const { pairing, code, devices, clock } = aDesk()
    const digits = code('a')
    const typed = `${digits.slice(0, 4)} - ${digits.slice(4)}`
    expect(await pairing.pair(typed, KEY, '10.0.0.1')).toMatchObject({
      device: { siteId: 'a', publicKey: KEY },
      former: null,
    })
    expect(devices.devices).toHaveLength(1)
    expect(pairing.paired.get(site('a'))).toBe(clock.now)
  })

  it('has eight digits', () => {
    expect(aDesk().code('a')).toMatch(/^\d{8}$/)
  })

  it('is good once', async () => {
    const { pairing, code } = aDesk()
    const digits = code('a')
    const both = await Promise.allSettled([
      pairing.pair(digits, KEY, '10.0.0.1'),
      pairing.pair(digits, KEY, '10.0.0.2'),
    ])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  })

  it('is good for ten minutes', async () => {
    const { pairing, code, clock } = aDesk()
    const digits = code('a')
    clock.pass(10 * MINUTE_MS)
    await expect(pairing.pair(digits, KEY, '10.0.0.1')).rejects.toMatchObject(wrong)
    const fresh = code('a', 'another command')
    clock.pass(10 * MINUTE_MS - 1)
    await pairing.pair(fresh, KEY, '10.0.0.1')
  })

  it('voids an earlier one of the same site, and no other', async () => {
    const { pairing, code } = aDesk()
    const former = code('a', 'k1')
    const other = code('b', 'k2')
    code('a', 'k3')
    await expect(pairing.pair(former, KEY, '10.0.0.1')).rejects.toMatchObject(wrong)
    await pairing.pair(other, KEY, '10.0.0.1')
  })

  it('is the same one for a command that comes again, until it is used', async () => {
    const { pairing, code, clock } = aDesk()
    const digits = code('a', 'k1')
    clock.pass(4_000)
    expect(code('a', 'k1')).toBe(digits)
    await pairing.pair(digits, KEY, '10.0.0.1')
    expect(code('a', 'k1')).not.toBe(digits)
  })

  it('is not used up when the device could not be written down', async () => {
    const { pairing, code, devices } = aDesk()
    const digits = code('a')
    devices.fault = new Error('disk full')
    await expect(pairing.pair(digits, KEY, '10.0.0.1')).rejects.toThrow('disk full')
    expect(pairing.paired.size).toBe(0)
    devices.fault = null
    await pairing.pair(digits, KEY, '10.0.0.1')
  })
})

describe('Guessing codes', () => {
  it('ends after five wrong ones in a minute from one address, also with the right one', async () => {
    const { pairing, code, clock } = aDesk()
    const digits = code('a')
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(pairing.pair('99999999', KEY, '10.0.0.1')).rejects.toMatchObject(wrong)
    }
    clock.pass(10_000)
    await expect(pairing.pair(digits, KEY, '10.0.0.1')).rejects.toMatchObject({
      code: 'too_many_attempts',
      data: { waitSeconds: 50 },
    })
    await pairing.pair(digits, KEY, '10.0.0.2')
  })

  it('may go on a minute later', async () => {
    const { pairing, code, clock } = aDesk()
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(pairing.pair('99999999', KEY, '10.0.0.1')).rejects.toMatchObject(wrong)
    }
    clock.pass(MINUTE_MS)
    await pairing.pair(code('a'), KEY, '10.0.0.1')
  })

  it('ends after thirty wrong ones in a minute from everywhere together', async () => {
    const { pairing, code } = aDesk()
    const digits = code('a')
    for (let attempt = 0; attempt < 30; attempt++) {
      await expect(pairing.pair('99999999', KEY, `10.0.0.${attempt}`)).rejects.toMatchObject(wrong)
    }
    await expect(pairing.pair(digits, KEY, '10.0.1.1')).rejects.toMatchObject({ code: 'too_many_attempts' })
  })
})

describe('A pairing', () => {
  it('replaces the device that the site had', async () => {
    const { pairing, code, devices } = aDesk()
    const first = await pairing.pair(code('a', 'k1'), KEY, '10.0.0.1')
    const second = await pairing.pair(code('a', 'k2'), 'other-key', '10.0.0.1')
    expect(second.former?.deviceId).toBe(first.device.deviceId)
    expect(await devices.find(first.device.deviceId)).toBeNull()
    expect((await devices.find(second.device.deviceId))?.publicKey).toBe('other-key')
  })

  it('can be revoked, and is known after a restart', async () => {
    const { pairing, code, devices, clock } = aDesk()
    await pairing.pair(code('a'), KEY, '10.0.0.1')
    await pairing.pair(code('b'), KEY, '10.0.0.1')
    expect(await pairing.revoke(site('a'))).toBe(true)
    expect(await pairing.revoke(site('a'))).toBe(false)
    const after = new Pairing({ devices, clock: clock.read, ids: countingIds(), lifetimeMs: MINUTE_MS })
    await after.restore()
    expect([...after.paired.keys()]).toEqual(['b'])
  })
})
