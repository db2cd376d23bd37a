/** The part of `sessionStorage` that is needed: it outlives a reload, not the window. */
export type GuardStorage = Pick<Storage, 'getItem' | 'setItem'>

const KEY = 'diem-cau.reloads'
const WINDOW_MS = 10 * 60_000
const LIMIT = 3

/**
 * May the page reload itself now? A page that is too old reloads once and is new; one that stays too old (a
 * stale cache on the way) must not turn in circles in front of a meeting.
 * @returns false after three reloads in ten minutes.
 */
export function mayReload(storage: GuardStorage, now: number): boolean {
  const recent = readTimes(storage).filter((at) => now - at < WINDOW_MS)
  if (recent.length >= LIMIT) return false
  storage.setItem(KEY, JSON.stringify([...recent, now]))
  return true
}

function readTimes(storage: GuardStorage): number[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(KEY) ?? '[]')
    return Array.isArray(stored) ? stored.filter((at) => typeof at === 'number') : []
  } catch {
    return []
  }
}
