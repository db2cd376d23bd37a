import type { RollSite } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import {
  answerIn,
  countByRollFilter,
  entryOf,
  rollGroups,
  rollSites,
  waitingForRoll,
  type RollFilter,
} from './rollCall.ts'
import { quorumDraft, quorumFaults, quorumIn } from './quorumDraft.ts'
import { aSession, id } from './testing.ts'

function aRow(siteId: string, name: string, change: Partial<RollSite> = {}): RollSite {
  return {
    siteId: id(siteId),
    state: 'silent',
    answer: null,
    excuse: null,
    lateSince: null,
    droppedSince: null,
    name,
    unitName: name,
    tier: 3,
    groupUnitId: id('dv'),
    groupName: 'Huyện Đồng Văn',
    ...change,
  }
}
const said = (present: number, invited: number) => ({
  present,
  invited,
  head: 'Ông A',
  by: 'site' as const,
  at: 1,
})

const HUB = aRow('hub', 'Tỉnh Hà Giang', {
  tier: 1,
  groupUnitId: null,
  groupName: '',
  state: 'present',
  answer: said(9, 10),
})
const LUNG_CU = aRow('lc', 'Xã Lũng Cú', { state: 'present', answer: said(4, 0) })
const TA_LUNG = aRow('tl', 'Xã Tả Lủng', { state: 'left', answer: said(4, 5), lateSince: 3 })
const PA_VI = aRow('pv', 'Xã Pả Vi', {
  groupUnitId: id('mv'),
  groupName: 'Huyện Mèo Vạc',
  state: 'excused',
  excuse: 'Lũ',
})
const SUNG_LA = aRow('sl', 'Xã Sủng Là', { droppedSince: 4 })
const ALL = [PA_VI, TA_LUNG, SUNG_LA, HUB, LUNG_CU]
const namesOf = (filter: RollFilter, search = '') =>
  rollGroups(ALL, { filter, search }).map(({ name, rows }) => [name, ...rows.map((row) => row.name)])

describe('The roll at the desk', () => {
  it('is told by district, what belongs to none first, in the order of names', () => {
    expect(namesOf('all')).toEqual([
      ['', 'Tỉnh Hà Giang'],
      ['Huyện Đồng Văn', 'Xã Lũng Cú', 'Xã Sủng Là', 'Xã Tả Lủng'],
      ['Huyện Mèo Vạc', 'Xã Pả Vi'],
    ])
  })

  it('sums districts up whole, whatever is looked for', () => {
    const [district] = rollGroups(ALL, { filter: 'all', search: 'lung cu' })
    expect(district).toMatchObject({
      name: 'Huyện Đồng Văn',
      totals: { sites: 3, presentSites: 1, present: 4, invited: 9 },
      rows: [{ siteId: 'lc' }],
    })
  })

  it.each([
    ['open', ['Xã Sủng Là']],
    ['absent', ['Xã Tả Lủng']],
    ['excused', ['Xã Pả Vi']],
    ['late', ['Xã Tả Lủng']],
    ['dropped', ['Xã Sủng Là']],
  ] as const)('shows those that are %s', (filter, names) => {
    expect(
      rollGroups(ALL, { filter, search: '' }).flatMap(({ rows }) => rows.map(({ name }) => name)),
    ).toEqual(names)
    expect(countByRollFilter(ALL)[filter]).toBe(names.length)
  })

  it('finds sites without accents, by their district and their head as well', () => {
    expect(namesOf('all', 'meo vac')).toEqual([['Huyện Mèo Vạc', 'Xã Pả Vi']])
    expect(namesOf('all', 'ong a lung cu')).toEqual([['Huyện Đồng Văn', 'Xã Lũng Cú']])
    expect(namesOf('all', 'nowhere')).toEqual([])
  })

  it('waits for silent sites only while it is open', () => {
    const view = aSession([], [])
    const rollCall = (open: boolean) => ({
      ...view,
      rollCall: { ...view.rollCall, open, totals: { ...view.rollCall.totals, silentSites: 3 } },
    })
    expect(waitingForRoll(rollCall(true))).toBe(3)
    expect(waitingForRoll(rollCall(false))).toBe(0)
  })

  it('reads its rows out of the view', () => {
    expect(rollSites({ ...aSession([], []), 'roll:hub': HUB })).toEqual([HUB])
  })
})

describe('What the crew is told by telephone', () => {
  it('begins with what is known', () => {
    expect(entryOf(LUNG_CU)).toEqual({ present: '4', invited: '', head: 'Ông A' })
    expect(entryOf(SUNG_LA)).toEqual({ present: '', invited: '', head: '' })
  })

  it('is two counts and a name, or nothing yet', () => {
    expect(answerIn({ present: ' 12', invited: '', head: ' B ' })).toEqual({
      present: 12,
      invited: 0,
      head: 'B',
    })
    expect(answerIn({ present: '', invited: '3', head: '' })).toBeNull()
    expect(answerIn({ present: '-1', invited: '3', head: '' })).toBeNull()
    expect(answerIn({ present: '1', invited: '12345', head: '' })).toBeNull()
  })
})

describe('A quorum rule as it is typed', () => {
  const rule = {
    basis: 'delegates',
    numerator: 1,
    denominator: 2,
    compare: 'moreThan',
    eachTier: true,
    total: 60,
  } as const

  it('comes back as it was', () => {
    expect(quorumIn(quorumDraft(rule))).toEqual(rule)
    expect(quorumIn(quorumDraft(null))).toBeNull()
  })

  it('knows how many there are in all only of delegates', () => {
    expect(quorumIn({ ...quorumDraft(rule), basis: 'sites' })).not.toHaveProperty('total')
    expect(quorumIn({ ...quorumDraft(rule), total: ' ' })).not.toHaveProperty('total')
  })

  it('needs numbers', () => {
    expect(quorumFaults({ ...quorumDraft(rule), numerator: '0', denominator: 'x', total: '0' })).toEqual([
      'numerator',
      'denominator',
      'total',
    ])
    expect(quorumFaults({ ...quorumDraft(null), numerator: '0' })).toEqual([])
  })
})
