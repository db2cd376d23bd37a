import { useEffect, useState } from 'react'
import type { ServerClock } from '../../../connection/index.ts'

const TICK_MS = 1_000

/** The server's clock, once a second. */
export function useNow(clock: ServerClock): number {
  const [now, setNow] = useState(() => clock.now())
  useEffect(() => {
    const tick = () => setNow(clock.now())
    const timer = setInterval(tick, TICK_MS)
    tick()
    return () => clearInterval(timer)
  }, [clock])
  return now
}
