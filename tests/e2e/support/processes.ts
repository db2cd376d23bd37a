import { readFileSync } from 'node:fs'

/** Those of some processes whose command line has a word in it. */
export function processesNamed(pids: readonly number[], word: string): number[] {
  return pids.filter((pid) => {
    try {
      const [program] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      return program?.includes(word) ?? false
    } catch {
      return false
    }
  })
}
