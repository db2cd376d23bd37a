import { EventEmitter } from 'node:events'
import type { BranchId, RoomId } from '@diem-cau/protocol'
import type { DesiredState, NodeReplyOf } from '@diem-cau/protocol/node'
import { RequestError } from '../RequestError.ts'
import { Room, type RoomOptions } from './Room.ts'
import { compareVersions, type Version } from './versions.ts'

/** Versions of closed branches are kept so that a late message does not open them again; so many of them. */
const CLOSED_VERSIONS_KEPT = 1_000

export interface RoomRegistryEvents {
  opened: [Room]
  closed: [Room]
}

export type RoomSettings = Omit<RoomOptions, 'stream' | 'desired' | 'peers'> & {
  readonly peersOf: (roomId: RoomId) => ReturnType<RoomOptions['peers']>
}

/**
 * The rooms of all branches. Takes desired states as they come, keeps what is newest and drops what is older.
 * Owns the rooms: `close()` closes every one.
 */
export class RoomRegistry extends EventEmitter<RoomRegistryEvents> {
  readonly #settings: RoomSettings
  readonly #rooms = new Map<BranchId, Room>()
  readonly #versions = new Map<BranchId, Version>()

  constructor(settings: RoomSettings) {
    super()
    this.#settings = settings
  }

  get size(): number {
    return this.#rooms.size
  }

  all(): Room[] {
    return [...this.#rooms.values()]
  }

  /**
   * Applies a desired state unless it is older than what was applied; the same again converges again.
   * `applied` means that it was taken: what cannot be made at once is tried until it can.
   */
  async set(state: DesiredState): Promise<NodeReplyOf<'desired.set'>> {
    const { stream, epoch, seq, revision, room: desired } = state
    const known = this.#versions.get(stream)
    if (known !== undefined && compareVersions(state, known) < 0) {
      return { applied: false, generation: this.#rooms.get(stream)?.generation ?? null }
    }
    this.#versions.set(stream, { epoch, seq, revision })
    if (desired === null) {
      this.#closeRoom(stream)
      return { applied: true, generation: null }
    }
    let room = this.#rooms.get(stream)
    if (room?.roomId !== desired.roomId) {
      this.#closeRoom(stream)
      room = this.#openRoom(stream, desired)
    }
    // A failure is logged and tried again by the room itself.
    await room.setDesired(desired).catch(() => {})
    return { applied: true, generation: room.generation }
  }

  /** Closes the rooms of all branches that are not named. */
  keepOnly(streams: readonly BranchId[]): void {
    const kept = new Set(streams)
    for (const stream of this.#rooms.keys()) if (!kept.has(stream)) this.#closeRoom(stream)
  }

  /** @throws {RequestError} `unknown_room` */
  get(roomId: RoomId): Room {
    const room = this.all().find((candidate) => candidate.roomId === roomId)
    if (room === undefined) throw new RequestError('unknown_room', `no room ${roomId}`)
    return room
  }

  /** Something that rooms stand on has changed: of one room, or of all. */
  changed(roomId?: RoomId): void {
    for (const room of this.#rooms.values())
      if (roomId === undefined || room.roomId === roomId) room.changed()
  }

  close(): void {
    for (const stream of this.#rooms.keys()) this.#closeRoom(stream)
    this.#versions.clear()
  }

  #openRoom(stream: BranchId, desired: NonNullable<DesiredState['room']>): Room {
    const { peersOf, ...settings } = this.#settings
    const room = new Room({ ...settings, stream, desired, peers: () => peersOf(desired.roomId) })
    this.#rooms.set(stream, room)
    this.emit('opened', room)
    return room
  }

  #closeRoom(stream: BranchId): void {
    const room = this.#rooms.get(stream)
    if (room === undefined) return
    this.#rooms.delete(stream)
    room.close()
    this.emit('closed', room)
    this.#forgetOldVersions()
  }

  #forgetOldVersions(): void {
    const closed = [...this.#versions.keys()].filter((stream) => !this.#rooms.has(stream))
    for (const stream of closed.slice(0, -CLOSED_VERSIONS_KEPT)) this.#versions.delete(stream)
  }
}
