/** Why a switch has not come about: it may still do, where it is `timeout`. */
export type SwitchFailure = 'superseded' | 'timeout' | 'closed' | 'source-closed'

export type SwitchResult =
  | { readonly committed: true; readonly elapsedMs: number }
  | { readonly committed: false; readonly reason: SwitchFailure }

/** How long a caller waits for the first key frame. */
const SWITCH_TIMEOUT_MS = 3_000
/** A request for a key frame may get lost on the way to the site. */
const RETRY_MS = 1_000

/** The wait for one switch of a slot, shared by all who asked for it. */
export class PendingSwitch {
  #result: PromiseWithResolvers<SwitchResult> | null = null
  #retryTimer: NodeJS.Timeout | null = null
  #deadlineTimer: NodeJS.Timeout | null = null

  /** @param retry called every second until the switch is settled, also after the caller has given up */
  async wait(retry: () => void): Promise<SwitchResult> {
    this.#retryTimer ??= setInterval(retry, RETRY_MS)
    this.#result ??= Promise.withResolvers()
    this.#deadlineTimer ??= setTimeout(() => this.#giveUp(), SWITCH_TIMEOUT_MS)
    return await this.#result.promise
  }

  settle(result: SwitchResult): void {
    if (this.#retryTimer) clearInterval(this.#retryTimer)
    this.#retryTimer = null
    this.#answer(result)
  }

  #giveUp(): void {
    this.#answer({ committed: false, reason: 'timeout' })
  }

  #answer(result: SwitchResult): void {
    if (this.#deadlineTimer) clearTimeout(this.#deadlineTimer)
    this.#deadlineTimer = null
    this.#result?.resolve(result)
    this.#result = null
  }
}
