import type { AccountId, SiteId } from '@diem-cau/protocol'
import { assert, constantFrom, integer, property, record, uniqueArray, array } from 'fast-check'
import { expect, test } from 'vitest'
import { siteId } from '../directory/testing.ts'
import { clashesOf, type Clash, type Needs } from './conflicts.ts'
import { sessionId } from './testing.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */

const SITES = ['a', 'b', 'c', 'd'].map(siteId)
const ACCOUNTS = ['x', 'y'] as readonly string[] as AccountId[]

/** `b` is the guest of `a`: they have one room. */
const roomOf = (id: SiteId): SiteId => (id === siteId('b') ? siteId('a') : id)

const needs = record({
  sessionId: constantFrom(...['1', '2', '3', '4', '5'].map(sessionId)),
  startsAt: integer({ min: 0, max: 6 }),
  length: integer({ min: 1, max: 4 }),
  siteIds: uniqueArray(constantFrom(...SITES), { maxLength: 4 }),
  chairPerson: constantFrom('', 'Bà Hoa', 'ba hoa', 'Ông Nam'),
  accountIds: uniqueArray(constantFrom(...ACCOUNTS), { maxLength: 2 }),
}).map(({ length, ...rest }): Needs => ({ ...rest, endsAt: rest.startsAt + length }))

/** Said as simply as it can be: somebody is needed at an instant by both. */
function bruteForce(wanted: Needs, others: readonly Needs[]): Clash[] {
  const found: Clash[] = []
  for (const other of others) {
    if (other.sessionId === null || other.sessionId === wanted.sessionId) continue
    let together = false
    for (let at = 0; at < 20; at++) {
      const isIn = ({ startsAt, endsAt }: Needs): boolean => startsAt <= at && at < endsAt
      if (isIn(wanted) && isIn(other)) together = true
    }
    if (!together) continue
    const withSessionId = other.sessionId
    for (const id of other.siteIds) {
      if (wanted.siteIds.includes(id)) found.push({ kind: 'site', id, withSessionId })
      else if (wanted.siteIds.some((own) => roomOf(own) === roomOf(id))) {
        found.push({ kind: 'room', id: roomOf(id), withSessionId })
      }
    }
    const names = [wanted.chairPerson, other.chairPerson].map((name) =>
      name.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, ''),
    )
    if (names[0] !== '' && names[0] === names[1]) {
      found.push({ kind: 'chair', id: wanted.chairPerson, withSessionId })
    }
    for (const id of other.accountIds) {
      if (wanted.accountIds.includes(id)) found.push({ kind: 'account', id, withSessionId })
    }
  }
  return found
}

test('conflicts are what looking at every instant finds', () => {
  assert(
    property(needs, array(needs, { maxLength: 6 }), (wanted, others) => {
      expect(clashesOf(wanted, others, roomOf)).toEqual(bruteForce(wanted, others))
    }),
  )
})

test('a year of sessions of 218 sites: those that do not overlap cost nothing, and all that do are found', () => {
  const sites = Array.from({ length: 218 }, (_, index) => siteId(`s-${index}`))
  const year = Array.from({ length: 1_200 }, (_, index): Needs => ({
    sessionId: sessionId(`m-${index}`),
    startsAt: index * 10,
    endsAt: index * 10 + 15,
    siteIds: sites,
    chairPerson: '',
    accountIds: [],
  }))
  const [first] = year
  if (first === undefined) throw new Error('no session')
  expect(clashesOf(first, year, (id) => id).length).toBe(218)
})
