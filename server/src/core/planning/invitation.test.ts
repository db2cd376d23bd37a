import { describe, expect, test } from 'vitest'
import type { GroupId } from '@diem-cau/protocol'
import { Directory } from '../directory/index.ts'
import { aProvince, siteId, unitId } from '../directory/testing.ts'
import { namedBy, NOBODY, resolveInvitation } from './invitation.ts'
import { defaultBody } from './typeDefaults.ts'
import { aBody, TUESDAY } from './testing.ts'

const directory = new Directory(aProvince())
const chair = { siteId: siteId('sp'), person: '' }
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
const GROUP = 'g' as GroupId
const sitesOfGroup = (groupId: GroupId) => (groupId === GROUP ? [siteId('sb'), siteId('sc21')] : [])

const resolved = (invitation: Partial<typeof NOBODY>) =>
  resolveInvitation({ invitation: { ...NOBODY, ...invitation }, chair }, directory, sitesOfGroup)

describe('Who is invited', () => {
  test.each([
    ['nobody: the chair alone', {}, ['sp']],
    ['a tier', { tiers: [{ unitId: unitId('p'), tier: 2 }] }, ['sp', 'sd1', 'sd2']],
    ['a tier of a subtree', { tiers: [{ unitId: unitId('d1'), tier: 3 }] }, ['sp', 'sc11', 'sc12']],
    ['a subtree', { unitIds: [unitId('d2')] }, ['sp', 'sd2', 'sc21']],
    ['a group', { groupIds: [GROUP] }, ['sp', 'sb', 'sc21']],
    [
      'all but one, who is in twice',
      { unitIds: [unitId('d1')], siteIds: [siteId('sc11')], exceptSiteIds: [siteId('sc11')] },
      ['sp', 'sd1', 'sc12'],
    ],
    ['not without its chair', { exceptSiteIds: [siteId('sp')] }, ['sp']],
    ['a site that is gone is left out', { siteIds: [siteId('gone')] }, ['sp']],
    ['a unit that is gone is left out', { unitIds: [unitId('gone')] }, ['sp']],
  ])('%s', (_, invitation, sites) => {
    expect(resolved(invitation)).toEqual(sites.map(siteId))
  })
})

test('a plan names everything that it reaches for: units, groups, speakers, technicians', () => {
  const body = aBody({
    invitation: { ...NOBODY, tiers: [{ unitId: unitId('d2'), tier: 3 }], groupIds: [GROUP] },
    agenda: [
      {
        itemId: '1',
        kind: 'paper',
        title: 'Tham luận',
        minutes: 10,
        speaker: { siteId: siteId('sc12'), person: '' },
        documentIds: [],
      },
    ],
    technicians: [{ siteId: siteId('sd1'), contact: { name: '', phone: '', email: '' } }],
  })
  expect(namedBy(body, sitesOfGroup)).toEqual({
    unitIds: [unitId('p'), unitId('d2')],
    siteIds: ['sp', 'sb', 'sc21', 'sc12', 'sd1'].map(siteId),
  })
})

describe('What a session of a type begins with', () => {
  const begin = (host: string, type: Parameters<typeof defaultBody>[0], now = TUESDAY) => {
    const unit = directory.unit(unitId(host))
    if (unit === undefined) throw new Error('no such unit')
    return defaultBody(type, unit, aBody().settings, { directory, now })
  }

  test('a provincial meeting invites districts and departments, tomorrow at eight, tried out the day before', () => {
    const body = begin('p', 'provincialMeeting')
    expect(new Date(body.startsAt).toISOString()).toBe('2026-11-11T01:00:00.000Z')
    expect(resolveInvitation(body, directory, sitesOfGroup)).toEqual(['sp', 'sd1', 'sd2', 'sb'].map(siteId))
    expect(new Date(body.rehearsalAt ?? 0).toISOString()).toBe('2026-11-10T08:00:00.000Z')
  })

  test('a district briefing invites its communes, from its own room', () => {
    const body = begin('d1', 'districtBriefing')
    expect(body.chair.siteId).toBe(siteId('sd1'))
    expect(resolveInvitation(body, directory, sitesOfGroup)).toEqual(['sd1', 'sc11', 'sc12'].map(siteId))
    expect(body.title).toBe('Giao ban tháng 11/2026 – Huyện Đồng Văn')
  })

  test('a weekend is passed over', () => {
    const friday = Date.parse('2026-11-13T17:00:00+07:00')
    expect(new Date(begin('p', 'provincialMeeting', friday).startsAt).toISOString()).toBe(
      '2026-11-16T01:00:00.000Z',
    )
  })

  test('a unit with nothing below it meets with its own rooms', () => {
    expect(resolveInvitation(begin('c11', 'districtBriefing'), directory, sitesOfGroup)).toEqual([
      siteId('sc11'),
    ])
  })
})
