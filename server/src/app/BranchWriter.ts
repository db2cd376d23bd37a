import { BridgeError, type BranchId, type SessionId } from '@diem-cau/protocol'
import type { BranchCommand } from '../core/branch/commands.ts'
import { decide } from '../core/branch/decide.ts'
import { isRefusal } from '../core/branch/decision.ts'
import type { BranchEvent } from '../core/branch/events.ts'
import { evolve } from '../core/branch/evolve.ts'
import { UNOPENED, type BranchState, type OpenBranch } from '../core/branch/state.ts'
import type { LogWriter } from './LogWriter.ts'
import type { Clock, StoredEvent } from './ports.ts'

export interface CommandOrigin {
  /** `site:ID`, `person:ID` or `system`. */
  actor: string
  /** Idempotency key; null for what the server does by itself. */
  key: string | null
}

interface Position {
  state: BranchState
  seq: number
}

/** Commands that changed nothing are remembered too, but only the last ones: they leave no trace in the log. */
const MAX_IDLE_ANSWERS = 1_000
const NO_EVENTS: readonly BranchEvent[] = []

/** Keys are the callers' own: two of them may have the same one. */
function scoped({ actor, key }: CommandOrigin): string | null {
  return key === null ? null : `${actor}/${key}`
}

/**
 * The one writer of a branch's stream. Commands are decided one after another on the newest state; their events
 * count for others (`state`, `onCommitted`) only once they are on disk. A command that comes again with the same
 * key gets the events that it caused the first time.
 */
export class BranchWriter {
  readonly branchId: BranchId
  readonly sessionId: SessionId
  readonly #log: LogWriter
  readonly #clock: Clock
  readonly #epoch: number
  readonly #onCommitted: (writer: BranchWriter, events: readonly BranchEvent[]) => void
  #committed: Position = { state: UNOPENED, seq: 0 }
  #newest: Position = { state: UNOPENED, seq: 0 }
  #lastOpen: OpenBranch | null = null
  /** Kept as long as the branch is open: a key that was forgotten would be written a second time, and break the log. */
  readonly #answered = new Map<string, Promise<readonly BranchEvent[]>>()
  readonly #idle = new Set<string>()

  constructor(options: {
    branchId: BranchId
    sessionId: SessionId
    log: LogWriter
    clock: Clock
    epoch: number
    onCommitted: (writer: BranchWriter, events: readonly BranchEvent[]) => void
  }) {
    this.branchId = options.branchId
    this.sessionId = options.sessionId
    this.#log = options.log
    this.#clock = options.clock
    this.#epoch = options.epoch
    this.#onCommitted = options.onCommitted
  }

  /** What is on disk: views, media and reports read this. */
  get state(): BranchState {
    return this.#committed.state
  }

  get seq(): number {
    return this.#committed.seq
  }

  /** The branch as it was when it was last open; null before it opens. */
  get lastOpen(): OpenBranch | null {
    return this.#lastOpen
  }

  /** Whether it takes commands: what is being written counts already. */
  get isOpen(): boolean {
    return this.#newest.state.status === 'open'
  }

  /** Folds the stream's stored events. Only before the first command. */
  restore(stored: readonly StoredEvent[]): void {
    let { state, seq } = this.#committed
    const byCommand = new Map<string, BranchEvent[]>()
    for (const { event, at, command, seq: eventSeq } of stored) {
      state = evolve(state, event, at)
      seq = eventSeq
      if (command !== null) {
        const key = command.replace(/#\d+$/, '')
        byCommand.set(key, [...(byCommand.get(key) ?? []), event])
      }
    }
    for (const [key, events] of byCommand) this.#answered.set(key, Promise.resolve(events))
    this.#commit({ state, seq })
    this.#newest = this.#committed
  }

  #commit(position: Position): void {
    this.#committed = position
    if (position.state.status === 'open') this.#lastOpen = position.state
  }

  /**
   * Decides a command and writes its events.
   * @returns the events once they are synced to disk; none when there was nothing to change
   * @throws {BridgeError} the core's refusal, or `storage_failed`
   */
  execute(command: BranchCommand, origin: CommandOrigin): Promise<readonly BranchEvent[]> {
    const answered = this.answered(origin)
    if (answered !== undefined) return answered
    const { actor } = origin
    const scopedKey = scoped(origin)
    if (scopedKey !== null && this.#idle.has(scopedKey)) return Promise.resolve(NO_EVENTS)
    const now = this.#clock()
    const decision = decide(this.#newest.state, command, now)
    if (isRefusal(decision)) return Promise.reject(new BridgeError(decision.refused, decision.data))
    if (decision.length === 0) return this.#changedNothing(scopedKey)
    const done = this.#write(decision, now, actor, scopedKey)
    if (scopedKey !== null) this.#remember(scopedKey, done)
    return done
  }

  /** What a command with this key has done, or is about to; undefined when there was none. */
  answered(origin: CommandOrigin): Promise<readonly BranchEvent[]> | undefined {
    const key = scoped(origin)
    return key === null ? undefined : this.#answered.get(key)
  }

  /** What a command would do at this moment; nothing is written. @throws {BridgeError} the core's refusal */
  preview(command: BranchCommand): readonly BranchEvent[] {
    const decision = decide(this.#newest.state, command, this.#clock())
    if (isRefusal(decision)) throw new BridgeError(decision.refused, decision.data)
    return decision
  }

  #changedNothing(key: string | null): Promise<readonly BranchEvent[]> {
    if (key !== null) this.#idle.add(key)
    const [oldest] = this.#idle
    if (this.#idle.size > MAX_IDLE_ANSWERS && oldest !== undefined) this.#idle.delete(oldest)
    return Promise.resolve(NO_EVENTS)
  }

  async #write(
    events: readonly BranchEvent[],
    at: number,
    actor: string,
    key: string | null,
  ): Promise<readonly BranchEvent[]> {
    let { state, seq } = this.#newest
    const stored = events.map((event, index): StoredEvent => {
      state = evolve(state, event, at)
      seq += 1
      const command = key === null ? null : index === 0 ? key : `${key}#${index}`
      return { seq, epoch: this.#epoch, at, actor, command, event }
    })
    const position = { state, seq }
    this.#newest = position
    const closes = state.status === 'closed'
    await this.#log.append({ stream: this.branchId, sessionId: this.sessionId, events: stored, closes })
    this.#commit(position)
    this.#onCommitted(this, events)
    return events
  }

  #remember(key: string, done: Promise<readonly BranchEvent[]>): void {
    this.#answered.set(key, done)
    done.catch(() => this.#answered.delete(key))
  }

  /** The log could not be written: what was decided on top of it never happened. */
  rollBack(): void {
    this.#newest = this.#committed
  }
}
