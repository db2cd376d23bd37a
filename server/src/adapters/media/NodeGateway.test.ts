import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BranchId, EndpointId } from '@diem-cau/protocol'
import { NODE_PROTOCOL_VERSION, nodeProofText, type DesiredState } from '@diem-cau/protocol/node'
import { Server } from 'socket.io'
import { io as dial, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MediaPlaneEvents } from '../../app/ports.ts'
import { RecordingLog } from '../../app/testing.ts'
import { publicKeyText, signText } from './ed25519.ts'
import { NodeGateway } from './NodeGateway.ts'

const STREAM = 'branch-1' as BranchId
const keys: Record<string, KeyObject> = {
  local: generateKeyPairSync('ed25519').privateKey,
  district: generateKeyPairSync('ed25519').privateKey,
}
const keyOf = (nodeId: string): KeyObject => keys[nodeId] ?? generateKeyPairSync('ed25519').privateKey

let url: string
let gateway: NodeGateway
let closeAll: (() => Promise<void>)[] = []
let told: string[] = []

const desired = (revision: number, room = true): DesiredState => ({
  stream: STREAM,
  epoch: 1,
  seq: revision,
  revision,
  room: room
    ? { roomId: STREAM as never, videoCodec: 'vp8', slots: [], sites: [], viewers: [], talkbacks: [] }
    : null,
})

beforeEach(async () => {
  const server = createServer()
  const io = new Server(server)
  gateway = new NodeGateway(io, {
    serverKey: generateKeyPairSync('ed25519').privateKey,
    publicKeyOf: (nodeId) => (keys[nodeId] === undefined ? undefined : publicKeyText(keyOf(nodeId))),
    clock: () => 1_000,
    log: new RecordingLog(),
  })
  told = []
  const events: MediaPlaneEvents = {
    connected: (nodeId, same) => told.push(`connected ${nodeId} ${same ? 'same' : 'new'}`),
    disconnected: (nodeId) => told.push(`disconnected ${nodeId}`),
    endpoint: ({ endpointId, state }) => told.push(`endpoint ${endpointId} ${state}`),
    room: ({ generation }) => told.push(`room ${generation}`),
    slot: ({ slot }) => told.push(`slot ${slot}`),
  }
  gateway.listen(events)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/node`
  closeAll = [() => io.close()]
})
afterEach(async () => {
  gateway.close()
  for (const close of closeAll.toReversed()) await close()
})

/** A media node as far as the gateway sees it: it proves itself and remembers what it is asked. */
class FakeNode {
  readonly socket: Socket
  readonly asked: { name: string; data: unknown }[] = []
  answer: (name: string, data: unknown) => unknown = (name) => ({
    ok: true,
    data: name === 'desired.set' ? { applied: true, generation: 'g1' } : {},
  })

  constructor() {
    this.socket = dial(url, { transports: ['websocket'], forceNew: true, reconnection: false })
    closeAll.push(() => Promise.resolve(void this.socket.disconnect()))
    this.socket.onAny((name: string, data: unknown, acknowledge: unknown) => {
      this.asked.push({ name, data })
      const answer = this.answer(name, data)
      if (answer !== undefined && typeof acknowledge === 'function') acknowledge(answer)
    })
  }

  async greet(
    nodeId: string,
    protocol: number = NODE_PROTOCOL_VERSION,
  ): Promise<{ nonce: string; refused?: string }> {
    return await this.socket.emitWithAck('node.greet', { protocol, nodeId, nonce: 'nonce-of-the-node' })
  }

  /** @returns what the server says of the proof */
  async prove(nodeId: string, { key = keyOf(nodeId), incarnation = 'process-1' } = {}): Promise<unknown> {
    const { nonce } = await this.greet(nodeId)
    const signature = signText(key, nodeProofText(nodeId, 'nonce-of-the-node', nonce))
    return await this.socket.emitWithAck('node.prove', { signature, incarnation, workers: 2 })
  }

  names(): string[] {
    return this.asked.map(({ name }) => name)
  }
}

async function aNode(nodeId = 'local', incarnation = 'process-1'): Promise<FakeNode> {
  const node = new FakeNode()
  expect(await node.prove(nodeId, { incarnation })).toEqual({ accepted: true })
  await eventually(() => expect(node.names()).toContain('desired.keepOnly'))
  return node
}
const eventually = <T>(check: () => T) => vi.waitFor(check, { timeout: 5_000, interval: 10 })

describe('A node that dials', () => {
  it('is taken in when it proves itself', async () => {
    await aNode()
    expect(gateway.isReady()).toBe(true)
    expect(gateway.nodes()).toMatchObject([{ nodeId: 'local', connected: true, workers: 2, endpoints: 0 }])
    expect(told).toEqual(['connected local same'])
  })

  it('is refused as a stranger, with another protocol, or with a wrong proof', async () => {
    expect(await new FakeNode().greet('stranger')).toEqual({ refused: 'unknown_node' })
    expect(await new FakeNode().greet('local', 99)).toEqual({ refused: 'protocol_version' })
    const liar = new FakeNode()
    expect(await liar.prove('local', { key: keyOf('district') })).toEqual({ refused: 'wrong_proof' })
    await eventually(() => expect(liar.socket.connected).toBe(false))
    expect(gateway.isReady()).toBe(false)
  })

  it('is put out with a malformed greeting or proof', async () => {
    for (const greeting of [null, {}, { protocol: 1 }, { protocol: 1, nodeId: 'local', nonce: 'short' }]) {
      const node = new FakeNode()
      node.socket.emit('node.greet', greeting, () => {})
      await eventually(() => expect(node.socket.disconnected && node.socket.id === undefined).toBe(true))
    }
    const node = new FakeNode()
    await node.greet('local')
    node.socket.emit('node.prove', { signature: 5 }, () => {})
    await eventually(() => expect(node.socket.connected).toBe(false))
    expect(gateway.isReady()).toBe(false)
  })

  it('is heard only once it has proved itself', async () => {
    const node = new FakeNode()
    const { nonce } = await node.greet('local')
    node.socket.emit('report.room', { stream: STREAM, roomId: 'r', generation: 'g' })
    const signature = signText(keyOf('local'), nodeProofText('local', 'nonce-of-the-node', nonce))
    await node.socket.emitWithAck('node.prove', { signature, incarnation: 'process-1', workers: 2 })
    expect(told.filter((line) => line.startsWith('room'))).toEqual([])
  })
})

describe('What is desired', () => {
  it('is delivered to the node, and waited for', async () => {
    const node = await aNode()
    gateway.setDesired(desired(1))
    await gateway.whenApplied(STREAM)
    expect(node.asked.at(-1)).toMatchObject({ name: 'desired.set', data: { revision: 1 } })
    await eventually(() => expect(told).toContain('room g1'))
  })

  it('is delivered when a node comes, which forgets all other rooms', async () => {
    gateway.setDesired(desired(1))
    const node = await aNode()
    await gateway.whenApplied(STREAM)
    expect(node.asked).toMatchObject([
      { name: 'desired.keepOnly', data: { streams: [STREAM] } },
      { name: 'desired.set', data: { revision: 1 } },
    ])
  })

  it('is told again until the node has taken it over', async () => {
    const node = await aNode()
    let refusals = 0
    const take = node.answer
    node.answer = (name, data) => {
      if (name !== 'desired.set' || refusals >= 1) return take(name, data)
      refusals += 1
      return { ok: false, code: 'not_ready', reason: 'workers are starting' }
    }
    gateway.setDesired(desired(1))
    await gateway.whenApplied(STREAM)
    expect(node.names().filter((name) => name === 'desired.set')).toHaveLength(2)
  })

  it('is waited for in the version that is desired then, not a former one', async () => {
    const node = await aNode()
    const held = new Map<number, () => void>()
    node.answer = () => undefined
    node.socket.on('desired.set', ({ revision }: DesiredState, acknowledge: (answer: unknown) => void) =>
      held.set(revision, () =>
        acknowledge({ ok: true, data: { applied: true, generation: `g${revision}` } }),
      ),
    )
    gateway.setDesired(desired(1))
    gateway.setDesired(desired(2))
    let isApplied = false
    const applied = gateway.whenApplied(STREAM).then(() => (isApplied = true))
    await eventually(() => expect([...held.keys()]).toEqual([1, 2]))
    held.get(1)?.()
    await eventually(() => expect(told).toContain('room g1'))
    expect(isApplied).toBe(false)
    held.get(2)?.()
    await applied
  })

  it('of a stream that nobody knows is not waited for', async () => {
    await expect(gateway.whenApplied('branch-9' as BranchId)).rejects.toMatchObject({
      code: 'session_not_found',
    })
  })

  it('of a branch that is over is forgotten once it is taken over', async () => {
    const node = await aNode()
    gateway.setDesired(desired(1))
    await gateway.whenApplied(STREAM)
    gateway.setDesired(desired(2, false))
    await eventually(() => expect(node.asked.at(-1)).toMatchObject({ data: { room: null } }))
    await expect(gateway.whenApplied(STREAM).then(() => gateway.whenApplied(STREAM))).rejects.toThrow()
  })
})

describe('A request', () => {
  const close = () => gateway.request('endpoint.close', { endpointId: 'e1' as EndpointId })

  it('needs a node', async () => {
    await expect(close()).rejects.toMatchObject({ code: 'media_unavailable' })
  })

  it.each([
    [{ ok: false, code: 'not_ready', reason: 'x' }, 'media_unavailable'],
    [{ ok: false, code: 'unknown_endpoint', reason: 'x' }, 'not_found'],
    [{ ok: false, code: 'unknown_room', reason: 'x' }, 'not_found'],
    [{ ok: false, code: 'not_desired', reason: 'x' }, 'forbidden'],
    [{ ok: false, code: 'refused', reason: 'no such codec' }, 'media_refused'],
    [{ ok: true }, 'internal'],
    [{ ok: true, data: null }, 'internal'],
    [null, 'internal'],
    ['yes', 'internal'],
  ])('answered by %j is: %s', async (answer, code) => {
    const node = await aNode()
    node.answer = () => answer
    await expect(close()).rejects.toMatchObject({ code })
  })

  it('fails when the node goes away meanwhile', async () => {
    const node = await aNode()
    node.answer = () => undefined
    const outcome = close().catch((error: unknown) => error)
    await eventually(() => expect(node.names()).toContain('endpoint.close'))
    node.socket.disconnect()
    expect(await outcome).toMatchObject({ code: 'media_unavailable' })
    await eventually(() => expect(told).toContain('disconnected local'))
    expect(gateway.isReady()).toBe(false)
    expect(gateway.nodes()).toMatchObject([{ connected: false }])
  })
})

describe('Reports', () => {
  const endpoint = (endpointId: string, state: string) => ({
    endpointId,
    peer: { kind: 'site', siteId: 'a' },
    state,
    sources: [],
  })

  it('are passed on where they have the agreed form, and dropped otherwise', async () => {
    const { socket } = await aNode()
    socket.emit('report.endpoint', endpoint('e1', 'on fire'))
    socket.emit('report.endpoint', null)
    socket.emit('report.nonsense', {})
    socket.emit('report.endpoint', endpoint('e1', 'connected'))
    socket.emit('report.slot', { roomId: 'r', slot: 'chair', kind: 'video', siteId: null, elapsedMs: 3 })
    await eventually(() => expect(told).toContain('slot chair'))
    expect(told).toEqual(['connected local same', 'endpoint e1 connected', 'slot chair'])
  })

  it('count endpoints, until they are lost or closed at our word', async () => {
    const { socket } = await aNode()
    const endpoints = () => gateway.nodes()[0]?.endpoints
    socket.emit('report.endpoint', endpoint('e1', 'open'))
    socket.emit('report.endpoint', endpoint('e2', 'open'))
    await eventually(() => expect(endpoints()).toBe(2))
    socket.emit('report.endpoint', endpoint('e1', 'lost'))
    await eventually(() => expect(endpoints()).toBe(1))
    await gateway.request('endpoint.close', { endpointId: 'e2' as EndpointId })
    expect(endpoints()).toBe(0)
  })
})

describe('A node that comes again', () => {
  it('is the same while its process is, and another one afterwards', async () => {
    const first = await aNode()
    first.socket.disconnect()
    await eventually(() => expect(told).toContain('disconnected local'))
    await aNode()
    await aNode('local', 'process-2')
    expect(told.filter((line) => line.startsWith('connected'))).toEqual([
      'connected local same',
      'connected local same',
      'connected local new',
    ])
  })
})

describe('A second node', () => {
  it('waits in reserve: nothing of it is heard, and nobody is disturbed', async () => {
    await aNode()
    gateway.setDesired(desired(1))
    await eventually(() => expect(told).toContain('room g1'))
    told = []
    const reserve = await aNode('district')
    await eventually(() =>
      expect(reserve.asked).toEqual([{ name: 'desired.keepOnly', data: { streams: [] } }]),
    )
    reserve.socket.emit('report.room', { stream: STREAM, roomId: 'r', generation: 'other' })
    await gateway.request('endpoint.close', { endpointId: 'e1' as EndpointId })
    expect(told).toEqual([])
  })

  it('takes over when the first is gone: as a new one, with everything that is desired', async () => {
    const first = await aNode()
    gateway.setDesired(desired(1))
    await gateway.whenApplied(STREAM)
    const reserve = await aNode('district')
    first.socket.disconnect()
    await eventually(() => expect(told).toContain('connected district new'))
    await gateway.whenApplied(STREAM)
    expect(reserve.names()).toContain('desired.set')
    expect(gateway.isReady()).toBe(true)
  })
})
