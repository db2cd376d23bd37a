import type { RoomId } from '@diem-cau/protocol'
import type { NodeReplyOf } from '@diem-cau/protocol/node'
import type { Logger } from 'pino'
import type { Endpoint } from './endpoints/Endpoint.ts'
import { EndpointRegistry } from './endpoints/EndpointRegistry.ts'
import { EventLoopDelay } from './process/EventLoopDelay.ts'
import type { Report } from './link/ServerLink.ts'
import type { Room } from './rooms/Room.ts'
import { RoomRegistry } from './rooms/RoomRegistry.ts'
import type { StageFactory } from './rooms/stagePorts.ts'
import type { WorkerPool } from './workers/WorkerPool.ts'

export interface MediaNodeOptions {
  readonly pool: WorkerPool
  readonly stage: StageFactory
  readonly incarnation: string
  readonly report: Report
  readonly log: Logger
}

/** Endpoints that were lost while the server was away: it is told of so many when it is back. */
const LOST_KEPT = 4_000

/**
 * Workers, rooms and endpoints of one node, and what each must be told of the others.
 * Owns the endpoints and the rooms; the pool is given. `close()`: the rooms, then the endpoints.
 */
export class MediaNode {
  readonly endpoints = new EndpointRegistry()
  readonly rooms: RoomRegistry
  readonly pool: WorkerPool
  readonly log: Logger
  readonly #options: MediaNodeOptions
  readonly #eventLoopDelay = new EventLoopDelay()
  readonly #lostUnreported = new Map<string, Endpoint>()
  #generations = 0
  #serverHears = false

  constructor(options: MediaNodeOptions) {
    this.#options = options
    this.pool = options.pool
    this.log = options.log
    this.rooms = new RoomRegistry({
      stage: options.stage,
      log: options.log,
      chooseHome: () => this.pool.leastLoaded(),
      nextGeneration: () => `${options.incarnation.slice(0, 8)}.${++this.#generations}`,
      peersOf: (roomId: RoomId) => this.endpoints.inRoom(roomId),
    })
    this.#watchEndpoints()
    this.#watchRooms()
    this.#watchWorkers()
  }

  /** The server is there (again): everything it may not know is told. */
  serverBack(): void {
    this.#serverHears = true
    for (const { index, pid } of this.pool.workers)
      this.#options.report('report.worker', { index, pid, state: 'started' })
    for (const room of this.rooms.all()) if (room.generation !== null) this.#reportRoom(room, room.generation)
    for (const endpoint of this.#lostUnreported.values()) this.#reportEndpoint(endpoint)
    this.#lostUnreported.clear()
    for (const endpoint of this.endpoints.all()) this.#reportEndpoint(endpoint)
  }

  serverAway(): void {
    this.#serverHears = false
  }

  /** The server has been away too long: nobody answers for what is forwarded any more. */
  closeRooms(): void {
    this.rooms.keepOnly([])
  }

  stats(): NodeReplyOf<'node.stats'> {
    const endpoints = this.endpoints.all()
    const sum = (count: (endpoint: Endpoint) => number) =>
      endpoints.reduce((total, one) => total + count(one), 0)
    return {
      endpoints: endpoints.length,
      consumers: sum(({ downlink }) => downlink.consumerCount),
      producers: sum(({ uplink }) => uplink.producerCount),
      rooms: this.rooms.size,
      eventLoopDelayP99Ms: this.#eventLoopDelay.p99Ms,
      workers: this.pool.workers.map(({ index, pid, endpointCount }) => ({
        index,
        pid,
        endpoints: endpointCount,
      })),
    }
  }

  close(): void {
    this.rooms.close()
    this.endpoints.close()
    this.#eventLoopDelay.close()
  }

  #watchEndpoints(): void {
    this.endpoints.on('opened', (endpoint) => {
      this.rooms.changed(endpoint.roomId)
      this.#reportEndpoint(endpoint)
    })
    this.endpoints.on('changed', (endpoint) => this.#reportEndpoint(endpoint))
    this.endpoints.on('sources', (endpoint) => this.rooms.changed(endpoint.roomId))
    this.endpoints.on('closed', (endpoint, how) => {
      this.rooms.changed(endpoint.roomId)
      if (how === 'lost') this.#reportEndpoint(endpoint)
    })
  }

  #watchRooms(): void {
    this.rooms.on('opened', (room) => {
      room.on('generation', (generation) => this.#reportRoom(room, generation))
      room.on('switch', (slot, { kind, siteId, elapsedMs }) => {
        this.#options.report('report.slot', { roomId: room.roomId, slot, kind, siteId, elapsedMs })
      })
    })
    this.rooms.on('closed', (room) => {
      for (const endpoint of this.endpoints.inRoom(room.roomId)) endpoint.lose()
    })
  }

  #watchWorkers(): void {
    const report = (state: 'started' | 'died') => (worker: { index: number; pid: number }) => {
      this.#options.report('report.worker', { index: worker.index, pid: worker.pid, state })
      this.rooms.changed()
    }
    this.pool.on('started', report('started'))
    this.pool.on('died', report('died'))
  }

  #reportRoom(room: Room, generation: string): void {
    this.log.info({ roomId: room.roomId, generation }, 'room ready')
    this.#options.report('report.room', { stream: room.stream, roomId: room.roomId, generation })
  }

  #reportEndpoint(endpoint: Endpoint): void {
    const { id: endpointId, peer, roomId, state, uplink } = endpoint
    if (!this.#serverHears && state === 'lost' && this.#lostUnreported.size < LOST_KEPT) {
      this.#lostUnreported.set(endpointId, endpoint)
    }
    const sources = state === 'lost' ? [] : uplink.sources
    this.#options.report('report.endpoint', { endpointId, peer, roomId, state, sources })
  }
}
