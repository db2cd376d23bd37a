import { describe, expect, test } from 'vitest'
import {
  EMPTY_QUEUE,
  isMoveDone,
  listOf,
  nextEntry,
  queueModel,
  stepInQueue,
  type QueueModel,
} from './queue.ts'
import { queueNews } from './queueNews.ts'
import { statusReader } from './siteStatus.ts'
import { aDelegatedSession, aDirectory, aGroup, aRequest, aSession, aSiteRow, id } from './testing.ts'

const directory = aDirectory()
const requests = [
  aRequest('r3', 's-dv2', { queuePosition: 2, requestedAt: 5 }),
  aRequest('r1', 's-mv', { state: 'live', slot: 'speaker1' }),
  aRequest('r2', 's-dv1', { queuePosition: 1, requestedAt: 9 }),
  aRequest('r4', 's-mv1', { state: 'invited', stateSince: 1 }),
  aRequest('r5', 's-mv2', { state: 'standby', stateSince: 2 }),
  aRequest('r6', 's-dv', { queuePosition: 3, requestedAt: 7 }),
]
const session = aSession(
  requests.map((request) => aSiteRow(request.siteId, { floor: request.state })),
  requests,
)
const queueOf = (from = session) => queueModel(from, directory, statusReader(from, null))
const ids = (queue: QueueModel) => ({
  live: queue.live.map((entry) => entry.request.requestId as string),
  called: queue.called.map((entry) => entry.request.requestId as string),
  waiting: queue.waiting.map((entry) => entry.request.requestId as string),
})

describe('the queue', () => {
  test('keeps who waits in the server’s order, apart from who was called and who speaks', () => {
    expect(ids(queueOf())).toEqual({ live: ['r1'], called: ['r5', 'r4'], waiting: ['r2', 'r3', 'r6'] })
  })

  test('shows a move before the server has confirmed it, until it has', () => {
    const move = { requestId: id<(typeof requests)[0]['requestId']>('r6'), position: 1 }
    expect(ids(queueModel(session, directory, statusReader(session, null), move)).waiting).toEqual([
      'r6',
      'r2',
      'r3',
    ])
    expect(isMoveDone(session, move)).toBe(false)
    expect(isMoveDone(aSession([], [aRequest('r6', 's-dv', { queuePosition: 1 })]), move)).toBe(true)
    expect(isMoveDone(aSession([]), move)).toBe(true)
  })

  test('the next one is who stands by, else who waits first', () => {
    expect(nextEntry(queueOf())?.request.requestId).toBe('r5')
    expect(nextEntry({ ...queueOf(), called: [] })?.request.requestId).toBe('r2')
    expect(nextEntry(EMPTY_QUEUE)).toBeUndefined()
  })

  test('one that lost its link is passed over until it is back', () => {
    const [first, second, ...others] = queueOf().waiting
    if (first === undefined || second === undefined) throw new Error('Two have to wait')
    const away = { ...first, status: { ...first.status, row: aSiteRow('s-dv1', { presence: 'away' }) } }
    expect(nextEntry({ called: [], waiting: [away, second, ...others] })).toBe(second)
    expect(nextEntry({ called: [], waiting: [away] })).toBe(away)
  })

  test('the selection moves through it and stops at its ends', () => {
    const queue = queueOf()
    expect(stepInQueue(queue, null, 1)?.request.requestId).toBe('r5')
    expect(stepInQueue(queue, 's-mv1', 1)?.request.requestId).toBe('r1')
    expect(stepInQueue(queue, 's-mv2', -1)?.request.requestId).toBe('r5')
    expect(stepInQueue(queue, 's-mv', 1)?.request.requestId).toBe('r2')
    expect(stepInQueue(queue, 's-dv', 1)?.request.requestId).toBe('r6')
  })

  test('a request of a site that the directory does not know is shown all the same', () => {
    const odd = aSession([], [aRequest('r9', 's-unknown', { queuePosition: 1 })])
    expect(queueOf(odd).waiting[0]).toMatchObject({ site: undefined, status: { word: 'notInvited' } })
  })
})

describe('what is said of a change', () => {
  test('nothing when nothing changed', () => {
    expect(queueNews(queueOf(), queueOf())).toEqual([])
  })

  test('who asks, and how many wait', () => {
    const after = aSession([], [aRequest('r1', 's-mv', { queuePosition: 1 })])
    expect(queueNews(EMPTY_QUEUE, queueOf(after))).toEqual([
      { kind: 'asked', name: 'Huyện Mèo Vạc', waiting: 1 },
    ])
  })

  test('who is called, speaks, or is gone; the end of a speech is seen on the stage', () => {
    const before = aSession(
      [],
      [aRequest('a', 's-mv'), aRequest('b', 's-dv'), aRequest('c', 's-b', { state: 'live' })],
    )
    const after = aSession([], [aRequest('a', 's-mv', { state: 'live', slot: 'speaker1' })])
    expect(queueNews(queueOf(before), queueOf(after))).toEqual([
      { kind: 'live', name: 'Huyện Mèo Vạc', waiting: 0 },
      { kind: 'gone', name: 'Huyện Đồng Văn', waiting: 0 },
    ])
  })
})

describe('the districts’ own queues', () => {
  const dv = { groupUnitId: id<NonNullable<(typeof requests)[0]['groupUnitId']>>('dv') }
  const asked = [
    aRequest('n2', 's-dv2', { ...dv, state: 'requested', queuePosition: 2 }),
    aRequest('n1', 's-dv1', { ...dv, state: 'requested', queuePosition: 1 }),
    aRequest('up', 's-dv', { ...dv, state: 'queued', queuePosition: 1, nominated: true }),
    aRequest('b', 's-b', { state: 'requested', queuePosition: 2 }),
  ]
  const groups = [aGroup('mv', 'Huyện Mèo Vạc'), aGroup('dv', 'Huyện Đồng Văn', { requestedCount: 2 })]
  const delegated = aDelegatedSession([], asked, groups)
  const idsOf = (list: QueueModel['waiting']) => list.map(({ request }) => request.requestId as string)

  test('keep who waits for a nomination apart from the common queue', () => {
    const queue = queueOf(delegated)
    expect(idsOf(queue.waiting)).toEqual(['up', 'b'])
    expect(queue.groups.map(({ row, entries }) => [row.unitName, idsOf(entries)])).toEqual([
      ['Huyện Đồng Văn', ['n1', 'n2']],
      ['Huyện Mèo Vạc', []],
    ])
  })

  test('are walked through after the common queue', () => {
    const queue = queueOf(delegated)
    expect(stepInQueue(queue, 's-b', 1)?.request.requestId).toBe('n1')
    expect(stepInQueue(queue, 's-dv1', -1)?.request.requestId).toBe('b')
    expect(listOf(queue, 's-dv2')).toMatchObject({ index: 1 })
    expect(listOf(queue, 's-mv')).toBeNull()
  })

  test('are not passed to the floor by themselves: the next one is of the common queue', () => {
    expect(nextEntry(queueOf(aDelegatedSession([], asked.slice(0, 2), groups)))).toBeUndefined()
  })

  test('without delegation there is one queue', () => {
    const queue = queueOf({ ...delegated, conduct: aSession([]).conduct })
    expect(queue.groups).toEqual([])
    expect(queue.waiting).toHaveLength(4)
  })

  test('what is said: who asked a district, and whom it nominated', () => {
    const before = queueOf(aDelegatedSession([], [asked[0] ?? aRequest('', '')], groups))
    const nominated = { ...(asked[0] ?? aRequest('', '')), state: 'queued' as const, nominated: true }
    expect(queueNews(EMPTY_QUEUE, before).map(({ kind }) => kind)).toEqual(['askedDistrict'])
    const after = queueOf(aDelegatedSession([], [nominated], groups))
    expect(queueNews(before, after).map(({ kind }) => kind)).toEqual(['nominated'])
  })

  test('a point of order is said as one', () => {
    const urgent = queueOf(aSession([], [aRequest('p', 's-b', { kind: 'pointOfOrder', queuePosition: 1 })]))
    expect(queueNews(EMPTY_QUEUE, urgent).map(({ kind }) => kind)).toEqual(['pointOfOrder'])
  })
})
