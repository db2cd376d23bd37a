import { EventEmitter } from 'node:events'
import type {
  BranchId,
  MediaKind,
  RoomId,
  RtpCapabilities,
  SiteId,
  SlotConsumer,
  SlotName,
} from '@diem-cau/protocol'
import type { DesiredRoom } from '@diem-cau/protocol/node'
import type { Consumer, Producer, RtpParameters } from 'mediasoup/types'
import type { Logger } from 'pino'
import type { SlotLane } from '../endpoints/Downlink.ts'
import { ADMIT_NOTHING, ADMIT_TALKBACK, type Admission } from '../endpoints/Uplink.ts'
import { consumerToWire, rtpCapabilitiesFromWire } from '../endpoints/wire.ts'
import { RequestError } from '../RequestError.ts'
import { Convergence } from './Convergence.ts'
import { admissions, desiredOn, sameShape, wantedGroups } from './plan.ts'
import type { RoomPeer, RoomWorker } from './RoomPeer.ts'
import { SlotSet } from './SlotSet.ts'
import { SourceSet, type Supply } from './SourceSet.ts'
import type { SlotSwitch, StageFactory } from './stagePorts.ts'
import { TilePipes } from './TilePipes.ts'

const KINDS: readonly MediaKind[] = ['audio', 'video']
const RETRY_MS = 250
/** How often the slots may be lost under a peer that consumes them before it is told to come again. */
const CONSUME_ATTEMPTS = 3

export interface RoomOptions {
  readonly stream: BranchId
  readonly desired: DesiredRoom
  readonly stage: StageFactory
  readonly log: Logger
  /** Where new slots are to live; null while no worker lives. */
  readonly chooseHome: () => RoomWorker | null
  readonly nextGeneration: () => string
  /** The room's peers, as they are at the moment of the call. */
  readonly peers: () => readonly RoomPeer[]
}

export interface RoomEvents {
  /** The slots were made (anew). */
  generation: [string]
  switch: [SlotName, SlotSwitch & { siteId: SiteId | null }]
}

/**
 * One branch's room, brought to what is desired of it again and again: after each new desire, each source that
 * comes or goes, each worker that dies. What closes, closes at once and synchronously (`#enforce`); what has to
 * be made first is made in passes, one at a time, and then enforced likewise. Both read the newest desire.
 *
 * Owns its slots and their pipes, its sources and its tiles' pipes; the endpoints are not its own.
 * `close()`: first no more passes, then the slots (listeners' consumers close with them), then the sources.
 */
export class Room extends EventEmitter<RoomEvents> {
  readonly stream: BranchId
  readonly roomId: RoomId
  readonly #options: RoomOptions
  readonly #sources: SourceSet
  readonly #tilePipes = new TilePipes()
  readonly #convergence: Convergence
  #desired: DesiredRoom
  #admissions: ReadonlyMap<SiteId, Admission>
  /** Sites whose own slots are paused for them now. */
  #ownPaused: ReadonlyMap<SiteId, ReadonlySet<SlotLane>> = new Map()
  #slots: SlotSet | null = null
  #closed = false

  constructor(options: RoomOptions) {
    super()
    this.#options = options
    this.stream = options.stream
    this.roomId = options.desired.roomId
    this.#desired = options.desired
    this.#admissions = admissions(options.desired)
    this.#sources = new SourceSet(options.stage, options.log)
    this.#convergence = new Convergence({
      pass: () => this.#pass(),
      onError: (error) => options.log.warn({ roomId: this.roomId, err: error }, 'room not as desired yet'),
      retryMs: RETRY_MS,
    })
  }

  /** Null while the slots are not there. */
  get generation(): string | null {
    return this.#slots?.alive === true ? this.#slots.generation : null
  }

  /** Resolves when the room was brought to this (or a later) desire; rejects when that has to be tried again. */
  async setDesired(desired: DesiredRoom): Promise<void> {
    this.#desired = desired
    this.#admissions = admissions(desired)
    this.#enforce()
    await this.#convergence.converge()
  }

  /** Something that the room stands on has changed. */
  changed(): void {
    if (!this.#closed) this.#convergence.trigger()
  }

  /** @throws {RequestError} `not_ready` while the slots cannot be made. */
  async ready(): Promise<SlotSet> {
    if (this.#slots?.alive !== true) {
      await this.#convergence.converge().catch((error: unknown) => {
        throw new RequestError('not_ready', error instanceof Error ? error.message : String(error))
      })
    }
    if (this.#slots?.alive !== true) throw new RequestError('not_ready', 'the room’s slots are being made')
    return this.#slots
  }

  /** One paused consumer of every slot that the peer can take, in stage order. */
  async consumeStage(
    endpoint: RoomPeer,
    capabilities: RtpCapabilities,
  ): Promise<{ generation: string; consumers: SlotConsumer[] }> {
    const rtpCapabilities = rtpCapabilitiesFromWire(capabilities)
    for (let attempt = 0; attempt < CONSUME_ATTEMPTS; attempt += 1) {
      const slots = await this.ready()
      try {
        await slots.pipeTo(endpoint.worker)
        const producers = slots
          .producers()
          .filter(({ producerId }) => endpoint.worker.router.canConsume({ producerId, rtpCapabilities }))
        const made = await endpoint.downlink.consumeStage(producers, rtpCapabilities)
        this.#enforce()
        const consumers = made.map(({ slot, consumer }) => ({ slot, ...consumerToWire(consumer) }))
        if (this.#slots === slots && slots.alive) return { generation: slots.generation, consumers }
      } catch (error) {
        if (endpoint.closed || slots.alive) throw error
      }
    }
    throw new RequestError('not_ready', 'the room’s slots are being made anew')
  }

  /** One paused consumer of a site's camera. @throws {RequestError} `not_desired`, `not_ready` */
  async consumeTile(endpoint: RoomPeer, siteId: SiteId, capabilities: RtpCapabilities): Promise<Consumer> {
    this.#checkTile(endpoint, siteId)
    const site = this.#siteEndpoint(siteId)
    const camera = site?.uplink.producerOf('camera') ?? null
    if (site === null || camera === null) throw new RequestError('not_ready', `${siteId} has no camera`)
    const rtpCapabilities = rtpCapabilitiesFromWire(capabilities)
    return await this.#tilePipes.through(camera, site.worker, endpoint.worker, async () => {
      // The pipe took time: what was desired before it may be desired no longer.
      this.#checkTile(endpoint, siteId)
      if (!endpoint.worker.router.canConsume({ producerId: camera.id, rtpCapabilities })) {
        throw new RequestError('refused', 'the camera’s codec cannot be received')
      }
      const consumer = await endpoint.downlink.consumeTile(siteId, camera, rtpCapabilities)
      this.#enforce()
      if (consumer.closed) throw new RequestError('not_desired', `${siteId} is no tile of this viewer`)
      return consumer
    })
  }

  /** One paused consumer of the voice at the other end. @throws {RequestError} `not_desired`, `not_ready` */
  async consumeTalkback(endpoint: RoomPeer, capabilities: RtpCapabilities): Promise<Consumer> {
    const other = this.#otherEnd(endpoint)
    const voice = voiceOf(other)
    if (other === null || voice === null) throw new RequestError('not_ready', 'the other end sends nothing')
    const rtpCapabilities = rtpCapabilitiesFromWire(capabilities)
    return await this.#tilePipes.through(voice, other.worker, endpoint.worker, async () => {
      // The pipe took time: it may be over, or with somebody else.
      if (voiceOf(this.#otherEnd(endpoint)) !== voice) throw new RequestError('not_desired', 'it is over')
      const consumer = await endpoint.downlink.consumeVoice(voice, rtpCapabilities)
      this.#enforce()
      if (consumer.closed) throw new RequestError('not_desired', 'it is over')
      return consumer
    })
  }

  /** Who is at the other end of a peer's talkback; null while it is not here. @throws `not_desired` without one */
  #otherEnd({ peer }: RoomPeer): RoomPeer | null {
    const { talkbacks } = this.#desired
    if (peer.kind === 'viewer') {
      const talkback = talkbacks.find(({ viewerId }) => viewerId === peer.viewerId)
      if (talkback !== undefined) return this.#siteEndpoint(talkback.siteId)
    } else {
      const talkback = talkbacks.find(({ siteId }) => siteId === peer.siteId)
      if (talkback !== undefined) return this.#viewerEndpoint(talkback.viewerId)
    }
    throw new RequestError('not_desired', 'no talkback with this peer')
  }

  /** A slot carries one codec: a picture in another can't be put onto it. */
  takesVideo({ codecs }: Pick<RtpParameters, 'codecs'>): boolean {
    return codecs[0]?.mimeType.toLowerCase() === `video/${this.#desired.videoCodec}`
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#convergence.close()
    this.#slots?.close()
    this.#slots = null
    this.#sources.close()
    this.removeAllListeners()
  }

  async #pass(): Promise<void> {
    this.#enforce()
    await this.#ensureSlots()
    await this.#sources.prepare(this.#supplies())
    this.#enforce()
    this.#sources.sweep(this.#slots?.sourceIds() ?? new Set())
    const listening = new Set(this.#options.peers().map(({ worker }) => worker.router.id))
    this.#slots?.keepPipes(listening)
  }

  async #ensureSlots(): Promise<void> {
    const current = this.#slots
    if (current?.alive === true && sameShape(current.room, this.#desired)) return
    current?.close()
    this.#slots = null
    const home = this.#options.chooseHome()
    if (home === null) throw new RequestError('not_ready', 'no worker lives')
    const slots = await SlotSet.create({
      room: this.#desired,
      generation: this.#options.nextGeneration(),
      home,
      stage: this.#options.stage,
      log: this.#options.log,
      onSwitch: (slot, change) => {
        this.emit('switch', slot, change)
        this.changed()
      },
      onLost: () => this.changed(),
    })
    if (this.#closed) return slots.close()
    this.#slots = slots
    this.emit('generation', slots.generation)
  }

  /** Tells everything that stands ready what is desired now. Synchronous: nothing older can come after it. */
  #enforce(): void {
    if (this.#closed) return
    const tiles = new Map(this.#desired.viewers.map((viewer) => [viewer.viewerId, new Set(viewer.tiles)]))
    const speaking = new Set(this.#desired.talkbacks.map(({ viewerId }) => viewerId))
    for (const { peer, uplink, downlink } of this.#options.peers()) {
      if (peer.kind === 'site') uplink.admit(this.#admissions.get(peer.siteId) ?? ADMIT_NOTHING)
      else {
        downlink.keepTiles(tiles.get(peer.viewerId) ?? new Set())
        uplink.admit(speaking.has(peer.viewerId) ? ADMIT_TALKBACK : ADMIT_NOTHING)
      }
    }
    this.#endTalkbacks()
    // Whoever comes onto a slot is paused before it does; whoever has left it is resumed after that.
    this.#pauseOwn()
    this.#assignSlots()
    this.#pauseOwn()
  }

  /** Whoever is in no talkback any more, or in one with somebody else, hears that voice no more. */
  #endTalkbacks(): void {
    const voices = new Map<RoomPeer, string | null>()
    for (const { siteId, viewerId } of this.#desired.talkbacks) {
      const site = this.#siteEndpoint(siteId)
      const viewer = this.#viewerEndpoint(viewerId)
      if (site !== null) voices.set(site, voiceOf(viewer)?.id ?? null)
      if (viewer !== null) voices.set(viewer, voiceOf(site)?.id ?? null)
    }
    for (const peer of this.#options.peers()) peer.downlink.keepVoice(voices.get(peer) ?? null)
  }

  #pauseOwn(): void {
    const own = new Map<SiteId, Set<SlotLane>>()
    for (const { slot } of this.#desired.slots) {
      for (const kind of KINDS) {
        const sites = [
          desiredOn(this.#desired, slot, kind)?.siteId,
          ...(this.#slots?.sitesOn(slot, kind) ?? []),
        ]
        for (const siteId of sites) {
          if (siteId !== undefined) own.set(siteId, (own.get(siteId) ?? new Set()).add(`${slot}/${kind}`))
        }
      }
    }
    const affected = new Set([...own.keys(), ...this.#ownPaused.keys()])
    this.#ownPaused = own
    if (affected.size === 0) return
    for (const { peer, downlink } of this.#options.peers()) {
      if (peer.kind === 'site' && affected.has(peer.siteId))
        downlink.pauseOwn(own.get(peer.siteId) ?? new Set())
    }
  }

  #assignSlots(): void {
    for (const { slot } of this.#desired.slots) {
      for (const kind of KINDS) {
        const on = desiredOn(this.#desired, slot, kind)
        const feed = on === null ? null : this.#sources.find(on.siteId, on.source, kind)
        this.#slots?.assign(slot, kind, feed)
      }
    }
  }

  #supplies(): Supply[] {
    return wantedGroups(this.#desired).flatMap(({ siteId, group }) => {
      const endpoint = this.#siteEndpoint(siteId)
      if (endpoint === null) return []
      const { uplink, worker } = endpoint
      const picture = uplink.producerOf(group === 'room' ? 'camera' : 'content')
      const video = picture !== null && this.takesVideo(picture.rtpParameters) ? picture : null
      const audio = group === 'room' ? uplink.producerOf('microphone') : null
      return video === null && audio === null ? [] : [{ siteId, group, router: worker.router, video, audio }]
    })
  }

  #siteEndpoint(siteId: SiteId): RoomPeer | null {
    return this.#options.peers().find(({ peer }) => peer.kind === 'site' && peer.siteId === siteId) ?? null
  }

  #viewerEndpoint(viewerId: string): RoomPeer | null {
    return (
      this.#options.peers().find(({ peer }) => peer.kind === 'viewer' && peer.viewerId === viewerId) ?? null
    )
  }

  #checkTile({ peer }: RoomPeer, siteId: SiteId): void {
    const tiles =
      peer.kind === 'viewer'
        ? this.#desired.viewers.find(({ viewerId }) => viewerId === peer.viewerId)?.tiles
        : undefined
    if (tiles?.includes(siteId) !== true) {
      throw new RequestError('not_desired', `${siteId} is no tile of this viewer`)
    }
  }
}

/** What a peer says in a talkback: a site by its microphone, a console by its own. */
function voiceOf(peer: RoomPeer | null): Producer | null {
  if (peer === null) return null
  return peer.uplink.producerOf(peer.peer.kind === 'site' ? 'microphone' : 'talkback')
}
