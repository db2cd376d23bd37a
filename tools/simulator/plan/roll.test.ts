import { describe, expect, it } from 'vitest'
import { rollAnswerOf } from './roll.ts'

describe('What a played room says when the roll is called', () => {
  const answers = Array.from({ length: 300 }, (_, index) => rollAnswerOf(7, index))

  it('is plausible: nobody empty, never more than were invited, some missing', () => {
    for (const { present, invited, afterMs } of answers) {
      expect(present).toBeGreaterThan(0)
      expect(present).toBeLessThanOrEqual(invited)
      expect(afterMs).toBeGreaterThanOrEqual(500)
    }
    const short = answers.filter(({ present, invited }) => present < invited).length
    expect(short).toBeGreaterThan(50)
    expect(short).toBeLessThan(150)
  })

  it('is the same for the same seed, and another for another', () => {
    expect(answers).toEqual(Array.from({ length: 300 }, (_, index) => rollAnswerOf(7, index)))
    expect(answers).not.toEqual(Array.from({ length: 300 }, (_, index) => rollAnswerOf(8, index)))
  })
})
