import type { GroupId, Invitation, SiteId, UnitId } from '@diem-cau/protocol'
import { expect, test } from 'vitest'
import { NOTHING } from '../directory/selection.ts'
import { broughtUpToDate } from './outdated.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */
const unit = (id: string) => id as UnitId

test('an invitation names those that carry on what has ended, once, and nothing that is no more', () => {
  const invitation: Invitation = {
    tiers: [
      { unitId: unit('p'), tier: 2 },
      { unitId: unit('p'), tier: 3 },
      { unitId: unit('old'), tier: 2 },
    ],
    unitIds: [unit('old'), unit('new'), unit('gone')],
    groupIds: ['g' as GroupId, 'h' as GroupId],
    siteIds: ['s' as SiteId, 'x' as SiteId],
    exceptSiteIds: ['e' as SiteId],
  }
  const up = broughtUpToDate(invitation, {
    carriedOn: [{ unitId: unit('old'), name: 'Cũ', successors: [{ unitId: unit('new'), name: 'Mới' }] }],
    lost: [
      { kind: 'unit', id: 'gone', name: '', tier: null },
      { kind: 'tier', id: 'p', name: '', tier: 3 },
      { kind: 'group', id: 'h', name: '', tier: null },
      { kind: 'site', id: 'x', name: '', tier: null },
    ],
  })
  expect(up).toEqual({
    tiers: [
      { unitId: 'p', tier: 2 },
      { unitId: 'new', tier: 2 },
    ],
    unitIds: ['new'],
    groupIds: ['g'],
    siteIds: ['s'],
    exceptSiteIds: ['e'],
  })
  expect(broughtUpToDate(NOTHING, { carriedOn: [], lost: [] })).toEqual(NOTHING)
})
