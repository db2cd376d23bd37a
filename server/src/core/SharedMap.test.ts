import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SharedMap } from './SharedMap.ts'

const anyChange = fc.oneof(
  fc.record({ put: fc.nat(60), value: fc.nat() }),
  fc.record({ remove: fc.array(fc.nat(60), { maxLength: 3 }) }),
)
const EMPTY = SharedMap.of<number, number>([])

describe('A shared map', () => {
  it('is what a map is after the same changes, and leaves the maps before as they were', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 80 }), (changes) => {
        let shared = EMPTY
        const plain = new Map<number, number>()
        for (const change of changes) {
          const before = [...shared]
          const next = 'put' in change ? shared.with(change.put, change.value) : shared.without(change.remove)
          if ('put' in change) plain.set(change.put, change.value)
          else for (const key of change.remove) plain.delete(key)
          expect([...shared]).toEqual(before)
          shared = next
        }
        expect([...shared]).toEqual([...plain])
        expect([...shared.keys(), ...shared.values()]).toEqual([...plain.keys(), ...plain.values()])
        expect(shared.size).toBe(plain.size)
        for (let key = 0; key <= 60; key += 1) {
          expect([shared.has(key), shared.get(key)]).toEqual([plain.has(key), plain.get(key)])
        }
        expect(SharedMap.of([...plain])).toEqual(shared)
      }),
    )
  })

  it('differs from another one by a value', () => {
    const map = SharedMap.of([
      ['a', 1],
      ['b', 2],
    ])
    expect(map.with('b', 3)).not.toEqual(map)
    expect(map.with('b', 2)).toEqual(map)
  })

  it('shares what has not changed', () => {
    const map = SharedMap.of(Array.from({ length: 218 }, (_, key) => [key, { key }]))
    const changed = map.with(0, { key: -1 })
    expect(changed.places).toBe(map.places)
    expect(changed.chunks.slice(1).every((chunk, index) => chunk === map.chunks[index + 1])).toBe(true)
  })

  it('goes through its entries like a map', () => {
    const seen: unknown[] = []
    SharedMap.of([['a', 1]]).forEach((value, key) => seen.push([key, value]))
    expect(seen).toEqual([['a', 1]])
  })
})
