import {
  applyDelta,
  type Delta,
  type Entities,
  type ErrorReply,
  type Snapshot,
  type ViewSelector,
} from '@diem-cau/protocol'

/** A live copy of a view. `stale`: the link is lost, this is the last that was heard. */
export type ViewState<V extends Entities> =
  | { kind: 'loading' }
  | { kind: 'live'; entities: V }
  | { kind: 'stale'; entities: V; since: number }
  | { kind: 'failed'; error: ErrorReply }

/**
 * One view as the page holds it. The connection owns it: it subscribes, feeds it, and subscribes anew after
 * a gap or a reconnection; the page reads and listens.
 */
export class ViewSubscription<V extends Entities> {
  readonly selector: ViewSelector
  readonly #release: () => void
  readonly #listeners = new Set<() => void>()
  #state: ViewState<V> = { kind: 'loading' }
  #subscription: string | null = null
  #n = 0

  constructor(selector: ViewSelector, release: () => void) {
    this.selector = selector
    this.#release = release
  }

  get state(): ViewState<V> {
    return this.#state
  }

  /** The last known entities, live or stale. */
  get entities(): V | null {
    return this.#state.kind === 'live' || this.#state.kind === 'stale' ? this.#state.entities : null
  }

  /** Name of the subscription at the server, while it stands. */
  get subscription(): string | null {
    return this.#subscription
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Ends it here and at the server. Twice is harmless. */
  close(): void {
    this.#listeners.clear()
    this.#release()
  }

  handleSnapshot(snapshot: Snapshot): void {
    this.#subscription = snapshot.subscription
    this.#n = snapshot.n
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the view that was asked for
    this.#set({ kind: 'live', entities: snapshot.entities as V })
  }

  /** @returns false when the delta does not follow on: the copy is out of date and must be asked for again. */
  handleDelta(delta: Delta): boolean {
    if (this.#state.kind !== 'live') return false
    const applied = applyDelta(this.#state.entities, this.#n, delta)
    if (applied.gap) return false
    this.#n = applied.n
    this.#set({ kind: 'live', entities: applied.entities })
    return true
  }

  handleFailure(error: ErrorReply): void {
    this.#subscription = null
    this.#set({ kind: 'failed', error })
  }

  handleOffline(since: number): void {
    this.#subscription = null
    if (this.#state.kind === 'live') this.#set({ kind: 'stale', entities: this.#state.entities, since })
  }

  #set(state: ViewState<V>): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
