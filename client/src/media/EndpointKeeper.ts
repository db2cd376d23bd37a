import type { MediaView } from '@diem-cau/protocol'
import { Emitter } from '../connection/Emitter.ts'
import type { MediaState } from './types.ts'

/** The part of the server's wish that decides which endpoint a page should have. */
export type EndpointTarget = Pick<MediaView, 'roomId' | 'generation' | 'nodeReady'>

/** The part of an endpoint by which it is kept. */
export interface KeptEndpoint {
  readonly endpointId: string
  readonly generation: string
  readonly connected: boolean
  readonly events: Emitter<{ change: null; lost: string; negotiated: null }>
  /** Does the node still have it, with the same slots? */
  check(): Promise<boolean>
  handleOnline(): void
  handleOffline(): void
  close(): void
}

interface KeeperOptions<E extends KeptEndpoint> {
  open(): Promise<E>
  /** Consumes and produces; the endpoint is ready when it is done. */
  prepare(endpoint: E): Promise<void>
  now: () => number
  random: () => number
}

type KeeperEvents<E> = { state: MediaState; opened: E; gone: null }

/** 109 sites of a dead worker come back spread over this long. */
const SPREAD_MS = 400
const FIRST_RETRY_MS = 500
const LONGEST_RETRY_MS = 8_000
/** An endpoint that stood this long has proved itself: the next repair starts without waiting. */
const PROVEN_MS = 10_000

/**
 * Keeps a page at one living endpoint of the room the server names: opens it, checks it after a reconnection,
 * makes it anew with back-off when it is lost. It owns the endpoint and its timers.
 */
export class EndpointKeeper<E extends KeptEndpoint> {
  readonly events = new Emitter<KeeperEvents<E>>()
  readonly #options: KeeperOptions<E>
  #target: EndpointTarget | null = null
  /** The generation that the server named when the present endpoint was opened. */
  #openedFor: string | null = null
  #online = false
  #endpoint: E | null = null
  #state: MediaState = { kind: 'idle' }
  #attempt = 0
  #readyAt = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Counts attempts: one that was overtaken closes what it made. */
  #turn = 0
  #closed = false

  constructor(options: KeeperOptions<E>) {
    this.#options = options
  }

  get state(): MediaState {
    return this.#state
  }

  get endpoint(): E | null {
    return this.#endpoint
  }

  setTarget(target: EndpointTarget | null): void {
    const before = this.#target
    this.#target = target
    if (target === null || target.roomId === null) return this.#drop({ kind: 'idle' })
    if (before?.roomId !== undefined && before.roomId !== null && before.roomId !== target.roomId) {
      return this.#rebuild('other room')
    }
    if (this.#isOutdated(target)) return this.#rebuild('other slots')
    if (target.nodeReady && before?.nodeReady === false) void this.#check()
    this.#ensure()
  }

  handleOnline(): void {
    this.#online = true
    this.#endpoint?.handleOnline()
    void this.#check()
    this.#ensure()
  }

  handleOffline(): void {
    this.#online = false
    this.#endpoint?.handleOffline()
  }

  /** The server says that the endpoint is gone. */
  handleReset(reason: string): void {
    this.#rebuild(reason)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#drop({ kind: 'idle' })
    this.events.clear()
  }

  #isOutdated(target: EndpointTarget): boolean {
    const { generation } = target
    // A server that has started again does not know it before it has heard from the node.
    if (generation === '') return false
    return (
      this.#endpoint !== null && generation !== this.#endpoint.generation && generation !== this.#openedFor
    )
  }

  async #check(): Promise<void> {
    const endpoint = this.#endpoint
    if (endpoint === null || this.#state.kind !== 'ready') return
    const alive = await endpoint.check().catch(() => true)
    if (!alive && endpoint === this.#endpoint) this.#rebuild('gone at the node')
  }

  #ensure(): void {
    const due = this.#state.kind === 'idle' || (this.#state.kind === 'waiting' && this.#timer === undefined)
    if (due && this.#canOpen()) this.#later(this.#options.random() * SPREAD_MS)
  }

  #canOpen(): boolean {
    const target = this.#target
    return !this.#closed && this.#online && target !== null && target.roomId !== null && target.nodeReady
  }

  #rebuild(reason: string): void {
    if (this.#state.kind === 'idle' && this.#endpoint === null) return this.#ensure()
    if (this.#options.now() - this.#readyAt > PROVEN_MS && this.#state.kind === 'ready') this.#attempt = 0
    this.#drop({ kind: 'waiting', attempt: this.#attempt, reason })
    this.#retry()
  }

  #retry(): void {
    const { random } = this.#options
    const backOffMs =
      this.#attempt === 0 ? 0 : Math.min(FIRST_RETRY_MS * 2 ** (this.#attempt - 1), LONGEST_RETRY_MS)
    this.#later(backOffMs + random() * SPREAD_MS)
  }

  #later(delayMs: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      // Where it can't be opened yet, the next word from the server starts it.
      if (this.#canOpen()) void this.#open()
      else if (this.#state.kind === 'idle')
        this.#setState({ kind: 'waiting', attempt: 0, reason: 'not ready' })
    }, delayMs)
  }

  async #open(): Promise<void> {
    const turn = ++this.#turn
    this.#openedFor = this.#target?.generation ?? null
    this.#attempt += 1
    this.#setState({ kind: 'opening', attempt: this.#attempt })
    let endpoint: E | null = null
    try {
      endpoint = await this.#options.open()
      if (turn !== this.#turn) return endpoint.close()
      this.#adopt(endpoint)
      await this.#options.prepare(endpoint)
      if (turn !== this.#turn) return endpoint.close()
      this.#readyAt = this.#options.now()
      this.#setReady(endpoint)
      this.events.emit('opened', endpoint)
    } catch (error) {
      if (turn !== this.#turn) return endpoint?.close()
      const reason = error instanceof Error ? error.message : 'unknown'
      this.#drop({ kind: 'waiting', attempt: this.#attempt, reason })
      this.#retry()
    }
  }

  #adopt(endpoint: E): void {
    this.#endpoint = endpoint
    endpoint.events.on('lost', (reason) => {
      if (this.#endpoint === endpoint) this.#rebuild(reason)
    })
    endpoint.events.on('change', () => {
      if (this.#endpoint === endpoint && this.#state.kind === 'ready') this.#setReady(endpoint)
    })
  }

  #setReady(endpoint: E): void {
    const { endpointId, connected } = endpoint
    this.#setState({ kind: 'ready', endpointId, connected })
  }

  #drop(state: MediaState): void {
    this.#turn += 1
    clearTimeout(this.#timer)
    this.#timer = undefined
    const endpoint = this.#endpoint
    this.#endpoint = null
    endpoint?.close()
    if (state.kind === 'idle') this.#attempt = 0
    this.#setState(state)
    if (endpoint !== null) this.events.emit('gone', null)
  }

  #setState(state: MediaState): void {
    this.#state = state
    this.events.emit('state', state)
  }
}
