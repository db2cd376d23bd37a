import { createHash } from 'node:crypto'
import { BridgeError, type BranchId, type SessionId, type SiteId } from '@diem-cau/protocol'
import type { BranchCommand } from '../core/branch/commands.ts'
import type { BranchEvent } from '../core/branch/events.ts'
import type { OpenBranch } from '../core/branch/state.ts'
import { BranchWriter, type CommandOrigin } from './BranchWriter.ts'
import { LogWriter } from './LogWriter.ts'
import type { Clock, EventStore, Logger } from './ports.ts'

export type BranchListener = (writer: BranchWriter, events: readonly BranchEvent[]) => void

/** The open branches and which site belongs to which. A site sits in one open session at a time. */
export class BranchRegistry {
  readonly #store: EventStore
  readonly #logWriter: LogWriter
  readonly #clock: Clock
  readonly #epoch: number
  readonly #writers = new Map<BranchId, BranchWriter>()
  readonly #branchOfSite = new Map<SiteId, BranchId>()
  readonly #listeners: BranchListener[] = []

  constructor(options: { store: EventStore; clock: Clock; epoch: number; log: Logger }) {
    this.#store = options.store
    this.#clock = options.clock
    this.#epoch = options.epoch
    this.#logWriter = new LogWriter(options.store, options.log, () => {
      for (const writer of this.#writers.values()) writer.rollBack()
    })
  }

  get epoch(): number {
    return this.#epoch
  }

  /** Called after every commit, when the events are on disk. */
  listen(listener: BranchListener): void {
    this.#listeners.push(listener)
  }

  /** Folds all open streams again after a start. */
  async restore(): Promise<void> {
    for (const branchId of await this.#store.openStreams()) {
      const stored = await this.#store.read(branchId)
      const first = stored[0]?.event
      if (first?.type !== 'BranchOpened') continue
      const writer = this.#makeWriter(branchId, first.data.sessionId)
      writer.restore(stored)
      this.#index(writer)
    }
  }

  /** Opens a branch. The same origin opens the same one, however often it asks. */
  async open(
    command: Omit<Extract<BranchCommand, { type: 'OpenBranch' }>, 'type' | 'branchId' | 'sessionId'>,
    origin: CommandOrigin & { key: string },
  ): Promise<SessionId> {
    const digest = createHash('sha256').update(`${origin.actor}/${origin.key}`).digest('hex').slice(0, 20)
    const sessionId = `session-${digest}` as SessionId
    const branchId = `branch-${digest}` as BranchId
    if (this.#writers.has(branchId)) return sessionId
    this.#refuseBusySites(command.siteIds)
    const writer = this.#makeWriter(branchId, sessionId)
    try {
      await writer.execute({ type: 'OpenBranch', branchId, sessionId, ...command }, origin)
    } catch (error) {
      this.#writers.delete(branchId)
      throw error
    }
    return sessionId
  }

  #refuseBusySites(siteIds: readonly SiteId[]): void {
    for (const siteId of siteIds) {
      const busyWith = this.branchOfSite(siteId)
      if (busyWith !== null) throw new BridgeError('site_busy', { siteId, title: busyWith.title })
    }
  }

  /** All open branches, as they are on disk. */
  branches(): OpenBranch[] {
    return [...this.#writers.values()].map(({ state }) => state).filter((state) => state.status === 'open')
  }

  writers(): BranchWriter[] {
    return [...this.#writers.values()]
  }

  branchOfSite(siteId: SiteId): OpenBranch | null {
    const branchId = this.#branchOfSite.get(siteId)
    const state = branchId === undefined ? undefined : this.#writers.get(branchId)?.state
    return state?.status === 'open' ? state : null
  }

  branchOfSession(sessionId: SessionId): OpenBranch | null {
    return this.branches().find((branch) => branch.sessionId === sessionId) ?? null
  }

  /** @throws {BridgeError} `session_not_found` when there is no such open branch, or the core's refusal */
  async execute(
    branchId: BranchId,
    command: BranchCommand,
    origin: CommandOrigin,
  ): Promise<readonly BranchEvent[]> {
    const writer = this.#writers.get(branchId)
    if (writer === undefined) throw new BridgeError('session_not_found')
    return writer.execute(command, origin)
  }

  #makeWriter(branchId: BranchId, sessionId: SessionId): BranchWriter {
    const writer = new BranchWriter({
      branchId,
      sessionId,
      log: this.#logWriter,
      clock: this.#clock,
      epoch: this.#epoch,
      onCommitted: (committed, events) => this.#committed(committed, events),
    })
    this.#writers.set(branchId, writer)
    return writer
  }

  #committed(writer: BranchWriter, events: readonly BranchEvent[]): void {
    this.#index(writer)
    for (const listener of this.#listeners) listener(writer, events)
  }

  #index({ state, branchId }: BranchWriter): void {
    if (state.status === 'open') {
      for (const siteId of state.sites.keys()) this.#branchOfSite.set(siteId, branchId)
    } else {
      for (const [siteId, of] of this.#branchOfSite) if (of === branchId) this.#branchOfSite.delete(siteId)
      if (state.status === 'closed') this.#writers.delete(branchId)
    }
  }
}
