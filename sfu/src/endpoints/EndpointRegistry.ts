import { EventEmitter } from 'node:events'
import type { EndpointId, RoomId, SiteId } from '@diem-cau/protocol'
import { RequestError } from '../RequestError.ts'
import { Endpoint, type EndpointOptions } from './Endpoint.ts'

export interface EndpointRegistryEvents {
  opened: [Endpoint]
  changed: [Endpoint]
  sources: [Endpoint]
  closed: [Endpoint, 'asked' | 'lost']
}

/**
 * All endpoints of the node. Owns them: `close()` closes every one.
 * A site has one endpoint: opening another closes the earlier one first.
 */
export class EndpointRegistry extends EventEmitter<EndpointRegistryEvents> {
  readonly #endpoints = new Map<EndpointId, Endpoint>()
  /** The latest opening of each id and of each site: one that was overtaken while it waited gives way. */
  readonly #openings = new Map<string, symbol>()
  #closed = false

  get size(): number {
    return this.#endpoints.size
  }

  /** @throws {RequestError} `refused` when a later opening of the same peer overtook this one. */
  async open(options: EndpointOptions): Promise<Endpoint> {
    const keys = [`endpoint ${options.id}`]
    if (options.peer.kind === 'site') keys.push(`site ${options.peer.siteId}`)
    const opening = Symbol(options.id)
    for (const key of keys) this.#openings.set(key, opening)
    this.#closeEarlier(options)
    try {
      const endpoint = await Endpoint.open(options)
      if (this.#closed || keys.some((key) => this.#openings.get(key) !== opening)) {
        endpoint.close()
        throw new RequestError('refused', 'overtaken by a later opening of the same peer')
      }
      this.#add(endpoint)
      return endpoint
    } finally {
      for (const key of keys) if (this.#openings.get(key) === opening) this.#openings.delete(key)
    }
  }

  /** @throws {RequestError} `unknown_endpoint` */
  get(id: EndpointId): Endpoint {
    const endpoint = this.#endpoints.get(id)
    if (endpoint === undefined) throw new RequestError('unknown_endpoint', `no endpoint ${id}`)
    return endpoint
  }

  has(id: EndpointId): boolean {
    return this.#endpoints.has(id)
  }

  ofSite(siteId: SiteId): Endpoint | null {
    return this.all().find(({ peer }) => peer.kind === 'site' && peer.siteId === siteId) ?? null
  }

  inRoom(roomId: RoomId): Endpoint[] {
    return this.all().filter((endpoint) => endpoint.roomId === roomId)
  }

  all(): Endpoint[] {
    return [...this.#endpoints.values()]
  }

  close(): void {
    this.#closed = true
    for (const endpoint of this.all()) endpoint.close()
    this.removeAllListeners()
  }

  #closeEarlier({ id, peer }: EndpointOptions): void {
    this.#endpoints.get(id)?.close()
    if (peer.kind === 'site') this.ofSite(peer.siteId)?.close()
  }

  #add(endpoint: Endpoint): void {
    this.#endpoints.set(endpoint.id, endpoint)
    endpoint.on('changed', () => this.emit('changed', endpoint))
    endpoint.on('sources', () => this.emit('sources', endpoint))
    endpoint.once('closed', (how) => {
      if (this.#endpoints.get(endpoint.id) === endpoint) this.#endpoints.delete(endpoint.id)
      this.emit('closed', endpoint, how)
    })
    this.emit('opened', endpoint)
  }
}
