import { errorReply } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../api.ts'
import { loadDirectory, type Rest } from './loadDirectory.ts'
import { aUnit } from './testing.ts'

/** A bridge with so many units; `staleAt` names requests that come after a change of the directory. */
function aBridge(unitCount: number, staleAt: readonly number[] = []) {
  const asked: string[] = []
  const call = (name: string, input: { query?: { cursor?: string; limit?: number; on?: string } } = {}) => {
    asked.push(`${name}${input.query?.cursor === undefined ? '' : `@${input.query.cursor}`}`)
    if (staleAt.includes(asked.length)) return Promise.reject(new ApiError(errorReply('changed_meanwhile')))
    if (name === 'directory.summary')
      return Promise.resolve({
        revision: 7,
        on: input.query?.on ?? '2026-01-01',
        tiers: [],
        turningDays: [],
        unitCount,
        siteCount: 0,
      })
    if (name !== 'directory.units') return Promise.resolve({ items: [], next: null, total: 0 })
    const from = Number(input.query?.cursor ?? 0)
    const to = Math.min(unitCount, from + (input.query?.limit ?? 0))
    const items = Array.from({ length: to - from }, (_, index) => aUnit(`u${from + index}`))
    return Promise.resolve({ items, next: to < unitCount ? String(to) : null, total: unitCount })
  }
  return { call: call as unknown as Rest, asked }
}

describe('loading the directory', () => {
  it('follows the pages to the end and tells how far it is', async () => {
    const progress: number[] = []
    const { call } = aBridge(12_000)
    const { units, revision } = await loadDirectory(call, { onProgress: (loaded) => progress.push(loaded) })
    expect(new Set(units.map(({ unitId }) => unitId)).size).toBe(12_000)
    expect(revision).toBe(7)
    expect(progress.at(-1)).toBe(12_000)
  })

  it('begins again when the directory has changed in the middle', async () => {
    const { call, asked } = aBridge(12_000, [5])
    expect((await loadDirectory(call)).units).toHaveLength(12_000)
    expect(asked.filter((name) => name === 'directory.summary')).toHaveLength(2)
  })

  it('gives up when it never stands still, with the bridge’s reason', async () => {
    const { call } = aBridge(1, [1, 2, 3])
    await expect(loadDirectory(call)).rejects.toMatchObject({ problem: { code: 'changed_meanwhile' } })
  })

  it('asks for the day that is looked at', async () => {
    const { call } = aBridge(1)
    expect((await loadDirectory(call, { on: '2025-06-30' })).on).toBe('2025-06-30')
  })
})
