import { describe, expect, test } from 'vitest'
import type { GroupId } from '@diem-cau/protocol'
import { applyEdits, Directory, indexedOn, planDropTier, planMerge } from '../directory/index.ts'
import { aHistory, aProvince, siteId, unitId } from '../directory/testing.ts'
import { namedBy, NOBODY, outdatedIn, resolveInvitation } from './invitation.ts'
import { defaultBody } from './typeDefaults.ts'
import { aBody, TUESDAY } from './testing.ts'

const directory = new Directory(aProvince())
const chair = { siteId: siteId('sp'), person: '' }
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
const GROUP = 'g' as GroupId
const sitesOfGroup = (groupId: GroupId) => (groupId === GROUP ? [siteId('sb'), siteId('sc21')] : [])

const resolved = (invitation: Partial<typeof NOBODY>) =>
  resolveInvitation(
    { invitation: { ...NOBODY, ...invitation }, chair, hostUnitId: unitId('p') },
    directory,
    sitesOfGroup,
  )

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

describe('An invitation after the reform', () => {
  const REFORM = '2025-07-01'
  const edited = (history: ReturnType<typeof aHistory>, plan: ReturnType<typeof planMerge>) => {
    if (!plan.ok) throw new Error(plan.reason.en)
    return applyEdits(history, plan.edits).history
  }
  const merge = (from: string[], into: string) =>
    planMerge(aHistory(), {
      fromUnitIds: from.map(unitId),
      into: { unitId: unitId(into), code: into.toUpperCase(), name: 'Xã nhập', kind: 'commune' },
      on: REFORM,
    })
  const merged = indexedOn(edited(aHistory(), merge(['c11', 'c12'], 'c11')), REFORM)
  const isGroup = (id: GroupId) => id === GROUP
  const plan = (invitation: Partial<typeof NOBODY>, host = 'p') => ({
    invitation: { ...NOBODY, ...invitation },
    hostUnitId: unitId(host),
    chair,
  })

  test('goes to the commune that took over, once, and to all its rooms', () => {
    const both = plan({ unitIds: [unitId('c12'), unitId('c11')] })
    expect(resolveInvitation(both, merged, sitesOfGroup)).toEqual(['sp', 'sc11', 'sc12'])
    expect(outdatedIn(both, merged, isGroup)).toEqual({
      carriedOn: [{ unitId: 'c12', carrierIds: ['c11'] }],
      lost: [],
    })
    const tier = plan({ tiers: [{ unitId: unitId('c12'), tier: 3 }] })
    expect(resolveInvitation(tier, merged, sitesOfGroup)).toEqual(['sp', 'sc11', 'sc12'])
  })

  test('does not leave the subtree of a district with a commune that goes over to another', () => {
    const away = indexedOn(edited(aHistory(), merge(['c21', 'c12'], 'c21')), REFORM)
    const ofDistrict = plan({ unitIds: [unitId('c12')] }, 'd1')
    expect(resolveInvitation(ofDistrict, away, sitesOfGroup)).toEqual(['sp'])
    expect(outdatedIn(ofDistrict, away, isGroup).lost).toEqual([{ kind: 'unit', id: 'c12' }])
    const ofProvince = plan({ unitIds: [unitId('c12')] })
    expect(resolveInvitation(ofProvince, away, sitesOfGroup)).toContain('sc12')
  })

  test('does not grow to the whole province when its districts end: what is lost is told', () => {
    const history = aHistory()
    const dropped = indexedOn(edited(history, planDropTier(history, { tier: 2, on: REFORM })), REFORM)
    const old = plan({
      unitIds: [unitId('d1'), unitId('c21')],
      tiers: [{ unitId: unitId('p'), tier: 3 }],
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
      groupIds: [GROUP, 'gone' as GroupId],
      siteIds: [siteId('gone')],
    })
    expect(resolveInvitation(old, dropped, sitesOfGroup)).toEqual(['sp', 'sc21', 'sb'])
    expect(outdatedIn(old, dropped, isGroup)).toEqual({
      carriedOn: [],
      lost: [
        { kind: 'unit', id: 'd1' },
        { kind: 'tier', id: 'p', tier: 3 },
        { kind: 'group', id: 'gone' },
        { kind: 'site', id: 'gone' },
      ],
    })
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
