/* oxlint-disable typescript/no-unsafe-type-assertion -- fakes stand for mediasoup's objects with the few members that a room uses */
import { EventEmitter } from 'node:events'
import type { MediaKind, PeerSource, RoomId, SiteId, SlotName, Source } from '@diem-cau/protocol'
import type { DesiredRoom, Peer } from '@diem-cau/protocol/node'
import type { Producer, Router } from 'mediasoup/types'
import { pino } from 'pino'
import type { SlotLane } from '../endpoints/Downlink.ts'
import { ADMIT_NOTHING, type Admission } from '../endpoints/Uplink.ts'
import type { RoomPeer, RoomWorker } from './RoomPeer.ts'
import type {
  SlotPort,
  SlotRequest,
  SlotSwitch,
  SourcePort,
  SourceRequest,
  StageFactory,
} from './stagePorts.ts'

export const silentLog = pino({ level: 'silent' })
export const siteId = (name: string): SiteId => name as SiteId
export const roomId = (name: string): RoomId => name as RoomId

/** A worker with a router that can die. */
export class FakeWorker implements RoomWorker {
  readonly pipePorts = { min: 1, max: 2 }
  readonly observer = new EventEmitter()
  /** What was piped from here to other workers. */
  readonly pipes: { readonly producerId: string; readonly to: string; closed: boolean }[] = []
  readonly router: Router
  alive = true
  homeCount = 0

  constructor(id: string) {
    const members = {
      id,
      observer: this.observer,
      closed: false,
      canConsume: () => true,
      pipeToRouter: async ({ producerId, router }: { producerId: string; router: Router }) => {
        const pipe = {
          producerId,
          to: router.id,
          closed: false,
          close: () => Object.assign(pipe, { closed: true }),
        }
        this.pipes.push(pipe)
        return { pipeConsumer: pipe }
      },
    }
    this.router = members as unknown as Router
  }

  die(): void {
    this.alive = false
    this.observer.emit('close')
  }
}

export interface FakeProducer {
  readonly id: string
  readonly kind: MediaKind
  closed: boolean
}

let producers = 0
export function fakeProducer(
  kind: MediaKind,
  mimeType = kind === 'video' ? 'video/VP8' : 'audio/opus',
): FakeProducer & Producer {
  const id = `${kind}-${++producers}`
  return { id, kind, closed: false, rtpParameters: { codecs: [{ mimeType }] } } as unknown as FakeProducer &
    Producer
}

export class FakeSource implements SourcePort {
  readonly request: SourceRequest
  video: Producer | null
  audio: Producer | null
  closed = false

  constructor(request: SourceRequest) {
    this.request = request
    this.video = request.video ?? null
    this.audio = request.audio ?? null
  }

  async setVideo(producer: Producer | null): Promise<void> {
    this.video = producer
  }

  async setAudio(producer: Producer | null): Promise<void> {
    this.audio = producer
  }

  close(): void {
    this.closed = true
  }
}

/** A slot that does what it is told when `commit` is called, as a key frame would make it. */
export class FakeSlot extends EventEmitter<{ switch: [SlotSwitch] }> implements SlotPort {
  readonly request: SlotRequest
  readonly videoProducer = fakeProducer('video')
  readonly audioProducer: Producer | null
  readonly told: Record<MediaKind, FakeSource | null> = { video: null, audio: null }
  closed = false

  constructor(request: SlotRequest) {
    super()
    this.request = request
    this.audioProducer = request.audio ? fakeProducer('audio') : null
  }

  async switchVideo(source: SourcePort | null) {
    return this.#switch('video', source)
  }

  async switchAudio(source: SourcePort | null) {
    return this.#switch('audio', source)
  }

  commit(kind: MediaKind): void {
    this.emit('switch', { kind, sourceId: this.told[kind]?.request.sourceId ?? null, elapsedMs: 5 })
  }

  close(): void {
    this.closed = true
  }

  #switch(kind: MediaKind, source: SourcePort | null) {
    if (source !== null && !(source instanceof FakeSource)) throw new TypeError('not a source of these tests')
    this.told[kind] = source
    if (source === null) this.commit(kind)
    return { committed: true, elapsedMs: 5 } as const
  }
}

/** Makes fakes; `hold` keeps sources unfinished until it is resolved. */
export class FakeStage implements StageFactory {
  readonly slots: FakeSlot[] = []
  readonly sources: FakeSource[] = []
  hold: Promise<void> = Promise.resolve()
  failures = 0

  async createSlot(request: SlotRequest): Promise<FakeSlot> {
    if (this.failures > 0) {
      this.failures -= 1
      throw new Error('no slot')
    }
    const slot = new FakeSlot(request)
    this.slots.push(slot)
    return slot
  }

  async createSource(request: SourceRequest): Promise<FakeSource> {
    await this.hold
    const source = new FakeSource(request)
    this.sources.push(source)
    return source
  }

  /** The newest slot of a name. */
  slot(name: SlotName): FakeSlot {
    const slot = this.slots.findLast(({ request }) => request.slotId.endsWith(`/${name}`))
    if (slot === undefined) throw new Error(`no slot ${name}`)
    return slot
  }

  /** Name of the site that a slot was last told to carry. */
  on(name: SlotName, kind: MediaKind): string | null {
    return this.slot(name).told[kind]?.request.sourceId.split('/')[0] ?? null
  }
}

export class FakePeer implements RoomPeer {
  readonly peer: Peer
  readonly worker: FakeWorker
  readonly producers = new Map<PeerSource, Producer>()
  closed = false
  admitted: Admission = ADMIT_NOTHING
  own: ReadonlySet<SlotLane> = new Set()
  tiles: ReadonlySet<SiteId> = new Set()
  voice: string | null = null

  constructor(peer: Peer, worker: FakeWorker) {
    this.peer = peer
    this.worker = worker
  }

  readonly uplink: RoomPeer['uplink'] = {
    admit: (admission) => {
      this.admitted = admission
    },
    producerOf: (source) => this.producers.get(source) ?? null,
  }

  readonly downlink: RoomPeer['downlink'] = {
    consumeStage: async () => [],
    consumeTile: async () => await Promise.reject(new Error('not in these tests')),
    keepTiles: (tiles) => {
      this.tiles = tiles
    },
    consumeVoice: async () => await Promise.reject(new Error('not in these tests')),
    keepVoice: (producerId) => {
      this.voice = producerId
    },
    pauseOwn: (own) => {
      this.own = own
    },
  }
}

export function site(
  name: string,
  worker: FakeWorker,
  sources: readonly Source[] = ['camera', 'microphone'],
): FakePeer {
  const peer = new FakePeer({ kind: 'site', siteId: siteId(name) }, worker)
  for (const source of sources)
    peer.producers.set(source, fakeProducer(source === 'microphone' ? 'audio' : 'video'))
  return peer
}

/** A room of three slots with one site on the speaker's, seen and heard. */
export function roomWith(
  speaker: string | null,
  {
    standby = [],
    room = 'room-1',
    muted = false,
  }: { standby?: readonly string[]; room?: string; muted?: boolean } = {},
): DesiredRoom {
  const on = (source: Source) => (speaker === null ? null : { siteId: siteId(speaker), source })
  const names = [...(speaker === null ? [] : [speaker]), ...standby]
  return {
    roomId: roomId(room),
    videoCodec: 'vp8',
    slots: [
      { slot: 'chair', video: null, audio: null },
      { slot: 'speaker1', video: on('camera'), audio: muted ? null : on('microphone') },
      { slot: 'content', video: null, audio: null },
    ],
    sites: names.map((name) => ({
      siteId: siteId(name),
      camera: 'full',
      microphone: name === speaker && !muted,
      content: false,
    })),
    viewers: [],
    talkbacks: [],
  }
}
