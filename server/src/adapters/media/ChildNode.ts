import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from '../../app/ports.ts'
import { loadOrMakeKey, publicKeyText } from './ed25519.ts'

const MAIN = fileURLToPath(new URL('../../../../sfu/src/main.ts', import.meta.url))
/** Exit codes after which another start would end the same way. */
const HOPELESS: Readonly<Record<number, { vi: string; en: string }>> = {
  2: { vi: 'cấu hình của nút media sai', en: 'its configuration is wrong' },
  3: { vi: 'cổng media đang bị chương trình khác dùng', en: 'a media port is in use by another program' },
  4: { vi: 'không chạy được mediasoup-worker', en: 'mediasoup-worker can not be run' },
}
const FIRST_RESTART_MS = 250
const LAST_RESTART_MS = 10_000

export interface ChildNodeOptions {
  dataDirectory: string
  serverUrl: string
  serverPublicKey: string
  caFile: string | null
  workers: number
  basePort: number
  listenAddresses: readonly { ip: string; announcedAddress?: string }[]
  logLevel: string
  log: Logger
  /** The node can't run at all: one sentence a language. */
  onHopeless: (reason: { vi: string; en: string }) => void
}

/**
 * The media node that the server starts on its own machine, as a process of its own that outlives it: a server
 * that starts again finds the node at work and leaves it there.
 */
export class ChildNode {
  static readonly NODE_ID = 'local'
  readonly publicKey: string
  readonly #options: ChildNodeOptions
  readonly #pidFile: string
  readonly #configFile: string
  #child: ChildProcess | null = null
  #restartMs = FIRST_RESTART_MS
  #timer: NodeJS.Timeout | null = null
  #stopped = false
  readonly #configChanged: boolean

  constructor(options: ChildNodeOptions) {
    this.#options = options
    const runDirectory = join(options.dataDirectory, 'run')
    mkdirSync(runDirectory, { recursive: true, mode: 0o700 })
    this.#pidFile = join(runDirectory, 'media-node.json')
    this.#configFile = join(runDirectory, 'media-node.config.json')
    const keyFile = join(options.dataDirectory, 'keys', 'media-node.pem')
    this.publicKey = publicKeyText(loadOrMakeKey(keyFile))
    this.#configChanged = this.#writeConfig(keyFile)
  }

  /** @returns whether a node at work now was started with other settings */
  #writeConfig(keyFile: string): boolean {
    const { serverUrl, serverPublicKey, caFile, workers, basePort, listenAddresses, logLevel } = this.#options
    const config = {
      nodeId: ChildNode.NODE_ID,
      serverUrl,
      serverPublicKey,
      keyFile,
      ...(caFile === null ? {} : { caFile }),
      workers,
      basePort,
      listenAddresses,
      logLevel,
      pidFile: this.#pidFile,
      child: true,
    }
    const text = `${JSON.stringify(config, null, 2)}\n`
    const former = existsSync(this.#configFile) ? readFileSync(this.#configFile, 'utf8') : null
    const draft = `${this.#configFile}.new`
    writeFileSync(draft, text, { mode: 0o600 })
    renameSync(draft, this.#configFile)
    return former !== text
  }

  /** Process id of a node that is at work already; null when there is none. */
  runningPid(): number | null {
    try {
      const { pid } = JSON.parse(readFileSync(this.#pidFile, 'utf8')) as { pid: number }
      // A process number is given again in time: only one with our command line counts.
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('sfu/src/main.ts') ? pid : null
    } catch {
      return null
    }
  }

  /** Starts a node unless one is at work; one that ends is started again. */
  start(): void {
    if (this.#stopped || this.#child !== null) return
    const running = this.runningPid()
    if (running === null) return this.#spawn()
    if (this.#configChanged) {
      this.#options.log.info({ pid: running }, 'The media node is started again with its new settings')
      process.kill(running, 'SIGTERM')
    } else {
      this.#options.log.info({ pid: running }, 'A media node is at work already')
    }
    this.#later(this.#configChanged ? 200 : 1_000)
  }

  /** Ends the node with the server, when it is stopped in good order. */
  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    const pid = this.#child?.pid ?? this.runningPid()
    if (pid === null || pid === undefined) return
    try {
      process.kill(pid, 'SIGTERM')
    } catch {
      return
    }
    const deadline = performance.now() + 5_000
    while (isAlive(pid) && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20))
    if (isAlive(pid)) process.kill(pid, 'SIGKILL')
  }

  #spawn(): void {
    const { dataDirectory, log } = this.#options
    const logFile = openSync(join(dataDirectory, 'media-node.log'), 'a', 0o600)
    const child = spawn(process.execPath, [MAIN, '--config', this.#configFile], {
      detached: true,
      stdio: ['ignore', logFile, logFile],
    })
    closeSync(logFile)
    this.#child = child
    const startedAt = performance.now()
    child.unref()
    child.on('error', (error) => log.error({ err: error }, 'The media node could not be started'))
    child.on('exit', (code, signal) => {
      this.#child = null
      if (this.#stopped) return
      const hopeless = code === null ? undefined : HOPELESS[code]
      log.warn({ code, signal }, 'The media node has ended')
      if (hopeless !== undefined && performance.now() - startedAt < 30_000) {
        this.#options.onHopeless(hopeless)
        return
      }
      if (performance.now() - startedAt > 60_000) this.#restartMs = FIRST_RESTART_MS
      this.#later(this.#restartMs)
      this.#restartMs = Math.min(LAST_RESTART_MS, this.#restartMs * 2)
    })
  }

  #later(delayMs: number): void {
    this.#timer = setTimeout(() => this.#check(), delayMs)
    this.#timer.unref()
  }

  /** A node of an earlier server is not our child: only looking tells when it has ended. */
  #check(): void {
    if (this.#stopped || this.#child !== null) return
    if (this.runningPid() === null) this.#spawn()
    else this.#later(1_000)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
