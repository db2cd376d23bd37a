import { readdirSync, readFileSync } from 'node:fs'

/**
 * The processes that were started with a variable of exactly this value and have not ended: a bridge, its media node
 * and its workers hand it down, and the value (a directory made for one test) is nobody else's.
 */
export function processesWith(variable: string, value: string): number[] {
  const wanted = `${variable}=${value}`
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => environmentOf(pid).includes(wanted))
    .map(Number)
}

function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch {
    return []
  }
}

/** Ends them at once; one that is gone already is as good. */
export function endProcessesWith(variable: string, value: string): void {
  for (const pid of processesWith(variable, value)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // Gone between looking and ending.
    }
  }
}
