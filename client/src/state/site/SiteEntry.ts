import type { ErrorReply, PairReply } from '@diem-cau/protocol'
import type { DeviceKey, DeviceStore, PairedDevice } from '../../connection/index.ts'
import { PairingModel } from './PairingModel.ts'
import type { SiteModel } from './SiteModel.ts'

export type EntryState =
  | { kind: 'starting' }
  /** No secure address, or a browser that keeps no data: pairing is not possible here. */
  | { kind: 'impossible'; reason: 'insecure' | 'noStorage' }
  /** `reason`: why a pairing that existed counts no more. */
  | { kind: 'pairing'; model: PairingModel; reason: ErrorReply | null }
  | { kind: 'room'; model: SiteModel }

interface EntryOptions {
  store: DeviceStore
  /** Keys, camera and microphone exist on secure addresses only. */
  secure: boolean
  pair: (code: string, key: DeviceKey) => Promise<PairReply>
  /** Makes the room's page of a paired device. */
  open(device: PairedDevice): SiteModel
  /** The page is older than the server. */
  reload(): void
}

/** The way into a room's page: paired already, to be paired, or paired no more. It owns the room's model. */
export class SiteEntry {
  readonly #options: EntryOptions
  readonly #listeners = new Set<() => void>()
  #state: EntryState = { kind: 'starting' }

  constructor(options: EntryOptions) {
    this.#options = options
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly getState = (): EntryState => this.#state

  async start(): Promise<void> {
    if (!this.#options.secure) return this.#set({ kind: 'impossible', reason: 'insecure' })
    try {
      const device = await this.#options.store.load()
      if (device === null) this.#pair(null)
      else this.#open(device)
    } catch {
      this.#set({ kind: 'impossible', reason: 'noStorage' })
    }
  }

  /** Forgets the pairing and asks for a code: the server knows this device no more. */
  async pairAgain(reason: ErrorReply): Promise<void> {
    if (this.#state.kind === 'room') this.#state.model.close()
    this.#pair(reason)
    await this.#options.store.clear().catch(() => {})
  }

  #pair(reason: ErrorReply | null): void {
    const { pair, store } = this.#options
    const model = new PairingModel({ pair, store, onPaired: () => void this.start() })
    this.#set({ kind: 'pairing', model, reason })
  }

  #open(device: PairedDevice): void {
    const model = this.#options.open(device)
    model.subscribe(() => this.#handleScreen(model))
    this.#set({ kind: 'room', model })
    model.start()
  }

  #handleScreen(model: SiteModel): void {
    if (this.#state.kind !== 'room' || this.#state.model !== model) return
    const { screen } = model.getSnapshot()
    if (screen.kind !== 'refused') return
    if (screen.way === 'pairAgain') void this.pairAgain(screen.error)
    if (screen.way === 'reload') this.#options.reload()
  }

  #set(state: EntryState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
