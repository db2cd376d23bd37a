import { spawn, type ChildProcess } from 'node:child_process'
import { createPublicKey, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EXIT_CODES } from '../../../sfu/src/process/FatalError.ts'
import { freeMediaPorts } from '../freePorts.ts'
import type { ServerHalf } from './ServerHalf.ts'

const MOST_ATTEMPTS = 3
const MAIN = resolve(fileURLToPath(new URL('../../../sfu/src/main.ts', import.meta.url)))

export interface TestNodeSettings {
  readonly serverUrl: string
  readonly serverPublicKey: string
  readonly workers?: number
  readonly child?: boolean
  readonly autonomyMs?: number
}

/** A media node as a process of its own, on free ports of the loopback. */
export class TestNode {
  readonly directory = mkdtempSync(join(tmpdir(), 'media-node-test-'))
  #process: ChildProcess | null = null
  #exit: Promise<number | null> | null = null
  #output = ''

  /** The node's public key, once it has been started. */
  get publicKey(): KeyObject {
    return createPublicKey(readFileSync(join(this.directory, 'node.pem')))
  }

  get pid(): number {
    if (this.#process?.pid === undefined) throw new Error('the node is not running')
    return this.#process.pid
  }

  get output(): string {
    return this.#output
  }

  async start(settings: TestNodeSettings, extra: Record<string, unknown> = {}): Promise<void> {
    const workers = settings.workers ?? 1
    const config = {
      nodeId: 'node-1',
      keyFile: join(this.directory, 'node.pem'),
      pidFile: join(this.directory, 'node.pid.json'),
      listenAddresses: [{ ip: '127.0.0.1' }],
      basePort: await freeMediaPorts(workers),
      logLevel: 'debug',
      ...settings,
      workers,
      ...extra,
    }
    const file = join(this.directory, 'node.json')
    writeFileSync(file, JSON.stringify(config))
    const child = spawn(process.execPath, [MAIN, '--config', file], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#process = child
    this.#exit = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null))
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString()
      })
    }
  }

  /** The exit code, when the node has ended by itself. */
  async exited(): Promise<number | null> {
    return (await this.#exit) ?? null
  }

  /** Starts it and waits until it is connected; on other ports when somebody has taken the ones that were free. */
  async startConnected(server: ServerHalf, settings: Partial<TestNodeSettings> = {}): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await this.start({ serverUrl: server.url, serverPublicKey: server.publicKey, ...settings })
      try {
        return await this.until(server.connected())
      } catch (error) {
        const portTaken = this.#process?.exitCode === EXIT_CODES.portInUse
        if (!portTaken || attempt === MOST_ATTEMPTS) throw error
      }
    }
  }

  /** Waits for something that a running node does; an error with its output when it ends instead. */
  async until<T>(what: Promise<T>): Promise<T> {
    const ended = this.exited().then((code) => {
      throw new Error(`the node ended with ${code}:\n${this.#output}`)
    })
    return await Promise.race([what, ended])
  }

  async stop(): Promise<void> {
    if (this.#process !== null && this.#process.exitCode === null && this.#process.signalCode === null) {
      this.#process.kill('SIGTERM')
      await this.#exit
    }
    rmSync(this.directory, { recursive: true, force: true })
  }
}
