import { createHash } from 'node:crypto'
import { BridgeError, type BranchId, type EndpointId, type SessionId, type SiteId } from '@diem-cau/protocol'
import type { Peer as MediaPeer } from '@diem-cau/protocol/node'
import type { OpenBranch } from '../core/branch/state.ts'
import { desiredRoom } from '../core/stage/desiredRoom.ts'
import type { MediaFacts } from '../core/views/mediaFacts.ts'
import type { BranchRegistry } from './BranchRegistry.ts'
import type { BranchWriter } from './BranchWriter.ts'
import type { Peer } from './Peer.ts'
import type { Clock, IdSource, Logger, MediaPlane } from './ports.ts'
import type { Presence } from './Presence.ts'

/** A viewer's endpoint is kept for this long after its console is gone, for it to come back to. */
const VIEWER_GRACE_MS = 30_000
const NOBODY: ReadonlySet<SiteId> = new Set()

interface Endpoint {
  endpointId: EndpointId
  peer: MediaPeer
  connected: boolean
}

/** Tells the media plane what should be, and knows which endpoint is whose. */
export class MediaDirector {
  readonly #registry: BranchRegistry
  readonly #plane: MediaPlane
  readonly #ids: IdSource
  readonly #clock: Clock
  readonly #log: Logger
  readonly #onChange: () => void
  readonly #presence: Presence
  readonly #endpoints = new Map<EndpointId, Endpoint>()
  readonly #generations = new Map<BranchId, string>()
  readonly #watchers = new Map<BranchId, Map<string, Set<SiteId>>>()
  readonly #watchedSites = new Map<BranchId, ReadonlySet<SiteId>>()
  readonly #viewers = new Map<string, Peer>()
  readonly #absentViewers = new Map<string, number>()
  #revision = 0
  /** Drawn from the endpoints when it is asked for, and forgotten when they change. */
  #connectedSites: ReadonlySet<SiteId> | null = null

  constructor(options: {
    registry: BranchRegistry
    plane: MediaPlane
    ids: IdSource
    clock: Clock
    log: Logger
    /** Facts beside the log have changed: the views are to be drawn again. */
    onChange: () => void
    presence: Presence
  }) {
    this.#registry = options.registry
    this.#plane = options.plane
    this.#ids = options.ids
    this.#clock = options.clock
    this.#log = options.log
    this.#onChange = options.onChange
    this.#presence = options.presence
    this.#registry.listen((writer) => this.#desire(writer))
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
  }

  facts(branchId: BranchId | null): MediaFacts {
    this.#connectedSites ??= this.#readConnectedSites()
    return {
      nodeReady: this.#plane.isReady(),
      generation: (branchId === null ? undefined : this.#generations.get(branchId)) ?? '',
      connectedSites: this.#connectedSites,
      watchedSites: (branchId === null ? undefined : this.#watchedSites.get(branchId)) ?? NOBODY,
    }
  }

  #readConnectedSites(): ReadonlySet<SiteId> {
    const connected = [...this.#endpoints.values()].filter((endpoint) => endpoint.connected)
    return new Set(connected.flatMap(({ peer }) => (peer.kind === 'site' ? [peer.siteId] : [])))
  }

  /** Makes a peer's endpoint in the room that it belongs to (a site) or looks at (a console). */
  async open(peer: Peer, sessionId: SessionId | undefined) {
    const branch = this.#branchFor(peer, sessionId)
    await this.#plane.whenApplied(branch.branchId)
    const endpointId = this.#ids.id('endpoint') as EndpointId
    const mediaPeer = this.#mediaPeer(peer)
    this.#closeFormer(mediaPeer)
    this.#endpoints.set(endpointId, { endpointId, peer: mediaPeer, connected: false })
    const opened = await this.#plane.request('endpoint.open', {
      endpointId,
      peer: mediaPeer,
      roomId: branch.branchId as never,
      reachedAt: peer.reachedAt,
    })
    return { endpointId, ...opened }
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
    const owner = this.#endpoints.get(endpointId)?.peer
    if (owner === undefined || keyOf(owner) !== keyOf(this.#mediaPeer(peer)))
      throw new BridgeError('not_found')
  }

  isKnown(peer: Peer, endpointId: EndpointId): boolean {
    const owner = this.#endpoints.get(endpointId)?.peer
    return owner !== undefined && keyOf(owner) === keyOf(this.#mediaPeer(peer))
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
  }

  /** Ends the endpoints of consoles that have not come back. */
  tick(now: number): void {
    for (const [viewerId, since] of this.#absentViewers) {
      if (now - since < VIEWER_GRACE_MS) continue
      this.#absentViewers.delete(viewerId)
      this.#closeFormer({ kind: 'viewer', viewerId })
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
      const lost = [...this.#endpoints.values()]
      this.#endpoints.clear()
      this.#connectedSites = null
      this.#generations.clear()
      for (const { peer } of lost) this.#reset(peer, 'node')
    }
    this.#onChange()
  }

  #endpointReported({
    endpointId,
    peer,
    state,
  }: {
    endpointId: EndpointId
    peer: MediaPeer
    state: string
  }): void {
    this.#connectedSites = null
    if (state === 'lost') {
      if (this.#endpoints.delete(endpointId)) this.#reset(peer, 'endpoint')
    } else {
      this.#endpoints.set(endpointId, { endpointId, peer, connected: state === 'connected' })
    }
    this.#onChange()
  }

  /** Tells a page that its endpoint is gone. */
  #reset(peer: MediaPeer, reason: string): void {
    const page = peer.kind === 'site' ? this.#presence.peerOf(peer.siteId) : this.#viewers.get(peer.viewerId)
    page?.send('media.reset', { reason })
  }

  #closeFormer(peer: MediaPeer): void {
    for (const endpoint of this.#endpoints.values()) {
      if (keyOf(endpoint.peer) !== keyOf(peer)) continue
      this.#endpoints.delete(endpoint.endpointId)
      this.#connectedSites = null
      this.#plane
        .request('endpoint.close', { endpointId: endpoint.endpointId })
        .catch((error: unknown) => this.#log.debug({ err: error }, 'An endpoint was gone already'))
    }
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

function keyOf(peer: MediaPeer): string {
  return peer.kind === 'site' ? `site:${peer.siteId}` : `viewer:${peer.viewerId}`
}
