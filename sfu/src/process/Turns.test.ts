import { describe, expect, it } from 'vitest'
import { Turns } from './Turns.ts'

/** Pieces of work that end when the test says so. */
function pieces(turns: Turns, count: number) {
  const begun: number[] = []
  const ends = Array.from({ length: count }, () => Promise.withResolvers<void>())
  const done = ends.map(({ promise }, index) =>
    turns.run(async () => {
      begun.push(index)
      await promise
      return index
    }),
  )
  return { begun, ends, done }
}

const turn = async () => await new Promise<void>((resolve) => void setImmediate(() => setImmediate(resolve)))

describe('turns', () => {
  it('let so many work at once, first come, first served', async () => {
    const { begun, ends, done } = pieces(new Turns(2), 4)
    await turn()
    expect(begun).toEqual([0, 1])
    ends[1]?.resolve()
    await turn()
    expect(begun).toEqual([0, 1, 2])
    for (const { resolve } of ends) resolve()
    expect(await Promise.all(done)).toEqual([0, 1, 2, 3])
  })

  it('go on after work that fails', async () => {
    const turns = new Turns(1)
    const failed = turns.run(async () => await Promise.reject(new Error('no')))
    const after = turns.run(async () => 'done')
    await expect(failed).rejects.toThrow('no')
    expect(await after).toBe('done')
    expect(await turns.run(async () => 'again')).toBe('again')
  })

  it('leave the event loop free between the pieces', async () => {
    const turns = new Turns(4)
    let between = 0
    const timer = setInterval(() => (between += 1), 0)
    const spin = async () => {
      const until = performance.now() + 5
      while (performance.now() < until);
    }
    await Promise.all(Array.from({ length: 20 }, () => turns.run(spin)))
    clearInterval(timer)
    expect(between).toBeGreaterThanOrEqual(3)
  })
})
