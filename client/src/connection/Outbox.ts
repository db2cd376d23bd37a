import {
  BridgeError,
  type ClientMessageName,
  type DataOf,
  type ErrorReply,
  type Reply,
  type ReplyOf,
} from '@diem-cau/protocol'
import type { BridgeSocket } from './BridgeSocket.ts'
import { RequestFailed } from './RequestFailed.ts'

interface Entry {
  readonly name: ClientMessageName
  /** Commands outlive a socket: sent again on the next one, under the same idempotency key. */
  readonly keep: boolean
  transmit(): void
  fail(error: Error): void
  /** Ends the caller's patience. */
  totalTimer: Timer | undefined
  /** The next repetition. */
  resendTimer: Timer | undefined
}

type Timer = ReturnType<typeof setTimeout>

export interface Patience {
  /** How long the caller waits for an answer at all. */
  totalMs: number
  /** How long before a command without an answer is sent once more. */
  resendMs: number
}

/** Answers that only ask for a moment: a command goes out again within its patience. */
const PASSING: ReadonlySet<string> = new Set(['not_ready'])
const PASSING_DELAY_MS = 500

/** Messages on their way. It owns their timers; every message is settled exactly once. */
export class Outbox {
  readonly #socket: BridgeSocket
  readonly #entries = new Set<Entry>()
  #open = false

  constructor(socket: BridgeSocket) {
    this.#socket = socket
  }

  /** The greeting was accepted: what waits goes out, in the order in which it was asked. */
  handleOnline(): void {
    this.#open = true
    for (const entry of this.#entries) entry.transmit()
  }

  /** The socket is gone. Commands wait for the next one; everything else fails now. */
  handleOffline(): void {
    this.#open = false
    for (const entry of this.#entries) {
      clearTimeout(entry.resendTimer)
      if (!entry.keep) this.#finish(entry, () => entry.fail(new RequestFailed('offline', entry.name)))
    }
  }

  close(): void {
    this.#open = false
    for (const entry of this.#entries) {
      this.#finish(entry, () => entry.fail(new RequestFailed('closed', entry.name)))
    }
  }

  /**
   * @throws BridgeError when the server refuses; RequestFailed when it is not reached within the patience.
   */
  async post<N extends ClientMessageName>(
    name: N,
    data: DataOf<N>,
    { keep, patience }: { keep: boolean; patience: Patience },
  ): Promise<ReplyOf<N>> {
    if (!this.#open && !keep) throw new RequestFailed('offline', name)
    return await new Promise<ReplyOf<N>>((resolve, reject) => {
      const settle = (reply: Reply<N>): void => {
        if (!this.#entries.has(entry)) return
        if (reply.ok) return this.#finish(entry, () => resolve(reply.data))
        if (keep && PASSING.has(reply.error.code)) return this.#transmitLater(entry, PASSING_DELAY_MS)
        this.#finish(entry, () => reject(errorOf(reply.error)))
      }
      const entry: Entry = {
        name,
        keep,
        totalTimer: undefined,
        resendTimer: undefined,
        transmit: () => {
          if (!this.#entries.has(entry)) return
          this.#socket.send(name, data, settle)
          if (keep) this.#transmitLater(entry, patience.resendMs)
        },
        fail: reject,
      }
      this.#entries.add(entry)
      this.#startTotal(entry, patience.totalMs)
      if (this.#open) entry.transmit()
    })
  }

  #startTotal(entry: Entry, totalMs: number): void {
    entry.totalTimer = setTimeout(() => {
      const reason = this.#open ? 'no_answer' : 'offline'
      this.#finish(entry, () => entry.fail(new RequestFailed(reason, entry.name)))
    }, totalMs)
  }

  #transmitLater(entry: Entry, delayMs: number): void {
    clearTimeout(entry.resendTimer)
    entry.resendTimer = setTimeout(() => {
      if (this.#open) entry.transmit()
    }, delayMs)
  }

  #finish(entry: Entry, report: () => void): void {
    if (!this.#entries.delete(entry)) return
    clearTimeout(entry.totalTimer)
    clearTimeout(entry.resendTimer)
    report()
  }
}

function errorOf(error: ErrorReply): BridgeError {
  return new BridgeError(error.code, error.data)
}
