import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyDelta, diffEntities, sameJson, type Entities } from './delta.ts'

const json = fc.jsonValue({ maxDepth: 3 })
/** Few keys, so that two views have some in common; among them those that are dangerous in JavaScript. */
const keys = fc.constantFrom('session', 'stage', 'site:a', 'site:b', 'request:1', 'constructor', 'toString')
const entities: fc.Arbitrary<Entities> = fc.dictionary(keys, json, { maxKeys: 6 })
const SEED = process.env['SEED']
const parameters = { numRuns: 500, ...(SEED === undefined ? {} : { seed: Number(SEED) }) }

/** As it arrives at the other end. */
const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

describe('A view and its deltas', () => {
  it('whatever changes, the copy is the view again', () => {
    fc.assert(
      fc.property(fc.array(entities, { minLength: 1, maxLength: 12 }), (versions) => {
        const [first = {}, ...later] = versions
        let shown = first
        let copy = { n: 0, entities: overTheWire(first) }
        let n = 0
        for (const next of later) {
          const difference = diffEntities(shown, next)
          shown = next
          if (difference === null) continue
          n += 1
          const applied = applyDelta(
            copy.entities,
            copy.n,
            overTheWire({ subscription: 's', n, ...difference }),
          )
          if (applied.gap) throw new Error('a gap')
          copy = { n: applied.n, entities: applied.entities }
        }
        expect(copy).toEqual({ n, entities: overTheWire(shown) })
      }),
      parameters,
    )
  })

  it('are nothing when nothing has changed, and only what has changed otherwise', () => {
    fc.assert(
      fc.property(entities, entities, (before, after) => {
        expect(diffEntities(before, overTheWire(before))).toBeNull()
        const difference = diffEntities(before, after)
        for (const key of Object.keys(difference?.set ?? {})) {
          expect(Object.hasOwn(before, key) && sameJson(before[key], after[key])).toBe(false)
        }
        for (const key of difference?.remove ?? []) expect(Object.hasOwn(after, key)).toBe(false)
      }),
      parameters,
    )
  })

  it('with a gap, or one that came before, is not applied', () => {
    const delta = { subscription: 's', n: 3, set: { a: 1 }, remove: [] }
    for (const n of [0, 1, 3, 4]) expect(applyDelta({}, n, delta)).toEqual({ gap: true })
    expect(applyDelta({ b: 2 }, 2, delta)).toEqual({ gap: false, n: 3, entities: { a: 1, b: 2 } })
  })

  it('leave the copy that they are applied to as it is', () => {
    const copy = { a: 1 }
    applyDelta(copy, 0, { subscription: 's', n: 1, set: { a: 2 }, remove: ['a'] })
    expect(copy).toEqual({ a: 1 })
  })
})

describe('The same JSON', () => {
  it('is what JSON says it is', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(sameJson(a, overTheWire(a))).toBe(true)
        // Keys in another order are the same object; everything else shows in the text.
        if (JSON.stringify(a) === JSON.stringify(b)) expect(sameJson(a, b)).toBe(true)
        expect(sameJson(a, b)).toBe(sameJson(b, a))
      }),
      parameters,
    )
  })

  it.each([
    [[], {}],
    [null, {}],
    [null, undefined],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: undefined }, {}],
    [{ a: 1 }, { b: 1 }],
    ['1', 1],
  ])('is not %j and %j', (a, b) => expect(sameJson(a, b)).toBe(false))
})
