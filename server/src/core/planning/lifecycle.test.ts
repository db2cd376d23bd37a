import { SESSION_STATES, type SessionBody } from '@diem-cau/protocol'
import { describe, expect, test } from 'vitest'
import { siteId, unitId } from '../directory/testing.ts'
import { fixedField, nextState, STATE_WORDS, type PlanAction } from './lifecycle.ts'
import { aBody } from './testing.ts'

const ACTIONS: readonly PlanAction[] = [
  'update',
  'remove',
  'schedule',
  'rehearse',
  'start',
  'end',
  'archive',
  'cancel',
]

test('every state is reached from a draft, and only the last ones have no way on', () => {
  const reached = new Set(['draft'])
  for (let size = 0; size !== reached.size;) {
    size = reached.size
    for (const state of SESSION_STATES.filter((one) => reached.has(one))) {
      for (const action of ACTIONS) reached.add(nextState(state, action) ?? state)
    }
  }
  expect(reached).toEqual(new Set([...SESSION_STATES, 'gone']))
  const final = SESSION_STATES.filter((state) => ACTIONS.every((action) => nextState(state, action) === null))
  expect(final).toEqual(['archived', 'cancelled'])
})

describe('What is possible in which state', () => {
  test.each([
    ['draft', ['update', 'remove', 'schedule']],
    ['scheduled', ['update', 'rehearse', 'start', 'cancel']],
    ['rehearsing', ['update', 'start', 'end', 'cancel']],
    ['live', ['update', 'end']],
    ['ended', ['update', 'archive']],
    ['archived', []],
    ['cancelled', []],
  ] as const)('%s', (state, possible) => {
    expect(ACTIONS.filter((action) => nextState(state, action) !== null)).toEqual(possible)
  })

  test('a rehearsal that ends leaves the session as it was planned', () => {
    expect(nextState('rehearsing', 'end')).toBe('scheduled')
  })
})

describe('What is fixed', () => {
  const before = aBody()
  const changes: Partial<SessionBody>[] = [
    { title: 'Khác' },
    { chair: { siteId: siteId('sd1'), person: '' } },
    { invitation: { ...before.invitation, unitIds: [unitId('d2')] } },
    { notes: 'Khác' },
    { durationMinutes: 60 },
  ]
  test.each([
    ['draft', [null, null, null, null, null]],
    ['scheduled', [null, null, null, null, null]],
    ['rehearsing', [null, 'chair', 'invitation', null, null]],
    ['live', ['title', 'chair', 'invitation', null, null]],
    ['ended', ['title', 'chair', 'invitation', null, 'durationMinutes']],
  ] as const)('while it is %s', (state, fixed) => {
    expect(changes.map((change) => fixedField(state, before, { ...before, ...change }))).toEqual(fixed)
  })
})

test('every state has a name in both languages', () => {
  for (const state of SESSION_STATES) {
    expect(STATE_WORDS[state].vi).not.toBe('')
    expect(STATE_WORDS[state].en).not.toBe('')
  }
})
