import { describe, expect, it } from 'vitest'
import { workerChoice } from './worker.mjs'

describe('BRIDGE_WORKER', () => {
  it('is left to us by default', () => {
    expect(workerChoice({})).toEqual({ kind: 'auto' })
  })
  it.each(['build', 'prebuilt'])('can ask for %s', (kind) => {
    expect(workerChoice({ BRIDGE_WORKER: kind })).toEqual({ kind })
  })
  it('can be a program of its own, also by the name mediasoup has for it', () => {
    const own = { kind: 'own', path: process.execPath }
    expect(workerChoice({ BRIDGE_WORKER: process.execPath })).toEqual(own)
    expect(workerChoice({ MEDIASOUP_WORKER_BIN: process.execPath })).toEqual(own)
  })
  it.each(['biuld', '/no/such/worker'])('refuses %s', (value) => {
    expect(() => workerChoice({ BRIDGE_WORKER: value })).toThrow(
      expect.objectContaining({ code: 'worker-choice-invalid' }),
    )
  })
})
