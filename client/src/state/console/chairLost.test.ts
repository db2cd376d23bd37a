import type { SessionView, SiteRow } from '@diem-cau/protocol'
import { describe, expect, test } from 'vitest'
import { chairCandidates, chairLost } from './chairLost.ts'
import { statusReader } from './siteStatus.ts'
import { aConduct, aDirectory, aSession, aSiteRow, id } from './testing.ts'

const directory = aDirectory()
const deputy = (siteId: string | null) =>
  aConduct({ deputyChairSiteId: siteId === null ? null : id<SiteRow['siteId']>(siteId) })
const read = (view: SessionView) => chairLost(view, directory, statusReader(view, null))
const chair = (presence: SiteRow['presence']) => aSiteRow('s-p', { isChair: true, presence, since: 5_000 })

describe('a chair whose link is lost', () => {
  test('nothing is said while it is there, and none before it has come', () => {
    expect(read(aSession([chair('connected')]))).toBeNull()
    expect(read(aSession([chair('absent')]))).toBeNull()
  })

  test('who it is, since when, and the deputy that is there', () => {
    const view = { ...aSession([chair('away'), aSiteRow('s-mv')]), conduct: deputy('s-mv') }
    expect(read(view)).toEqual({
      name: 'Tỉnh Hà Giang',
      since: 5_000,
      deputy: { siteId: 's-mv', name: 'Huyện Mèo Vạc' },
      absentDeputy: null,
    })
  })

  test('a deputy that is not there either is named, and not offered', () => {
    const view = {
      ...aSession([chair('away'), aSiteRow('s-mv', { presence: 'away' })]),
      conduct: deputy('s-mv'),
    }
    expect(read(view)).toMatchObject({ deputy: null, absentDeputy: 'Huyện Mèo Vạc' })
    expect(read({ ...view, conduct: deputy(null) })).toMatchObject({ deputy: null, absentDeputy: null })
  })

  test('a chair outside the own units is known by the words on the stage', () => {
    const held = aSession([])
    const view = {
      ...held,
      stage: { ...held.stage, holding: { reason: 'chairLost' as const, text: '', since: 7_000 } },
    }
    expect(read(view)).toMatchObject({ since: 7_000 })
    const pause = { ...view.stage, holding: { reason: 'pause' as const, text: '', since: 7_000 } }
    expect(read({ ...view, stage: pause })).toBeNull()
  })
})

test('the chair can go to a connected site: the deputy first, the host’s own next', () => {
  const view = {
    ...aSession([
      chair('away'),
      aSiteRow('s-b'),
      aSiteRow('s-dv', { presence: 'away' }),
      aSiteRow('s-mv1'),
      aSiteRow('s-mv2'),
    ]),
    conduct: deputy('s-mv2'),
  }
  const found = chairCandidates(view, directory, statusReader(view, null))
  expect(found.map(({ siteId }) => siteId as string)).toEqual(['s-mv2', 's-b', 's-mv1'])
})
