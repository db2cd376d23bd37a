import { cpus, setPriority } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'

/** Of this process and, handed down, of the bridge and the speakers. */
const PRIORITY = -10
const WINDOW_MS = 1_000
const LONGEST_WAIT_MS = 30_000
const CALM_SHARE = 0.7

/** Processor time since the machine was started, in milliseconds over all cores. */
function processorTimes(): { idleMs: number; totalMs: number } {
  const times = cpus().map((cpu) => cpu.times)
  return {
    idleMs: times.reduce((sum, { idle }) => sum + idle, 0),
    totalMs: times.reduce((sum, { idle, irq, nice, sys, user }) => sum + idle + irq + nice + sys + user, 0),
  }
}

async function idleShare(): Promise<number> {
  const before = processorTimes()
  await delay(WINDOW_MS)
  const after = processorTimes()
  return (after.idleMs - before.idleMs) / Math.max(1, after.totalMs - before.totalMs)
}

/**
 * A busy machine makes everything late, and libwebrtc remembers it for minutes in its buffers. Waits a while for the
 * processors to be free, and says so when they are not.
 */
export async function waitForCalm(progress: (text: string) => void): Promise<void> {
  try {
    setPriority(PRIORITY)
  } catch {
    // Only root may; the measurement goes on as it is.
  }
  const deadline = performance.now() + LONGEST_WAIT_MS
  let idle = await idleShare()
  if (idle < CALM_SHARE) progress('Máy đang bận, chờ một lát. · The machine is busy; waiting a little.')
  while (idle < CALM_SHARE && performance.now() < deadline) idle = await idleShare()
  if (idle >= CALM_SHARE) return
  const percent = Math.round(idle * 100)
  progress(
    `Máy chỉ rảnh ${percent} %: số đo sẽ xấu đi. · Only ${percent} % of the machine is free: expect worse.`,
  )
}
