import { setTimeout as delay } from 'node:timers/promises'

const POLL_MS = 20
const PATIENCE_MS = 20_000

type There<T> = Exclude<T, false | null | undefined>

/** Waits until something holds, and gives what it was. Throws with the name of what did not come true. */
export async function eventually<T>(
  what: string,
  probe: () => T | Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<There<T>> {
  const giveUpAt = performance.now() + patienceMs
  for (;;) {
    const value = await probe()
    if (isThere(value)) return value
    if (performance.now() > giveUpAt) throw new Error(`Not within ${patienceMs} ms: ${what}`)
    await delay(POLL_MS)
  }
}

function isThere<T>(value: T): value is There<T> {
  return value !== false && value !== null && value !== undefined
}
