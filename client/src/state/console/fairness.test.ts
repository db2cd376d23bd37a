import { describe, expect, test } from 'vitest'
import { fairness } from './fairness.ts'
import { aDelegatedSession, aDirectory, aGroup, aSiteRow, id } from './testing.ts'

const of = (unitId: string) => ({
  groupUnitId: id<'x' & NonNullable<ReturnType<typeof aSiteRow>['groupUnitId']>>(unitId),
})
const view = aDelegatedSession(
  [
    aSiteRow('s-p', { isChair: true, spokenMs: 900_000, speechCount: 3 }),
    aSiteRow('s-b', { spokenMs: 60_000, speechCount: 1 }),
    aSiteRow('s-dv', { ...of('dv'), spokenMs: 300_000, speechCount: 2 }),
    aSiteRow('s-dv1', { ...of('dv'), presence: 'absent' }),
    aSiteRow('s-dv2', of('dv')),
    aSiteRow('s-mv', { ...of('mv'), floor: 'live' }),
  ],
  [],
  [aGroup('dv', 'Huyện Đồng Văn'), aGroup('mv', 'Huyện Mèo Vạc')],
)
const directory = aDirectory()

describe('who has spoken how much', () => {
  test('by district, against the one that spoke longest; the chair is not counted', () => {
    expect(
      fairness(view, directory, 'most').map(({ name, spokenMs, share }) => [name, spokenMs, share]),
    ).toEqual([
      ['Huyện Đồng Văn', 300_000, 1],
      ['', 60_000, 0.2],
      ['Huyện Mèo Vạc', 0, 0],
    ])
  })

  test('who has not spoken, those that could be called first', () => {
    const [district] = fairness(view, directory, 'most')
    expect(district?.silent.map(({ siteId, connected }) => [siteId, connected])).toEqual([
      ['s-dv2', true],
      ['s-dv1', false],
    ])
  })

  test('who speaks for the first time just now is not silent', () => {
    expect(fairness(view, directory, 'least')[0]).toMatchObject({ name: 'Huyện Mèo Vạc', silent: [] })
  })

  test('ordered by who has spoken least, by how many are silent, or by name', () => {
    const names = (order: Parameters<typeof fairness>[2]) =>
      fairness(view, directory, order).map(({ unitId }) => unitId as string | null)
    expect(names('least')).toEqual(['mv', null, 'dv'])
    expect(names('silent')).toEqual(['dv', null, 'mv'])
    expect(names('name')).toEqual([null, 'dv', 'mv'])
  })

  test('nobody has spoken: no bar has a length', () => {
    const silent = aDelegatedSession([aSiteRow('s-dv', of('dv'))], [], [aGroup('dv', 'Huyện Đồng Văn')])
    expect(fairness(silent, directory, 'least')[0]?.share).toBe(0)
  })
})
