import type { AgendaItem, CommandId, SessionDetail } from '@diem-cau/protocol'
import { describe, expect, test } from 'vitest'
import { agendaMinutes, moveItem, newItem, timedAgenda } from './agenda.ts'
import { dayOf, momentOf } from './days.ts'
import { differences, isSame, merged, planOf } from './difference.ts'
import { bodyOf, draftFaults, draftOf } from './draft.ts'
import { following } from './following.ts'
import { forgetDraft, keepDraft, keptDraft } from './keptDraft.ts'
import { actionsOf } from './sessionActions.ts'
import { bodyOn } from './testing.ts'

const TODAY = '2026-11-22'
const item = (itemId: string, minutes: number): AgendaItem => ({
  itemId,
  kind: 'report',
  title: itemId,
  minutes,
  speaker: null,
  documentIds: [],
})

describe('a draft', () => {
  test('says the same plan after it was in the form', () => {
    const body = bodyOn('2026-12-07', { rehearsalAt: momentOf('2026-12-06', 900), durationMinutes: 150 })
    expect(bodyOf(draftOf(body), TODAY)).toEqual(body)
  })

  test('takes what was typed, as it was typed', () => {
    const draft = { ...draftOf(bodyOn('2026-12-07')), day: '5/1', clock: '14h30', duration: '1h30' }
    expect(bodyOf(draft, TODAY)).toMatchObject({ startsAt: momentOf('2027-01-05', 870), durationMinutes: 90 })
  })

  test('keeps the seconds of a time that nobody has changed', () => {
    const base = bodyOn('2026-12-07', { startsAt: momentOf('2026-12-07', 480) + 12_345 })
    expect(bodyOf(draftOf(base), TODAY, base)?.startsAt).toBe(base.startsAt)
    expect(bodyOf({ ...draftOf(base), clock: '9h' }, TODAY, base)?.startsAt).toBe(momentOf('2026-12-07', 540))
  })

  test('names everything that is missing, in the order of the form', () => {
    const draft = { ...draftOf(bodyOn('2026-12-07')), title: ' ', clock: '25h', duration: '1' }
    expect(draftFaults(draft, TODAY)).toEqual(['title', 'clock', 'duration'])
    expect(bodyOf(draft, TODAY)).toBeNull()
  })

  test('has its rehearsal before it begins', () => {
    const draft = { ...draftOf(bodyOn('2026-12-07')), rehearsalDay: '7/12/2026', rehearsalClock: '9h' }
    expect(draftFaults(draft, TODAY)).toEqual(['rehearsalLate'])
  })

  test('survives a reload in its tab, each account its own', () => {
    const values = new Map<string, string>()
    const store = {
      getItem: (key: string) => values.get(key) ?? null,
      setItem: (key: string, value: string) => void values.set(key, value),
      removeItem: (key: string) => void values.delete(key),
    }
    const kept = {
      draft: draftOf(bodyOn('2026-12-07')),
      base: null,
      version: null,
      repetition: null,
      command: 'c' as CommandId,
      seriesCommand: 's' as CommandId,
      documents: [],
    }
    keepDraft(store, 'lan', 'new', kept)
    expect(keptDraft(store, 'lan', 'new')).toEqual(kept)
    expect(keptDraft(store, 'minh', 'new')).toBeNull()
    forgetDraft(store, 'lan', 'new')
    expect(keptDraft(store, 'lan', 'new')).toBeNull()
    values.set('diem-cau.draft.1.lan.new', '{broken')
    expect(keptDraft(store, 'lan', 'new')).toBeNull()
  })
})

describe('the one after the last', () => {
  const now = momentOf(TODAY, 600)

  test('is next month’s, on the same weekday of it, its rehearsal as far before', () => {
    const last = bodyOn('2026-11-02', {
      title: 'Giao ban tháng 11/2026',
      rehearsalAt: momentOf('2026-11-01', 900),
    })
    const next = following(last, now)
    expect(next.title).toBe('Giao ban tháng 12/2026')
    expect(next.startsAt).toBe(momentOf('2026-12-07', 480))
    expect(next.rehearsalAt).toBe(momentOf('2026-12-06', 900))
  })

  test('turns the year', () => {
    const last = bodyOn('2026-12-07', { title: 'Giao ban tháng 12 năm 2026' })
    expect(following(last, momentOf('2026-12-20', 0)).title).toBe('Giao ban tháng 1 năm 2027')
  })

  test('goes on until it lies ahead, month by month or week by week', () => {
    expect(following(bodyOn('2026-08-03', { title: 'Giao ban tháng 8' }), now).title).toBe(
      'Giao ban tháng 12',
    )
    const weekly = following(bodyOn('2026-11-16', { title: 'Giao ban tuần 47' }), now)
    expect([weekly.title, dayOf(weekly.startsAt)]).toEqual(['Giao ban tuần 48', '2026-11-23'])
  })

  test('leaves alone what lies ahead already', () => {
    const ahead = bodyOn('2026-12-07', { title: 'Giao ban tháng 12' })
    expect(following(ahead, now)).toEqual(ahead)
  })
})

describe('an agenda', () => {
  test('runs on the clock', () => {
    const timed = timedAgenda([item('a', 10), item('b', 20)], 480)
    expect(timed.map(({ from, to }) => [from, to])).toEqual([
      [480, 490],
      [490, 510],
    ])
    expect(timedAgenda([item('a', 10)], null)[0]).toMatchObject({ from: null, to: null })
    expect(agendaMinutes([item('a', 10), item('b', 20)])).toBe(30)
  })

  test('is put in another order without losing anything', () => {
    const agenda = [item('a', 1), item('b', 1), item('c', 1)]
    const ids = (items: readonly AgendaItem[]) => items.map(({ itemId }) => itemId).join('')
    expect(ids(moveItem(agenda, 0, 2))).toBe('bca')
    expect(ids(moveItem(agenda, 2, 0))).toBe('cab')
    expect(ids(moveItem(agenda, 0, -1))).toBe('abc')
    expect(ids(moveItem(agenda, 0, 3))).toBe('abc')
  })

  test('gives a new item what is left, ten minutes at least', () => {
    expect(newItem([], 15, 'x')).toMatchObject({ minutes: 15, kind: 'opening' })
    expect(newItem([item('a', 120)], 120, 'x')).toMatchObject({ minutes: 10, kind: 'report' })
  })
})

describe('two people who change the same session', () => {
  const base = bodyOn('2026-12-07', { notes: 'cũ' })

  test('are shown what differs, and by whom it was changed', () => {
    const mine = { ...base, title: 'Của tôi', notes: 'tôi' }
    const theirs = { ...base, notes: 'người khác', durationMinutes: 60 }
    expect(differences(base, mine, theirs)).toEqual([
      { field: 'title', changedBy: 'mine' },
      { field: 'durationMinutes', changedBy: 'theirs' },
      { field: 'notes', changedBy: 'both' },
    ])
  })

  test('lose nothing: each change is taken, and where both changed a field one chooses', () => {
    const mine = { ...base, title: 'Của tôi', notes: 'tôi' }
    const theirs = { ...base, notes: 'người khác', durationMinutes: 60 }
    expect(merged(base, mine, theirs, {})).toMatchObject({
      title: 'Của tôi',
      notes: 'tôi',
      durationMinutes: 60,
    })
    expect(merged(base, mine, theirs, { notes: 'theirs', title: 'theirs' })).toMatchObject({
      title: 'Giao ban',
      notes: 'người khác',
    })
  })

  test('who changed it alike need not choose', () => {
    const same = { ...base, notes: 'mới' }
    expect(differences(base, same, { ...same })).toEqual([])
    expect(isSame({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true)
    expect(isSame([1, 2], [2, 1])).toBe(false)
  })

  test('a plan is taken out of what has more beside it', () => {
    expect(planOf({ ...base, version: 3 } as typeof base)).toEqual(base)
  })
})

describe('what may be done with a session', () => {
  const startsAt = momentOf(TODAY, 480)
  const session = (state: SessionDetail['state'], mayPlan = true, mayConduct = true, now = startsAt) =>
    actionsOf({ state, mayPlan, mayConduct, seriesId: null, startsAt, rehearsalAt: null }, now)

  test('begins with the step that comes next', () => {
    expect(session('draft')[0]).toBe('schedule')
    expect(session('scheduled')[0]).toBe('start')
    expect(session('live')[0]).toBe('conduct')
    expect(session('ended')[0]).toBe('archive')
  })

  test('is not to begin what lies days ahead, and an hour before rather to rehearse', () => {
    expect(session('scheduled', true, true, startsAt - 3 * 86_400_000)[0]).toBe('edit')
    expect(session('scheduled', true, true, startsAt - 3_600_000)[0]).toBe('rehearse')
  })

  test('is nothing for somebody who looks on', () => {
    for (const state of [
      'draft',
      'scheduled',
      'rehearsing',
      'live',
      'ended',
      'archived',
      'cancelled',
    ] as const) {
      expect(session(state, false, false)).toEqual([])
    }
  })

  test('is to conduct, for the crew that does not plan', () => {
    expect(session('scheduled', false)).toEqual(['start', 'rehearse'])
  })
})
