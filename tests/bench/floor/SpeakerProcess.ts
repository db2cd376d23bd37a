import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { SpeakerAnswer, SpeakerRequest } from './speakerMessages.ts'

const MAIN = fileURLToPath(new URL('speakerMain.ts', import.meta.url))

/**
 * The chair and the speakers, in a process of their own: the work of looking at what receivers see must not hold up
 * the clock of a microphone. It owns that process; `close()` twice is harmless.
 */
export class SpeakerProcess {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, PromiseWithResolvers<void>>()
  #lastId = 0

  constructor(dataDirectory: string) {
    this.#child = fork(MAIN, [dataDirectory], {
      env: { ...process.env, BRIDGE_DATA: dataDirectory },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#child.on('message', (answer: SpeakerAnswer) => this.#handle(answer))
    this.#child.once('exit', (code) => {
      for (const { reject } of this.#waiting.values())
        reject(new Error(`the speakers' process ended (${code})`))
    })
  }

  async ask(request: SpeakerRequest): Promise<void> {
    const id = ++this.#lastId
    const answered = Promise.withResolvers<void>()
    this.#waiting.set(id, answered)
    this.#child.send({ id, ...request })
    await answered.promise
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exit = once(this.#child, 'exit')
    this.#child.disconnect()
    await exit
  }

  #handle({ id, failure }: SpeakerAnswer): void {
    const answered = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (failure === null) answered?.resolve()
    else answered?.reject(new Error(failure))
  }
}
