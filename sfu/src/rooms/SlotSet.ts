import type { MediaKind, SiteId, SlotName } from '@diem-cau/protocol'
import type { DesiredRoom } from '@diem-cau/protocol/node'
import type { Consumer, Producer } from 'mediasoup/types'
import type { Logger } from 'pino'
import type { SlotProducer } from '../endpoints/Downlink.ts'
import { pipeOptions } from './pipeOptions.ts'
import type { RoomWorker } from './RoomPeer.ts'
import type { Feed } from './SourceSet.ts'
import type { SlotPort, SlotSwitch, StageFactory } from './stagePorts.ts'

const KINDS: readonly MediaKind[] = ['video', 'audio']

export interface SlotSetOptions {
  readonly room: DesiredRoom
  readonly generation: string
  readonly home: RoomWorker
  readonly stage: StageFactory
  readonly log: Logger
  /** A slot carries something else from now on. */
  readonly onSwitch: (slot: SlotName, change: SlotSwitch & { siteId: SiteId | null }) => void
  /** The home worker is dead, and the slots with it. */
  readonly onLost: () => void
}

/** What a slot was last told to carry, and what it last said that it carries. */
interface Track {
  told: Feed | null
  carried: Feed | null
  /** Feeds that a late report may still name: a switch that was overtaken can be carried out for a moment. */
  readonly recent: Map<string, Feed>
}

interface SlotEntry {
  readonly name: SlotName
  readonly port: SlotPort
  readonly tracks: Readonly<Record<MediaKind, Track>>
}

/**
 * The slots of a room, made together on one worker (their home) and piped once to every other worker that has
 * listeners. Owns the slots and the pipes. `close()` closes both; when the home dies they are gone by themselves.
 */
export class SlotSet {
  readonly generation: string
  readonly home: RoomWorker
  readonly #options: SlotSetOptions
  /** In stage order, once all are made. */
  #slots: readonly SlotEntry[] = []
  readonly #ports: SlotPort[] = []
  readonly #pipes = new Map<string, Promise<Consumer[]>>()
  #closed = false

  private constructor(options: SlotSetOptions) {
    this.#options = options
    this.generation = options.generation
    this.home = options.home
    this.home.homeCount += 1
  }

  /** @throws when the home dies meanwhile; nothing is left behind. */
  static async create(options: SlotSetOptions): Promise<SlotSet> {
    const set = new SlotSet(options)
    try {
      set.#slots = await Promise.all(options.room.slots.map(({ slot }) => set.#createSlot(slot)))
      if (!set.home.alive) throw new Error('The worker died while the slots were made')
    } catch (error) {
      set.close()
      throw error
    }
    set.home.router.observer.once('close', () => {
      if (!set.#closed) options.onLost()
    })
    return set
  }

  /** The desire that the slots were made for; only its shape binds them. */
  get room(): DesiredRoom {
    return this.#options.room
  }

  get alive(): boolean {
    return !this.#closed && this.home.alive
  }

  /** All slot producers in stage order; they have the same ids on every router that they are piped to. */
  producers(): SlotProducer[] {
    return this.#slots.flatMap(({ name, port }) =>
      producersOf(port).map(({ id, kind }) => ({ slot: name, kind, producerId: id })),
    )
  }

  /** Sees to it that the slots can be consumed on a worker. */
  async pipeTo(worker: RoomWorker): Promise<void> {
    const { router } = worker
    if (worker === this.home) return
    let pipe = this.#pipes.get(router.id)
    if (pipe === undefined) {
      pipe = this.#pipe(worker)
      this.#pipes.set(router.id, pipe)
      const forget = () => {
        if (this.#pipes.get(router.id) === pipe) this.#pipes.delete(router.id)
      }
      router.observer.once('close', forget)
      pipe.catch(forget)
    }
    await pipe
  }

  /** Takes the pipes away that lead to workers without listeners. */
  keepPipes(routerIds: ReadonlySet<string>): void {
    for (const [routerId, pipe] of this.#pipes) {
      if (routerIds.has(routerId)) continue
      this.#pipes.delete(routerId)
      pipe.then(
        (consumers) => consumers.forEach((consumer) => consumer.close()),
        () => {},
      )
    }
  }

  /** Tells a slot what to carry, unless it was told so before. */
  assign(slot: SlotName, kind: MediaKind, feed: Feed | null): void {
    const entry = this.#slots.find(({ name }) => name === slot)
    if (entry === undefined || (kind === 'audio' && entry.port.audioProducer === null)) return
    const track = entry.tracks[kind]
    if (track.told === feed) return
    track.told = feed
    if (feed !== null) track.recent.set(feed.sourceId, feed)
    void this.#switch(entry, kind, feed)
  }

  /** The sites that a slot carries or is about to. */
  sitesOn(slot: SlotName, kind: MediaKind): SiteId[] {
    const track = this.#slots.find(({ name }) => name === slot)?.tracks[kind]
    return [track?.told, track?.carried].flatMap((feed) => feed?.siteId ?? [])
  }

  /** Ids of the sources that some slot carries or is about to. */
  sourceIds(): Set<string> {
    const tracks = this.#slots.flatMap((entry) => KINDS.map((kind) => entry.tracks[kind]))
    return new Set(
      tracks.flatMap(({ told, carried }) => [told, carried]).flatMap((feed) => feed?.sourceId ?? []),
    )
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.home.homeCount -= 1
    // The pipes' consumers close with the slots' producers.
    for (const port of this.#ports) port.close()
    this.#pipes.clear()
  }

  async #createSlot(name: SlotName): Promise<SlotEntry> {
    const { room, stage, log } = this.#options
    const port = await stage.createSlot({
      slotId: `${room.roomId}/${name}`,
      router: this.home.router,
      videoCodec: room.videoCodec,
      audio: name !== 'content',
      logger: log,
    })
    this.#ports.push(port)
    if (this.#closed) port.close()
    const entry = { name, port, tracks: { video: emptyTrack(), audio: emptyTrack() } }
    port.on('switch', (change) => this.#handleSwitch(entry, change))
    return entry
  }

  async #switch({ name, port }: SlotEntry, kind: MediaKind, feed: Feed | null): Promise<void> {
    const fields = { slot: name, kind, sourceId: feed?.sourceId ?? null }
    const source = feed?.source ?? null
    try {
      const result = await (kind === 'video' ? port.switchVideo(source) : port.switchAudio(source))
      if (!result.committed && result.reason === 'timeout') {
        this.#options.log.warn(fields, 'slot waits for its source')
      }
    } catch (error) {
      if (this.alive) this.#options.log.error({ ...fields, err: error }, 'slot not switched')
    }
  }

  #handleSwitch(entry: SlotEntry, change: SlotSwitch): void {
    if (this.#closed) return
    const track = entry.tracks[change.kind]
    const before = track.carried
    track.carried = change.sourceId === null ? null : (track.recent.get(change.sourceId) ?? before)
    for (const [sourceId, feed] of track.recent) {
      if (feed !== track.told && feed !== track.carried) track.recent.delete(sourceId)
    }
    if (track.carried === before) return
    this.#options.onSwitch(entry.name, { ...change, siteId: track.carried?.siteId ?? null })
  }

  async #pipe(worker: RoomWorker): Promise<Consumer[]> {
    const producers = this.#slots.flatMap(({ port }) => producersOf(port))
    const pipes = await Promise.all(
      producers.map(({ id }) => this.home.router.pipeToRouter(pipeOptions(id, worker))),
    )
    return pipes.flatMap(({ pipeConsumer }) => pipeConsumer ?? [])
  }
}

function emptyTrack(): Track {
  return { told: null, carried: null, recent: new Map() }
}

function producersOf({ videoProducer, audioProducer }: SlotPort): Producer[] {
  return [videoProducer, audioProducer].filter((producer) => producer !== null)
}
