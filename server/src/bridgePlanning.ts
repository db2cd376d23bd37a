import type { RestCallName } from '@diem-cau/protocol'
import type { Store } from './adapters/store/openStore.ts'
import { SqlPlanStore, type QueueNotices } from './adapters/store/SqlPlanStore.ts'
import type { BranchRegistry } from './app/BranchRegistry.ts'
import type { SessionNotices } from './app/notices/port.ts'
import { LiveSessions } from './app/planning/LiveSessions.ts'
import type { DocumentBook, PlanningDirectory, PlanStore } from './app/planning/ports.ts'
import { SessionPlanner } from './app/planning/SessionPlanner.ts'
import { SessionViews } from './app/planning/SessionViews.ts'
import type { Clock, Logger } from './app/ports.ts'
import type { RestHandlers } from './app/rest/define.ts'
import { sessionHandlers } from './app/rest/sessions.ts'
import type { Directory } from './core/directory/index.ts'

export interface PlanningOptions {
  store: Store
  registry: BranchRegistry
  /** As it is today. */
  today: () => Directory
  directory: PlanningDirectory
  resumeGraceMs: number
  clock: Clock
  log: Logger
  /** Who tells whom a change concerns, and what puts that into the outbox; null where nobody is told. */
  telling: { notices: SessionNotices; queue: QueueNotices } | null
}

/** Planned sessions with everything that belongs to them, wired together. */
export class BridgePlanning {
  readonly planner: SessionPlanner
  readonly store: PlanStore
  readonly live: LiveSessions
  readonly handlers: Partial<RestHandlers<RestCallName>>

  constructor(options: PlanningOptions) {
    const { directory, today, clock, telling } = options
    const store = new SqlPlanStore(options.store, telling?.queue ?? (() => Promise.resolve()))
    this.store = store
    const documents: DocumentBook = { find: () => Promise.resolve(new Map()) }
    this.planner = new SessionPlanner({
      store,
      directory,
      documents,
      notices: telling?.notices ?? null,
      clock,
    })
    this.live = new LiveSessions({
      planner: this.planner,
      store,
      registry: options.registry,
      directory: today,
      resumeGraceMs: options.resumeGraceMs,
      clock,
      log: options.log,
    })
    const views = new SessionViews({ directory, today, documents, store })
    this.handlers = sessionHandlers({ planner: this.planner, live: this.live, views, store, directory })
  }

  /** Makes the plans agree with the log after a start. */
  async start(): Promise<void> {
    await this.live.reconcile()
  }

  /** Resolves when nothing is being written. */
  idle(): Promise<void> {
    return this.planner.idle()
  }
}

/** A directory without a past, without groups, in which every site has a room of its own. */
export function constantDirectory(directory: Directory): PlanningDirectory {
  return {
    on: () => directory,
    sitesOfGroup: () => [],
    groupName: () => undefined,
    roomOf: (siteId) => siteId,
  }
}
