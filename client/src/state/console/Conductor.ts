import type { Layout, ReplyOf, RequestId, SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import type { CommandData, CommandName } from '../../connection/index.ts'
import type { Problem } from '../api.ts'
import { problemOf } from '../problem.ts'
import type { PendingMove } from './queue.ts'

/** What the conductor needs of a connection. */
export interface CommandPort {
  command<N extends CommandName>(name: N, data: CommandData<N>): Promise<ReplyOf<N>>
}

/** Where something was asked for: what is under way and what went wrong is shown there. */
export type Place =
  | `site:${string}`
  | `motion:${string}`
  | 'session'
  | 'stage'
  | 'queue'
  | 'rules'
  | 'agenda'
  | 'rollCall'
  | 'votes'
  | 'paper'
  | 'help'

/** What can be taken back. */
export type UndoKind =
  | 'standby'
  | 'invite'
  | 'requeue'
  | 'move'
  | 'decline'
  | 'microphone'
  | 'layout'
  | 'mode'
  | 'delegation'
  | 'limits'
  | 'queueOpened'
  | 'queueClosed'
  | 'deputy'
  | 'pin'
  | 'nominate'
  | 'return'
  | 'extend'
  | 'skip'
  | 'unskip'

/** Something that can be taken back, and of which site. */
export interface UndoStep {
  readonly kind: UndoKind
  readonly siteId: SiteId | null
  /** Where it is shown when it can't be taken back any more. */
  readonly place: Place
  readonly at: number
}

export interface ConductState {
  readonly busy: ReadonlySet<Place>
  readonly problems: ReadonlyMap<Place, Problem>
  /** Shown as done before the server has said so; taken back when it refuses. */
  readonly pendingMove: PendingMove | null
  readonly pendingLayout: Layout | null
  readonly undo: UndoStep | null
}

/** A request to speak as far as the conductor has to know it. */
export interface RequestRef {
  readonly requestId: RequestId
  readonly siteId: SiteId
  /** From 1; null when it does not wait. */
  readonly queuePosition: number | null
  /** Whether it waits for its district's nomination: its place is one of that queue. */
  readonly inGroup?: boolean
}

/** One command of a session, without the session. */
export interface Order<N extends CommandName> {
  readonly name: N
  readonly data: Omit<CommandData<N>, 'sessionId'>
}

/** Nothing under way. */
export const IDLE_CONDUCT: ConductState = {
  busy: new Set(),
  problems: new Map(),
  pendingMove: null,
  pendingLayout: null,
  undo: null,
}

/**
 * Conducts one session: sends the commands, knows which are under way, keeps why one failed beside where it
 * was asked for, and how the last one is taken back. It owns nothing that has to be closed.
 */
export class Conductor {
  readonly sessionId: SessionId
  readonly #port: CommandPort
  readonly #now: () => number
  readonly #listeners = new Set<() => void>()
  #state = IDLE_CONDUCT
  #undo: (() => Promise<void>) | null = null

  constructor(sessionId: SessionId, port: CommandPort, now: () => number) {
    this.sessionId = sessionId
    this.#port = port
    this.#now = now
  }

  get state(): ConductState {
    return this.#state
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /**
   * `interposed`: a question put in between, beside the speaker whose time stands still meanwhile. `insteadOf`: the
   * speech that it takes over from, as it is on screen: refused when somebody else speaks meanwhile.
   */
  give(
    siteId: SiteId,
    how: { alongside?: true; interposed?: true; insteadOf?: RequestId | null } = {},
  ): Promise<void> {
    return this.#run(`site:${siteId}`, async () => {
      await this.#send('floor.give', { siteId, ...how })
      this.#forgetUndo()
    })
  }

  standby(siteId: SiteId, position: number | null = null): Promise<void> {
    return this.#run(`site:${siteId}`, async () => {
      const { requestId } = await this.#send('floor.standby', { siteId })
      this.#canUndo('standby', siteId, () => this.#backToQueue(siteId, requestId, position))
    })
  }

  invite(siteId: SiteId, position: number | null = null): Promise<void> {
    return this.#run(`site:${siteId}`, async () => {
      const { requestId } = await this.#send('floor.invite', { siteId })
      this.#canUndo('invite', siteId, () => this.#backToQueue(siteId, requestId, position))
    })
  }

  /** Back to the queue from invited or standby. */
  requeue({ requestId, siteId }: RequestRef): Promise<void> {
    return this.#run(`site:${siteId}`, async () => {
      await this.#send('floor.requeue', { requestId })
      this.#canUndo('requeue', siteId, async () => void (await this.#send('floor.standby', { siteId })))
    })
  }

  decline({ siteId, requestId, queuePosition, inGroup = false }: RequestRef): Promise<void> {
    return this.#run(`site:${siteId}`, async () => {
      if (inGroup) {
        // Nothing puts it back into its district's queue: the site asks again.
        await this.#send('group.decline', { requestId })
        return this.#forgetUndo()
      }
      await this.#send('floor.decline', { requestId })
      this.#canUndo('decline', siteId, async () => {
        const again = await this.#send('floor.invite', { siteId })
        await this.#backToQueue(siteId, again.requestId, queuePosition)
      })
    })
  }

  finish({ siteId, requestId }: RequestRef): Promise<void> {
    return this.#run(`site:${siteId}`, async () => void (await this.#send('floor.finish', { requestId })))
  }

  revoke({ siteId, requestId }: RequestRef): Promise<void> {
    return this.#run(`site:${siteId}`, async () => void (await this.#send('floor.revoke', { requestId })))
  }

  /** Moves a waiting request; shown at once. */
  move({ requestId, siteId, queuePosition, inGroup = false }: RequestRef, position: number): Promise<void> {
    if (queuePosition === null || position === queuePosition || position < 1) return Promise.resolve()
    this.#set({ pendingMove: { requestId, position } })
    const name = inGroup ? 'group.reorder' : 'floor.reorder'
    return this.#run(`site:${siteId}`, async () => {
      try {
        await this.#send(name, { requestId, position })
        this.#canUndo(
          'move',
          siteId,
          async () => void (await this.#send(name, { requestId, position: queuePosition })),
        )
      } catch (error) {
        this.#set({ pendingMove: null })
        throw error
      }
    })
  }

  /** The server's order shows the move: it is pending no more. */
  moveDone(): void {
    if (this.#state.pendingMove !== null) this.#set({ pendingMove: null })
  }

  setMicrophone(siteId: SiteId, open: boolean): Promise<void> {
    return this.#run(`site:${siteId}`, async () => {
      await this.#send(open ? 'microphone.open' : 'microphone.close', { siteId })
      // Only closing is taken back by a key: opening a room's microphone is never done in passing.
      if (!open) {
        this.#canUndo(
          'microphone',
          siteId,
          async () => void (await this.#send('microphone.open', { siteId })),
        )
      }
    })
  }

  closeAllButStage(): Promise<void> {
    return this.#run('stage', async () => void (await this.#send('microphone.closeAllButStage', {})))
  }

  /** Shown as chosen at once. */
  setLayout(layout: Layout, before: Layout): Promise<void> {
    if (layout === before) return Promise.resolve()
    this.#set({ pendingLayout: layout })
    return this.#run('stage', async () => {
      try {
        await this.#send('stage.setLayout', { layout })
        this.#canUndo(
          'layout',
          null,
          async () => void (await this.#send('stage.setLayout', { layout: before })),
        )
      } finally {
        this.#set({ pendingLayout: null })
      }
    })
  }

  endContent(): Promise<void> {
    return this.#run('stage', async () => void (await this.#send('content.end', {})))
  }

  /** Rejects when it was refused, so that its question stays on screen. */
  async setChair(siteId: SiteId): Promise<void> {
    await this.#send('session.setChair', { siteId })
    this.#forgetUndo()
  }

  /** Rejects when it was refused, so that its question stays on screen. */
  async closeSession(): Promise<void> {
    await this.#send('session.close', {})
    this.#forgetUndo()
  }

  /** A unit's rooms leave for a meeting of their own, which is answered. Rejects when it was refused. */
  async detachBranch(unitId: UnitId, chairSiteId: SiteId): Promise<SessionId> {
    const { sessionId } = await this.#send('session.detachBranch', { unitId, chairSiteId })
    this.#forgetUndo()
    return sessionId
  }

  /**
   * Gives a command that can't be taken back, from a place of the desk: what is under way and what went wrong is shown
   * there. Resolves to whether it was done.
   */
  async order<N extends CommandName>(
    place: Place,
    name: N,
    data: Omit<CommandData<N>, 'sessionId'>,
  ): Promise<ReplyOf<N> | null> {
    let reply: ReplyOf<N> | null = null
    await this.#run(place, async () => {
      reply = await this.#send(name, data)
    })
    return reply
  }

  /** Gives a command that another one takes back. Resolves to whether it was done. */
  async change<N extends CommandName, U extends CommandName>(
    place: Place,
    step: { kind: UndoKind; siteId?: SiteId },
    order: Order<N>,
    back: Order<U>,
  ): Promise<boolean> {
    let isDone = false
    await this.#run(place, async () => {
      await this.#send(order.name, order.data)
      isDone = true
      this.#canUndo(
        step.kind,
        step.siteId ?? null,
        async () => void (await this.#send(back.name, back.data)),
        place,
      )
    })
    return isDone
  }

  /** Takes the last step back; nothing when there is none. */
  undo(): Promise<void> {
    const undo = this.#undo
    const step = this.#state.undo
    if (undo === null || step === null) return Promise.resolve()
    this.#forgetUndo()
    return this.#run(step.place, undo)
  }

  dismissProblem(place: Place): void {
    const problems = new Map(this.#state.problems)
    if (problems.delete(place)) this.#set({ problems })
  }

  #send<N extends CommandName>(name: N, data: Omit<CommandData<N>, 'sessionId'>): Promise<ReplyOf<N>> {
    // eslint-disable-next-line typescript/no-unsafe-type-assertion -- every command here is one of a session
    return this.#port.command(name, { ...data, sessionId: this.sessionId } as unknown as CommandData<N>)
  }

  async #backToQueue(siteId: SiteId, requestId: RequestId, position: number | null): Promise<void> {
    if (position === null) return void (await this.#send('floor.decline', { requestId }))
    await this.#send('floor.requeue', { requestId })
    if (position > 1) await this.#send('floor.reorder', { requestId, position })
  }

  /** Runs one command at a place. A second one there waits for nothing: it is not sent while the first is under way. */
  async #run(place: Place, work: () => Promise<void>): Promise<void> {
    if (this.#state.busy.has(place)) return
    const problems = new Map(this.#state.problems)
    problems.delete(place)
    this.#set({ busy: new Set([...this.#state.busy, place]), problems })
    try {
      await work()
    } catch (error) {
      this.#set({ problems: new Map(this.#state.problems).set(place, problemOf(error)) })
    } finally {
      const busy = new Set(this.#state.busy)
      busy.delete(place)
      this.#set({ busy })
    }
  }

  #canUndo(
    kind: UndoKind,
    siteId: SiteId | null,
    undo: () => Promise<void>,
    place: Place = siteId === null ? 'stage' : `site:${siteId}`,
  ): void {
    this.#undo = undo
    this.#set({ undo: { kind, siteId, place, at: this.#now() } })
  }

  #forgetUndo(): void {
    this.#undo = null
    if (this.#state.undo !== null) this.#set({ undo: null })
  }

  #set(change: Partial<ConductState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}
