import type { AgendaRow } from '@diem-cau/protocol'
import { describe, expect, test } from 'vitest'
import { agendaModel, paceOf } from './agenda.ts'
import { aConduct, anItem, aRequest, aSession } from './testing.ts'

const MINUTE = 60_000

function at(minutes: number, agenda: AgendaRow[], requests: Parameters<typeof aSession>[1] = []) {
  return agendaModel({ ...aSession([], requests), conduct: aConduct({ agenda }) }, minutes * MINUTE)
}

const opening = anItem('a', { minutes: 10, state: 'done', begunAt: 0, endedAt: 12 * MINUTE })
const report = anItem('b', { minutes: 30, state: 'underWay', begunAt: 12 * MINUTE })
const paper = anItem('c', { kind: 'paper', minutes: 10, siteId: 's-mv' })
const ending = anItem('d', { minutes: 20 })

describe('the pace of a meeting', () => {
  test('nothing is said before the first item has begun', () => {
    const model = at(30, [anItem('a'), anItem('b')])
    expect(model).toMatchObject({ lateMs: null, endsAt: null })
    expect(paceOf(model)).toEqual({ kind: 'notBegun' })
  })

  test('an item that took longer makes it late by as much', () => {
    const model = at(20, [opening, report, paper, ending])
    expect(paceOf(model)).toEqual({ kind: 'late', minutes: 2 })
    // 22 minutes of the report are left, then 10 and 20.
    expect(model.endsAt).toBe((20 + 22 + 10 + 20) * MINUTE)
  })

  test('the item under way makes it later once it is over its own time', () => {
    expect(paceOf(at(42, [opening, report, paper]))).toEqual({ kind: 'late', minutes: 2 })
    expect(paceOf(at(52, [opening, report, paper]))).toEqual({ kind: 'late', minutes: 12 })
  })

  test('what was left out is gained', () => {
    const skipped = anItem('s', { minutes: 15, state: 'skipped' })
    expect(paceOf(at(20, [opening, skipped, report]))).toEqual({ kind: 'early', minutes: 13 })
    // Not yet, while it lies ahead.
    expect(paceOf(at(20, [opening, report, skipped]))).toEqual({ kind: 'late', minutes: 2 })
  })

  test('under a minute either way is on time', () => {
    const onTime = anItem('a', { minutes: 10, state: 'done', begunAt: 0, endedAt: 10 * MINUTE + 50_000 })
    const next = anItem('b', { minutes: 10, state: 'underWay', begunAt: 10 * MINUTE + 50_000 })
    expect(paceOf(at(15, [onTime, next]))).toEqual({ kind: 'onTime' })
  })

  test('it stands still once everything is done', () => {
    const model = at(90, [opening])
    expect(paceOf(model)).toEqual({ kind: 'late', minutes: 2 })
    expect(model.endsAt).toBeNull()
  })
})

describe('where the meeting is', () => {
  test('the item under way, and the next one that was not left out', () => {
    const model = at(20, [opening, report, anItem('s', { state: 'skipped' }), paper, ending])
    expect(model.current?.item.itemId).toBe('b')
    expect(model.next?.item.itemId).toBe('c')
    expect(model.entries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
  })

  test('an item that was passed by comes again at the end', () => {
    const model = at(20, [anItem('x'), { ...report, begunAt: 0 }])
    expect(model.next?.item.itemId).toBe('x')
  })

  test('the next paper is one of a site that is not called yet', () => {
    const second = anItem('c2', { kind: 'paper', siteId: 's-dv' })
    const nobody = anItem('c0', { kind: 'paper', siteId: null })
    expect(at(20, [nobody, paper, second]).nextPaper?.item.itemId).toBe('c')
    const called = [aRequest('r', 's-mv', { state: 'standby', itemId: 'c', kind: 'paper' })]
    const model = at(20, [nobody, paper, second], called)
    expect(model.nextPaper?.item.itemId).toBe('c2')
    expect(model.entries[1]).toMatchObject({ isCalled: true, isCallable: false })
  })

  test('one that has been read is not called again', () => {
    expect(at(20, [{ ...paper, state: 'done' as const, begunAt: 0, endedAt: 1 }]).nextPaper).toBeUndefined()
  })
})
