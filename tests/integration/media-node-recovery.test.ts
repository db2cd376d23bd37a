import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BRANCH, desire, ROOM, site } from '../support/mediaNode/desired.ts'
import { eventually } from '../support/mediaNode/eventually.ts'
import { LOOKS, Stand } from '../support/mediaNode/Stand.ts'

const hertzOf = (name: string): number => LOOKS[name]?.hertz ?? 0

describe('a media node through losses', () => {
  let stand: Stand
  beforeEach(() => {
    stand = new Stand()
  })
  afterEach(async () => await stand.stop())

  it('replaces a worker that is killed; its sites open anew and the room is as desired', async () => {
    await stand.start({ workers: 1 })
    const { generation } = await stand.desire({ stage: { speaker1: 'red' } })
    const red = await stand.joinSending('red')
    const green = await stand.join('green')
    await green.hears('speaker1', hertzOf('red'))

    const [worker] = (await stand.server.ask('node.stats', {})).workers
    process.kill(worker?.pid ?? 0, 'SIGKILL')
    await stand.server.report('report.worker', ({ state }) => state === 'died')
    for (const { endpointId } of [red, green]) {
      await stand.server.report(
        'report.endpoint',
        (data) => data.endpointId === endpointId && data.state === 'lost',
      )
    }
    await stand.server.report('report.worker', ({ state, pid }) => state === 'started' && pid !== worker?.pid)
    const room = await stand.server.report('report.room', (data) => data.generation !== generation)
    expect(room.stream).toBe(BRANCH)

    for (const peer of [red, green]) peer.close()
    await stand.joinSending('red')
    const again = await stand.join('green')
    await Promise.all([again.sees('speaker1', 'red'), again.hears('speaker1', hertzOf('red'))])
  })

  it('keeps the sites of the other worker when one is killed', async () => {
    await stand.start({ workers: 2 })
    await stand.desire({ stage: { speaker1: 'red' } })
    const sites = await Promise.all(['red', 'green', 'blue', 'yellow'].map((name) => stand.join(name)))
    const { workers } = await stand.server.ask('node.stats', {})
    expect(workers.map(({ endpoints }) => endpoints)).toEqual([2, 2])

    process.kill(workers[0]?.pid ?? 0, 'SIGKILL')
    await stand.server.report('report.worker', ({ state }) => state === 'died')
    const { generation } = await stand.desire({ stage: { speaker1: 'red' } })
    const kept = []
    for (const peer of sites) {
      const check = { endpointId: peer.endpointId, generation: generation ?? '' }
      if ((await stand.server.ask('endpoint.check', check)).alive) kept.push(peer)
    }
    expect(kept).toHaveLength(2)
    for (const peer of kept) await peer.consumeStage()
    for (const name of ['red', 'blue', 'green', 'yellow']) {
      if (!kept.some((peer) => peer.endpointId.includes(name))) await stand.join(name)
    }
    const red = stand.peers.findLast((peer) => peer.endpointId.includes('red'))
    await red?.produce('camera')
    for (const peer of kept) if (peer !== red) await peer.sees('speaker1', 'red')
  })

  it('goes on forwarding while the server is away, dials again and tells all', async () => {
    await stand.start({ workers: 1 })
    const { generation } = await stand.desire({ stage: { speaker1: 'red' } })
    const red = await stand.joinSending('red')
    const green = await stand.join('green')
    await green.hears('speaker1', hertzOf('red'))

    await stand.server.stop()
    const before = await green.packets('speaker1', 'audio')
    await eventually(
      'sound still flows',
      async () => (await green.packets('speaker1', 'audio')) > before + 50,
    )

    const told = stand.server.reports.length
    await stand.server.start()
    await stand.server.connected()
    const room = await stand.server.report('report.room', () => true, { after: told })
    expect(room).toEqual({ stream: BRANCH, roomId: ROOM, generation })
    const endpoint = await stand.server.report(
      'report.endpoint',
      (data) => data.endpointId === red.endpointId,
      { after: told },
    )
    expect(endpoint).toMatchObject({ state: 'connected', peer: { kind: 'site', siteId: site('red') } })
    expect(endpoint.sources.toSorted()).toEqual(['camera', 'microphone'])
    expect(
      await stand.server.ask('endpoint.check', {
        endpointId: green.endpointId,
        generation: generation ?? '',
      }),
    ).toEqual({ alive: true })
  })

  it('closes the rooms that a returned server does not know', async () => {
    await stand.start()
    await stand.desire({ stage: {} })
    const green = await stand.join('green')
    await stand.server.ask('desired.keepOnly', { streams: [] })
    await stand.server.report(
      'report.endpoint',
      ({ endpointId, state }) => endpointId === green.endpointId && state === 'lost',
    )
    const { rooms, endpoints } = await stand.server.ask('node.stats', {})
    expect({ rooms, endpoints }).toEqual({ rooms: 0, endpoints: 0 })
  })

  it('takes no desire that is older than the last, and the same one again', async () => {
    await stand.start()
    const state = desire({ stage: { speaker1: 'red' } }, { epoch: 2 })
    expect((await stand.server.ask('desired.set', state)).applied).toBe(true)
    const older = [
      { epoch: 1, seq: state.seq + 9 },
      { seq: state.seq - 1, revision: 7 },
      { room: null, seq: state.seq - 1 },
    ]
    for (const over of older) {
      const answer = await stand.server.ask('desired.set', { ...state, ...over })
      expect(answer.applied).toBe(false)
    }
    const again = await stand.server.ask('desired.set', state)
    expect(again.applied).toBe(true)
    expect((await stand.server.ask('desired.set', { ...state, revision: 1 })).generation).toBe(
      again.generation,
    )
    const closed = await stand.server.ask('desired.set', { ...state, revision: 2, room: null })
    expect(closed).toEqual({ applied: true, generation: null })
    expect((await stand.server.ask('desired.set', state)).applied).toBe(false)
    expect((await stand.server.ask('node.stats', {})).rooms).toBe(0)
  })

  it('carries on after new ICE parameters on both sides', async () => {
    await stand.start()
    await stand.desire({ stage: { speaker1: 'red' } })
    const red = await stand.joinSending('red')
    const green = await stand.join('green')
    await green.hears('speaker1', hertzOf('red'))
    await Promise.all([red.restartIce(), green.restartIce()])
    const before = await green.packets('speaker1', 'audio')
    await eventually(
      'sound still flows',
      async () => (await green.packets('speaker1', 'audio')) > before + 50,
    )
    expect(stand.server.reports.filter(({ name }) => name === 'report.room')).toHaveLength(1)
  })

  it('says that a peer is lost which has hung up', async () => {
    await stand.start()
    await stand.desire({ stage: { speaker1: 'red' } })
    const green = await stand.join('green')
    const red = await stand.joinSending('red')
    await green.sees('speaker1', 'red')
    red.close()
    const lost = await stand.server.report(
      'report.endpoint',
      ({ endpointId, state }) => endpointId === red.endpointId && state === 'lost',
    )
    expect(lost.sources).toEqual([])
    await stand.server.report('report.slot', ({ kind, siteId }) => kind === 'video' && siteId === null)
  })

  it('keeps a site’s last endpoint only', async () => {
    await stand.start()
    await stand.desire({ stage: { speaker1: 'red' } })
    const first = await stand.joinSending('red')
    const second = await stand.joinSending('red')
    const { generation } = second
    expect(await stand.server.ask('endpoint.check', { endpointId: first.endpointId, generation })).toEqual({
      alive: false,
    })
    const green = await stand.join('green')
    await green.sees('speaker1', 'red')
    expect((await stand.server.ask('node.stats', {})).endpoints).toBe(2)
  })

  it('answers what is malformed, unknown or not for it with a code, and goes on', async () => {
    await stand.start()
    const refused = async (name: Parameters<typeof stand.server.askRaw>[0], data: unknown) => {
      const answer = await stand.server.askRaw(name, data)
      return answer.ok ? 'ok' : answer.code
    }
    const endpointId = 'nobody'
    expect(await refused('desired.set', { stream: '../..', epoch: -1 })).toBe('invalid_message')
    expect(await refused('desired.set', null)).toBe('invalid_message')
    expect(
      await refused('endpoint.open', {
        endpointId,
        peer: { kind: 'site', siteId: 'red' },
        roomId: 'no-room',
      }),
    ).toBe('unknown_room')
    expect(await refused('endpoint.restartIce', { endpointId, direction: 'send' })).toBe('unknown_endpoint')
    expect(await refused('endpoint.resume', { endpointId, consumerIds: ['x'] })).toBe('unknown_endpoint')
    await stand.desire({ stage: {} })
    const viewer = await stand.joinViewer('console-1')
    const rtpParameters = {
      codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
      encodings: [{ ssrc: 1 }],
    }
    const produce = { source: 'microphone', kind: 'audio', rtpParameters }
    expect(await refused('endpoint.produce', { ...produce, endpointId: viewer.endpointId })).toBe('refused')
    const green = await stand.join('green')
    expect(
      await refused('endpoint.produce', { ...produce, endpointId: green.endpointId, kind: 'video' }),
    ).toBe('refused')
    expect(
      await refused('endpoint.produce', { ...produce, endpointId: green.endpointId, source: 'camera' }),
    ).toBe('refused')
    const h264 = { codecs: [{ mimeType: 'video/H264', payloadType: 100, clockRate: 90_000 }] }
    expect(
      await refused('endpoint.produce', {
        endpointId: green.endpointId,
        source: 'camera',
        kind: 'video',
        rtpParameters: h264,
      }),
    ).toBe('refused')
    expect(await refused('endpoint.resume', { endpointId: green.endpointId, consumerIds: ['x'] })).toBe(
      'refused',
    )
    expect(await refused('node.stats', {})).toBe('ok')
  })

  it('closes its rooms when the server stays away, and opens them when it is back', async () => {
    await stand.start({ autonomyMs: 500 })
    const state = desire({ stage: {} })
    await stand.server.ask('desired.set', state)
    const green = await stand.join('green')
    await stand.server.stop()
    await delay(1_000)
    await stand.server.start()
    await stand.server.connected()
    await stand.server.report(
      'report.endpoint',
      ({ endpointId, state: now }) => endpointId === green.endpointId && now === 'lost',
    )
    expect((await stand.server.ask('node.stats', {})).rooms).toBe(0)
    expect((await stand.server.ask('desired.set', state)).applied).toBe(true)
    expect((await stand.server.ask('node.stats', {})).rooms).toBe(1)
  })
})
