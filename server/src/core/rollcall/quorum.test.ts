import type { QuorumRule } from '@diem-cau/protocol'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canBeReached, quorumOf } from './quorum.ts'
import { rollOf } from './roll.ts'
import { aCalledRoll, answer, SITES, TWO_THIRDS_OF_SITES } from './testing.ts'

const rule = (change: Partial<QuorumRule>): QuorumRule => ({ ...TWO_THIRDS_OF_SITES, ...change })
const quorumIn = (story: ReturnType<typeof aCalledRoll>, of: QuorumRule) =>
  quorumOf(of, rollOf(story.branch), story.branch.conduct.roster)

describe('Enough people', () => {
  it('are a share of the sites, rounded up', () => {
    const story = aCalledRoll()
    for (const name of ['hub', 'a', 'b']) answer(story, name, 1, 1)
    expect(quorumIn(story, rule({}))).toMatchObject({ have: 3, of: 5, need: 4, reached: false })
    answer(story, 'c', 1, 9)
    expect(quorumIn(story, rule({}))).toMatchObject({ have: 4, reached: true })
  })

  it('are more than half, which half is not', () => {
    const story = aCalledRoll()
    for (const name of SITES) answer(story, name, 2, 4)
    const delegates = rule({ basis: 'delegates', numerator: 1, denominator: 2 })
    expect(quorumIn(story, { ...delegates, compare: 'atLeast' })).toMatchObject({ need: 10, reached: true })
    expect(quorumIn(story, { ...delegates, compare: 'moreThan' })).toMatchObject({ need: 11, reached: false })
  })

  it('are not known from the first sites that answer', () => {
    const story = aCalledRoll()
    answer(story, 'hub', 12, 14)
    const delegates = rule({ basis: 'delegates' })
    expect(quorumIn(story, delegates)).toMatchObject({
      have: 12,
      of: 14,
      need: 10,
      unknownSites: 4,
      reached: false,
    })
    expect(quorumIn(story, { ...delegates, total: 60 })).toMatchObject({
      have: 12,
      of: 60,
      need: 40,
      unknownSites: 0,
      reached: false,
    })
    for (const name of ['a', 'b', 'c', 'd']) answer(story, name, 0, 1)
    expect(quorumIn(story, delegates)).toMatchObject({ have: 12, of: 18, need: 12, reached: true })
  })

  it('are in every tier, where each has to have them', () => {
    const story = aCalledRoll()
    for (const name of ['a', 'b', 'c', 'd']) answer(story, name, 1, 1)
    expect(quorumIn(story, rule({ eachTier: true }))).toMatchObject({
      have: 4,
      need: 4,
      reached: false,
      missingTiers: [1],
    })
    answer(story, 'hub', 1, 1)
    expect(quorumIn(story, rule({ eachTier: true }))).toMatchObject({ reached: true, missingTiers: [] })
  })

  it('are never nobody', () => {
    expect(quorumOf(rule({}), [], new Map())).toMatchObject({ have: 0, of: 0, need: 1, reached: false })
    expect(quorumOf(null, [], new Map())).toBeNull()
  })

  it('can not be asked for more than there are', () => {
    const story = aCalledRoll()
    const tooMany = rule({ numerator: 1, denominator: 1, compare: 'moreThan' })
    expect(story.refusal({ type: 'SetQuorum', quorum: tooMany }).refused).toBe('quorum_impossible')
    story.tell({ type: 'SetQuorum', quorum: rule({}) })
    expect(story.tell({ type: 'SetQuorum', quorum: rule({}) })).toEqual([])
    expect(story.branch.rollCall.quorum).toEqual(rule({}))
    story.tell({ type: 'SetQuorum', quorum: null })
    expect(story.branch.rollCall.quorum).toBeNull()
  })
})

describe('A quorum rule', () => {
  const rules = fc
    .record({
      basis: fc.constant('sites' as const),
      numerator: fc.integer({ min: 1, max: 100 }),
      denominator: fc.integer({ min: 1, max: 100 }),
      compare: fc.constantFrom('atLeast' as const, 'moreThan' as const),
      eachTier: fc.constant(false),
    })
    .filter(canBeReached)
  const answered = fc.subarray([...SITES])

  it('asks for the least number that satisfies it', () => {
    fc.assert(
      fc.property(rules, answered, (of, names) => {
        const story = aCalledRoll()
        for (const name of names) answer(story, name, 1, 1)
        const state = quorumIn(story, of)
        const share = (have: number) => have * of.denominator - 5 * of.numerator
        const holds = (have: number) =>
          have > 0 && (of.compare === 'atLeast' ? share(have) >= 0 : share(have) > 0)
        expect(state?.reached).toBe(holds(names.length))
        expect(holds(state?.need ?? 0)).toBe(true)
        expect(holds((state?.need ?? 0) - 1)).toBe(false)
      }),
    )
  })
})
