import { ChannelDispatcher, type DispatchOptions } from './ChannelDispatcher.ts'
import type { NoticeSender } from './ports.ts'

/** What is under way when the bridge ends may take so long to finish. */
const CLOSE_GRACE_MS = 1_500

/** Sends what is in the outbox, each channel by itself: a slow gateway holds up no other one. */
export class Outbox {
  readonly #options: DispatchOptions
  readonly #senders: readonly NoticeSender[]
  readonly #dispatchers: readonly ChannelDispatcher[]

  constructor(senders: readonly NoticeSender[], options: DispatchOptions) {
    this.#options = options
    this.#senders = senders
    this.#dispatchers = senders.map((sender) => new ChannelDispatcher(sender, options))
  }

  /** Settles what a crash has left, and begins to send. */
  async start(): Promise<void> {
    const repeatable = this.#senders.filter(({ mayRepeat }) => mayRepeat).map(({ channel }) => channel)
    const interrupted = await this.#options.store.settleInterrupted(repeatable)
    if (interrupted > 0) {
      this.#options.log.warn({ interrupted }, 'Notices were being sent when the bridge ended')
    }
    for (const dispatcher of this.#dispatchers) dispatcher.start()
  }

  /** There may be something to send. */
  wake(): void {
    for (const dispatcher of this.#dispatchers) dispatcher.ring()
  }

  /** Lets what is under way finish, and writes what became of it. Twice is harmless. */
  async close(): Promise<void> {
    await Promise.all(this.#dispatchers.map((dispatcher) => dispatcher.close(CLOSE_GRACE_MS)))
  }
}
