import { expect, test } from 'vitest'
import { siteStatus } from './siteStatus.ts'
import { stagePlaces } from './stage.ts'
import { aBridge, aDirectory, aRequest, aSession, aSessionHead, aSiteRow, aSlot, id } from './testing.ts'
import { openSessions, sessionOnScreen } from './sessions.ts'
import { tilePage, TILES_PER_PAGE } from './tiles.ts'
import { statusReader } from './siteStatus.ts'

const head = (sessionId: string, openedAt: number) => aSessionHead({ sessionId: id(sessionId), openedAt })

test('a lost link is said before the floor that the site keeps', () => {
  const session = aSession([aSiteRow('a', { presence: 'away', floor: 'queued' })])
  expect(siteStatus('a', session, null)).toMatchObject({ word: 'away', tone: 'warn' })
})

test('a site that is not part of the session is not said to be absent', () => {
  expect(siteStatus('a', aSession([]), aBridge())).toMatchObject({
    word: 'notInvited',
    row: null,
    pairedAt: null,
  })
})

test('a site without a device is said to be so, rather than not to have come', () => {
  const session = aSession([aSiteRow('a', { presence: 'absent' })])
  expect(siteStatus('a', session, aBridge()).word).toBe('unpaired')
  const paired = aBridge({ 'pairing:a': { siteId: 'a', pairedAt: 1 } })
  expect(siteStatus('a', session, paired).word).toBe('absent')
})

test('a device that was not heard of is no fault; one that fails is, while the site is connected', () => {
  const row = aSiteRow('a', { camera: 'unknown', microphone: 'silent' })
  expect(siteStatus('a', aSession([row]), null).faults).toEqual([{ device: 'microphone', state: 'silent' }])
  expect(siteStatus('a', aSession([{ ...row, presence: 'away' }]), null).faults).toEqual([])
})

test('the stage lists its free places too, and which speech holds the taken ones', () => {
  const session = aSession(
    [],
    [aRequest('r1', 's-mv', { state: 'live', slot: 'speaker2' })],
    [aSlot('chair', 's-p'), aSlot('speaker2', 's-mv')],
  )
  expect(
    stagePlaces(session).map(({ slot, taken, requestId }) => [slot, taken?.place.siteId, requestId]),
  ).toEqual([
    ['chair', 's-p', null],
    ['speaker1', undefined, null],
    ['speaker2', 's-mv', 'r1'],
    ['speaker3', undefined, null],
    ['content', undefined, null],
  ])
})

test('the session on screen is the chosen one while it is open, else the latest', () => {
  const sessions = openSessions(
    aBridge({
      'session:a': head('a', 1),
      'session:b': head('b', 2),
      'session:c': { ...head('c', 3), closedAt: 4 },
      'pairing:s-p': { siteId: 's-p', pairedAt: 0 },
    }),
  )
  expect(sessions.map((session) => session.sessionId)).toEqual(['b', 'a'])
  expect(sessionOnScreen(sessions, id('a'))?.sessionId).toBe('a')
  expect(sessionOnScreen(sessions, id('c'))?.sessionId).toBe('b')
  expect(sessionOnScreen([], null)).toBeUndefined()
})

test('tiles come page by page, those that are connected first, without sites that are not invited', () => {
  const sites = aDirectory().sites
  const statusOf = statusReader(aSession([aSiteRow('s-b', { presence: 'absent' }), aSiteRow('s-mv1')]), null)
  expect(tilePage(sites, statusOf, 0)).toMatchObject({ page: 0, pages: 1, connected: 1, total: 2 })
  expect(tilePage(sites, statusOf, 0).sites.map((site) => site.siteId as string)).toEqual(['s-mv1', 's-b'])

  const many = Array.from({ length: TILES_PER_PAGE * 2 + 1 }, (_, n) => ({
    ...sites[0]!,
    siteId: id<never>(`n${n}`),
  }))
  const all = statusReader(aSession(many.map((site) => aSiteRow(site.siteId))), null)
  expect(tilePage(many, all, 9)).toMatchObject({ page: 2, pages: 3 })
  expect(tilePage(many, all, 9).sites).toHaveLength(1)
})
