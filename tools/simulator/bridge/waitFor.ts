/** Calls back at every change; returns what ends that. */
export type Subscribe = (changed: () => void) => () => void

export class WaitedTooLong extends Error {
  constructor(what: string, timeoutMs: number) {
    super(`${what}: not within ${timeoutMs} ms`)
    this.name = 'WaitedTooLong'
  }
}

/**
 * The first value that is not null, read now and again at every change.
 * @param what said when it does not come within `timeoutMs`
 */
export async function waitFor<T>(
  subscribe: Subscribe,
  read: () => T | null,
  { what, timeoutMs }: { what: string; timeoutMs: number },
): Promise<T> {
  const now = read()
  if (now !== null) return now
  return await new Promise<T>((resolve, reject) => {
    const finish = (report: () => void): void => {
      clearTimeout(timer)
      off()
      report()
    }
    const off = subscribe(() => {
      const value = read()
      if (value !== null) finish(() => resolve(value))
    })
    const timer = setTimeout(() => finish(() => reject(new WaitedTooLong(what, timeoutMs))), timeoutMs)
  })
}
