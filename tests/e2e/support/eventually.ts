/** Waits until a condition holds, and says what was last seen when it does not. */
export async function eventually<T>(
  read: () => Promise<T>,
  holds: (value: T) => boolean,
  { withinMs = 20_000, what = 'condition' }: { withinMs?: number; what?: string } = {},
): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const value = await read()
    if (holds(value)) return value
    if (performance.now() > deadline) throw new Error(`${what}: last seen ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Holds for the whole time, looked at again and again: for what must not happen. */
export async function never<T>(
  read: () => Promise<T>,
  isWrong: (value: T) => boolean,
  { forMs, what = 'condition' }: { forMs: number; what?: string },
): Promise<void> {
  const deadline = performance.now() + forMs
  do {
    const value = await read()
    if (isWrong(value)) throw new Error(`${what}: seen ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  } while (performance.now() < deadline)
}
