import type { AgendaItem, SessionBody } from '@diem-cau/protocol'
import { describe, expect, test } from 'vitest'
import { siteId } from '../directory/testing.ts'
import { concernedBy, differences, knownToGuests } from './changes.ts'
import { aBody } from './testing.ts'

const anItem = (itemId: string, changes: Partial<AgendaItem> = {}): AgendaItem => ({
  itemId,
  kind: 'paper',
  title: `Nội dung ${itemId}`,
  minutes: 10,
  speaker: null,
  documentIds: [],
  ...changes,
})

const invited = ['sp', 'sd1', 'sc11'].map(siteId)
const concerned = (before: Partial<SessionBody>, after: Partial<SessionBody>, siteIds = invited) =>
  concernedBy({ body: aBody(before), siteIds: invited }, { body: aBody(after), siteIds })

describe('What guests know of a session’s history', () => {
  const entry = (at: number, ...fields: string[]) => ({
    at,
    changes: fields.map((field) => ({ field, before: null, after: 'x' })),
  })

  test('begins with the invitation, and leaves out what is the office’s alone', () => {
    const entries = [
      entry(40, 'notes', 'invitation.siteIds'),
      entry(30, 'startsAt', 'technicians', 'people', 'agenda'),
      entry(20),
      entry(10, 'title'),
    ]
    expect(knownToGuests(entries, 20)).toEqual([entry(30, 'startsAt', 'agenda'), entry(20)])
    expect(knownToGuests(entries, null)).toEqual([])
  })
})

describe('Whom a change after invitation concerns', () => {
  test.each([
    ['the title', { title: 'Khác' }],
    ['the time', { startsAt: 1_800_000_000_000 }],
    ['the chair', { chair: { siteId: siteId('sp'), person: 'Phó Chủ tịch' } }],
    ['the papers of all', { documentIds: ['document-1' as SessionBody['documentIds'][number]] }],
  ])('%s: everybody', (_, change) => {
    expect(concerned({}, change)).toEqual({ invited: [], changed: invited, removed: [] })
  })

  test('an item of the agenda: its speaker, the one before and the one now', () => {
    const speaker = (id: string) => ({ siteId: siteId(id), person: '' })
    const before = { agenda: [anItem('1', { speaker: speaker('sd1') }), anItem('2')] }
    const after = { agenda: [anItem('1', { speaker: speaker('sc11') }), anItem('2')] }
    expect(concerned(before, after).changed).toEqual(['sd1', 'sc11'].map(siteId))
    expect(concerned(before, { agenda: [anItem('2')] }).changed).toEqual([siteId('sd1')])
    expect(concerned(before, before).changed).toEqual([])
  })

  test('remarks, roles and settings: nobody', () => {
    expect(concerned({}, { notes: 'Nội bộ' })).toEqual({ invited: [], changed: [], removed: [] })
  })

  test('who comes in is invited, who goes is told, the others are left in peace', () => {
    expect(concerned({}, {}, ['sp', 'sc11', 'sc12'].map(siteId))).toEqual({
      invited: [siteId('sc12')],
      changed: [],
      removed: [siteId('sd1')],
    })
  })
})

describe('What is different', () => {
  const nameOf = (id: string): string => `«${id}»`

  test('is said field by field, in words', () => {
    const after = aBody({ title: 'Giao ban tháng 12', durationMinutes: 90, notes: 'Thêm' })
    expect(differences(aBody(), after, nameOf)).toEqual([
      { field: 'title', before: 'Giao ban tháng 11/2026', after: 'Giao ban tháng 12' },
      { field: 'durationMinutes', before: '120', after: '90' },
      { field: 'notes', before: null, after: 'Thêm' },
    ])
  })

  test('names rooms, and items of the agenda one by one', () => {
    const before = aBody({ agenda: [anItem('1'), anItem('2')] })
    const after = aBody({
      chair: { siteId: siteId('sd1'), person: '' },
      agenda: [anItem('1', { speaker: { siteId: siteId('sc11'), person: 'Chủ tịch UBND xã' } })],
    })
    expect(differences(before, after, nameOf)).toEqual([
      { field: 'chair.siteId', before: '«sp»', after: '«sd1»' },
      {
        field: 'agenda',
        before: '1. Nội dung 1 · 10′',
        after: '1. Nội dung 1 · 10′ · Chủ tịch UBND xã, «sc11»',
      },
      { field: 'agenda', before: '2. Nội dung 2 · 10′', after: null },
    ])
  })

  test('nothing is nothing', () => {
    expect(differences(aBody(), aBody(), nameOf)).toEqual([])
  })
})
