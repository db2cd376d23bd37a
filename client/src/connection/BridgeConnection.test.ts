import { errorReply, type InstanceId, type SiteView } from '@diem-cau/protocol'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { BridgeConnection } from './BridgeConnection.ts'
import { FakeSocket } from './FakeSocket.ts'
import { consoleIdentity } from './identity.ts'
import { RequestFailed } from './RequestFailed.ts'

const instance = 'i-test' as InstanceId
const START = 1_700_000_000_000

let socket: FakeSocket
let connection: BridgeConnection

beforeEach(() => {
  vi.useFakeTimers({ now: START })
  socket = new FakeSocket()
  connection = new BridgeConnection({ socket, identity: consoleIdentity(instance), random: () => 0.5 })
})
afterEach(() => {
  connection.close()
  vi.useRealTimers()
})

async function greet(serverTime = START): Promise<void> {
  socket.challenge(serverTime)
  await vi.advanceTimersByTimeAsync(0)
  socket.answer('hello', { serverTime, version: '1.2.3', site: null })
}

async function goOnline(): Promise<void> {
  connection.start()
  await greet()
}

const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => null,
    (error: unknown) => error,
  )

const meeting = (title: string): Partial<SiteView> => ({ meeting: { title } as SiteView['meeting'] })
const snapshot = (subscription: string, entities: Partial<SiteView>): void =>
  socket.answer('view.subscribe', { subscription, n: 0, entities })

describe('greeting', () => {
  test('a page is online once the server has accepted its greeting', async () => {
    connection.start()
    expect(connection.state.kind).toBe('connecting')
    socket.challenge()
    await vi.advanceTimersByTimeAsync(0)
    expect(socket.last('hello').data).toEqual({ protocol: 1, client: { kind: 'console', instance } })
    expect(connection.state.kind).toBe('connecting')
    socket.answer('hello', { serverTime: START, version: '1.2.3', site: null })
    expect(connection.state).toEqual({ kind: 'online', site: null, serverVersion: '1.2.3' })
  })

  test('countdowns follow the server’s clock, not the wrong one of the room', async () => {
    connection.start()
    await greet(START + 7_200_000)
    expect(connection.clock.now()).toBe(START + 7_200_000)
  })

  test('a server that never answers the greeting is left and tried again', async () => {
    connection.start()
    socket.challenge()
    await vi.advanceTimersByTimeAsync(7_000)
    expect(socket.isOpen).toBe(false)
    expect(socket.opened).toBe(2)
  })

  test('a greeting that was signed for a lost socket is not sent on the next one', async () => {
    connection.start()
    socket.challenge()
    socket.lose()
    socket.isOpen = true
    await vi.advanceTimersByTimeAsync(0)
    expect(socket.all('hello')).toHaveLength(0)
  })
})

describe('coming back', () => {
  test('the first retry comes within a second, later ones further apart but within six', async () => {
    await goOnline()
    socket.lose()
    expect(connection.state).toEqual({ kind: 'offline', since: START })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(socket.opened).toBe(2)
    for (let n = 3; n <= 8; n += 1) {
      socket.lose()
      await vi.advanceTimersByTimeAsync(6_000)
      expect(socket.opened).toBe(n)
    }
    expect(connection.state).toEqual({ kind: 'offline', since: START })
  })

  test('`online` says whether it is the first time or a return', async () => {
    const seen: boolean[] = []
    connection.events.on('online', ({ first }) => seen.push(first))
    await goOnline()
    socket.lose()
    await vi.advanceTimersByTimeAsync(1_000)
    await greet()
    expect(seen).toEqual([true, false])
  })

  test('a closed connection never opens its socket again', async () => {
    await goOnline()
    connection.close()
    socket.lose()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(socket.opened).toBe(1)
    expect(connection.state.kind).toBe('closed')
  })
})

describe('refusals', () => {
  test.each(['replaced', 'device_unknown', 'protocol_too_old', 'not_logged_in'] as const)(
    'after %s the page does not fight for its place',
    async (code) => {
      await goOnline()
      socket.emit('goodbye', errorReply(code))
      socket.lose()
      await vi.advanceTimersByTimeAsync(120_000)
      expect(connection.state).toMatchObject({ kind: 'refused', error: { code }, retrying: false })
      expect(socket.opened).toBe(1)
    },
  )

  test('a person can take the place back', async () => {
    await goOnline()
    socket.emit('goodbye', errorReply('replaced'))
    connection.retryNow()
    expect(connection.state.kind).toBe('connecting')
    await greet()
    expect(connection.state.kind).toBe('online')
  })

  test('a place that is in use is asked for again, seldom', async () => {
    connection.start()
    socket.challenge()
    await vi.advanceTimersByTimeAsync(0)
    socket.refuse('hello', 'device_in_use')
    socket.lose()
    expect(connection.state).toMatchObject({ kind: 'refused', retrying: true })
    await vi.advanceTimersByTimeAsync(9_000)
    expect(socket.opened).toBe(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(socket.opened).toBe(2)
  })
})

describe('commands', () => {
  test('one that was cut off is repeated under the same key on the next socket', async () => {
    await goOnline()
    const asked = connection.command('floor.request', {})
    const { data } = socket.last('floor.request')
    socket.lose()
    await vi.advanceTimersByTimeAsync(1_000)
    await greet()
    expect(socket.all('floor.request').map((message) => message.data)).toEqual([data, data])
    socket.answer('floor.request', { requestId: 'r-1' as never })
    await expect(asked).resolves.toEqual({ requestId: 'r-1' })
  })

  test('two intents have two keys', async () => {
    await goOnline()
    void failureOf(connection.command('floor.request', {}))
    void failureOf(connection.command('floor.request', {}))
    const [first, second] = socket.all('floor.request')
    expect(first?.data).not.toEqual(second?.data)
  })

  test('one without an answer is repeated, and settled by whichever answer comes first', async () => {
    await goOnline()
    const asked = connection.command('floor.withdraw', {})
    await vi.advanceTimersByTimeAsync(4_500)
    expect(socket.all('floor.withdraw')).toHaveLength(2)
    socket.all('floor.withdraw')[0]?.acknowledge({ ok: true, data: { done: true } })
    await expect(asked).resolves.toEqual({ done: true })
    await vi.advanceTimersByTimeAsync(30_000)
    expect(socket.all('floor.withdraw')).toHaveLength(2)
  })

  test('the caller’s patience ends', async () => {
    await goOnline()
    const failure = failureOf(connection.command('floor.end', {}))
    socket.lose()
    await vi.advanceTimersByTimeAsync(13_000)
    expect(await failure).toMatchObject({ reason: 'offline' })
  })

  test('a refusal carries its code and data', async () => {
    await goOnline()
    const failure = failureOf(connection.command('floor.request', {}))
    socket.refuse('floor.request', 'wrong_floor_state', { state: 'live' })
    expect(await failure).toMatchObject({ code: 'wrong_floor_state', data: { state: 'live' } })
  })

  test('a server that is starting is asked again with the same key', async () => {
    await goOnline()
    const asked = connection.command('floor.request', {})
    const { data } = socket.last('floor.request')
    socket.refuse('floor.request', 'not_ready')
    await vi.advanceTimersByTimeAsync(600)
    expect(socket.all('floor.request').map((message) => message.data)).toEqual([data, data])
    socket.answer('floor.request', { requestId: 'r-1' as never })
    await expect(asked).resolves.toBeDefined()
  })
})

describe('questions', () => {
  test('are not kept for later', async () => {
    connection.start()
    const failure = await failureOf(connection.request('directory.get', {}))
    expect(failure).toBeInstanceOf(RequestFailed)
    expect(failure).toMatchObject({ reason: 'offline' })
  })

  test('fail when the link is lost under them', async () => {
    await goOnline()
    const failure = failureOf(connection.request('directory.get', {}))
    socket.lose()
    expect(await failure).toMatchObject({ reason: 'offline' })
  })
})

describe('views', () => {
  test('start with a snapshot and follow the deltas', async () => {
    await goOnline()
    const view = connection.view({ view: 'site' })
    expect(view.state.kind).toBe('loading')
    snapshot('s1', meeting('Giao ban'))
    socket.emit('view.delta', { subscription: 's1', n: 1, set: meeting('Họp'), remove: [] })
    expect(view.state).toEqual({ kind: 'live', entities: meeting('Họp') })
  })

  test('a gap asks for a new snapshot, and the old subscription is heard no more', async () => {
    await goOnline()
    const view = connection.view({ view: 'site' })
    snapshot('s1', meeting('1'))
    socket.emit('view.delta', { subscription: 's1', n: 2, set: meeting('lost one'), remove: [] })
    expect(socket.last('view.unsubscribe').data).toEqual({ subscription: 's1' })
    snapshot('s2', meeting('2'))
    socket.emit('view.delta', { subscription: 's1', n: 1, set: meeting('late'), remove: [] })
    expect(view.entities).toEqual(meeting('2'))
  })

  test('are stale while the link is lost and live again after it', async () => {
    await goOnline()
    const view = connection.view({ view: 'site' })
    snapshot('s1', meeting('1'))
    socket.lose()
    expect(view.state).toEqual({ kind: 'stale', entities: meeting('1'), since: START })
    await vi.advanceTimersByTimeAsync(1_000)
    await greet()
    expect(view.state.kind).toBe('stale')
    snapshot('s9', meeting('3'))
    expect(view.state).toEqual({ kind: 'live', entities: meeting('3') })
  })

  test('a closed view is taken off at the server and not subscribed again', async () => {
    await goOnline()
    const view = connection.view({ view: 'site' })
    snapshot('s1', meeting('1'))
    view.close()
    view.close()
    expect(socket.all('view.unsubscribe')).toHaveLength(1)
    socket.lose()
    await vi.advanceTimersByTimeAsync(1_000)
    await greet()
    expect(socket.all('view.subscribe')).toHaveLength(1)
  })

  test('a refused one says why', async () => {
    await goOnline()
    const view = connection.view({ view: 'session', sessionId: 'x' as never })
    socket.refuse('view.subscribe', 'session_not_found')
    expect(view.state).toMatchObject({ kind: 'failed', error: { code: 'session_not_found' } })
  })
})
