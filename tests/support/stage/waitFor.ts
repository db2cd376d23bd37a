import { setTimeout as delay } from 'node:timers/promises'

const LOOK_EVERY_MS = 20

/** Waits for a condition; throws with what was awaited when it does not come within `withinMs`. */
export async function waitFor(
  what: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = 15_000,
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`)
    await delay(LOOK_EVERY_MS)
  }
}
