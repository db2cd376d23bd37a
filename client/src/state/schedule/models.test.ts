import type {
  Conflict,
  Contact,
  SessionId,
  SessionView,
  SiteId,
  SiteRecord,
  SiteRow,
  UnitId,
} from '@diem-cau/protocol'
import { describe, expect, test } from 'vitest'
import { directoryTree } from '../directory/DirectoryTree.ts'
import { NOTHING } from '../directory/selection.ts'
import { withinLanes, placeDay } from './calendar.ts'
import { placeAfterKey, shownDays, turned } from './calendarPlace.ts'
import { callBoard } from './callBoard.ts'
import { groupConflicts } from './conflicts.ts'
import { dutyList, findDuty } from './dutyList.ts'
import { invitedByUnit } from './invited.ts'
import { repeatable } from './repeatable.ts'
import { HOST, lineOn } from './testing.ts'
import { documentFault, documentType, sizeText } from './upload.ts'
import { invitationOf, WHOLE } from './urgentCall.ts'

const DAY = '2026-11-23'
const id = (text: string) => text as SiteId
const contact = (name: string, phone: string): Contact => ({ name, phone, email: '' })

describe('whom to call on a day', () => {
  const sites = [
    { siteId: id('s-1'), name: 'Xã Lũng Cú', technician: contact('Sùng Mí Pó', '0219 300 111') },
    { siteId: id('s-2'), name: 'Huyện Đồng Văn', technician: contact('', '') },
  ] as SiteRecord[]
  const plan = (siteIds: string[], technicians: { siteId: SiteId; contact: Contact }[] = []) => ({
    siteIds: siteIds.map(id),
    technicians,
    names: { 's-3': 'Xã cũ' },
  })

  test('is the directory’s technician, or the plan’s own, each site once', () => {
    const own = { siteId: id('s-2'), contact: contact('Vàng Thị Mai', '0912 345 678') }
    const lines = dutyList([plan(['s-1', 's-2']), plan(['s-2', 's-3'], [own])], sites)
    expect(lines.map(({ siteName, contact: { phone }, isOwn }) => [siteName, phone, isOwn])).toEqual([
      ['Huyện Đồng Văn', '0912 345 678', true],
      ['Xã cũ', '', false],
      ['Xã Lũng Cú', '0219 300 111', false],
    ])
  })

  test('is found without accents, and by digits as they are dialled', () => {
    const lines = dutyList([plan(['s-1', 's-2'])], sites)
    expect(findDuty(lines, 'sung pó').map(({ siteId }) => siteId)).toEqual(['s-1'])
    expect(findDuty(lines, '0219300').map(({ siteId }) => siteId)).toEqual(['s-1'])
    expect(findDuty(lines, 'lung cu')).toHaveLength(1)
    expect(findDuty(lines, '')).toHaveLength(2)
  })
})

describe('who is invited', () => {
  const unit = (unitId: string, parentId: string | null, tier: number) => ({
    unitId: unitId as UnitId,
    parentId: parentId as UnitId | null,
    tier,
    code: unitId,
    name: unitId,
    kind: tier === 3 ? ('commune' as const) : tier === 2 ? ('district' as const) : ('province' as const),
  })
  const site = (siteId: string, unitId: string) => ({
    siteId: id(siteId),
    unitId: unitId as UnitId,
    name: siteId,
    kind: 'unit' as const,
  })
  const tree = directoryTree({
    units: [unit('p', null, 1), unit('a', 'p', 2), unit('a1', 'a', 3), unit('b', 'p', 2), unit('b1', 'b', 3)],
    sites: [site('sp', 'p'), site('sa', 'a'), site('sa1', 'a1'), site('sb1', 'b1')],
  })

  test('is told by the districts below the host, its own rooms first', () => {
    const siteIds = ['sb1', 'sa1', 'sp', 'sa'].map(id)
    expect(invitedByUnit({ siteIds, hostUnitId: 'p' as UnitId }, tree)).toEqual([
      { unitId: null, siteIds: ['sp'] },
      { unitId: 'a', siteIds: ['sa1', 'sa'] },
      { unitId: 'b', siteIds: ['sb1'] },
    ])
  })

  test('is one part for a district’s own briefing, and a site that is gone is not lost', () => {
    const siteIds = ['sa', 'sa1', 'gone'].map(id)
    expect(invitedByUnit({ siteIds, hostUnitId: 'a' as UnitId }, tree)).toEqual([{ unitId: null, siteIds }])
  })
})

describe('an urgent call', () => {
  const row = (siteId: string, ring: SiteRow['ring'], more: Partial<SiteRow> = {}) =>
    ({ siteId: id(siteId), presence: 'absent', ring, answeredAt: null, busyWith: null, ...more }) as SiteRow

  test('shows who has answered, the worst first', () => {
    const view = {
      session: { sessionId: 'x' as SessionId, urgent: null },
      'site:b': row('b', 'answered', { answeredAt: 5 }),
      'site:c': row('c', 'ringing', { busyWith: { title: 'Giao ban huyện', isChair: false } }),
      'site:d': row('d', 'unreachable'),
      'site:a': row('a', 'ringing'),
      'site:e': row('e', null),
    } as unknown as SessionView
    const { sites, counts } = callBoard(view, (siteId) => siteId.toUpperCase())
    expect(sites.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'D unreachable',
      'A ringing',
      'C ringing',
      'B answered',
    ])
    expect(sites[2]?.busyWith).toBe('Giao ban huyện')
    expect(counts).toEqual({ unreachable: 1, ringing: 2, answered: 1 })
  })

  test('goes to the whole of one’s own unit, or to nobody until somebody is chosen', () => {
    expect(invitationOf(WHOLE, HOST)).toEqual({ ...NOTHING, unitIds: [HOST] })
    expect(invitationOf({ ...WHOLE, preset: 'unit' }, HOST)).toEqual(NOTHING)
    expect(invitationOf({ ...WHOLE, preset: 'group', groupId: 'g' as never }, HOST).groupIds).toEqual(['g'])
    const chosen = { ...NOTHING, siteIds: [id('s-1')] }
    expect(invitationOf({ ...WHOLE, preset: 'chosen', chosen }, HOST)).toBe(chosen)
  })
})

describe('as the last time', () => {
  test('offers the latest of each kind, what is held again and again first', () => {
    const lines = [
      lineOn('2026-10-05', 480, 600, { title: 'Giao ban tháng 10' }),
      lineOn('2026-11-02', 480, 600, { title: 'Giao ban tháng 11' }),
      lineOn('2026-11-20', 480, 600, { title: 'Hội nghị chuyên đề' }),
      lineOn('2026-11-21', 480, 600, { type: 'urgentCall' }),
      lineOn('2026-11-22', 480, 600, { title: 'Không được lập', mayPlan: false }),
      lineOn('2026-11-23', 480, 600, { title: 'Đã hủy', state: 'cancelled' }),
    ]
    expect(repeatable(lines).map(({ title }) => title)).toEqual(['Giao ban tháng 11', 'Hội nghị chuyên đề'])
  })

  test('offers the own unit’s sessions before those of the units below, each kind once', () => {
    const own = lineOn('2026-11-02', 480, 600, { title: 'Giao ban tháng 11' })
    const below = lineOn('2026-11-20', 480, 600, { title: 'Giao ban huyện', hostUnitId: 'u-026' as UnitId })
    expect(repeatable([own], [below, own]).map(({ title }) => title)).toEqual([
      'Giao ban tháng 11',
      'Giao ban huyện',
    ])
  })
})

describe('conflicts', () => {
  test('are told by session, chairs before sites', () => {
    const at = (kind: Conflict['kind'], name: string, session: string, withStartsAt: number): Conflict => ({
      kind,
      id: name,
      name,
      withSessionId: session as SessionId,
      withTitle: session,
      withStartsAt,
      withEndsAt: withStartsAt + 1,
    })
    const groups = groupConflicts([
      at('site', 'A', 'late', 5),
      at('site', 'B', 'early', 1),
      at('chair', 'C', 'early', 1),
      at('site', 'D', 'early', 1),
    ])
    expect(groups.map(({ title, count, parts }) => [title, count, parts])).toEqual([
      [
        'early',
        3,
        [
          { kind: 'chair', names: ['C'] },
          { kind: 'site', names: ['B', 'D'] },
        ],
      ],
      ['late', 1, [{ kind: 'site', names: ['A'] }]],
    ])
  })
})

describe('a calendar', () => {
  test('tells as a number what has no lane any more', () => {
    const lines = [0, 1, 2, 3, 4].map((index) =>
      lineOn(DAY, 480 + index, 600, { sessionId: `s-${index}` as SessionId }),
    )
    const { shown, hidden } = withinLanes(placeDay(DAY, lines), 3)
    expect(shown.map(({ lane, lanes, isCut }) => [lane, lanes, isCut])).toEqual([
      [0, 2, true],
      [1, 2, true],
    ])
    expect(hidden).toEqual([{ fromMinutes: 482, toMinutes: 600, count: 3 }])
    expect(withinLanes(placeDay(DAY, lines.slice(0, 3)), 3).hidden).toEqual([])
  })

  test('is walked through by keys', () => {
    const month = { view: 'month', day: '2026-11-30' } as const
    const after = (key: string) => placeAfterKey(month, key, '2026-11-22')?.day
    expect(after('ArrowRight')).toBe('2026-12-01')
    expect(after('ArrowUp')).toBe('2026-11-23')
    expect(after('PageDown')).toBe('2026-12-30')
    expect(after('t')).toBe('2026-11-22')
    expect(placeAfterKey(month, '2', DAY)).toEqual({ view: 'week', day: '2026-11-30' })
    expect(placeAfterKey(month, 'x', DAY)).toBeNull()
    expect(turned({ view: 'week', day: DAY }, -1).day).toBe('2026-11-16')
    expect(shownDays(month)).toEqual({ from: '2026-10-26', to: '2026-12-06' })
    expect(shownDays({ view: 'week', day: DAY })).toEqual({ from: '2026-11-23', to: '2026-11-29' })
  })
})

describe('a paper', () => {
  test('is known by its type, or by its name where the PC does not know the type', () => {
    expect(documentType({ name: 'a.pdf', type: 'application/pdf' })).toBe('application/pdf')
    expect(documentType({ name: 'Báo cáo.DOCX', type: '' })).toContain('wordprocessingml')
    expect(documentType({ name: 'a.exe', type: 'application/x-msdownload' })).toBe('')
  })

  test('is refused before it is sent when it is empty, of another kind or too large', () => {
    const file = (size: number, name = 'a.pdf') => ({ name, type: '', size })
    expect(documentFault(file(0))).toBe('empty')
    expect(documentFault(file(10, 'a.zip'))).toBe('wrongType')
    expect(documentFault(file(51 * 1024 ** 2))).toBe('tooLarge')
    expect(documentFault(file(10))).toBeNull()
    expect(sizeText(1_300_000)).toBe('1,2 MB')
    expect(sizeText(2_048)).toBe('2 KB')
  })
})
