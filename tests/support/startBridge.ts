import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readControl, trust, type BridgeControl } from '../../tools/simulator/bridge/control.ts'
import { freeMediaPorts, freeTcpPort } from './freePorts.ts'
import { endProcessesWith, processesWith } from './ownProcesses.ts'

const CHECKOUT = resolve(fileURLToPath(new URL('../..', import.meta.url)))
const READY = /^Bridge ready: (\S+)(?: \(console user (\S+?), first password (\S+?)[,)])?/m
const READY_MS = 45_000
const STOP_MS = 15_000
const MOST_LOG_CHARACTERS = 400_000

const PASSWORD = 'mật khẩu của trung tâm'

export interface BridgeLogin {
  readonly userName: string
  readonly password: string
  readonly firstPassword: string
}

export interface StartBridgeOptions {
  /** Settings beside the ports, the addresses and the data directory. */
  readonly env?: Readonly<Record<string, string>>
  /** Media workers, each with a port of its own. */
  readonly workers?: number
}

/** A bridge of its own for a test: loopback only, free ports, a new data directory. */
export interface RunningBridge {
  readonly url: string
  readonly httpPort: number
  readonly dataDirectory: string
  /** By which one logs in at the console: the first password, printed at the first start, is changed already. */
  readonly login: BridgeLogin | null
  /** As it is now; another one after a restart. */
  readonly control: BridgeControl
  readonly serverPid: number
  /** What the server has printed so far, over all its starts. */
  logs(): string
  /** Kills the server alone, without a word; its media node goes on. */
  kill9(): Promise<void>
  /** Starts the server again, on the same ports and data. The old one must be dead. */
  restart(): Promise<void>
  /** Pids of the server, its media node and its workers. */
  processes(): number[]
  /** Ends everything and removes the data. Twice is harmless. */
  stop(): Promise<void>
}

/** Starts the server of this checkout and waits until it says that it is ready. Throws with its output when it is not. */
export async function startBridge({
  env = {},
  workers = 2,
}: StartBridgeOptions = {}): Promise<RunningBridge> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'bridge-test-'))
  const httpPort = await freeTcpPort()
  const bridge = new TestBridge(dataDirectory, httpPort, {
    ...withoutBridgeSettings(process.env),
    BRIDGE_DATA: dataDirectory,
    BRIDGE_PORT: String(await freeTcpPort()),
    BRIDGE_HTTP_PORT: String(httpPort),
    BRIDGE_MEDIA_PORT: String(await freeMediaPorts(workers)),
    BRIDGE_MEDIA_WORKERS: String(workers),
    BRIDGE_LISTEN_HOST: '127.0.0.1',
    BRIDGE_MEDIA_LISTEN_ADDRESS: '127.0.0.1',
    ...env,
  })
  try {
    await bridge.start()
    return bridge
  } catch (error) {
    await bridge.stop()
    throw error
  }
}

/** What the first administrator is asked for before anything else. */
async function changeFirstPassword(
  url: string,
  userName: string,
  firstPassword: string,
): Promise<BridgeLogin> {
  const send = async (path: string, body: object, cookie = ''): Promise<Response> => {
    const headers = { 'content-type': 'application/json', cookie }
    const response = await fetch(new URL(path, url), { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response
  }
  const loggedIn = await send('/api/login', { userName, password: firstPassword })
  const cookie = loggedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  await send('/api/v1/me/password', { current: firstPassword, next: PASSWORD }, cookie)
  return { userName, password: PASSWORD, firstPassword }
}

/** Settings of the machine's own bridge have no business here; the worker's place has. */
function withoutBridgeSettings(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('BRIDGE_'),
  )
  return Object.fromEntries(kept)
}

class TestBridge implements RunningBridge {
  readonly dataDirectory: string
  readonly httpPort: number
  readonly #env: Readonly<Record<string, string>>
  #child: ChildProcess | null = null
  /** What earlier starts printed. */
  #earlier = ''
  #output = ''
  #login: RunningBridge['login'] = null
  #control: BridgeControl | null = null
  readonly #clear = (): void => {
    endProcessesWith('BRIDGE_DATA', this.dataDirectory)
    rmSync(this.dataDirectory, { recursive: true, force: true, maxRetries: 3 })
  }

  constructor(dataDirectory: string, httpPort: number, env: Readonly<Record<string, string>>) {
    this.dataDirectory = dataDirectory
    this.httpPort = httpPort
    this.#env = env
    // Also when a test run is broken off: nothing of ours may stay behind.
    process.once('exit', this.#clear)
  }

  get control(): BridgeControl {
    if (this.#control === null) throw new Error('the bridge is not ready')
    return this.#control
  }

  get url(): string {
    return this.control.url
  }

  get login(): RunningBridge['login'] {
    return this.#login
  }

  get serverPid(): number {
    const pid = this.#child?.pid
    if (pid === undefined) throw new Error('the server is not running')
    return pid
  }

  logs(): string {
    return this.#earlier + this.#output
  }

  processes(): number[] {
    return processesWith('BRIDGE_DATA', this.dataDirectory)
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [join(CHECKOUT, 'server/src/main.ts')], {
      cwd: CHECKOUT,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    this.#earlier = this.logs()
    this.#output = ''
    const take = (chunk: Buffer): void => {
      this.#output = (this.#output + chunk.toString()).slice(-MOST_LOG_CHARACTERS)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    const ready = await this.#ready(child)
    this.#control = readControl(this.dataDirectory)
    trust(this.#control)
    if (ready[2] !== undefined && ready[3] !== undefined) {
      this.#login = await changeFirstPassword(this.#control.url, ready[2], ready[3])
    }
  }

  /** The ready line, or an error with everything that was printed instead. */
  async #ready(child: ChildProcess): Promise<RegExpExecArray> {
    const stdout = child.stdout
    if (stdout === null) throw new Error('the server has no output')
    const deadline = AbortSignal.timeout(READY_MS)
    const ended = new AbortController()
    child.once('exit', () => ended.abort())
    for (;;) {
      const line = READY.exec(this.#output)
      if (line !== null) return line
      if (ended.signal.aborted || deadline.aborted) {
        const how = ended.signal.aborted ? `ended (${child.exitCode ?? child.signalCode})` : 'is not ready'
        throw new Error(`The bridge ${how}:\n${this.#output}`)
      }
      await once(stdout, 'data', { signal: AbortSignal.any([deadline, ended.signal]) }).catch(() => undefined)
    }
  }

  async kill9(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async restart(): Promise<void> {
    if (this.#child !== null) throw new Error('the server is still running')
    await this.start()
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM')
    this.#clear()
    process.off('exit', this.#clear)
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child
    this.#child = null
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill(signal)
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await exit
    clearTimeout(timer)
  }
}
