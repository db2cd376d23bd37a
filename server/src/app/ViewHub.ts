import { diffEntities, type Entities, type Snapshot, type ViewSelector } from '@diem-cau/protocol'
import type { Peer } from './Peer.ts'
import type { Logger } from './ports.ts'

interface Subscription {
  id: string
  peer: Peer
  selector: ViewSelector
  n: number
  entities: Entities
}

/** Draws a view for a peer as things are now. */
export type DrawView = (peer: Peer, selector: ViewSelector) => Entities

const MAX_SUBSCRIPTIONS_PER_PEER = 8

/**
 * Live views: a snapshot, then numbered deltas. All changes of one turn of the event loop go out together, and
 * each subscriber is sent only what changed in what it may see.
 */
export class ViewHub {
  readonly #draw: DrawView
  readonly #log: Logger
  readonly #subscriptions = new Map<string, Subscription>()
  #counter = 0
  #scheduled = false

  constructor(draw: DrawView, log: Logger) {
    this.#draw = draw
    this.#log = log
  }

  subscribe(peer: Peer, selector: ViewSelector): Snapshot {
    const own = [...this.#subscriptions.values()].filter((subscription) => subscription.peer === peer)
    const oldest = own.length >= MAX_SUBSCRIPTIONS_PER_PEER ? own[0] : undefined
    if (oldest !== undefined) this.#subscriptions.delete(oldest.id)
    this.#counter += 1
    const id = `${peer.peerId}:${this.#counter}`
    const entities = this.#draw(peer, selector)
    this.#subscriptions.set(id, { id, peer, selector, n: 0, entities })
    return { subscription: id, n: 0, entities: { ...entities } }
  }

  unsubscribe(peer: Peer, id: string): void {
    if (this.#subscriptions.get(id)?.peer === peer) this.#subscriptions.delete(id)
  }

  forget(peer: Peer): void {
    for (const { id, peer: owner } of this.#subscriptions.values()) {
      if (owner === peer) this.#subscriptions.delete(id)
    }
  }

  /** Something has changed: everybody is sent the difference soon. */
  changed(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      for (const subscription of this.#subscriptions.values()) this.#refresh(subscription)
    })
  }

  /** One view that can't be drawn takes no other one along. */
  #refresh(subscription: Subscription): void {
    try {
      this.#update(subscription)
    } catch (error) {
      this.#log.error({ err: error, selector: subscription.selector }, 'A view could not be drawn')
    }
  }

  #update(subscription: Subscription): void {
    const entities = this.#draw(subscription.peer, subscription.selector)
    const difference = diffEntities(subscription.entities, entities)
    if (difference === null) return
    subscription.n += 1
    subscription.entities = entities
    subscription.peer.send('view.delta', { subscription: subscription.id, n: subscription.n, ...difference })
  }
}
