import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { RestCallName, SessionBody, SessionId, SiteId } from '@diem-cau/protocol'
import { formatFaults } from './adapters/config/index.ts'
import { DocumentFolder } from './adapters/documents/index.ts'
import { loadHolidays } from './adapters/holidays/index.ts'
import { accountNames } from './adapters/store/accountNames.ts'
import { failedNotices } from './adapters/store/failedNotices.ts'
import type { Store } from './adapters/store/openStore.ts'
import { SqlDocumentStore } from './adapters/store/SqlDocumentStore.ts'
import { SqlPlanStore, type QueueNotices } from './adapters/store/SqlPlanStore.ts'
import { SqlSessionLog } from './adapters/store/SqlSessionLog.ts'
import { SqlSeriesStore } from './adapters/store/SqlSeriesStore.ts'
import { SqlTemplateStore } from './adapters/store/SqlTemplateStore.ts'
import type { BranchRegistry } from './app/BranchRegistry.ts'
import type { SessionNotices } from './app/notices/port.ts'
import { PaperTickets } from './app/papers/PaperTickets.ts'
import { SessionPapers } from './app/papers/SessionPapers.ts'
import { Conflicts } from './app/planning/Conflicts.ts'
import { DayOverviews } from './app/planning/DayOverviews.ts'
import { Documents } from './app/planning/Documents.ts'
import { LiveSessions } from './app/planning/LiveSessions.ts'
import type { PlanningDirectory, PlanStore } from './app/planning/ports.ts'
import { SeriesPlanner } from './app/planning/SeriesPlanner.ts'
import { SessionDefaults } from './app/planning/SessionDefaults.ts'
import { SessionRoles } from './app/planning/SessionRoles.ts'
import { SessionPlanner } from './app/planning/SessionPlanner.ts'
import { SessionViews } from './app/planning/SessionViews.ts'
import { UpcomingBook } from './app/planning/UpcomingBook.ts'
import type { Clock, Logger } from './app/ports.ts'
import type { RestHandlers } from './app/rest/define.ts'
import { documentHandlers } from './app/rest/documents.ts'
import { seriesHandlers } from './app/rest/series.ts'
import { reportHandlers } from './app/rest/report.ts'
import { sessionHandlers } from './app/rest/sessions.ts'
import type { ReportMaker } from './app/report/ports.ts'
import { ReportBook } from './app/report/ReportBook.ts'
import type { Directory } from './core/directory/index.ts'

/** How often series are extended and papers that nobody names are looked for. */
const UPKEEP_MS = 6 * 3_600_000

export interface PlanningOptions {
  store: Store
  registry: BranchRegistry
  /** What reads logs and writes reports beside everything else. */
  reports: ReportMaker
  /** As it is today. */
  today: () => Directory
  directory: PlanningDirectory
  resumeGraceMs: number
  /** What a session's settings are where nobody has chosen. */
  settings: SessionBody['settings']
  /** Folder of the files of public holidays. */
  holidaysDirectory: string
  /** The bridge's data; papers are kept in a folder of it. */
  dataDirectory: string
  /** Program that looks for viruses; null for none. */
  scanCommand: string | null
  /** Which sites have a device, and which are here now. */
  rooms: { isPaired: (siteId: SiteId) => boolean; isConnected: (siteId: SiteId) => boolean }
  clock: Clock
  log: Logger
  /** Who tells whom a change concerns, and what puts that into the outbox; null where nobody is told. */
  telling: { notices: SessionNotices; queue: QueueNotices } | null
  /** What some page shows is different now. */
  onChange: () => void
}

/** Planned sessions with everything that belongs to them, wired together. Owns the timer of their upkeep. */
export class BridgePlanning {
  readonly planner: SessionPlanner
  readonly store: PlanStore
  readonly live: LiveSessions
  readonly upcoming: UpcomingBook
  readonly roles: SessionRoles
  readonly papers: SessionPapers
  readonly handlers: Partial<RestHandlers<RestCallName>>
  readonly #series: SeriesPlanner
  readonly #documents: Documents
  readonly #folder: DocumentFolder
  readonly #log: Logger
  #timer: NodeJS.Timeout | null = null
  #upkeep: Promise<void> = Promise.resolve()

  constructor(options: PlanningOptions) {
    const { today, clock, log, registry, settings, resumeGraceMs } = options
    const directory = bound(options.directory)
    this.#log = log
    const holidays = holidaysFrom(options.holidaysDirectory, log)
    const store = new SqlPlanStore(options.store, options.telling?.queue ?? (() => Promise.resolve()))
    this.store = store
    const documents = new SqlDocumentStore(options.store)
    const notices = options.telling?.notices ?? null
    const names = (ids: readonly string[]) => accountNames(options.store, ids)
    const planner = (this.planner = new SessionPlanner({
      store,
      directory,
      documents,
      accountNames: names,
      notices,
      clock,
    }))
    this.live = new LiveSessions({
      planner,
      store,
      registry,
      directory: today,
      resumeGraceMs,
      clock,
      log,
    })
    const views = new SessionViews({ directory, today, documents, accountNames: names, store })
    const conflicts = new Conflicts({ store, planner, views, directory, today, accountNames: names })
    const failed = (ids: readonly SessionId[]) => failedNotices(options.store, ids)
    const overviews = new DayOverviews({
      store,
      views,
      conflicts,
      holidays,
      rooms: options.rooms,
      failedNotices: failed,
    })
    const series = (this.#series = new SeriesPlanner({
      planner,
      store,
      series: new SqlSeriesStore(options.store),
      directory,
      holidays,
      clock,
      log,
    }))
    this.upcoming = new UpcomingBook({ store, planner, directory, clock, onChange: options.onChange })
    this.roles = new SessionRoles(store, planner)
    this.#folder = new DocumentFolder({
      directory: join(options.dataDirectory, 'documents'),
      scanCommand: options.scanCommand,
      log,
    })
    this.#documents = new Documents({ files: this.#folder, documents, plans: store, views, clock, log })
    this.papers = new SessionPapers({
      plans: store,
      documents,
      files: this.#folder,
      registry,
      tickets: new PaperTickets(randomBytes(32), clock),
    })
    const defaults = new SessionDefaults({ store, today, holidays, settings, clock })
    const templates = new SqlTemplateStore(options.store)
    this.handlers = {
      ...sessionHandlers({
        planner,
        live: this.live,
        views,
        documents: this.#documents,
        store,
        directory,
        today,
        defaults,
        conflicts,
        overviews,
        series,
      }),
      ...seriesHandlers({ planner, series, templates, holidays, directory, today, views }),
      ...reportHandlers({
        book: new ReportBook({
          index: new SqlSessionLog(options.store),
          maker: options.reports,
          directory,
          clock,
        }),
        maker: options.reports,
        store,
        views,
        today,
      }),
      ...documentHandlers(this.#documents),
    }
  }

  /** Makes the plans agree with the log after a start, and begins with their upkeep. */
  async start(): Promise<void> {
    await this.#folder.clear()
    await this.live.reconcile()
    await this.roles.load()
    await this.upcoming.load()
    this.directoryChanged()
    this.#upkeep = this.#upkeep.then(() => this.#keepUp())
    this.#timer = setInterval(() => {
      this.#upkeep = this.#upkeep.then(() => this.#keepUp())
    }, UPKEEP_MS)
  }

  /** Units and sites are others, or a day has come on which they are: who is invited, and what sites are shown. */
  directoryChanged(): void {
    this.#upkeep = this.#upkeep.then(() => this.#followDirectory())
  }

  async #followDirectory(): Promise<void> {
    try {
      await this.planner.followDirectory()
      await this.upcoming.load()
    } catch (error) {
      this.#log.warn({ err: error }, 'Plans could not follow the directory; they do at the next start')
    }
  }

  async #keepUp(): Promise<void> {
    try {
      await this.#series.extendAll()
      await this.#documents.forgetUnused()
    } catch (error) {
      this.#log.warn({ err: error }, 'The upkeep of plans failed; it is tried again later')
    }
  }

  /** Ends the upkeep and resolves when nothing is being written. */
  async idle(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
    await this.#upkeep
    await this.planner.idle()
  }
}

/** Functions that can be handed on one by one. */
function bound(directory: PlanningDirectory): PlanningDirectory {
  return {
    on: (day) => directory.on(day),
    sitesOfGroup: (groupId) => directory.sitesOfGroup(groupId),
    groupName: (groupId) => directory.groupName(groupId),
    roomOf: (siteId) => directory.roomOf(siteId),
  }
}

/** A holiday file with faults stops no meeting: its year is not known, and the log says why. */
function holidaysFrom(folder: string, log: Logger) {
  const { holidays, faults } = loadHolidays(folder)
  if (faults.length > 0) log.warn({ faults: formatFaults(faults) }, 'Public holidays could not be read')
  return holidays
}
