import { BridgeError, errorReply, type ErrorReply, type PairReply } from '@diem-cau/protocol'
import {
  generatePair,
  keyOfPair,
  RequestFailed,
  type DeviceKey,
  type DeviceStore,
} from '../../connection/index.ts'

export const CODE_LENGTH = 8

export type PairingTrouble =
  | { kind: 'refused'; error: ErrorReply }
  | { kind: 'unreached' }
  /** The browser keeps no data, so that the pairing would be lost at once. */
  | { kind: 'notKept' }

export interface PairingSnapshot {
  /** What has been typed: digits only, at most eight. */
  readonly digits: string
  readonly sending: boolean
  readonly trouble: PairingTrouble | null
  /** Until when the server takes no code; local epoch milliseconds. */
  readonly blockedUntil: number | null
}

interface PairingOptions {
  pair(code: string, key: DeviceKey): Promise<PairReply>
  store: Pick<DeviceStore, 'save'>
  onPaired(): void
  now?: () => number
}

const EMPTY: PairingSnapshot = { digits: '', sending: false, trouble: null, blockedUntil: null }

/** Typing the code that the duty crew reads out, and what comes of it. */
export class PairingModel {
  readonly #options: PairingOptions
  readonly #now: () => number
  readonly #listeners = new Set<() => void>()
  #snapshot = EMPTY
  #blockTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: PairingOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly getSnapshot = (): PairingSnapshot => this.#snapshot

  /** What stands in the field now: typed, pasted with spaces or hyphens, or dictated. The last digit sends it. */
  setText(text: string): void {
    if (this.#snapshot.sending) return
    const digits = text.replaceAll(/\D/g, '').slice(0, CODE_LENGTH)
    if (digits === this.#snapshot.digits) return
    this.#set({ digits, trouble: null })
    if (digits.length === CODE_LENGTH) void this.submit()
  }

  async submit(): Promise<void> {
    const { digits, sending, blockedUntil } = this.#snapshot
    if (digits.length !== CODE_LENGTH || sending || blockedUntil !== null) return
    this.#set({ sending: true, trouble: null })
    try {
      const pair = await generatePair()
      const { deviceId, site } = await this.#options.pair(digits, await keyOfPair(pair))
      await this.#keep({ deviceId, site, pair })
      this.#options.onPaired()
    } catch (error) {
      this.#fail(error)
    }
  }

  async #keep(device: Parameters<DeviceStore['save']>[0]): Promise<void> {
    try {
      await this.#options.store.save(device)
    } catch (error) {
      throw new NotKept('the pairing can not be kept', { cause: error })
    }
  }

  #fail(error: unknown): void {
    const trouble = pairingTroubleOf(error)
    const waitSeconds = trouble.kind === 'refused' ? Number(trouble.error.data['waitSeconds'] ?? 0) : 0
    // What can be tried again as it is stays in the field; a wrong code is typed anew.
    const keepsDigits = trouble.kind === 'unreached' || waitSeconds > 0
    this.#set({ sending: false, trouble, ...(keepsDigits ? {} : { digits: '' }) })
    if (waitSeconds > 0) this.#block(waitSeconds * 1_000)
  }

  #block(waitMs: number): void {
    clearTimeout(this.#blockTimer)
    this.#set({ blockedUntil: this.#now() + waitMs })
    this.#blockTimer = setTimeout(() => this.#set({ blockedUntil: null, trouble: null }), waitMs)
  }

  #set(change: Partial<PairingSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    for (const listener of this.#listeners) listener()
  }
}

class NotKept extends Error {}

function pairingTroubleOf(error: unknown): PairingTrouble {
  if (error instanceof NotKept) return { kind: 'notKept' }
  if (error instanceof BridgeError) return { kind: 'refused', error: errorReply(error.code, error.data) }
  if (error instanceof RequestFailed) return { kind: 'unreached' }
  return { kind: 'refused', error: errorReply('internal') }
}
