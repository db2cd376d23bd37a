import { createHash } from 'node:crypto'
import { BridgeError, type BranchId, type SessionId, type SiteId } from '@diem-cau/protocol'
import type { BranchCommand, CommandOf } from '../core/branch/commands.ts'
import type { BranchEvent } from '../core/branch/events.ts'
import type { OpenBranch } from '../core/branch/state.ts'
import { BranchWriter, type CommandOrigin } from './BranchWriter.ts'
import { LogWriter } from './LogWriter.ts'
import type { Clock, EventStore, Logger } from './ports.ts'

export type BranchListener = (writer: BranchWriter, events: readonly BranchEvent[]) => void

type Opening = Omit<CommandOf<'OpenBranch'>, 'type' | 'branchId' | 'sessionId'>

/** So many branches that have ended still answer commands that come again. */
const MAX_ENDED = 32

/** The open branches and which site belongs to which. A site sits in one open session at a time. */
export class BranchRegistry {
  readonly #store: EventStore
  readonly #logWriter: LogWriter
  readonly #clock: Clock
  readonly #log: Logger
  readonly #epoch: number
  /** Open ones, and those that are being opened. */
  readonly #writers = new Map<BranchId, BranchWriter>()
  readonly #ended = new Map<BranchId, BranchWriter>()
  readonly #branchOfSite = new Map<SiteId, BranchId>()
  readonly #openings = new Map<BranchId, Promise<SessionId>>()
  /** Sites of sessions that are being opened, with their titles: not on disk yet, and taken all the same. */
  readonly #reserved = new Map<SiteId, string>()
  readonly #listeners: BranchListener[] = []

  constructor(options: { store: EventStore; clock: Clock; epoch: number; log: Logger }) {
    this.#store = options.store
    this.#clock = options.clock
    this.#log = options.log
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

  /**
   * Opens a branch. The same origin opens the same one, however often it asks, also after it has ended.
   * @throws {BridgeError} `site_busy` when a site sits in another open session, or `storage_failed`
   */
  open(opening: Opening, origin: CommandOrigin & { key: string }): Promise<SessionId> {
    const digest = createHash('sha256').update(`${origin.actor}/${origin.key}`).digest('hex').slice(0, 20)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are made here
    const [sessionId, branchId] = [`session-${digest}` as SessionId, `branch-${digest}` as BranchId]
    const underWay = this.#openings.get(branchId)
    if (underWay !== undefined) return underWay
    if (this.#writers.has(branchId)) return Promise.resolve(sessionId)
    const done = this.#open({ type: 'OpenBranch', branchId, sessionId, ...opening }, origin).finally(() =>
      this.#openings.delete(branchId),
    )
    this.#openings.set(branchId, done)
    return done
  }

  async #open(command: CommandOf<'OpenBranch'>, origin: CommandOrigin): Promise<SessionId> {
    const { branchId, sessionId, siteIds, title } = command
    if ((await this.#store.read(branchId)).length > 0) return sessionId
    this.#refuseBusySites(siteIds)
    for (const siteId of siteIds) this.#reserved.set(siteId, title)
    const writer = this.#makeWriter(branchId, sessionId)
    try {
      await writer.execute(command, origin)
    } catch (error) {
      this.#writers.delete(branchId)
      throw error
    } finally {
      for (const siteId of siteIds) this.#reserved.delete(siteId)
    }
    return sessionId
  }

  #refuseBusySites(siteIds: readonly SiteId[]): void {
    for (const siteId of siteIds) {
      const title = this.branchOfSite(siteId)?.title ?? this.#reserved.get(siteId)
      if (title !== undefined) throw new BridgeError('site_busy', { siteId, title })
    }
  }

  /** All open branches, as they are on disk. */
  branches(): OpenBranch[] {
    return [...this.#writers.values()].map(({ state }) => state).filter((state) => state.status === 'open')
  }

  /** The writers of all open branches. */
  writers(): BranchWriter[] {
    return [...this.#writers.values()].filter(({ state }) => state.status === 'open')
  }

  branchOfSite(siteId: SiteId): OpenBranch | null {
    const branchId = this.#branchOfSite.get(siteId)
    const state = branchId === undefined ? undefined : this.#writers.get(branchId)?.state
    return state?.status === 'open' ? state : null
  }

  branchOfSession(sessionId: SessionId): OpenBranch | null {
    return this.branches().find((branch) => branch.sessionId === sessionId) ?? null
  }

  /** An open session's branch, or one that has ended lately as it last was: for a command that comes again. */
  lastBranchOfSession(sessionId: SessionId): OpenBranch | null {
    const ended = [...this.#ended.values()].find((writer) => writer.sessionId === sessionId)
    return this.branchOfSession(sessionId) ?? ended?.lastOpen ?? null
  }

  /** @throws {BridgeError} `session_not_found` when there is no such open branch, or the core's refusal */
  async execute(
    branchId: BranchId,
    command: BranchCommand,
    origin: CommandOrigin,
  ): Promise<readonly BranchEvent[]> {
    const writer = this.#writers.get(branchId) ?? this.#ended.get(branchId)
    if (writer === undefined) throw new BridgeError('session_not_found')
    return writer.execute(command, origin)
  }

  /** Resolves when nothing is being written. */
  idle(): Promise<void> {
    return this.#logWriter.idle()
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

  /** What is on disk is true, whatever a listener makes of it. */
  #committed(writer: BranchWriter, events: readonly BranchEvent[]): void {
    this.#index(writer)
    for (const listener of this.#listeners) {
      try {
        listener(writer, events)
      } catch (error) {
        this.#log.error({ err: error, branchId: writer.branchId }, 'A consequence of events failed')
      }
    }
  }

  #index(writer: BranchWriter): void {
    const { state, branchId } = writer
    if (state.status === 'open') {
      for (const siteId of state.sites.keys()) this.#branchOfSite.set(siteId, branchId)
      return
    }
    for (const [siteId, of] of this.#branchOfSite) if (of === branchId) this.#branchOfSite.delete(siteId)
    if (state.status !== 'closed') return
    this.#writers.delete(branchId)
    this.#ended.set(branchId, writer)
    const [oldest] = this.#ended.keys()
    if (this.#ended.size > MAX_ENDED && oldest !== undefined) this.#ended.delete(oldest)
  }
}
