import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger as PinoLogger } from 'pino'
import { formatFaults, loadConfig, type BridgeConfig } from './adapters/config/index.ts'
import { loadDirectory, type LoadedDirectory } from './adapters/directoryFile/index.ts'
import { originOf } from './adapters/http/Listeners.ts'
import { ensureTls, machineNames, type ServerTls } from './adapters/tls/index.ts'
import { BridgeProcess, isEveryAddress, outsideAddresses, type StartFacts } from './BridgeProcess.ts'
import { makeLogger } from './logger.ts'
import { endingOf, StartError } from './startFaults.ts'
import { VERSION } from './version.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Whoever asked for the end does not wait longer. */
const STOP_TIMEOUT_MS = 4_500

const HELP = `Điểm Cầu ${VERSION} – the bridge: web pages, signalling, log, and the media node that it starts.

  npm start                     everything, on the configured directory
  BRIDGE_CONFIG=FILE npm start  another configuration (default config/bridge.yaml)

Settings: docs/configuration.md. SIGINT, SIGTERM or SIGHUP ends the bridge and its media node; SIGUSR2 ends the
bridge alone: the media goes on for a minute, for a new bridge to take it over.
Exit codes: 0 stopped, 1 unexpected fault, 2 wrong configuration or directory, 3 port, store, certificate or media
node can not be had.`

let log: PinoLogger | null = null
let running: BridgeProcess | null = null
let isEnding = false

async function main(): Promise<void> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) return console.log(HELP)
  watchProcess()
  const { config, directoryFile } = readSettings()
  log = makeLogger(config)
  const tls = await ensureTls(config, { ...machineNames(), now: Date.now() })
  for (const { reason } of tls.warnings) console.log(`! ${reason.vi}\n  ${reason.en}`)
  running = await BridgeProcess.open({ config, directoryFile, tls, log, onEnd: fail })
  announce(config, tls, await running.start())
}

function readSettings(): { config: BridgeConfig; directoryFile: LoadedDirectory } {
  const loaded = loadConfig({ env: process.env, cwd: ROOT })
  if (!loaded.ok) throw new StartError([formatFaults(loaded.faults)], 2)
  const { config } = loaded
  const directoryFile = loadDirectory(resolve(ROOT, config.directory.file), config.directory.file)
  // A new installation begins with the file: when that is faulty, nothing is begun, not even its data directory.
  if (!directoryFile.ok && config.database.url === '' && !existsSync(config.data.directory)) {
    throw new StartError([formatFaults(directoryFile.faults)], 2)
  }
  return { config, directoryFile }
}

function watchProcess(): void {
  // Not once: Ctrl-C reaches the whole process group and is handed down by the start program as well, and a second
  // signal without a handler would end the process before it has ended its media node.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0, true))
  process.on('SIGUSR2', () => end(0, false))
  // What nobody foresaw: the media goes on, and whoever keeps the bridge running starts it again.
  process.on('uncaughtException', crash)
  process.on('unhandledRejection', crash)
  // Nobody may read what is printed any more: the meeting goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}

function announce(config: BridgeConfig, tls: ServerTls, facts: StartFacts): void {
  const { host } = config.listen
  const everywhere = isEveryAddress(host)
  const outside = everywhere ? outsideAddresses() : [host].filter((address) => !address.startsWith('127.'))
  console.log(`Trên máy này / on this machine:  ${originOf('http', 'localhost', facts.httpPort)}`)
  for (const address of outside) {
    console.log(`Từ máy khác / from elsewhere:    ${originOf('https', address, facts.httpsPort)}`)
  }
  if (tls.rootFingerprintSha256 !== null && outside[0] !== undefined) {
    console.log(`Chứng thư gốc / root:            ${originOf('http', outside[0], facts.httpPort)}`)
  }
  const url = originOf('https', everywhere ? 'localhost' : host, facts.httpsPort)
  const who =
    facts.firstPassword === null
      ? 'console user admin'
      : `console user admin, first password ${facts.firstPassword}, shown this once`
  console.log(`Bridge ready: ${url} (${who})`)
}

/** Says why, ends what has been started, and exits. */
function fail(error: unknown, withMedia = true): void {
  if (isEnding) return
  const ending = endingOf(error)
  if (ending === null) return crash(error)
  console.error(ending.text)
  // The terminal has it in plain words already.
  log?.warn({ reason: ending.text }, 'The bridge can not go on')
  end(ending.exitCode, withMedia)
}

function end(exitCode: number, withMedia: boolean): void {
  if (isEnding) return
  isEnding = true
  setTimeout(() => process.exit(exitCode), STOP_TIMEOUT_MS).unref()
  Promise.resolve(running?.stop(withMedia)).then(
    () => process.exit(exitCode),
    (error: unknown) => crash(error),
  )
}

function crash(error: unknown): void {
  log?.fatal({ err: error }, 'The bridge crashed')
  if (log === null) console.error(error)
  process.exit(1)
}

main().catch((error: unknown) => fail(error))
