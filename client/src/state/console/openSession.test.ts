import type { UnitId } from '@diem-cau/protocol'
import { expect, test } from 'vitest'
import {
  draftFaults,
  inviteAll,
  invitedCount,
  invitedUnits,
  inviteesOf,
  newDraft,
  toggleInvited,
  withHost,
  type SessionDraft,
} from './openSession.ts'
import { aDirectory, id } from './testing.ts'

const directory = aDirectory()
function draft(change: Partial<SessionDraft> = {}): SessionDraft {
  const made = newDraft(directory)
  if (made === null) throw new Error('The directory has no site')
  return { ...made, ...change }
}

test('a new session invites the whole tree and is chaired from its top', () => {
  expect(draft()).toEqual({ title: '', hostUnitId: 'p', chairSiteId: 's-p', invited: 'all' })
  expect(invitedUnits(draft(), directory)).toEqual(['p'])
  expect(invitedCount(draft(), directory)).toBe(8)
})

test('a district’s own session is chaired from its room and stays inside it', () => {
  const own = withHost(draft(), id<UnitId>('mv'), directory)
  expect(own).toMatchObject({ hostUnitId: 'mv', chairSiteId: 's-mv', invited: 'all' })
  expect(invitedCount(own, directory)).toBe(3)
  expect(inviteesOf(directory, id<UnitId>('mv')).map((invitee) => invitee.name)).toEqual([
    'Xã Tả Lủng',
    'Xã Pả Vi',
  ])
})

test('parts of the tree can be left out; the chair is always there', () => {
  const picked = toggleInvited(inviteAll(draft(), false, directory), 'dv')
  expect(invitedUnits(picked, directory)).toEqual(['b', 'mv'])
  // Sở Y tế, three rooms of Mèo Vạc, and the chair's own room.
  expect(invitedCount(picked, directory)).toBe(5)
  expect(invitedUnits(inviteAll(picked, true, directory), directory)).toEqual(['p'])
})

test('says what is missing', () => {
  expect(draftFaults(draft({ title: '  ', invited: new Set() }), directory)).toEqual(['title', 'invited'])
  expect(draftFaults(draft({ title: 'Giao ban' }), directory)).toEqual([])
})
