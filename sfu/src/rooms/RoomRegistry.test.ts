import type { BranchId } from '@diem-cau/protocol'
import type { DesiredState } from '@diem-cau/protocol/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RoomRegistry } from './RoomRegistry.ts'
import { FakeStage, FakeWorker, roomId, roomWith, silentLog } from './testing.ts'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a test's ids are ids
const branch = (name: string): BranchId => name as BranchId

describe('the rooms of a node', () => {
  let rooms: RoomRegistry
  const state = (over: Partial<DesiredState> = {}): DesiredState => ({
    stream: branch('b1'),
    epoch: 1,
    seq: 5,
    revision: 0,
    room: roomWith(null),
    ...over,
  })

  beforeEach(() => {
    const home = new FakeWorker('w0')
    let generations = 0
    rooms = new RoomRegistry({
      stage: new FakeStage(),
      log: silentLog,
      chooseHome: () => home,
      nextGeneration: () => `g${++generations}`,
      peersOf: () => [],
    })
  })
  afterEach(() => rooms.close())

  it('open with the first desire and close with the last', async () => {
    expect(await rooms.set(state())).toEqual({ applied: true, generation: 'g1' })
    expect(rooms.get(roomId('room-1')).stream).toBe('b1')
    expect(await rooms.set(state({ seq: 6, room: null }))).toEqual({ applied: true, generation: null })
    expect(() => rooms.get(roomId('room-1'))).toThrow(expect.objectContaining({ code: 'unknown_room' }))
  })

  it('take no desire that is older, also not for a branch that is over', async () => {
    await rooms.set(state())
    expect(await rooms.set(state({ seq: 4 }))).toEqual({ applied: false, generation: 'g1' })
    await rooms.set(state({ seq: 6, room: null }))
    expect(await rooms.set(state())).toEqual({ applied: false, generation: null })
    expect(rooms.size).toBe(0)
  })

  it('stay as they are when the same is desired again', async () => {
    await rooms.set(state())
    expect(await rooms.set(state())).toEqual({ applied: true, generation: 'g1' })
  })

  it('are others under another name', async () => {
    await rooms.set(state())
    expect(await rooms.set(state({ seq: 6, room: roomWith(null, { room: 'room-2' }) }))).toMatchObject({
      generation: 'g2',
    })
    expect(rooms.all().map((room) => room.roomId)).toEqual(['room-2'])
  })

  it('close when their branch is not among those named', async () => {
    await rooms.set(state())
    await rooms.set(state({ stream: branch('b2'), room: roomWith(null, { room: 'room-2' }) }))
    rooms.keepOnly([branch('b2')])
    expect(rooms.all().map(({ stream }) => stream)).toEqual(['b2'])
    // The server that forgot it may name it again.
    expect(await rooms.set(state())).toMatchObject({ applied: true })
  })
})
