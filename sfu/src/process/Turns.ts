import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Does heavy work a few pieces at a time, first come, first served, and each piece in a turn of the event loop of its
 * own. When a whole province joins at once, the packets of stage slots and changes of floor pass in between.
 */
export class Turns {
  readonly #atOnce: number
  readonly #waiting: (() => void)[] = []
  #busy = 0

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy >= this.#atOnce) await new Promise<void>((begin) => void this.#waiting.push(begin))
    else this.#busy += 1
    try {
      await nextTurn()
      return await work()
    } finally {
      const next = this.#waiting.shift()
      // The place is handed over, so that nobody who comes meanwhile slips in.
      if (next === undefined) this.#busy -= 1
      else next()
    }
  }
}
