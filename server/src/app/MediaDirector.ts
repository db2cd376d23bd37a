import { createHash } from 'node:crypto'
import {
  BridgeError,
  type BranchId,
  type EndpointId,
  type InstanceId,
  type RoomId,
  type SessionId,
  type SiteId,
} from '@diem-cau/protocol'
import type { NodeReportOf, Peer as MediaPeer } from '@diem-cau/protocol/node'
import type { BranchEvent } from '../core/branch/events.ts'
import type { Talkback } from '../core/assistance/types.ts'
import type { OpenBranch, SitePresence } from '../core/branch/state.ts'
import { desiredRoom, roomOf } from '../core/stage/desiredRoom.ts'
import type { MediaFacts } from '../core/views/mediaFacts.ts'
import type { BranchRegistry } from './BranchRegistry.ts'
import type { BranchWriter } from './BranchWriter.ts'
import { EndpointBook } from './EndpointBook.ts'
import type { Peer } from './Peer.ts'
import type { Clock, IdSource, Logger, MediaPlane } from './ports.ts'
import type { Presence } from './Presence.ts'

/** A viewer's endpoint is kept for this long after its console is gone, for it to come back to. */
const VIEWER_GRACE_MS = 30_000
const NOBODY: ReadonlySet<SiteId> = new Set()

/** What a console does for as long as it likes, once it has begun. */
export type ViewerAction = 'media.open' | 'talkback.start'

/** Tells the media plane what should be, and knows which endpoint is whose. */
export class MediaDirector {
  readonly #registry: BranchRegistry
  readonly #plane: MediaPlane
  readonly #ids: IdSource
  readonly #clock: Clock
  readonly #log: Logger
  readonly #onChange: () => void
  readonly #presence: Presence
  readonly #endpoints: EndpointBook
  readonly #generations = new Map<BranchId, string>()
  readonly #watchers = new Map<BranchId, Map<string, Set<SiteId>>>()
  readonly #watchedSites = new Map<BranchId, ReadonlySet<SiteId>>()
  readonly #viewers = new Map<string, Peer>()
  readonly #absentViewers = new Map<string, number>()
  /** In which room the endpoint of a console is. */
  readonly #viewedRooms = new Map<string, RoomId>()
  readonly #mayStill: (peer: Peer, action: ViewerAction, branch: OpenBranch) => boolean
  #revision = 0

  constructor(options: {
    registry: BranchRegistry
    plane: MediaPlane
    ids: IdSource
    clock: Clock
    log: Logger
    /** Facts beside the log have changed: the views are to be drawn again. */
    onChange: () => void
    presence: Presence
    /** Whether a console may still do what it once was allowed: roles within a session change while it goes on. */
    mayStill?: (peer: Peer, action: ViewerAction, branch: OpenBranch) => boolean
  }) {
    this.#registry = options.registry
    this.#plane = options.plane
    this.#ids = options.ids
    this.#clock = options.clock
    this.#log = options.log
    this.#onChange = options.onChange
    this.#presence = options.presence
    this.#mayStill = options.mayStill ?? (() => true)
    this.#endpoints = new EndpointBook(options.plane, options.log)
    this.#registry.listen((writer, events) => {
      this.#desire(writer)
      for (const happened of events) {
        this.#closeLeftBehind(happened)
        this.#closeMoved(writer.branchId, happened)
      }
    })
    this.#plane.listen({
      connected: (_nodeId, sameIncarnation) => this.#nodeConnected(sameIncarnation),
      disconnected: () => this.#onChange(),
      endpoint: (report) => this.#endpointReported(report),
      room: ({ stream, generation }) => {
        this.#generations.set(stream, generation)
        this.#onChange()
      },
      slot: (report) => this.#log.debug(report, 'Slot switched'),
    })
  }

  /** After a start: everything that was open is desired again. */
  desireAll(): void {
    for (const writer of this.#registry.writers()) this.#desire(writer)
    this.#endTalkbacksOf(({ viewerId }) => !this.#viewers.has(viewerId))
  }

  facts(branchId: BranchId | null): MediaFacts {
    return {
      nodeReady: this.#plane.isReady(),
      generation: (branchId === null ? undefined : this.#generations.get(branchId)) ?? '',
      connectedSites: this.#endpoints.connectedSites,
      watchedSites: (branchId === null ? undefined : this.#watchedSites.get(branchId)) ?? NOBODY,
    }
  }

  /** Makes a peer's endpoint in the room that it belongs to (a site) or looks at (a console). */
  async open(peer: Peer, sessionId: SessionId | undefined) {
    const { branchId } = this.#branchFor(peer, sessionId)
    // Said at once: the page tries again when it is shown that the node is back.
    if (!this.#plane.isReady()) throw new BridgeError('media_unavailable')
    await this.#plane.whenApplied(branchId)
    // It may have moved to another room meanwhile; its page comes again for that one.
    if (this.#branchFor(peer, sessionId).branchId !== branchId) throw new BridgeError('conflict')
    // That may have taken a while: a page that was replaced meanwhile must not push its successor off the air.
    if (!this.#isCurrent(peer)) throw new BridgeError('replaced')
    const endpointId = this.#ids.endpoint()
    const mediaPeer = this.#mediaPeer(peer)
    this.#endpoints.close(mediaPeer)
    this.#endpoints.add(endpointId, mediaPeer, peer.instance)
    if (mediaPeer.kind === 'viewer') this.#viewedRooms.set(mediaPeer.viewerId, roomOf(branchId))
    try {
      const roomId = roomOf(branchId)
      const request = { endpointId, peer: mediaPeer, roomId, reachedAt: peer.reachedAt }
      return { endpointId, ...(await this.#plane.request('endpoint.open', request)) }
    } catch (error) {
      this.#endpoints.remove(endpointId)
      throw error
    }
  }

  #isCurrent(peer: Peer): boolean {
    return peer.actor.kind === 'site'
      ? this.#presence.peerOf(peer.actor.siteId) === peer
      : this.#viewers.get(viewerIdOf(peer)) === peer
  }

  /** The site's device has lost its right to it: nothing more goes to it or comes from it. */
  closeSite(siteId: SiteId): void {
    this.#endpoints.close({ kind: 'site', siteId })
  }

  /** Another page has come for a site, or it is gone: its former media must not go on in its name. */
  #closeLeftBehind({ type, data }: BranchEvent): void {
    if (type === 'SiteLeft') this.#endpoints.close({ kind: 'site', siteId: data.siteId })
    if (type !== 'SiteJoined' && type !== 'SiteReturned') return
    this.#endpoints.close({ kind: 'site', siteId: data.siteId }, data.instance)
  }

  /**
   * Who moves to another room takes nothing along: not what it sends, nor what it receives of the room it leaves.
   * A site that sits in a third one at this time is not concerned.
   */
  #closeMoved(parentId: BranchId, { type, data }: BranchEvent): void {
    if (type !== 'BranchDetached' && type !== 'BranchAttached') return
    for (const siteId of data.siteIds) {
      const at = this.#registry.branchOfSite(siteId)?.branchId
      if (at === undefined || at === parentId || at === data.branchId) {
        this.#endpoints.close({ kind: 'site', siteId })
      }
    }
  }

  #branchFor(peer: Peer, sessionId: SessionId | undefined): OpenBranch {
    if (peer.actor.kind === 'site') {
      const branch = this.#registry.branchOfSite(peer.actor.siteId)
      if (branch === null) throw new BridgeError('no_meeting')
      return branch
    }
    const branch = sessionId === undefined ? null : this.#registry.branchOfSession(sessionId)
    if (branch === null) throw new BridgeError('session_not_found')
    return branch
  }

  /** A peer may only speak of its own endpoint. @throws {BridgeError} `not_found` */
  ensureOwner(peer: Peer, endpointId: EndpointId): void {
    if (!this.isKnown(peer, endpointId)) throw new BridgeError('not_found')
  }

  isKnown(peer: Peer, endpointId: EndpointId): boolean {
    return this.#endpoints.isOwn(this.#mediaPeer(peer), endpointId)
  }

  /** The sites that a console has on screen from now on. */
  watch(peer: Peer, branchId: BranchId, siteIds: readonly SiteId[]): void {
    const watchers = this.#watchers.get(branchId) ?? new Map<string, Set<SiteId>>()
    if (siteIds.length === 0) watchers.delete(viewerIdOf(peer))
    else watchers.set(viewerIdOf(peer), new Set(siteIds))
    this.#watchers.set(branchId, watchers)
    this.#watchersChanged(branchId)
  }

  /** A console's socket is open (again): its endpoint stays. */
  viewerArrived(peer: Peer): void {
    this.#viewers.set(viewerIdOf(peer), peer)
    this.#absentViewers.delete(viewerIdOf(peer))
  }

  /** A console's socket is gone: nobody looks at its tiles any more. */
  viewerDeparted(peer: Peer): void {
    const viewerId = viewerIdOf(peer)
    if (this.#viewers.get(viewerId) !== peer) return
    this.#viewers.delete(viewerId)
    this.#absentViewers.set(viewerId, this.#clock())
    for (const [branchId, watchers] of this.#watchers) {
      if (watchers.delete(viewerId)) this.#watchersChanged(branchId)
    }
    this.#endTalkbacksOf((talkback) => talkback.viewerId === viewerId)
  }

  /** Nobody speaks on for a console that is not there: a room must not be listened to unawares. */
  #endTalkbacksOf(isOver: (talkback: Talkback) => boolean): void {
    for (const { branchId, assistance } of this.#registry.branches()) {
      for (const talkback of assistance.talkbacks.values()) {
        if (!isOver(talkback)) continue
        const command = { type: 'StopTalkback', siteId: talkback.siteId, reason: 'consoleLost' } as const
        this.#registry.execute(branchId, command, { actor: 'system', key: null }).catch((error: unknown) => {
          this.#log.warn({ err: error, branchId }, 'A talkback whose console is gone could not be ended')
        })
      }
    }
  }

  /** Ends the endpoints of consoles that have not come back, and what consoles have no right to any more. */
  tick(now: number): void {
    for (const [viewerId, since] of this.#absentViewers) {
      if (now - since < VIEWER_GRACE_MS) continue
      this.#absentViewers.delete(viewerId)
      this.#closeViewer(viewerId)
    }
    for (const [viewerId, peer] of this.#viewers) this.#withdraw(viewerId, peer)
  }

  #closeViewer(viewerId: string): void {
    this.#viewedRooms.delete(viewerId)
    this.#endpoints.close({ kind: 'viewer', viewerId })
  }

  /** A role was withdrawn while the console is open: it hears the room no more, and is sent its stage no more. */
  #withdraw(viewerId: string, peer: Peer): void {
    for (const branch of this.#registry.branches()) {
      const speaks = [...branch.assistance.talkbacks.values()].some((one) => one.viewerId === viewerId)
      if (speaks && !this.#mayStill(peer, 'talkback.start', branch)) {
        this.#endTalkbacksOf((talkback) => talkback.viewerId === viewerId)
      }
      const isViewed = this.#viewedRooms.get(viewerId) === roomOf(branch.branchId)
      if (isViewed && !this.#mayStill(peer, 'media.open', branch)) this.#closeViewer(viewerId)
    }
  }

  #desire(writer: BranchWriter): void {
    const { state, branchId, seq } = writer
    if (state.status === 'unopened') return
    const room =
      state.status === 'open' ? desiredRoom(state, this.#watchers.get(branchId) ?? new Map()) : null
    if (room === null) {
      this.#watchers.delete(branchId)
      this.#watchedSites.delete(branchId)
      this.#generations.delete(branchId)
    }
    this.#revision += 1
    this.#plane.setDesired({
      stream: branchId,
      epoch: this.#registry.epoch,
      seq,
      revision: this.#revision,
      room,
    })
  }

  #watchersChanged(branchId: BranchId): void {
    const watchers = this.#watchers.get(branchId)
    this.#watchedSites.set(branchId, new Set([...(watchers?.values() ?? [])].flatMap((sites) => [...sites])))
    const writer = this.#registry.writers().find((candidate) => candidate.branchId === branchId)
    if (writer !== undefined) this.#desire(writer)
    this.#onChange()
  }

  #nodeConnected(sameIncarnation: boolean): void {
    if (!sameIncarnation) {
      this.#generations.clear()
      for (const peer of this.#endpoints.clear()) this.#reset(peer, 'node')
    }
    this.#onChange()
  }

  #endpointReported(report: NodeReportOf<'report.endpoint'>): void {
    const { peer } = report
    const outcome = this.#endpoints.report(report, (owner) => this.#lastPageOf(owner))
    if (outcome === 'lost') this.#reset(peer, 'endpoint')
    if (outcome === 'noted' && peer.kind === 'viewer' && report.roomId !== undefined) {
      this.#viewedRooms.set(peer.viewerId, report.roomId)
    }
    if (outcome === 'noted') this.#closeStray(report)
    this.#onChange()
  }

  /** After a restart: an endpoint that the node still has belongs to the page that was last there. */
  #lastPageOf(peer: MediaPeer): InstanceId | null {
    if (peer.kind !== 'site') return null
    const presence = this.#presenceIn(peer.siteId)
    return presence !== undefined && 'instance' in presence ? presence.instance : null
  }

  /** An endpoint that outlived its owner: of a site that has left or moved, of a console that may never come back. */
  #closeStray({ peer, roomId }: Pick<NodeReportOf<'report.endpoint'>, 'peer' | 'roomId'>): void {
    if (peer.kind === 'site') {
      const branch = this.#registry.branchOfSite(peer.siteId)
      const isElsewhere = branch !== null && roomId !== undefined && roomId !== roomOf(branch.branchId)
      if (isElsewhere || this.#presenceIn(peer.siteId)?.state === 'left') this.#endpoints.close(peer)
    } else if (!this.#viewers.has(peer.viewerId) && !this.#absentViewers.has(peer.viewerId)) {
      this.#absentViewers.set(peer.viewerId, this.#clock())
    }
  }

  #presenceIn(siteId: SiteId): SitePresence | undefined {
    return this.#registry.branchOfSite(siteId)?.sites.get(siteId)?.presence
  }

  /** Tells a page that its endpoint is gone. */
  #reset(peer: MediaPeer, reason: string): void {
    const page = peer.kind === 'site' ? this.#presence.peerOf(peer.siteId) : this.#viewers.get(peer.viewerId)
    page?.send('media.reset', { reason })
  }

  #mediaPeer(peer: Peer): MediaPeer {
    return peer.actor.kind === 'site'
      ? { kind: 'site', siteId: peer.actor.siteId }
      : { kind: 'viewer', viewerId: viewerIdOf(peer) }
  }
}

/** A console's page load under its account: nobody else can name it. */
export function viewerIdOf(peer: Peer): string {
  const account = peer.actor.kind === 'person' ? peer.actor.accountId : ''
  return `viewer-${createHash('sha256').update(`${account}\n${peer.instance}`).digest('hex').slice(0, 24)}`
}
