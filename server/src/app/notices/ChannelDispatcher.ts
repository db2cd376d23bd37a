import { assertUnreachable, type NoticeId } from '@diem-cau/protocol'
import { pauseBefore } from '../../core/notices/backoff.ts'
import { staleness } from '../../core/notices/staleness.ts'
import type { Clock, Logger } from '../ports.ts'
import type { ClaimedNotice, NoticeResult, NoticeSender, OutboxStore, SendOutcome } from './ports.ts'

/** It looks again after so long, whatever the clock has done meanwhile. */
const LOOK_AGAIN_MS = 15_000
const STORE_PAUSE_MS = 2_000

export interface DispatchOptions {
  store: OutboxStore
  clock: Clock
  log: Logger
  maxAttempts: number
  /** Something in the outbox is different: whoever shows it may look. */
  onChange: () => void
}

/**
 * Sends the notices of one channel: so many at once, so many a minute. A notice is on disk as being sent before it is,
 * and its outcome after: a crash between the two leaves one that is uncertain, which nobody sends again unasked.
 */
export class ChannelDispatcher {
  readonly #options: DispatchOptions
  readonly #sender: NoticeSender
  readonly #underWay = new Set<Promise<void>>()
  readonly #abort = new AbortController()
  #isEnding = false
  #loop: Promise<void> = Promise.resolve()
  /** Rings since the beginning: one that comes while it looks makes it look again. */
  #rings = 0
  #wakeUp: () => void = () => undefined

  constructor(sender: NoticeSender, options: DispatchOptions) {
    this.#sender = sender
    this.#options = options
  }

  start(): void {
    this.#loop = this.#run()
  }

  /** There may be something to send. */
  ring(): void {
    this.#rings += 1
    this.#wakeUp()
  }

  /** Begins nothing more, and gives what is under way some time before it is broken off. Twice is harmless. */
  async close(graceMs: number): Promise<void> {
    this.#isEnding = true
    this.ring()
    const timer = setTimeout(() => this.#abort.abort(), graceMs)
    await this.#loop
    await Promise.all(this.#underWay)
    clearTimeout(timer)
  }

  async #run(): Promise<void> {
    while (!this.#isEnding) {
      const rings = this.#rings
      try {
        const hasRoom = this.#underWay.size < this.#sender.concurrency
        const claimed = hasRoom ? await this.#claim() : null
        if (claimed === null) await this.#rest(rings, hasRoom ? await this.#untilDueMs() : LOOK_AGAIN_MS)
        else {
          this.#begin(claimed)
          // Gateways count how many begin in a while. A ring does not shorten this.
          await this.#pause(this.#sender.intervalMs)
        }
      } catch (error) {
        this.#options.log.warn({ err: error, channel: this.#sender.channel }, 'The outbox could not be read')
        await this.#pause(STORE_PAUSE_MS)
      }
    }
  }

  #claim(): Promise<ClaimedNotice | null> {
    return this.#options.store.claim(this.#sender.channel, this.#options.clock())
  }

  async #untilDueMs(): Promise<number> {
    const dueAt = await this.#options.store.nextDueAt(this.#sender.channel)
    return dueAt === null ? LOOK_AGAIN_MS : dueAt - this.#options.clock()
  }

  #begin(claimed: ClaimedNotice): void {
    const attempt = this.#send(claimed).finally(() => {
      this.#underWay.delete(attempt)
      this.ring()
    })
    this.#underWay.add(attempt)
  }

  async #send(claimed: ClaimedNotice): Promise<void> {
    const { clock, log } = this.#options
    const { letter, attempts } = claimed
    const { noticeId, kind } = letter
    this.#options.onChange()
    const stale = staleness(letter, clock())
    if (stale !== null) return this.#record(noticeId, { state: 'dropped', error: stale })
    const result = this.#resultOf(claimed, await this.#attempt(claimed))
    const fields = { noticeId, channel: this.#sender.channel, kind, attempts, state: result.state }
    if (result.state === 'failed') log.warn(fields, 'A notice could not be delivered')
    else log.debug(fields, 'A notice was tried')
    await this.#record(noticeId, result)
  }

  /** A fault of our own (a text that can not be made) is one of this notice, and of no other. */
  async #attempt({ letter }: ClaimedNotice): Promise<SendOutcome> {
    try {
      return await this.#sender.send(letter, this.#abort.signal)
    } catch (error) {
      this.#options.log.error({ err: error, noticeId: letter.noticeId }, 'A notice could not be made')
      return { outcome: 'refused', error: 'internal' }
    }
  }

  #resultOf({ letter, attempts }: ClaimedNotice, outcome: SendOutcome): NoticeResult {
    const now = this.#options.clock()
    switch (outcome.outcome) {
      case 'sent':
        return { state: 'sent', at: now }
      case 'refused':
        return { state: 'failed', error: outcome.error }
      case 'unknown':
        if (!this.#sender.mayRepeat) return { state: 'uncertain', error: outcome.error }
        return this.#again({ letter, attempts }, outcome.error, null)
      case 'deferred':
        return this.#again({ letter, attempts }, outcome.error, outcome.retryAfterMs)
      default:
        return assertUnreachable(outcome)
    }
  }

  #again({ letter, attempts }: ClaimedNotice, error: string, retryAfterMs: number | null): NoticeResult {
    if (attempts >= this.#options.maxAttempts) return { state: 'failed', error }
    const pauseMs = pauseBefore(letter.kind, attempts, retryAfterMs)
    return { state: 'waiting', nextAttemptAt: this.#options.clock() + pauseMs, error }
  }

  /** What has happened is written, however long the disk is full: until then it would be uncertain. */
  async #record(noticeId: NoticeId, result: NoticeResult): Promise<void> {
    for (;;) {
      try {
        await this.#options.store.record(noticeId, result)
        this.#options.onChange()
        return
      } catch (error) {
        this.#options.log.warn({ err: error, noticeId }, 'What became of a notice could not be written yet')
        if (this.#isEnding) return
        await this.#pause(STORE_PAUSE_MS)
      }
    }
  }

  /** Sleeps until the next one is due or somebody rings; not at all when somebody has rung since `rings`. */
  async #rest(rings: number, milliseconds: number): Promise<void> {
    if (rings !== this.#rings) return
    await new Promise<void>((resume) => {
      const timer = setTimeout(resume, Math.min(Math.max(milliseconds, 10), LOOK_AGAIN_MS))
      this.#wakeUp = () => {
        clearTimeout(timer)
        resume()
      }
    })
  }

  async #pause(milliseconds: number): Promise<void> {
    const until = performance.now() + milliseconds
    while (!this.#isEnding && performance.now() < until) {
      await this.#rest(this.#rings, until - performance.now())
    }
  }
}
