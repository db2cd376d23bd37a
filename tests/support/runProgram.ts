import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const CHECKOUT = resolve(fileURLToPath(new URL('../..', import.meta.url)))

/** A TypeScript program of this checkout that runs as a process of its own. It owns the process. */
export class RunningProgram {
  readonly #child: ChildProcess
  readonly #exit: Promise<number | null>
  readonly #listeners = new Set<() => void>()
  #stdout = ''
  #stderr = ''

  constructor(file: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    const child = spawn(process.execPath, [resolve(CHECKOUT, file), ...args], {
      cwd: CHECKOUT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    child.stdout.on('data', (chunk: Buffer) => {
      this.#stdout += chunk.toString()
      for (const listener of this.#listeners) listener()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr += chunk.toString()
    })
    this.#exit = once(child, 'close').then(() => child.exitCode)
  }

  get stdout(): string {
    return this.#stdout
  }

  get stderr(): string {
    return this.#stderr
  }

  /** Waits for a line of its output; an error with the whole output when the program ends without it. */
  async prints(pattern: RegExp): Promise<RegExpExecArray> {
    const found = Promise.withResolvers<RegExpExecArray>()
    const look = (): void => {
      const match = pattern.exec(this.#stdout)
      if (match !== null) found.resolve(match)
    }
    this.#listeners.add(look)
    look()
    const ended = this.#exit.then((code) => {
      throw new Error(`ended with ${code} before ${pattern}:\n${this.#stdout}\n${this.#stderr}`)
    })
    try {
      return await Promise.race([found.promise, ended])
    } finally {
      this.#listeners.delete(look)
    }
  }

  interrupt(): void {
    this.#child.kill('SIGINT')
  }

  /** Exit code; null when a signal ended it. */
  async ended(): Promise<number | null> {
    return await this.#exit
  }

  /** Ends it at once, if it still runs. */
  async kill(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGKILL')
    await this.#exit
  }
}
