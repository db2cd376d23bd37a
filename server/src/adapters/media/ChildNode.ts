import { spawn, type ChildProcess } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Logger } from '../../app/ports.ts'
import { loadOrMakeKey, publicKeyText } from './ed25519.ts'

const PID_RECORD = Compile(Type.Object({ pid: Type.Integer({ minimum: 1 }) }))
const MAIN = fileURLToPath(new URL('../../../../sfu/src/main.ts', import.meta.url))
/** Exit codes after which another start would end the same way. */
const HOPELESS: Readonly<Record<number, { vi: string; en: string }>> = {
  2: { vi: 'cấu hình của nút media sai', en: 'its configuration is wrong' },
  3: { vi: 'cổng media đang bị chương trình khác dùng', en: 'a media port is in use by another program' },
  4: { vi: 'không chạy được mediasoup-worker', en: 'mediasoup-worker can not be run' },
}
const STOP_TIMEOUT_MS = 3_000
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
  /** The node can't run, for a reason that another start does not mend. It is tried again all the same. */
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
      const record: unknown = JSON.parse(readFileSync(this.#pidFile, 'utf8'))
      if (!PID_RECORD.Check(record)) return null
      const { pid } = record
      // A process number is given again in time: only one with our own command line counts.
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(this.#configFile) ? pid : null
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
      signal(running, 'SIGTERM')
    } else {
      this.#options.log.info({ pid: running }, 'A media node is at work already')
    }
    this.#later(this.#configChanged ? 200 : 1_000)
  }

  /** Ends the node with the server, when it is stopped in good order. */
  async stop(): Promise<void> {
    this.#letGo()
    await this.#end(this.#child?.pid ?? this.runningPid())
  }

  /** Looks after the node no more. @param end whether one that this server itself has started is ended */
  async abandon({ end }: { end: boolean }): Promise<void> {
    this.#letGo()
    if (end) await this.#end(this.#child?.pid ?? null)
  }

  #letGo(): void {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  async #end(pid: number | null): Promise<void> {
    if (pid === null || !signal(pid, 'SIGTERM')) return
    const deadline = performance.now() + STOP_TIMEOUT_MS
    while (isAlive(pid) && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20))
    if (isAlive(pid)) signal(pid, 'SIGKILL')
  }

  #spawn(): void {
    const { dataDirectory, log } = this.#options
    // What is left of a node that has ended must not be taken for another one's.
    rmSync(this.#pidFile, { force: true })
    const logFile = openSync(join(dataDirectory, 'media-node.log'), 'a', 0o600)
    const child = spawn(process.execPath, [MAIN, '--config', this.#configFile], {
      detached: true,
      stdio: ['ignore', logFile, logFile],
    })
    closeSync(logFile)
    this.#child = child
    const startedAt = performance.now()
    child.unref()
    child.on('error', (error) => {
      log.error({ err: error }, 'The media node could not be started')
      if (child.pid !== undefined) return
      this.#child = null
      this.#later(LAST_RESTART_MS)
    })
    child.on('exit', (code, endSignal) => {
      this.#child = null
      if (this.#stopped) return
      log.warn({ code, signal: endSignal }, 'The media node has ended')
      const hopeless = code === null ? undefined : HOPELESS[code]
      if (hopeless !== undefined) this.#options.onHopeless(hopeless)
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

/** @returns false when there is no such process any more */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

function isAlive(pid: number): boolean {
  return signal(pid, 0)
}
