import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canSend,
  choicesOf,
  emptyBallot,
  mostOf,
  roomFor,
  sumOf,
  toggled,
  wayOf,
  withCount,
  type Asked,
} from './ballotDraft.ts'

const yesNo = (weight: number): Asked => ({ question: { form: 'yesNo' }, weight })
const list = (choose: number, weight = 1): Asked => ({
  question: { form: 'list', choices: ['A', 'B', 'C'], choose },
  weight,
})

describe('A ballot that a room fills in', () => {
  it('is one press to yes and no, marks of a list, and numbers of a delegation', () => {
    expect([yesNo(1), list(2), yesNo(5), list(2, 5)].map(wayOf)).toEqual(['pick', 'mark', 'count', 'count'])
  })

  it('takes no more marks than may be chosen; where one may be, the press moves it', () => {
    const two = toggled(list(2), toggled(list(2), emptyBallot(list(2)), 0), 2)
    expect(two).toEqual([1, 0, 1])
    expect(toggled(list(2), two, 1)).toEqual([1, 0, 1])
    expect(toggled(list(2), two, 0)).toEqual([0, 0, 1])
    expect(toggled(list(1), [1, 0, 0], 1)).toEqual([0, 1, 0])
  })

  it('gives a number that is too large what is left', () => {
    expect(withCount(yesNo(12), [7, 0, 0], 1, 9)).toEqual([7, 5, 0])
    expect(withCount(yesNo(12), [7, 5, 0], 0, -3)).toEqual([0, 5, 0])
    expect(withCount(yesNo(12), [7, 5, 0], 0, Number.NaN)).toEqual([0, 5, 0])
    expect(withCount(list(2, 5), [5, 3, 0], 2, 9)).toEqual([5, 3, 2])
  })

  it('may be blank of a list, and not to yes and no', () => {
    expect(canSend(yesNo(3), [0, 0, 0])).toBe(false)
    expect(canSend(list(2), [0, 0, 0])).toBe(true)
  })

  it('is never more than the room has, whatever is typed and pressed', () => {
    const anyAsked = fc.oneof(
      fc.integer({ min: 1, max: 20 }).map(yesNo),
      fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 20 })).map(([k, w]) => list(k, w)),
    )
    const anyStep = fc.record({
      index: fc.nat(2),
      count: fc.integer({ min: -5, max: 99 }),
      toggles: fc.boolean(),
    })
    fc.assert(
      fc.property(anyAsked, fc.array(anyStep, { maxLength: 30 }), (asked, steps) => {
        let votes = emptyBallot(asked)
        for (const { index, count, toggles } of steps) {
          votes = toggles ? toggled(asked, votes, index) : withCount(asked, votes, index, count)
          expect(sumOf(votes)).toBeLessThanOrEqual(mostOf(asked))
          expect(votes).toHaveLength(choicesOf(asked).length)
          for (const [at, own] of votes.entries()) {
            expect(own).toBeGreaterThanOrEqual(0)
            expect(own).toBeLessThanOrEqual(asked.weight)
            expect(roomFor(asked, votes, at)).toBeGreaterThanOrEqual(0)
          }
        }
      }),
    )
  })
})
