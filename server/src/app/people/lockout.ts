/* After a number of wrong passwords each further one is answered by a longer wait. */

const MINUTE_MS = 60_000

/** How long nobody tries after the last free attempt, the next one, and so on; the last one again and again. */
export const WAITS_MS = [1, 2, 5, 10, 20, 30, 60].map((minutes) => minutes * MINUTE_MS)

/** Who has not been wrong for so long begins anew. */
export const FORGOTTEN_AFTER_MS = 24 * 60 * MINUTE_MS

/** How long to wait after the `count`-th wrong attempt in a row, when `free` are free; 0: not at all. */
export function waitMs(count: number, free: number): number {
  return count < free ? 0 : (WAITS_MS[Math.min(count - free, WAITS_MS.length - 1)] ?? 0)
}
