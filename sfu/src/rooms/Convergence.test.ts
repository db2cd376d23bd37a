import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Convergence } from './Convergence.ts'

/** Passes that end when the test says so. */
function stand() {
  const passes: PromiseWithResolvers<void>[] = []
  const errors: unknown[] = []
  const convergence = new Convergence({
    pass: () => {
      const pass = Promise.withResolvers<void>()
      passes.push(pass)
      return pass.promise
    },
    onError: (error) => errors.push(error),
    retryMs: 250,
  })
  return { passes, errors, convergence }
}

/** Lets everything that is ready run. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('convergence', () => {
  it('serves all changes during a pass with one more', async () => {
    const { passes, convergence } = stand()
    const first = convergence.converge()
    await settle()
    const later = [convergence.converge(), convergence.converge()]
    convergence.trigger()
    passes[0]?.resolve()
    await first
    await settle()
    expect(passes).toHaveLength(2)
    passes[1]?.resolve()
    await Promise.all(later)
    await settle()
    expect(passes).toHaveLength(2)
  })

  it('makes a caller wait for a pass that began after its call', async () => {
    const { passes, convergence } = stand()
    convergence.trigger()
    await settle()
    let converged = false
    const second = convergence.converge().then(() => (converged = true))
    passes[0]?.resolve()
    await settle()
    expect(converged).toBe(false)
    passes[1]?.resolve()
    await second
    expect(converged).toBe(true)
  })

  it('tries again after a failure, and says so to those who waited', async () => {
    const { passes, errors, convergence } = stand()
    const waiting = convergence.converge()
    const refused = expect(waiting).rejects.toThrow('worker dead')
    await settle()
    passes[0]?.reject(new Error('worker dead'))
    await refused
    expect(errors).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(250)
    expect(passes).toHaveLength(2)
    passes[1]?.resolve()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(passes).toHaveLength(2)
  })

  it('begins nothing once closed', async () => {
    const { passes, convergence } = stand()
    const waiting = convergence.converge()
    const refused = expect(waiting).rejects.toThrow('closed')
    convergence.close()
    await refused
    await expect(convergence.converge()).rejects.toThrow('closed')
    await settle()
    expect(passes).toHaveLength(0)
  })
})
