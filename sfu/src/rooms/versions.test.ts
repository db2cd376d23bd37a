import { describe, expect, it } from 'vitest'
import { compareVersions } from './versions.ts'

const version = (epoch: number, seq: number, revision: number) => ({ epoch, seq, revision })

describe('versions of a desired state', () => {
  it.each([
    ['a later writer', version(2, 0, 0), version(1, 99, 99)],
    ['a later event', version(1, 6, 0), version(1, 5, 99)],
    ['a later revision', version(1, 5, 2), version(1, 5, 1)],
  ])('are newer by %s', (_by, newer, older) => {
    expect(compareVersions(newer, older)).toBeGreaterThan(0)
    expect(compareVersions(older, newer)).toBeLessThan(0)
  })

  it('are the same when all three are', () => {
    expect(compareVersions(version(1, 2, 3), version(1, 2, 3))).toBe(0)
  })
})
