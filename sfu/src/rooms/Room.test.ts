import type { BranchId } from '@diem-cau/protocol'
import type { DesiredRoom } from '@diem-cau/protocol/node'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Room } from './Room.ts'
import {
  FakePeer,
  fakeProducer,
  FakeStage,
  FakeWorker,
  roomWith,
  silentLog,
  site,
  siteId,
} from './testing.ts'

describe('a room', () => {
  let stage: FakeStage
  let workers: FakeWorker[]
  let peers: FakePeer[]
  let generations: string[]
  let room: Room

  const openRoom = (desired: DesiredRoom): Room => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a test's ids are ids
    const stream = 'branch-1' as BranchId
    const opened = new Room({
      stream,
      desired,
      stage,
      log: silentLog,
      chooseHome: () => workers.find(({ alive }) => alive) ?? null,
      nextGeneration: () => `g${generations.length + 1}`,
      peers: () => peers,
    })
    opened.on('generation', (generation) => generations.push(generation))
    return opened
  }
  const worker = (): FakeWorker => workers[0] ?? new FakeWorker('none')
  const settle = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(0)
  }

  beforeEach(() => {
    vi.useFakeTimers()
    stage = new FakeStage()
    workers = [new FakeWorker('w0'), new FakeWorker('w1')]
    peers = []
    generations = []
  })
  afterEach(() => {
    room.close()
    vi.useRealTimers()
  })

  it('puts a site onto its slot as soon as both are there', async () => {
    room = openRoom(roomWith('a'))
    await room.setDesired(roomWith('a'))
    expect(stage.on('speaker1', 'video')).toBeNull()
    peers.push(site('a', worker()))
    room.changed()
    await settle()
    expect(stage.on('speaker1', 'video')).toBe('a')
    expect(stage.on('speaker1', 'audio')).toBe('a')
    expect(stage.on('chair', 'video')).toBeNull()
  })

  it('has the source of a site on standby ready before the cut', async () => {
    peers.push(site('a', worker()), site('b', worker()))
    room = openRoom(roomWith('a', { standby: ['b'] }))
    await room.setDesired(roomWith('a', { standby: ['b'] }))
    expect(stage.sources).toHaveLength(2)
    // Without anything to wait for, the cut is made before the call returns.
    void room.setDesired(roomWith('b'))
    expect(stage.on('speaker1', 'video')).toBe('b')
  })

  it('closes a microphone at once, even while it is busy with something else', async () => {
    const [a, b] = [site('a', worker()), site('b', worker())]
    peers.push(a)
    room = openRoom(roomWith('a'))
    await room.setDesired(roomWith('a'))
    const held = Promise.withResolvers<void>()
    stage.hold = held.promise
    peers.push(b)
    const busy = room.setDesired(roomWith('a', { standby: ['b'] }))
    await settle()
    const closing = room.setDesired(roomWith('a', { muted: true }))
    expect(a.admitted.microphone).toBe(false)
    expect(stage.on('speaker1', 'audio')).toBeNull()
    expect(stage.on('speaker1', 'video')).toBe('a')
    held.resolve()
    await Promise.all([busy, closing])
    expect(stage.on('speaker1', 'audio')).toBeNull()
  })

  it('ends at the latest of many desires', async () => {
    peers.push(...['a', 'b', 'c'].map((name) => site(name, worker())))
    room = openRoom(roomWith('a'))
    await Promise.all(['a', 'b', 'c', 'a', 'c'].map((name) => room.setDesired(roomWith(name))))
    expect(stage.on('speaker1', 'video')).toBe('c')
    expect(peers.map(({ admitted }) => admitted.microphone)).toEqual([false, false, true])
  })

  it('lets in nothing of a site that is not named', async () => {
    const stranger = site('stranger', worker())
    stranger.admitted = { camera: 'full', microphone: true, content: true }
    peers.push(stranger)
    room = openRoom(roomWith('a'))
    await room.setDesired(roomWith('a'))
    expect(stranger.admitted).toEqual({ camera: 'none', microphone: false, content: false })
    expect(stage.sources).toHaveLength(0)
  })

  it('pauses for a site what carries it, until the slot carries somebody else', async () => {
    const [a, b] = [site('a', worker()), site('b', worker())]
    peers.push(a, b)
    room = openRoom(roomWith('a', { standby: ['b'] }))
    await room.setDesired(roomWith('a', { standby: ['b'] }))
    for (const kind of ['video', 'audio'] as const) stage.slot('speaker1').commit(kind)
    await settle()
    expect([...a.own].toSorted()).toEqual(['speaker1/audio', 'speaker1/video'])
    expect([...b.own]).toEqual([])
    await room.setDesired(roomWith('b'))
    // The first key frame has not come: the slot still carries `a`.
    expect([...a.own].toSorted()).toEqual(['speaker1/audio', 'speaker1/video'])
    expect([...b.own].toSorted()).toEqual(['speaker1/audio', 'speaker1/video'])
    for (const kind of ['video', 'audio'] as const) stage.slot('speaker1').commit(kind)
    await settle()
    expect([...a.own]).toEqual([])
    await room.setDesired(roomWith(null))
    expect([...b.own]).toEqual([])
  })

  it('follows a device that is replaced, and a site that comes back elsewhere', async () => {
    const a = site('a', worker())
    peers.push(a)
    room = openRoom(roomWith('a'))
    await room.setDesired(roomWith('a'))
    const camera = fakeProducer('video')
    a.producers.set('camera', camera)
    room.changed()
    await settle()
    expect(stage.sources[0]?.video).toBe(camera)
    expect(stage.on('speaker1', 'video')).toBe('a')

    peers.splice(0, 1, site('a', workers[1] ?? worker()))
    room.changed()
    await settle()
    stage.slot('speaker1').commit('video')
    stage.slot('speaker1').commit('audio')
    await settle()
    expect(stage.sources.map(({ closed }) => closed)).toEqual([true, false])
    expect(stage.slot('speaker1').told.video).toBe(stage.sources[1])
  })

  it('takes a source off its slot when its producer closes', async () => {
    const a = site('a', worker())
    peers.push(a)
    room = openRoom(roomWith('a'))
    await room.setDesired(roomWith('a'))
    Object.assign(a.producers.get('camera') ?? {}, { closed: true })
    a.producers.delete('camera')
    room.changed()
    await settle()
    expect(stage.on('speaker1', 'video')).toBeNull()
    expect(stage.on('speaker1', 'audio')).toBe('a')
  })

  it('puts no picture of another codec onto its slots', async () => {
    const a = site('a', worker(), ['microphone'])
    a.producers.set('camera', fakeProducer('video', 'video/H264'))
    peers.push(a)
    room = openRoom(roomWith('a'))
    await room.setDesired(roomWith('a'))
    expect(stage.on('speaker1', 'video')).toBeNull()
    expect(stage.on('speaker1', 'audio')).toBe('a')
  })

  it('makes its slots anew on another worker when theirs dies', async () => {
    peers.push(site('a', workers[1] ?? worker()))
    room = openRoom(roomWith('a'))
    await room.setDesired(roomWith('a'))
    expect(room.generation).toBe('g1')
    worker().die()
    expect(room.generation).toBeNull()
    await settle()
    expect(generations).toEqual(['g1', 'g2'])
    expect(stage.slot('speaker1').request.router.id).toBe('w1')
    expect(stage.on('speaker1', 'video')).toBe('a')
    expect(workers.map(({ homeCount }) => homeCount)).toEqual([0, 1])
  })

  it('makes them anew when the places of the stage change, and only then', async () => {
    const desired = roomWith('a')
    room = openRoom(desired)
    await room.setDesired(desired)
    await room.setDesired(roomWith('b'))
    await room.setDesired({ ...desired, slots: desired.slots.slice(0, 2) })
    expect(generations).toEqual(['g1', 'g2'])
    expect(stage.slots.filter(({ closed }) => closed)).toHaveLength(3)
  })

  it('pipes its slots once to each other worker with listeners, for as long as it has some', async () => {
    room = openRoom(roomWith(null))
    await room.setDesired(roomWith(null))
    const [home, other] = [worker(), workers[1] ?? worker()]
    const listeners = [site('a', home), site('b', other), site('c', other)]
    peers.push(...listeners)
    await Promise.all(listeners.map((peer) => room.consumeStage(peer, {})))
    // The picture of three slots, and the sound of all but the content's.
    expect(home.pipes).toHaveLength(5)
    expect(new Set(home.pipes.map(({ producerId }) => producerId)).size).toBe(5)
    expect(home.pipes.every(({ to, closed }) => to === 'w1' && !closed)).toBe(true)
    peers.splice(1, 1)
    room.changed()
    await settle()
    expect(home.pipes.some(({ closed }) => closed)).toBe(false)
    peers.splice(1, 1)
    room.changed()
    await settle()
    expect(home.pipes.every(({ closed }) => closed)).toBe(true)
  })

  it('gives a peer the new slots when they are lost while it asks for them', async () => {
    room = openRoom(roomWith(null))
    await room.setDesired(roomWith(null))
    const peer = site('a', workers[1] ?? worker())
    peers.push(peer)
    let losses = 0
    peer.downlink.consumeStage = async () => {
      if (losses === 0) worker().die()
      losses += 1
      return []
    }
    expect(await room.consumeStage(peer, {})).toEqual({ generation: 'g2', consumers: [] })
  })

  it('tries until its slots can be made', async () => {
    stage.failures = 1
    room = openRoom(roomWith('a'))
    await expect(room.setDesired(roomWith('a'))).rejects.toThrow('no slot')
    expect(stage.slots.every(({ closed }) => closed)).toBe(true)
    await expect(room.ready()).resolves.toMatchObject({ generation: 'g1', alive: true })
    for (const one of workers) one.die()
    await expect(room.ready()).rejects.toMatchObject({ code: 'not_ready' })
  })

  it('keeps only the tiles that are desired of a viewer', async () => {
    const viewer = new FakePeer({ kind: 'viewer', viewerId: 'console-1' }, worker())
    peers.push(viewer)
    room = openRoom(roomWith(null))
    await room.setDesired({ ...roomWith(null), viewers: [{ viewerId: 'console-1', tiles: [siteId('a')] }] })
    expect([...viewer.tiles]).toEqual(['a'])
    await expect(room.consumeTile(viewer, siteId('b'), {})).rejects.toMatchObject({ code: 'not_desired' })
    await expect(room.consumeTile(viewer, siteId('a'), {})).rejects.toMatchObject({ code: 'not_ready' })
    await room.setDesired(roomWith(null))
    expect([...viewer.tiles]).toEqual([])
  })

  it('closes everything of its own, once', async () => {
    peers.push(site('a', worker()))
    room = openRoom(roomWith('a'))
    await room.setDesired(roomWith('a'))
    room.close()
    room.close()
    expect(stage.slots.every(({ closed }) => closed)).toBe(true)
    expect(stage.sources.every(({ closed }) => closed)).toBe(true)
    expect(worker().homeCount).toBe(0)
  })
})
