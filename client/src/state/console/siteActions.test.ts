import type { SiteId, SiteRow } from '@diem-cau/protocol'
import { describe, expect, test } from 'vitest'
import { EMPTY_QUEUE, queueModel } from './queue.ts'
import { siteActions, targetOf, type SiteActions } from './siteActions.ts'
import { statusReader } from './siteStatus.ts'
import { aDirectory, aRequest, aSession, aSiteRow, id } from './testing.ts'

function offered(change: Partial<SiteRow>): string[] {
  return Object.entries(siteActions({ row: aSiteRow('a', change) }))
    .filter(([, can]) => can)
    .map(([action]) => action)
}

describe('what is offered', () => {
  test.each<[string, Partial<SiteRow>, (keyof SiteActions)[]]>([
    ['a listener', {}, ['give', 'standby', 'invite', 'makeChair']],
    ['who waits', { floor: 'queued' }, ['give', 'standby', 'invite', 'decline', 'makeChair']],
    ['who waits and lost the link', { floor: 'queued', presence: 'away' }, ['decline']],
    ['who was invited', { floor: 'invited' }, ['give', 'standby', 'requeue', 'decline', 'makeChair']],
    ['who stands by', { floor: 'standby' }, ['give', 'requeue', 'decline', 'makeChair']],
    [
      'who speaks',
      { floor: 'live', microphoneOpen: true },
      ['finish', 'revoke', 'closeMicrophone', 'makeChair'],
    ],
    ['who speaks, muted', { floor: 'live' }, ['finish', 'revoke', 'openMicrophone', 'makeChair']],
    ['who speaks, away', { floor: 'live', presence: 'away' }, ['finish', 'revoke']],
    ['the chair', { isChair: true }, ['openMicrophone']],
    [
      'who is muted, and lets nobody open it from afar',
      { floor: 'live', remoteMicrophone: false },
      ['finish', 'revoke', 'makeChair'],
    ],
    ['who never came', { presence: 'absent' }, []],
  ])('%s', (_, change, expected) => {
    expect(offered(change)).toEqual(expected)
  })

  test('nobody is called while only the chair speaks, nor heard while the session is paused', () => {
    const row = aSiteRow('a', { floor: 'queued' })
    expect(siteActions({ row, lecture: true })).toMatchObject({
      give: false,
      standby: false,
      makeChair: true,
    })
    expect(siteActions({ row, held: true })).toMatchObject({ give: false, standby: true })
    expect(siteActions({ row: aSiteRow('a', { floor: 'live' }), held: true }).openMicrophone).toBe(false)
  })

  test('nothing for a site that is not part of the session', () => {
    expect(Object.values(siteActions({ row: null })).some(Boolean)).toBe(false)
  })
})

describe('whom a key means', () => {
  const requests = [
    aRequest('r1', 's-dv', { queuePosition: 1 }),
    aRequest('r2', 's-mv', { queuePosition: 2 }),
    aRequest('r3', 's-mv1', { state: 'live', slot: 'speaker1' }),
  ]
  const session = aSession(
    requests.map((request) => aSiteRow(request.siteId, { floor: request.state })),
    requests,
  )
  const statusOf = statusReader(session, null)
  const queue = queueModel(session, aDirectory(), statusOf)
  const choose = (siteId: string) => ({
    siteId: id<SiteId>(siteId),
    actions: siteActions(statusOf(siteId)),
  })

  test('the chosen site, where the action fits it', () => {
    expect(targetOf('give', choose('s-mv'), queue)).toBe('s-mv')
    expect(targetOf('revoke', choose('s-mv1'), queue)).toBe('s-mv1')
  })

  test('without a choice the next one is given the floor and the one who speaks is ended', () => {
    expect(targetOf('give', null, queue)).toBe('s-dv')
    expect(targetOf('standby', null, queue)).toBe('s-dv')
    expect(targetOf('revoke', choose('s-mv'), queue)).toBe('s-mv1')
  })

  test('nobody where it can not be said whom', () => {
    const two = { ...queue, live: [...queue.live, ...queue.live] }
    expect(targetOf('revoke', null, two)).toBeNull()
    expect(targetOf('decline', null, queue)).toBeNull()
    expect(targetOf('give', null, EMPTY_QUEUE)).toBeNull()
  })
})
