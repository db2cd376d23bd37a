import { vi } from 'vitest'

/** Waits until a check holds; its own failure is shown when it does not. */
export function eventually<T>(check: () => T | Promise<T>, timeoutMs = 10_000): Promise<T> {
  return vi.waitFor(check, { timeout: timeoutMs, interval: 20 })
}
