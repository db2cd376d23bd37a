import { describe, expect, test } from 'vitest'
import { isMoveDone, nextEntry, queueModel, stepInQueue, type QueueModel } from './queue.ts'
import { queueNews } from './queueNews.ts'
import { statusReader } from './siteStatus.ts'
import { aDirectory, aRequest, aSession, aSiteRow, id } from './testing.ts'

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
    expect(nextEntry({ live: [], called: [], waiting: [] })).toBeUndefined()
  })

  test('one that lost its link is passed over until it is back', () => {
    const [first, second, ...others] = queueOf().waiting
    if (first === undefined || second === undefined) throw new Error('Two have to wait')
    const away = { ...first, status: { ...first.status, row: aSiteRow('s-dv1', { presence: 'away' }) } }
    expect(nextEntry({ live: [], called: [], waiting: [away, second, ...others] })).toBe(second)
    expect(nextEntry({ live: [], called: [], waiting: [away] })).toBe(away)
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
  const empty: QueueModel = { live: [], called: [], waiting: [] }

  test('nothing when nothing changed', () => {
    expect(queueNews(queueOf(), queueOf())).toEqual([])
  })

  test('who asks, and how many wait', () => {
    const after = aSession([], [aRequest('r1', 's-mv', { queuePosition: 1 })])
    expect(queueNews(empty, queueOf(after))).toEqual([{ kind: 'asked', name: 'Huyện Mèo Vạc', waiting: 1 }])
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
