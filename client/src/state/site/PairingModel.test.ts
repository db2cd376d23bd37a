import { BridgeError, type DeviceId, type PairReply, type SitePlace } from '@diem-cau/protocol'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RequestFailed } from '../../connection/index.ts'
import { PairingModel } from './PairingModel.ts'

const reply: PairReply = {
  deviceId: 'd-1' as DeviceId,
  site: { siteId: 's-1', name: 'Xã Lũng Cú', units: [] } as unknown as SitePlace,
}
const pair = vi.fn<(code: string) => Promise<PairReply>>()
const save = vi.fn<() => Promise<void>>()
const onPaired = vi.fn<() => void>()
let model: PairingModel

beforeEach(() => {
  vi.resetAllMocks()
  pair.mockResolvedValue(reply)
  save.mockResolvedValue()
  model = new PairingModel({ pair, store: { save }, onPaired, now: () => 1_000 })
})
afterEach(() => vi.useRealTimers())

const settled = async (): Promise<void> =>
  await vi.waitFor(() => expect(model.getSnapshot().sending).toBe(false))

test('only digits count, however the code was pasted, and the last one sends it', async () => {
  model.setText('12 34-5')
  expect(model.getSnapshot().digits).toBe('12345')
  expect(pair).not.toHaveBeenCalled()
  model.setText(' 1234-5678 90')
  await vi.waitFor(() => expect(onPaired).toHaveBeenCalledOnce())
  expect(pair).toHaveBeenCalledWith('12345678', expect.objectContaining({ publicKey: expect.any(String) }))
  expect(save).toHaveBeenCalledWith(expect.objectContaining({ deviceId: 'd-1' }))
})

test('a wrong code is said and typed anew', async () => {
  pair.mockRejectedValue(new BridgeError('pairing_code_wrong'))
  model.setText('12345678')
  await settled()
  expect(model.getSnapshot()).toMatchObject({
    digits: '',
    trouble: { kind: 'refused', error: { code: 'pairing_code_wrong' } },
  })
  expect(onPaired).not.toHaveBeenCalled()
})

test('without a link the code stays, to be sent again', async () => {
  pair.mockRejectedValueOnce(new RequestFailed('offline', '/api/pair'))
  model.setText('12345678')
  await settled()
  expect(model.getSnapshot()).toMatchObject({ digits: '12345678', trouble: { kind: 'unreached' } })
  await model.submit()
  expect(onPaired).toHaveBeenCalledOnce()
})

test('after too many attempts nothing is sent until the wait is over', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  pair.mockRejectedValueOnce(new BridgeError('too_many_attempts', { waitSeconds: 30 }))
  model.setText('12345678')
  while (model.getSnapshot().blockedUntil === null) await new Promise((resolve) => setImmediate(resolve))
  expect(model.getSnapshot().blockedUntil).toBe(31_000)
  await model.submit()
  expect(pair).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(30_000)
  expect(model.getSnapshot()).toMatchObject({ blockedUntil: null, trouble: null })
  await model.submit()
  expect(pair).toHaveBeenCalledTimes(2)
})

test('a browser that keeps nothing is named, instead of a pairing that is lost at the next start', async () => {
  save.mockRejectedValue(new DOMException('no', 'QuotaExceededError'))
  model.setText('12345678')
  await settled()
  expect(model.getSnapshot().trouble).toEqual({ kind: 'notKept' })
  expect(onPaired).not.toHaveBeenCalled()
})
