import type { Server as HttpServer } from 'node:http'
import { Server as HttpsServer } from 'node:https'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger as PinoLogger } from 'pino'
import type { Server as IoServer } from 'socket.io'
import type { BridgeConfig } from './adapters/config/index.ts'
import { buildApp, type App } from './adapters/http/buildApp.ts'
import {
  closeServer,
  listen,
  makeHttpServer,
  makeHttpsServer,
  makeIo,
  originOf,
} from './adapters/http/Listeners.ts'
import { makeRootPage } from './adapters/http/rootPage.ts'
import { idSource } from './adapters/idSource.ts'
import { ChildNode } from './adapters/media/ChildNode.ts'
import { mediaAddresses } from './adapters/media/mediaAddresses.ts'
import { buildSiteKit, zipSiteKit } from './adapters/siteKit/index.ts'
import { machineNames, renewTls, type ServerTls } from './adapters/tls/index.ts'
import { Bridge } from './bridge.ts'
import { ControlFile } from './controlFile.ts'
import type { LoadedDirectory } from './adapters/directoryFile/index.ts'
import { StartError } from './startFaults.ts'
import { VERSION } from './version.ts'

const CLIENT_DIRECTORY = fileURLToPath(new URL('../../client/dist', import.meta.url))
const MEDIA_START_TIMEOUT_MS = 60_000
const TLS_CHECK_MS = 60 * 60 * 1_000

export interface BridgeProcessOptions {
  config: BridgeConfig
  directoryFile: LoadedDirectory
  tls: ServerTls
  log: PinoLogger
  /** The bridge can't go on: why, in plain words, and whether its media node has to end as well. */
  onEnd: (error: StartError, withMedia: boolean) => void
}

/** Where the bridge is reached, and what is shown once. */
export interface StartFacts {
  httpsPort: number
  httpPort: number
  /** Of the first account, when it has just been made. */
  firstPassword: string | null
}

/**
 * The whole server in one process: the bridge, its two ports, its media node. Owns all of them. `stop()` works at
 * every stage of the start and goes from the outside in: pages, media node, log.
 */
export class BridgeProcess {
  readonly #options: BridgeProcessOptions
  readonly #bridge: Bridge
  readonly #io: IoServer
  readonly #control: ControlFile
  readonly #controlToken: string
  #tls: ServerTls
  /** As bound; the configuration may ask for any free one. */
  #httpsPort: number
  #app: App | null = null
  #httpServer: HttpServer | null = null
  #node: ChildNode | null = null
  #tlsTimer: NodeJS.Timeout | null = null
  #isStarted = false
  #stopped: Promise<void> | null = null

  private constructor(options: BridgeProcessOptions, parts: { bridge: Bridge; io: IoServer; token: string }) {
    this.#options = options
    this.#bridge = parts.bridge
    this.#io = parts.io
    this.#controlToken = parts.token
    this.#control = new ControlFile(options.config.data.directory)
    this.#tls = options.tls
    this.#httpsPort = options.config.listen.httpsPort
  }

  /** Opens the store and takes the lease; nothing is served yet. @throws {StoreError} in plain words */
  static async open(options: BridgeProcessOptions): Promise<BridgeProcess> {
    const { config, directoryFile, log, onEnd } = options
    const io = makeIo()
    const token = idSource.secret()
    let opened: BridgeProcess | null = null
    const bridge = await Bridge.open({
      config,
      directoryFile,
      io,
      pino: log,
      version: VERSION,
      controlToken: token,
      ownNodeKey: () => opened?.nodeKey ?? null,
      // The media node may be at work for the other server already.
      onFenced: () => onEnd(fenced(), false),
    })
    opened = new BridgeProcess(options, { bridge, io, token })
    return opened
  }

  private get nodeKey(): string | null {
    return this.#node?.publicKey ?? null
  }

  /** @throws when a port, the log or the media node can't be had; then `stop()` is due */
  async start(): Promise<StartFacts> {
    const { config } = this.#options
    const { host, httpsPort, httpPort } = config.listen
    const app = await this.#buildApp()
    await app.ready()
    const httpServer = makeHttpServer((request, response) => app.routing(request, response), this.#rootPage())
    this.#httpServer = httpServer
    this.#io.attach(app.server)
    this.#io.attach(httpServer)
    this.#httpsPort = await listen(app.server, httpsPort, host)
    const boundHttp = await listen(httpServer, httpPort, host)
    await this.#bridge.start()

    const url = originOf('https', isEveryAddress(host) ? '127.0.0.1' : host, this.#httpsPort)
    this.#control.write({ url, token: this.#controlToken, rootPem: this.#tls.caRootPem })
    this.#tlsTimer = setInterval(() => void this.#renewTls(), TLS_CHECK_MS)
    if (config.media.spawnNode) {
      this.#startNode(url)
      await this.#untilMediaReady()
    }
    this.#isStarted = true
    const firstPassword = await this.#bridge.makeFirstAccount()
    return { httpsPort: this.#httpsPort, httpPort: boundHttp, firstPassword }
  }

  /**
   * Frees ports, processes and files. Twice is harmless.
   * @param withMedia also ends the media node; without, the media goes on for a minute for the next bridge
   */
  stop(withMedia: boolean): Promise<void> {
    this.#stopped ??= this.#stop(withMedia)
    return this.#stopped
  }

  async #stop(withMedia: boolean): Promise<void> {
    if (this.#tlsTimer !== null) clearInterval(this.#tlsTimer)
    this.#control.remove()
    this.#io.disconnectSockets(true)
    await Promise.all([
      // A node that was at work before a start that failed belongs to whoever it served.
      withMedia && this.#isStarted ? this.#node?.stop() : this.#node?.abandon({ end: withMedia }),
      this.#app === null ? null : closeServer(this.#app.server),
      this.#httpServer === null ? null : closeServer(this.#httpServer),
    ])
    await this.#bridge.close()
  }

  async #buildApp(): Promise<App> {
    const { config, log } = this.#options
    const bridge = this.#bridge
    const kitFor = (origin: string) =>
      buildSiteKit({ origin, rootPem: this.#tls.caRootPem, provinceName: bridge.directory.current.root.name })
    this.#app = await buildApp(
      {
        pino: log,
        version: VERSION,
        clientDirectory: CLIENT_DIRECTORY,
        get directory() {
          return bridge.directory.current
        },
        ...bridge.people,
        singleSignOn: bridge.signOn,
        audit: bridge.audit,
        live: bridge.live,
        limits: config.limits,
        loginDays: config.login.longestDays,
        pairing: bridge.pairing,
        restHandlers: bridge.restHandlers,
        clock: Date.now,
        helpPhone: config.help.phone,
        defaultLanguage: config.language,
        metrics: bridge.metrics.registry,
        notReady: () => bridge.notReady(),
        onPaired: (siteId) => bridge.devicePaired(siteId),
        onLoginsChanged: () => bridge.loginsChanged(),
        httpsOrigin: () => this.#httpsOrigin(),
        kitFor,
        kitZip: (origin) => zipSiteKit(kitFor(origin)),
      },
      (handler) => makeHttpsServer(this.#tls, handler),
    )
    return this.#app
  }

  /** How other machines reach the bridge: by its first address that is not the machine's own. */
  #httpsOrigin(): string {
    const { host } = this.#options.config.listen
    const outside = isEveryAddress(host) ? outsideAddresses()[0] : host
    return originOf('https', outside ?? 'localhost', this.#httpsPort)
  }

  #rootPage() {
    return makeRootPage(() => ({
      rootPem: this.#tls.caRootPem,
      fingerprintSha256: this.#tls.rootFingerprintSha256,
      httpsPort: this.#httpsPort,
      provinceName: this.#bridge.directory.current.root.name,
    }))
  }

  #startNode(serverUrl: string): void {
    const { config, log } = this.#options
    if (this.#stopped !== null) throw stoppedEarly()
    this.#node = new ChildNode({
      dataDirectory: config.data.directory,
      serverUrl,
      serverPublicKey: this.#bridge.serverPublicKey,
      caFile: this.#tls.caRootPem === null ? null : this.#control.rootFile,
      workers: config.media.workers,
      basePort: config.media.basePort,
      listenAddresses: mediaAddresses(config.media),
      logLevel: config.log.level,
      log,
      onHopeless: (reason) => this.#mediaIsHopeless(reason),
    })
    this.#node.start()
  }

  /** At the start that is a reason to end; in mid-meeting the log, floor and pages go on, and the node is tried again. */
  #mediaIsHopeless({ vi, en }: { vi: string; en: string }): void {
    const { log, onEnd } = this.#options
    if (this.#isStarted) return log.error({ reason: en }, 'The media node can not run; it is tried again')
    onEnd(
      new StartError(
        [
          `Không khởi động được máy chủ hình ảnh, âm thanh: ${vi}.`,
          `The media node can not run: ${en}.`,
          this.#mediaLog(),
        ],
        3,
      ),
      true,
    )
  }

  async #untilMediaReady(): Promise<void> {
    const deadline = performance.now() + MEDIA_START_TIMEOUT_MS
    while (!this.#bridge.plane.isReady()) {
      if (this.#stopped !== null) throw stoppedEarly()
      if (performance.now() > deadline) {
        throw new StartError(
          [
            'Máy chủ hình ảnh, âm thanh không trả lời sau 60 giây.',
            'The media node has not answered for 60 seconds.',
            this.#mediaLog(),
          ],
          3,
        )
      }
      await new Promise((done) => setTimeout(done, 25))
    }
  }

  #mediaLog(): string {
    return `  ${join(this.#options.config.data.directory, 'media-node.log')}`
  }

  async #renewTls(): Promise<void> {
    const { config, log } = this.#options
    try {
      const next = await renewTls(this.#tls, config, { ...machineNames(), now: Date.now() })
      if (next === null) return
      this.#tls = next
      const server = this.#app?.server
      if (server instanceof HttpsServer) server.setSecureContext({ key: next.key, cert: next.chain })
      log.info({ reason: next.renewed, expiresAt: next.expiresAt }, 'The certificate was renewed')
    } catch (error) {
      log.error({ err: error }, 'The certificate could not be renewed; the current one goes on serving')
    }
  }
}

export function isEveryAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

/** IPv4 addresses by which other machines reach this one. */
export function outsideAddresses(): string[] {
  return machineNames().addresses.filter((address) => !address.includes(':') && !address.startsWith('127.'))
}

function stoppedEarly(): StartError {
  return new StartError(['Đã dừng trong khi khởi động.', 'Stopped while starting.'], 0)
}

function fenced(): StartError {
  return new StartError(
    [
      'Một máy chủ khác đã tiếp quản cơ sở dữ liệu này nên máy chủ này dừng lại.',
      'Another server has taken over this database, so this one ends.',
    ],
    3,
  )
}
