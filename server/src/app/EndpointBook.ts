import type { EndpointId, InstanceId, SiteId } from '@diem-cau/protocol'
import type { NodeReportOf, Peer as MediaPeer } from '@diem-cau/protocol/node'
import type { Logger, MediaPlane } from './ports.ts'

interface Endpoint {
  peer: MediaPeer
  connected: boolean
  /** Page that it was opened for; null when that is not known. */
  instance: InstanceId | null
}

type Report = Pick<NodeReportOf<'report.endpoint'>, 'endpointId' | 'peer' | 'state'>

/** Whose media endpoint is which, and which of them are to be closed, until the node has done so. */
export class EndpointBook {
  readonly #plane: MediaPlane
  readonly #log: Logger
  readonly #endpoints = new Map<EndpointId, Endpoint>()
  /** Closed at our word, and whether that word is under way: what the node still reports of them is out of date. */
  readonly #closing = new Map<EndpointId, 'asked' | 'not heard'>()
  /** Drawn from the endpoints when it is asked for, and forgotten when they change. */
  #connectedSites: ReadonlySet<SiteId> | null = null

  constructor(plane: MediaPlane, log: Logger) {
    this.#plane = plane
    this.#log = log
  }

  /** Sites whose transports are connected. */
  get connectedSites(): ReadonlySet<SiteId> {
    this.#connectedSites ??= this.#readConnectedSites()
    return this.#connectedSites
  }

  #readConnectedSites(): ReadonlySet<SiteId> {
    const connected = [...this.#endpoints.values()].filter((endpoint) => endpoint.connected)
    return new Set(connected.flatMap(({ peer }) => (peer.kind === 'site' ? [peer.siteId] : [])))
  }

  isOwn(peer: MediaPeer, endpointId: EndpointId): boolean {
    const owner = this.#endpoints.get(endpointId)?.peer
    return owner !== undefined && keyOf(owner) === keyOf(peer)
  }

  add(endpointId: EndpointId, peer: MediaPeer, instance: InstanceId | null): void {
    this.#endpoints.set(endpointId, { peer, connected: false, instance })
    this.#connectedSites = null
  }

  remove(endpointId: EndpointId): boolean {
    this.#connectedSites = null
    return this.#endpoints.delete(endpointId)
  }

  /** The node's process is another one: all are gone. @returns whose they were */
  clear(): MediaPeer[] {
    const peers = [...this.#endpoints.values()].map(({ peer }) => peer)
    this.#endpoints.clear()
    this.#closing.clear()
    this.#connectedSites = null
    return peers
  }

  /**
   * Takes in what the node says of an endpoint.
   * @param lastPageOf page that an endpoint belongs to that is not known yet (after a restart of the server)
   * @returns `lost` when a known endpoint is gone
   */
  report(
    { endpointId, peer, state }: Report,
    lastPageOf: (peer: MediaPeer) => InstanceId | null,
  ): 'noted' | 'lost' | 'ignored' {
    if (state === 'lost') {
      this.#closing.delete(endpointId)
      return this.remove(endpointId) ? 'lost' : 'ignored'
    }
    const closing = this.#closing.get(endpointId)
    if (closing === 'not heard') this.#closeAtNode(endpointId)
    if (closing !== undefined) return 'ignored'
    const instance = this.#endpoints.get(endpointId)?.instance ?? lastPageOf(peer)
    this.#endpoints.set(endpointId, { peer, connected: state === 'connected', instance })
    this.#connectedSites = null
    return 'noted'
  }

  /** Closes a peer's endpoints. @param except page whose endpoint stays */
  close(peer: MediaPeer, except: InstanceId | null = null): void {
    for (const [endpointId, { peer: owner, instance }] of this.#endpoints) {
      if (keyOf(owner) !== keyOf(peer) || (except !== null && instance === except)) continue
      this.remove(endpointId)
      this.#closeAtNode(endpointId)
    }
  }

  #closeAtNode(endpointId: EndpointId): void {
    this.#closing.set(endpointId, 'asked')
    this.#plane.request('endpoint.close', { endpointId }).then(
      () => this.#closing.delete(endpointId),
      (error: unknown) => {
        // The node reports its endpoints when it is back: then it is asked again.
        this.#closing.set(endpointId, 'not heard')
        this.#log.debug({ err: error, endpointId }, 'An endpoint could not be closed yet')
      },
    )
  }
}

function keyOf(peer: MediaPeer): string {
  return peer.kind === 'site' ? `site:${peer.siteId}` : `viewer:${peer.viewerId}`
}
