import type { SiteId, UnitId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { Directory } from '../directory/index.ts'
import { aProvince } from '../directory/testing.ts'
import { rosterOf } from './roster.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */
const unit = (id: string): UnitId => id as UnitId
const sites = (...ids: string[]): SiteId[] => ids as SiteId[]

describe('The roster of a session', () => {
  const province = aProvince()
  const directory = new Directory(province)

  it('puts each commune and the district’s own room into their district, the province’s into none', () => {
    const roster = rosterOf(directory, unit('p'), sites('sp', 'sd1', 'sc11', 'sc21'))
    expect(roster.map(({ siteId, groupUnitId, tier }) => [siteId, groupUnitId, tier])).toEqual([
      ['sp', null, 1],
      ['sd1', 'd1', 2],
      ['sc11', 'd1', 3],
      ['sc21', 'd2', 3],
    ])
    expect(roster[2]).toMatchObject({ groupName: directory.unitName(unit('d1')), remoteMicrophone: true })
  })

  it('has no districts where the host’s own communes are all there is below it', () => {
    const roster = rosterOf(directory, unit('d1'), sites('sd1', 'sc11'))
    expect(roster.map(({ groupUnitId }) => groupUnitId)).toEqual([null, null])
  })

  it('knows which rooms open their microphones themselves', () => {
    const local = province.sites.map((site) =>
      site.id === 'sc11' ? { ...site, remoteMicrophone: false } : site,
    )
    const [entry] = rosterOf(new Directory({ ...province, sites: local }), unit('p'), sites('sc11'))
    expect(entry?.remoteMicrophone).toBe(false)
  })

  it('names a site that the directory does not know by its id, and lets nobody open its microphone', () => {
    const [entry] = rosterOf(directory, unit('p'), sites('gone'))
    expect(entry).toMatchObject({ name: 'gone', groupUnitId: null, remoteMicrophone: false })
  })
})
