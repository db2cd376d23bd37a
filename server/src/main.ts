import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import pino, { type Logger as PinoLogger } from 'pino'
import { formatFaults, loadConfig, type BridgeConfig } from './adapters/config/index.ts'
import { loadDirectory } from './adapters/directoryFile/index.ts'
import { buildApp } from './adapters/http/buildApp.ts'
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
import { ensureTls, machineNames, renewTls, type ServerTls } from './adapters/tls/index.ts'
import { Bridge } from './bridge.ts'
import type { Directory } from './core/directory/index.ts'
import { VERSION } from './version.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const MEDIA_START_TIMEOUT_MS = 60_000
const TLS_CHECK_MS = 60 * 60 * 1_000

const HELP = `Điểm Cầu ${VERSION} – the bridge: web pages, signalling, log, and the media node that it starts.

  npm start                     everything, on the configured directory
  BRIDGE_CONFIG=FILE npm start  another configuration (default config/bridge.yaml)

Settings: docs/configuration.md. SIGINT or SIGTERM ends the bridge and its media node; SIGUSR2 ends the bridge
alone: the media goes on for a minute, for a new bridge to take it over.
Exit codes: 0 stopped, 1 unexpected fault, 2 wrong configuration or directory, 3 port, store, certificate or media
node can not be had.`

/** A reason for which the bridge does not start, in plain words. */
class StartError extends Error {
  readonly exitCode: number

  constructor(lines: readonly string[], exitCode: number) {
    super(lines.join('\n'))
    this.exitCode = exitCode
  }
}

async function main(): Promise<void> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) return void console.log(HELP)
  const { config, directory } = readSettings()
  const pinoLogger = makeLogger(config)
  const tls = await ensureTls(config, { ...machineNames(), now: Date.now() })
  for (const { reason } of tls.warnings) console.log(`! ${reason.vi}\n  ${reason.en}`)
  const running = await run(config, directory, tls, pinoLogger)
  process.once('SIGINT', () => running.stop(true))
  process.once('SIGTERM', () => running.stop(true))
  process.once('SIGUSR2', () => running.stop(false))
}

function readSettings(): { config: BridgeConfig; directory: Directory } {
  const loaded = loadConfig({ env: process.env, cwd: ROOT })
  if (!loaded.ok) throw new StartError([formatFaults(loaded.faults)], 2)
  const { config } = loaded
  const directory = loadDirectory(resolve(ROOT, config.directory.file), config.directory.file)
  if (!directory.ok) throw new StartError([formatFaults(directory.faults)], 2)
  return { config, directory: directory.directory }
}

/** Everything goes to a file in the data directory; what somebody must act on also to the terminal. */
function makeLogger(config: BridgeConfig): PinoLogger {
  mkdirSync(config.data.directory, { recursive: true, mode: 0o700 })
  const file = pino.destination({ dest: join(config.data.directory, 'bridge.log'), append: true, sync: true })
  const { level } = config.log
  return pino(
    { level },
    pino.multistream([
      { level, stream: file },
      { level: 'error', stream: process.stderr },
    ]),
  )
}

async function run(config: BridgeConfig, directory: Directory, initialTls: ServerTls, log: PinoLogger) {
  let tls = initialTls
  let node: ChildNode | null = null
  const { host, httpsPort, httpPort } = config.listen
  const controlToken = idSource.secret()
  const io = makeIo()
  const bridge = await Bridge.open({
    config,
    directory,
    io,
    pino: log,
    version: VERSION,
    controlToken,
    ownNodeKey: () => node?.publicKey ?? null,
    onFenced: () => process.exit(3),
  })
  const kitFor = (origin: string) =>
    buildSiteKit({ origin, rootPem: tls.caRootPem, provinceName: directory.root.name })
  const app = await buildApp(
    {
      pino: log,
      version: VERSION,
      clientDirectory: join(ROOT, 'client', 'dist'),
      directory,
      accounts: bridge.accounts,
      pairing: bridge.pairing,
      clock: Date.now,
      helpPhone: config.help.phone,
      defaultLanguage: config.language as 'vi' | 'en',
      metrics: bridge.metrics.registry,
      notReady: () => bridge.notReady(),
      onPaired: () => bridge.views.changed(),
      kitFor,
      kitZip: (origin) => zipSiteKit(kitFor(origin)),
    },
    (handler) => makeHttpsServer(tls, handler),
  )
  await app.ready()
  const httpsServer = app.server
  const rootPage = makeRootPage(() => ({
    rootPem: tls.caRootPem,
    fingerprintSha256: tls.rootFingerprintSha256,
    httpsPort: config.listen.httpsPort,
    provinceName: directory.root.name,
  }))
  const httpServer = makeHttpServer((request, response) => app.routing(request, response), rootPage)
  io.attach(httpsServer)
  io.attach(httpServer)
  const boundHttps = await listen(httpsServer, httpsPort, host)
  const boundHttp = await listen(httpServer, httpPort, host)
  const { firstPassword } = await bridge.start()

  const loopback = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  writeControlFile(config, originOf('https', loopback, boundHttps), controlToken, tls)
  if (config.media.spawnNode) {
    node = new ChildNode({
      dataDirectory: config.data.directory,
      serverUrl: originOf('https', loopback, boundHttps),
      serverPublicKey: bridge.serverPublicKey,
      caFile: tls.caRootPem === null ? null : join(config.data.directory, 'run', 'root.pem'),
      workers: config.media.workers,
      basePort: config.media.basePort,
      listenAddresses: mediaAddresses(config.media),
      logLevel: config.log.level,
      log,
      onHopeless: ({ vi, en }) => {
        console.error(
          `Không khởi động được máy chủ hình ảnh, âm thanh: ${vi}.\nThe media node can not run: ${en}.`,
        )
        console.error(`  ${join(config.data.directory, 'media-node.log')}`)
        process.exit(3)
      },
    })
    node.start()
  }
  const tlsTimer = setInterval(() => void renew(), TLS_CHECK_MS)
  await untilMediaReady(bridge, config)
  announce(config, tls, { boundHttps, boundHttp, firstPassword })

  async function renew(): Promise<void> {
    try {
      const next = await renewTls(tls, config, { ...machineNames(), now: Date.now() })
      if (next === null) return
      tls = next
      ;(httpsServer as unknown as import('node:https').Server).setSecureContext({
        key: next.key,
        cert: next.chain,
      })
      log.info({ reason: next.renewed, expiresAt: next.expiresAt }, 'The certificate was renewed')
    } catch (error) {
      log.error({ err: error }, 'The certificate could not be renewed; the current one goes on serving')
    }
  }

  return {
    stop: (withMedia: boolean) => {
      clearInterval(tlsTimer)
      const work = async () => {
        if (withMedia) await node?.stop()
        io.disconnectSockets(true)
        await Promise.all([closeServer(httpsServer), closeServer(httpServer)])
        await bridge.close()
      }
      work().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      )
    },
  }
}

/** Who can read this file owns the data directory, and so the bridge: local tools come in by it. */
function writeControlFile(config: BridgeConfig, url: string, token: string, tls: ServerTls): void {
  const directory = join(config.data.directory, 'run')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const caFile = tls.caRootPem === null ? null : join(directory, 'root.pem')
  if (caFile !== null && tls.caRootPem !== null) writeFileSync(caFile, tls.caRootPem)
  const content = { url, token, caFile, rootPem: tls.caRootPem }
  const draft = join(directory, 'control.json.new')
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, join(directory, 'control.json'))
}

async function untilMediaReady(bridge: Bridge, config: BridgeConfig): Promise<void> {
  const deadline = performance.now() + MEDIA_START_TIMEOUT_MS
  while (!bridge.plane.isReady()) {
    if (performance.now() > deadline) {
      throw new StartError(
        [
          'Máy chủ hình ảnh, âm thanh không trả lời sau 60 giây.',
          'The media node has not answered for 60 seconds.',
          `  ${join(config.data.directory, 'media-node.log')}`,
        ],
        3,
      )
    }
    await new Promise((done) => setTimeout(done, 25))
  }
}

function announce(
  config: BridgeConfig,
  tls: ServerTls,
  facts: { boundHttps: number; boundHttp: number; firstPassword: string | null },
): void {
  const { host } = config.listen
  const everywhere = host === '0.0.0.0' || host === '::'
  const addresses = everywhere ? machineNames().addresses.filter((address) => !address.includes(':')) : [host]
  const outside = addresses.filter((address) => !address.startsWith('127.'))
  console.log(`Trên máy này / on this machine:  ${originOf('http', 'localhost', facts.boundHttp)}`)
  for (const address of outside) {
    console.log(`Từ máy khác / from elsewhere:    ${originOf('https', address, facts.boundHttps)}`)
  }
  if (tls.rootFingerprintSha256 !== null && outside[0] !== undefined) {
    console.log(`Chứng thư gốc / root:            ${originOf('http', outside[0], facts.boundHttp)}`)
  }
  const url = originOf('https', everywhere ? 'localhost' : host, facts.boundHttps)
  const who =
    facts.firstPassword === null
      ? 'console user admin'
      : `console user admin, first password ${facts.firstPassword}, shown this once`
  console.log(`Bridge ready: ${url} (${who})`)
}

function fail(error: unknown): never {
  if (error instanceof StartError) {
    console.error(error.message)
    process.exit(error.exitCode)
  }
  if (error instanceof Error && 'vi' in error && typeof error.vi === 'string') {
    console.error(`${error.vi}\n${error.message}`)
    process.exit(3)
  }
  if (error instanceof Error && 'reason' in error) {
    const { vi, en } = error.reason as { vi: string; en: string }
    console.error(`${vi}\n${en}`)
    process.exit(3)
  }
  console.error(error)
  process.exit(1)
}

main().catch(fail)
