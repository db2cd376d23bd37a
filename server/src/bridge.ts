import { join } from 'node:path'
import type { RestCallName, SiteId } from '@diem-cau/protocol'
import type { Server as IoServer } from 'socket.io'
import type { Logger as PinoLogger } from 'pino'
import type { BridgeConfig } from './adapters/config/index.ts'
import { BallotKeyFolder } from './adapters/ballots/BallotKeyFolder.ts'
import { loginTokenOf } from './adapters/http/cookies.ts'
import { loadOrMakeKey, publicKeyText } from './adapters/media/ed25519.ts'
import { NodeGateway } from './adapters/media/NodeGateway.ts'
import { BridgeMetrics } from './adapters/metrics/metrics.ts'
import { idSource } from './adapters/idSource.ts'
import { passwordHasher } from './adapters/passwords.ts'
import { Gateway } from './adapters/realtime/Gateway.ts'
import { Identity } from './adapters/realtime/Identity.ts'
import { Lease } from './adapters/store/Lease.ts'
import { openStore, storePlace, type Store } from './adapters/store/openStore.ts'
import { SqlAuditStore } from './adapters/store/SqlAuditStore.ts'
import { SqlDeviceStore } from './adapters/store/SqlDeviceStore.ts'
import { SqlEventStore } from './adapters/store/SqlEventStore.ts'
import { AuditTrail } from './app/AuditTrail.ts'
import { BranchRegistry } from './app/BranchRegistry.ts'
import { mayStill, type Services } from './app/handlers/define.ts'
import { openPeople, openSingleSignOn, type People, type SignOn } from './people.ts'
import { MediaDirector } from './app/MediaDirector.ts'
import { Pairing } from './app/Pairing.ts'
import { TRIAL } from './app/planning/trial.ts'
import { conductSettings } from './core/planning/index.ts'
import { Presence } from './app/Presence.ts'
import type { RestHandlers } from './app/rest/define.ts'
import { peopleHandlers } from './app/rest/people.ts'
import { SiteReports } from './app/SiteReports.ts'
import { ViewHub } from './app/ViewHub.ts'
import { SecretVotes } from './app/votes/SecretVotes.ts'
import { drawView, type ViewSources } from './app/Views.ts'
import { BridgeNotices } from './bridgeNotices.ts'
import { BridgePlanning } from './bridgePlanning.ts'
import type { LoadedDirectory } from './adapters/directoryFile/index.ts'
import { SqlDirectoryStore } from './adapters/store/SqlDirectoryStore.ts'
import type { DirectoryBook } from './app/directory/DirectoryBook.ts'
import { directoryHandlers } from './app/rest/directory.ts'
import { directoryDeps, openDirectory } from './bridgeDirectory.ts'
import { DirectoryWorker } from './adapters/directoryImport/index.ts'
import { ReportWorker } from './adapters/reportWorker/index.ts'

const TICK_MS = 500
const LEASE_RENEWAL_MS = 2_000
const HEARD_REFRESH_MS = 5_000
const LOGIN_CHECK_MS = 30_000
const FORGET_MS = 60 * 60 * 1_000
const SYSTEM = { actor: 'system', key: null } as const

export interface BridgeOptions {
  config: BridgeConfig
  /** What a new installation begins with. */
  directoryFile: LoadedDirectory
  io: IoServer
  pino: PinoLogger
  version: string
  controlToken: string
  /** Public key of the node that this server starts itself; null when it starts none. */
  ownNodeKey: () => string | null
  /** Another server has taken over: this one must end. */
  onFenced: () => void
}

/** The bridge without its ports: store, log, presence, media, views and pages, wired together. */
export class Bridge {
  readonly directory: DirectoryBook
  readonly #directoryWorker: DirectoryWorker
  readonly #reportWorker: ReportWorker
  readonly audit: AuditTrail
  readonly people: People
  readonly signOn: SignOn | null
  /** What the use cases of the pages work with. */
  readonly live: Services
  readonly pairing: Pairing
  readonly registry: BranchRegistry
  readonly metrics = new BridgeMetrics()
  readonly plane: NodeGateway
  readonly planning: BridgePlanning
  readonly #notices: BridgeNotices
  readonly restHandlers: Partial<RestHandlers<RestCallName>> = {}
  readonly serverPublicKey: string
  readonly views: ViewHub
  readonly #options: BridgeOptions
  readonly #store: Store
  readonly #lease: Lease
  readonly #director: MediaDirector
  readonly #presence: Presence
  readonly #gateway: Gateway
  readonly #secretVotes: SecretVotes
  readonly #timers: NodeJS.Timeout[] = []
  #ready = false
  #isClosed = false

  /** Opens the store and takes the lease. @throws {StoreError} in plain words */
  static async open(options: BridgeOptions): Promise<Bridge> {
    const store = await openStore(storePlace(options.config))
    try {
      const lease = await Lease.acquire(store, Date.now())
      const directory = await openDirectory(new SqlDirectoryStore(store), options, Date.now)
      return new Bridge(options, store, lease, directory)
    } catch (error) {
      await store.destroy()
      throw error
    }
  }

  private constructor(options: BridgeOptions, store: Store, lease: Lease, book: DirectoryBook) {
    this.directory = book
    this.#options = options
    this.#store = store
    this.#lease = lease
    const { config, io, pino } = options
    const clock = Date.now
    const serverKey = loadOrMakeKey(join(config.data.directory, 'keys', 'server.pem'))
    this.serverPublicKey = publicKeyText(serverKey)
    const devices = new SqlDeviceStore(store)
    const auditStore = new SqlAuditStore(store)
    this.audit = new AuditTrail({
      store: auditStore,
      digest: (text) => passwordHasher.digest(text),
      unitName: (unitId) => book.current.unitName(unitId) ?? null,
      clock,
      log: pino,
    })
    this.people = openPeople({ store, config, clock, rootUnitId: () => book.current.root.id })
    this.signOn = openSingleSignOn(this.people, { store, oidc: config.oidc, clock, log: pino })
    Object.assign(
      this.restHandlers,
      peopleHandlers({
        ...this.people,
        audit: auditStore,
        directory: () => book.current,
        clock,
        onLoginsChanged: () => this.loginsChanged(),
      }),
    )
    this.pairing = new Pairing({
      devices,
      clock,
      ids: idSource,
      lifetimeMs: config.pairing.codeMinutes * 60_000,
    })
    this.registry = new BranchRegistry({
      store: new SqlEventStore(store, lease.epoch),
      clock,
      epoch: lease.epoch,
      log: pino,
    })
    this.#notices = new BridgeNotices({
      config,
      store,
      epoch: lease.epoch,
      registry: this.registry,
      today: () => book.current,
      clock,
      log: pino,
    })
    this.#reportWorker = new ReportWorker(storePlace(config))
    this.planning = new BridgePlanning({
      store,
      reports: this.#reportWorker,
      registry: this.registry,
      today: () => book.current,
      directory: book,
      resumeGraceMs: config.floor.resumeGraceSeconds * 1_000,
      settings: {
        speakerPlaces: config.stage.speakers,
        maxOpenMicrophones: config.floor.maxOpenMicrophones,
        videoCodec: config.stage.videoCodec,
      },
      holidaysDirectory: config.holidays.directory,
      dataDirectory: config.data.directory,
      scanCommand: config.documents.scanCommand,
      rooms: {
        isPaired: (siteId) => this.pairing.paired.has(siteId),
        isConnected: (siteId) => this.#presence.peerOf(siteId) !== undefined,
      },
      onChange: () => this.views.changed(),
      clock,
      log: pino,
      telling: this.#notices.telling,
    })
    Object.assign(this.restHandlers, this.planning.handlers, this.#notices.handlers(this.planning, book))
    this.plane = new NodeGateway(io, {
      serverKey,
      publicKeyOf: (nodeId) => this.#nodeKey(nodeId),
      clock,
      log: pino,
    })
    const presence = (this.#presence = new Presence({
      registry: this.registry,
      clock,
      log: pino,
      secondTab: config.devices.secondTab,
    }))
    const reports = new SiteReports((siteId) => presence.lastHeardAt(siteId))
    const director = new MediaDirector({
      registry: this.registry,
      plane: this.plane,
      ids: idSource,
      clock,
      log: pino,
      onChange: () => this.views.changed(),
      presence,
      mayStill: (peer, action, branch) => mayStill(this.live, peer, action, branch),
    })
    this.#director = director
    const sources: ViewSources = {
      get directory() {
        return book.current
      },
      directoryState: () => ({ revision: book.revision, on: book.today }),
      registry: this.registry,
      director,
      plane: this.plane,
      reportOf: (siteId) => reports.of(siteId),
      pairings: () => this.pairing.paired,
      sessionRolesOf: (accountId, sessionId) => this.planning.roles.of(accountId, sessionId),
      upcomingOf: (siteId) => this.planning.upcoming.of(siteId),
      planRevision: () => this.planning.upcoming.revision,
      isHere: (siteId) => presence.peerOf(siteId) !== undefined,
      settings: {
        helpPhone: config.help.phone,
        videoCodec: config.stage.videoCodec,
        version: options.version,
        startedAt: clock(),
        answersAfterSeconds: config.urgent.autoAnswerSeconds || null,
      },
    }
    this.views = new ViewHub((peer, selector) => drawView(sources, peer, selector), pino)
    this.registry.listen(() => this.views.changed())
    book.listen(() => this.#directoryChanged())
    this.#directoryWorker = new DirectoryWorker(storePlace(config), () => book.revision)
    Object.assign(this.restHandlers, directoryHandlers(directoryDeps(book, this.#directoryWorker, clock)))
    const secretVotes = (this.#secretVotes = new SecretVotes({
      keys: new BallotKeyFolder(join(config.data.directory, 'ballots')),
      registry: this.registry,
      ids: idSource,
      log: pino,
    }))
    const services: Services = {
      secretVotes,
      get directory() {
        return book.current
      },
      registry: this.registry,
      presence,
      director,
      plane: this.plane,
      pairing: this.pairing,
      views: this.views,
      reports,
      sessionRolesOf: (accountId, sessionId) => this.planning.roles.of(accountId, sessionId),
      papers: this.planning.papers,
      giveWay: (siteIds, by) => this.planning.live.giveWay(siteIds, by),
      clock,
      ids: idSource,
      rules: {
        speakerPlaces: config.stage.speakers,
        maxOpenMicrophones: config.floor.maxOpenMicrophones,
        resumeGraceMs: config.floor.resumeGraceSeconds * 1_000,
        videoCodec: config.stage.videoCodec,
        cameraLayers: config.media.videoLayers,
      },
    }
    this.live = services
    const gateway = (this.#gateway = new Gateway(io, {
      services,
      identity: new Identity({
        logins: this.people.logins,
        devices,
        directory: () => book.current,
        controlToken: options.controlToken,
      }),
      loginTokenOf,
      version: options.version,
      log: pino,
      isReady: () => this.#ready,
      onMessage: (name, outcome, elapsedMs) => this.metrics.message(name, outcome, elapsedMs),
      onCommand: (...command) => this.audit.note(...command),
    }))
    this.metrics.watch({
      sockets: () => gateway.sockets,
      openSessions: () => this.registry.branches().length,
      connectedSites: () => this.#connectedSites(),
      nodesConnected: () => this.plane.nodes().filter(({ connected }) => connected).length,
      endpoints: () => this.plane.nodes().reduce((sum, { endpoints }) => sum + endpoints, 0),
    })
  }

  /** Folds what is stored, closes what an outage closes, and begins to serve. */
  async start(): Promise<void> {
    await this.registry.restore()
    await this.pairing.restore()
    const lastAliveAt = this.#lease.lastAliveAt ?? 0
    for (const { branchId } of this.registry.writers()) {
      await this.registry.execute(branchId, { type: 'ResumeAfterOutage', lastAliveAt }, SYSTEM)
      await this.registry.execute(branchId, { type: 'Tick' }, SYSTEM)
    }
    await this.#secretVotes.settle()
    // Only now: were the outage forgotten before it is written, a microphone could come back open.
    await this.#lease.renew(Date.now())
    if (await this.people.accounts.areNone()) await this.#openFirstSession()
    await this.planning.start()
    await this.#notices.start()
    this.#director.desireAll()
    this.#ready = true
    this.#every(TICK_MS, () => this.#tick())
    this.#every(LEASE_RENEWAL_MS, () => this.#renewLease())
    this.#every(HEARD_REFRESH_MS, () => Promise.resolve(this.views.changed()))
    this.#every(HEARD_REFRESH_MS, () => this.directory.refresh())
    this.#every(LOGIN_CHECK_MS, () => this.#gateway.recheckLogins())
    this.#every(FORGET_MS, () => this.people.forgetOld())
  }

  /**
   * Makes the first account of a new installation. Asked for when the password can be shown: nobody sees it again.
   * @returns the password; null when there are accounts already
   */
  makeFirstAccount(): Promise<string | null> {
    return this.people.accounts.ensureFirst('admin')
  }

  /** A device was paired in place of the site's former one, which has no more right to speak for it. */
  async devicePaired(siteId: SiteId): Promise<void> {
    this.#director.closeSite(siteId)
    try {
      await this.#presence.unseat(siteId)
    } catch (error) {
      // The former page is out and its media closed; the log is made to agree at the next tick.
      this.#options.pino.warn({ err: error, siteId }, 'A change of device could not be written yet')
    }
    this.views.changed()
  }

  /** Logins have ended or roles have changed: the sockets that came in by them are looked at again. */
  loginsChanged(): Promise<void> {
    return this.#gateway.recheckLogins()
  }

  /** Names, units or rights may be other ones now: everything that is shown is drawn again. */
  #directoryChanged(): void {
    this.planning.directoryChanged()
    this.views.changed()
  }

  /** What keeps the bridge from serving; empty when it is ready. */
  notReady(): string[] {
    return [...(this.#ready ? [] : ['log']), ...(this.plane.isReady() ? [] : ['media-node'])]
  }

  /** Says goodbye to the nodes and closes the store, when everything that was under way is written. Twice is harmless. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    const served = this.#ready
    this.#ready = false
    for (const timer of this.#timers) clearInterval(timer)
    await this.#directoryWorker.close()
    await this.#reportWorker.close()
    await this.#secretVotes.settle()
    await this.registry.idle()
    await this.planning.idle()
    await this.#notices.close()
    if (served) await this.#lease.renew(Date.now()).catch(() => false)
    this.plane.close()
    await this.audit.close()
    await this.#store.destroy()
  }

  #nodeKey(nodeId: string): string | undefined {
    const own = this.#options.ownNodeKey()
    if (nodeId === 'local') return own ?? undefined
    return this.#options.config.media.nodes.find(({ id }) => id === nodeId)?.publicKey
  }

  /** A new installation has a meeting to try at once: all sites, the hub as its chair. */
  async #openFirstSession(): Promise<void> {
    const { config } = this.#options
    const directory = this.directory.current
    const siteIds = directory.data.sites.map(({ id }) => id)
    const chairSiteId = directory.hub.id
    const plan = {
      type: 'rehearsal',
      hostUnitId: directory.root.id,
      chair: { siteId: chairSiteId, person: '' },
    } as const
    await this.registry.open(
      {
        parentBranchId: null,
        title: 'Phiên kết nối thử',
        hostUnitId: directory.root.id,
        videoCodec: config.stage.videoCodec,
        rules: {
          speakerPlaces: config.stage.speakers,
          maxOpenMicrophones: config.floor.maxOpenMicrophones,
          resumeGraceMs: config.floor.resumeGraceSeconds * 1_000,
        },
        ...conductSettings({ ...plan, agenda: [] }, siteIds, directory),
        chairSiteId,
        siteIds,
      },
      { actor: 'system', key: 'first-session' },
      TRIAL,
    )
  }

  async #tick(): Promise<void> {
    this.directory.tick()
    this.#presence.reconcile()
    this.#director.tick(Date.now())
    if (this.#secretVotes.isBehind) void this.#secretVotes.settle()
    for (const { branchId } of this.registry.writers()) {
      try {
        await this.registry.execute(branchId, { type: 'Tick' }, SYSTEM)
      } catch (error) {
        // It has just been closed, or the log can't be written and has said so itself: the next tick tries again.
        this.#options.pino.debug({ err: error, branchId }, 'A tick of a branch failed')
      }
    }
  }

  async #renewLease(): Promise<void> {
    if (await this.#lease.renew(Date.now())) return
    this.#options.pino.fatal('Another server has taken over the writing of the log')
    this.#options.onFenced()
  }

  #connectedSites(): number {
    let count = 0
    for (const branch of this.registry.branches()) {
      for (const { presence } of branch.sites.values()) if (presence.state === 'connected') count++
    }
    return count
  }

  /** A task that takes longer than its interval is not begun a second time beside itself. */
  #every(milliseconds: number, work: () => Promise<void>): void {
    let isAtWork = false
    let hasFailed = false
    const run = async (): Promise<void> => {
      if (isAtWork) return
      isAtWork = true
      try {
        await work()
        if (hasFailed) this.#options.pino.info('A regular task works again')
        hasFailed = false
      } catch (error) {
        // Once for each series: a full disk would otherwise fill the terminal as well.
        if (!hasFailed) this.#options.pino.error({ err: error }, 'A regular task failed')
        hasFailed = true
      } finally {
        isAtWork = false
      }
    }
    this.#timers.push(setInterval(() => void run(), milliseconds))
  }
}
