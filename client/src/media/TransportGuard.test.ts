import type { types } from 'mediasoup-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TransportGuard } from './TransportGuard.ts'

class FakeTransport {
  connectionState: types.Transport['connectionState'] = 'new'
  readonly direction = 'recv'
  closed = false
  #changed = (): void => {}

  on(_event: string, listener: () => void): void {
    this.#changed = listener
  }

  become(state: types.Transport['connectionState']): void {
    this.connectionState = state
    this.#changed()
  }
}

let transport: FakeTransport
let guard: TransportGuard
const restartIce = vi.fn<() => Promise<void>>()
const onLost = vi.fn<(reason: string) => void>()

beforeEach(() => {
  vi.useFakeTimers()
  vi.resetAllMocks()
  restartIce.mockResolvedValue()
  transport = new FakeTransport()
  guard = new TransportGuard({
    transport: transport as unknown as types.Transport,
    direction: 'receive',
    restartIce,
    onChange: () => {},
    onLost,
  })
  transport.become('connected')
})
afterEach(() => {
  guard.close()
  vi.useRealTimers()
})

test('a short gap is left to heal by itself', async () => {
  transport.become('disconnected')
  await vi.advanceTimersByTimeAsync(1_000)
  transport.become('connected')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(restartIce).not.toHaveBeenCalled()
  expect(onLost).not.toHaveBeenCalled()
})

test('a longer one is repaired by an ICE restart', async () => {
  transport.become('disconnected')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(restartIce).toHaveBeenCalledOnce()
  transport.become('connected')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(onLost).not.toHaveBeenCalled()
})

test('a restart that does not help gives the endpoint up', async () => {
  transport.become('disconnected')
  await vi.advanceTimersByTimeAsync(9_000)
  expect(onLost).toHaveBeenCalledOnce()
})

test('a failed transport is given up at once, but not while the server can’t be asked for another', async () => {
  guard.handleOffline()
  transport.become('failed')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(onLost).not.toHaveBeenCalled()
  guard.handleOnline()
  expect(restartIce).toHaveBeenCalledOnce()
  await vi.advanceTimersByTimeAsync(9_000)
  expect(onLost).toHaveBeenCalledOnce()
})

test('a transport that never connects is given up', async () => {
  transport.become('connecting')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(onLost).toHaveBeenCalledOnce()
})

test('a closed guard does nothing more', async () => {
  transport.become('disconnected')
  guard.close()
  transport.become('failed')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(restartIce).not.toHaveBeenCalled()
  expect(onLost).not.toHaveBeenCalled()
})
