import { createHash } from 'node:crypto'
import { BridgeError, type BranchId, type SessionId, type SiteId } from '@diem-cau/protocol'
import type { BranchCommand, CommandOf } from '../core/branch/commands.ts'
import type { RosterEntry } from '../core/branch/conduct.ts'
import type { BranchEvent } from '../core/branch/events.ts'
import type { OpenBranch } from '../core/branch/state.ts'
import { detachedIn, openingOf } from './branchPairs.ts'
import { BranchWriter, type CommandOrigin } from './BranchWriter.ts'
import { LogWriter } from './LogWriter.ts'
import type { Clock, EventStore, Logger } from './ports.ts'
import { SiteIndex } from './SiteIndex.ts'

export type BranchListener = (writer: BranchWriter, events: readonly BranchEvent[]) => void

type Opening = Omit<CommandOf<'OpenBranch'>, 'type' | 'branchId' | 'sessionId'>
type Detachment = Omit<CommandOf<'DetachBranch'>, 'type' | 'branchId' | 'sessionId'>
type KeyedOrigin = CommandOrigin & { key: string }
interface BranchIds {
  sessionId: SessionId
  branchId: BranchId
}

const SYSTEM: CommandOrigin = { actor: 'system', key: null }

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
  readonly #sites = new SiteIndex(
    (branchId) => this.#openBranch(branchId),
    () => this.branches(),
  )
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
      this.#sites.update(branchId, writer.state)
    }
    await this.#mendPairs()
  }

  /**
   * Opens a branch. The same origin opens the same one, however often it asks, also after it has ended.
   * @param ids those of a session that was planned; otherwise they are made of the origin
   * @throws {BridgeError} `site_busy` when a site sits in another open session, or `storage_failed`
   */
  open(opening: Opening, origin: KeyedOrigin, ids: BranchIds = idsFor(origin)): Promise<SessionId> {
    const { sessionId, branchId } = ids
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
    const { branchId, sessionId, title } = command
    if ((await this.#store.read(branchId)).length > 0) return sessionId
    const siteIds = command.urgent === undefined ? this.#free(command.siteIds) : this.#atOnce(command)
    const leave = this.#leaving(siteIds)
    const writer = this.#makeWriter(branchId, sessionId)
    try {
      await this.#move(siteIds, title, [leave, () => writer.execute({ ...command, siteIds }, origin)])
    } catch (error) {
      this.#writers.delete(branchId)
      throw error
    }
    return sessionId
  }

  /**
   * The sites with which an urgent call opens: those that are free, and its chair. The others come when they answer.
   * @throws {BridgeError} `chair_busy` when the chair's site has the chair elsewhere
   */
  #atOnce({ siteIds, chairSiteId }: CommandOf<'OpenBranch'>): SiteId[] {
    if (this.#reserved.has(chairSiteId)) this.#free([chairSiteId])
    const elsewhere = this.branchOfSite(chairSiteId)
    if (elsewhere?.chair.siteId === chairSiteId) {
      throw new BridgeError('chair_busy', { siteId: chairSiteId, title: elsewhere.title })
    }
    return siteIds.filter((siteId) => siteId === chairSiteId || this.#titleOf(siteId) === undefined)
  }

  /**
   * A site answers an urgent call. It leaves the session where it sat, with its microphone closed, in the transaction
   * in which it comes into the call.
   * @throws {BridgeError} `not_called`, `chair_can_not_leave`, `session_not_found`, or `storage_failed`
   */
  async answer(branchId: BranchId, entry: RosterEntry, origin: KeyedOrigin): Promise<void> {
    const { siteId } = entry
    const writer = this.#writers.get(branchId)
    if (writer?.isOpen !== true) throw new BridgeError('session_not_found')
    if (writer.answered(origin) !== undefined) return
    const command = { type: 'AnswerCall', siteId, entry } as const
    writer.preview(command)
    const from = this.branchOfSite(siteId)
    if (from !== null && from.branchId !== branchId && from.chair.siteId === siteId) {
      throw new BridgeError('chair_can_not_leave', { title: from.title })
    }
    const leave = from?.branchId === branchId ? () => Promise.resolve() : this.#leaving([siteId])
    await this.#move([siteId], writer.lastOpen?.title ?? '', [leave, () => writer.execute(command, origin)])
  }

  /** Has sites leave the branches in which they sit, where they do. */
  #leaving(siteIds: readonly SiteId[]): () => Promise<unknown> {
    const places = siteIds.flatMap((siteId) => {
      const from = this.branchOfSite(siteId)
      return from === null ? [] : [{ siteId, branchId: from.branchId }]
    })
    return () =>
      Promise.all(
        places.map(({ siteId, branchId }) =>
          this.execute(branchId, { type: 'LeaveSite', siteId, instance: null }, SYSTEM),
        ),
      )
  }

  /**
   * A unit's rooms leave a branch for one of their own. The two streams are written in one transaction; the same
   * origin detaches the same branch, however often it asks.
   * @returns the new branch's session
   * @throws {BridgeError} the core's refusal, or `storage_failed`: then neither has changed
   */
  async detach(parentId: BranchId, detachment: Detachment, origin: KeyedOrigin): Promise<SessionId> {
    const parent = this.#writers.get(parentId) ?? this.#ended.get(parentId)
    if (parent === undefined) throw new BridgeError('session_not_found')
    const ids = idsFor(origin)
    const before = parent.answered(origin)
    if (before !== undefined) return before.then(() => ids.sessionId)
    const command = { type: 'DetachBranch', ...ids, ...detachment } as const
    const detached = detachedIn(parent.preview(command))
    const { lastOpen } = parent
    if (lastOpen === null) throw new BridgeError('session_not_found')
    const child = this.#makeWriter(ids.branchId, ids.sessionId)
    try {
      await this.#move(detached.siteIds, lastOpen.title, [
        () => parent.execute(command, origin),
        () => child.execute(openingOf(lastOpen, detached), origin),
      ])
    } catch (error) {
      this.#writers.delete(ids.branchId)
      throw error
    }
    return ids.sessionId
  }

  /**
   * A branch ends and its rooms are back in the one that they came from, in one transaction.
   * @returns the session that they are back in
   * @throws {BridgeError} `branch_not_detached`, `parent_ended`, `session_not_found`, or `storage_failed`
   */
  async attach(branchId: BranchId, origin: CommandOrigin): Promise<SessionId> {
    const child = this.#writers.get(branchId) ?? this.#ended.get(branchId)
    const last = child?.lastOpen
    if (child === undefined || last === null || last === undefined) throw new BridgeError('session_not_found')
    const { parentBranchId, parentSession } = last
    if (parentBranchId === null || parentSession === null) throw new BridgeError('branch_not_detached')
    const before = child.answered(origin)
    if (before !== undefined) return before.then(() => parentSession.sessionId)
    const parent = this.#writers.get(parentBranchId)
    if (parent?.isOpen !== true) throw new BridgeError('parent_ended')
    const [close, attach] = [
      { type: 'CloseBranch', reason: 'attached' },
      { type: 'AttachBranch', branchId },
    ] as const
    child.preview(close)
    parent.preview(attach)
    await this.#move([...last.sites.keys()], last.title, [
      () => child.execute(close, origin),
      () => parent.execute(attach, origin),
    ])
    return parentSession.sessionId
  }

  /**
   * Writes both halves of a pair that were found possible. Both are handed over in this turn of the event loop, and
   * so get into the log in one group: one transaction, both or neither.
   */
  async #move(siteIds: readonly SiteId[], title: string, halves: (() => Promise<unknown>)[]): Promise<void> {
    // Between the two commits a site is in neither branch: nobody may take it for free.
    for (const siteId of siteIds) this.#reserved.set(siteId, title)
    try {
      await Promise.all(halves.map((write) => write()))
    } finally {
      for (const siteId of siteIds) this.#reserved.delete(siteId)
    }
  }

  /** Writes the other half of a pair of which the log has only one, as one that was restored in parts may have. */
  async #mendPairs(): Promise<void> {
    for (const parent of this.branches()) {
      for (const child of parent.detached.values()) {
        const { branchId, sessionId } = child
        if (this.#writers.has(branchId)) continue
        this.#log.warn({ branchId }, 'Half of a pair of events was missing and is written now')
        const hasEnded = (await this.#store.read(branchId)).length > 0
        if (hasEnded) await this.execute(parent.branchId, { type: 'AttachBranch', branchId }, SYSTEM)
        else await this.#makeWriter(branchId, sessionId).execute(openingOf(parent, child), SYSTEM)
      }
    }
    for (const child of this.branches()) {
      const parent = child.parentBranchId === null ? null : this.#openBranch(child.parentBranchId)
      if (parent === null || parent.detached.has(child.branchId)) continue
      const { branchId } = child
      this.#log.warn({ branchId }, 'Half of a pair of events was missing and is written now')
      try {
        await this.execute(branchId, { type: 'CloseBranch', reason: 'attached' }, SYSTEM)
      } catch (error) {
        // A secret vote that is still being counted keeps it open: the bridge starts, the desk ends it afterwards.
        if (!(error instanceof BridgeError) || error.code === 'storage_failed') throw error
        this.#log.warn({ err: error, branchId }, 'It can not be written yet')
      }
    }
    for (const writer of this.writers()) this.#index(writer)
  }

  /** @throws {BridgeError} `site_busy` */
  #free(siteIds: readonly SiteId[]): readonly SiteId[] {
    for (const siteId of siteIds) {
      const title = this.#titleOf(siteId)
      if (title !== undefined) throw new BridgeError('site_busy', { siteId, title })
    }
    return siteIds
  }

  /** The session that has a site, or is about to. */
  #titleOf(siteId: SiteId): string | undefined {
    return this.branchOfSite(siteId)?.title ?? this.#reserved.get(siteId)
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
    return this.#sites.of(siteId)
  }

  /** The branch that a branch was detached from, while that one is open. */
  parentOf({ parentBranchId }: OpenBranch): OpenBranch | null {
    return parentBranchId === null ? null : this.#openBranch(parentBranchId)
  }

  /** The open branches that were detached from this one. */
  childrenOf(branch: OpenBranch): OpenBranch[] {
    return [...branch.detached.keys()].flatMap((branchId) => this.#openBranch(branchId) ?? [])
  }

  #openBranch(branchId: BranchId): OpenBranch | null {
    const state = this.#writers.get(branchId)?.state
    return state?.status === 'open' ? state : null
  }

  branchOfSession(sessionId: SessionId): OpenBranch | null {
    return this.branches().find((branch) => branch.sessionId === sessionId) ?? null
  }

  /** An open session's branch, or one that has ended lately as it last was: for a command that comes again. */
  lastBranchOfSession(sessionId: SessionId): OpenBranch | null {
    const ended = [...this.#ended.values()].findLast((writer) => writer.sessionId === sessionId)
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
    this.#sites.update(branchId, state)
    if (state.status !== 'closed') return
    this.#writers.delete(branchId)
    this.#ended.set(branchId, writer)
    const [oldest] = this.#ended.keys()
    if (this.#ended.size > MAX_ENDED && oldest !== undefined) this.#ended.delete(oldest)
  }
}

/** The ids of what an origin opens: always the same ones, so that asking again finds what is there. */
function idsFor({ actor, key }: KeyedOrigin): BranchIds {
  const digest = createHash('sha256').update(`${actor}/${key}`).digest('hex').slice(0, 20)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are made here
  return { sessionId: `session-${digest}` as SessionId, branchId: `branch-${digest}` as BranchId }
}
