import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Emitter } from '../connection/Emitter.ts'
import { EndpointKeeper, type EndpointTarget, type KeptEndpoint } from './EndpointKeeper.ts'

class FakeEndpoint implements KeptEndpoint {
  readonly events: KeptEndpoint['events'] = new Emitter()
  readonly endpointId: string
  readonly generation: string
  connected = true
  closed = false
  alive: boolean | Error = true

  constructor(endpointId: string, generation: string) {
    this.endpointId = endpointId
    this.generation = generation
  }

  async check(): Promise<boolean> {
    if (this.alive instanceof Error) throw this.alive
    return this.alive
  }

  handleOnline(): void {}
  handleOffline(): void {}

  close(): void {
    this.closed = true
  }
}

const room = { roomId: 'room-1', generation: 'g1', nodeReady: true } as unknown as EndpointTarget
let made: FakeEndpoint[]
let failures: number
let generation: string
let keeper: EndpointKeeper<FakeEndpoint>

beforeEach(() => {
  vi.useFakeTimers()
  made = []
  failures = 0
  generation = 'g1'
  keeper = new EndpointKeeper({
    open: async () => {
      if (failures > 0) {
        failures -= 1
        throw new Error('media_unavailable')
      }
      const endpoint = new FakeEndpoint(`e${made.length + 1}`, generation)
      made.push(endpoint)
      return endpoint
    },
    prepare: async () => {},
    now: () => Date.now(),
    random: () => 0.5,
  })
})
afterEach(() => {
  keeper.close()
  vi.useRealTimers()
})

const settle = async (): Promise<void> => void (await vi.advanceTimersByTimeAsync(1_000))

test('one endpoint is opened once there is a room, a node and a link', async () => {
  keeper.setTarget({ ...room, nodeReady: false })
  keeper.handleOnline()
  await settle()
  expect(made).toHaveLength(0)
  keeper.setTarget(room)
  keeper.setTarget({ ...room })
  await settle()
  expect(made).toHaveLength(1)
  expect(keeper.state).toEqual({ kind: 'ready', endpointId: 'e1', connected: true })
})

test('without a link nothing is asked for', async () => {
  keeper.setTarget(room)
  await settle()
  expect(made).toHaveLength(0)
  keeper.handleOnline()
  await settle()
  expect(made).toHaveLength(1)
})

test('a node that refuses is asked again, each time after a longer pause', async () => {
  failures = 3
  keeper.setTarget(room)
  keeper.handleOnline()
  await vi.advanceTimersByTimeAsync(800)
  expect(keeper.state).toMatchObject({ kind: 'waiting', reason: 'media_unavailable' })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(keeper.state.kind).toBe('ready')
})

test('a lost endpoint is closed and made anew', async () => {
  keeper.setTarget(room)
  keeper.handleOnline()
  await settle()
  made[0]?.events.emit('lost', 'receive failed')
  expect(made[0]?.closed).toBe(true)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(keeper.state).toMatchObject({ kind: 'ready', endpointId: 'e2' })
})

test('new slots ask for a new endpoint; a change of anything else does not', async () => {
  keeper.setTarget(room)
  keeper.handleOnline()
  await settle()
  keeper.setTarget({ ...room, nodeReady: false })
  keeper.setTarget({ ...room, nodeReady: true })
  await settle()
  expect(made).toHaveLength(1)
  generation = 'g2'
  keeper.setTarget({ ...room, generation: 'g2' })
  await vi.advanceTimersByTimeAsync(3_000)
  expect(made.map(({ closed }) => closed)).toEqual([true, false])
})

test('an endpoint that is newer than the view is kept until the view has caught up', async () => {
  generation = 'g2'
  keeper.setTarget(room)
  keeper.handleOnline()
  await settle()
  keeper.setTarget({ ...room })
  keeper.setTarget({ ...room, generation: 'g2' })
  await settle()
  expect(made).toHaveLength(1)
})

test.each([
  ['is still there', true, 1],
  ['can not be told', new Error('no answer'), 1],
  ['is gone', false, 2],
] as const)('after a reconnection an endpoint that %s', async (_case, alive, count) => {
  keeper.setTarget(room)
  keeper.handleOnline()
  await settle()
  const [first] = made
  if (first !== undefined) first.alive = alive
  keeper.handleOffline()
  keeper.handleOnline()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(made).toHaveLength(count)
})

test('the server’s reset makes it anew at once', async () => {
  keeper.setTarget(room)
  keeper.handleOnline()
  await settle()
  keeper.handleReset('worker died')
  await vi.advanceTimersByTimeAsync(3_000)
  expect(made.map(({ closed }) => closed)).toEqual([true, false])
})

test('the end of the meeting closes it, and a reset afterwards opens nothing', async () => {
  keeper.setTarget(room)
  keeper.handleOnline()
  await settle()
  keeper.setTarget({ ...room, roomId: null })
  keeper.handleReset('late')
  await settle()
  expect(made.map(({ closed }) => closed)).toEqual([true])
  expect(keeper.state).toEqual({ kind: 'idle' })
})

test('another meeting’s room is another endpoint', async () => {
  keeper.setTarget(room)
  keeper.handleOnline()
  await settle()
  keeper.setTarget({ ...room, roomId: 'room-2' as never })
  await vi.advanceTimersByTimeAsync(3_000)
  expect(made.map(({ closed }) => closed)).toEqual([true, false])
})

test('a server that has started again and does not know the slots yet changes nothing', async () => {
  keeper.handleOnline()
  keeper.setTarget(room)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(made).toHaveLength(1)
  keeper.handleOffline()
  keeper.handleOnline()
  keeper.setTarget({ ...room, generation: '', nodeReady: false })
  await vi.advanceTimersByTimeAsync(2_000)
  keeper.setTarget(room)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(made).toHaveLength(1)
  expect(made[0]?.closed).toBe(false)
})
