import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs one of the project's programs in the foreground, on our own terminal, and resolves with its exit code (128 + the
 * signal's number when a signal ended it, as shells do). Signals sent to us reach it; a Ctrl-C at a terminal it gets
 * from the terminal itself, and only once.
 * @param {string} binary
 * @param {string[]} args
 * @param {{env: NodeJS.ProcessEnv, cwd: string}} options
 * @returns {Promise<number>}
 */
export async function runProgram(binary, args, options) {
  const child = spawn(binary, args, { ...options, stdio: 'inherit' })
  const forward = (signal) => {
    if (signal === 'SIGINT' && process.stdin.isTTY) return
    child.kill(signal)
  }
  for (const signal of FORWARDED) process.on(signal, forward)
  try {
    const [code, signal] = await once(child, 'exit')
    return code ?? 128 + constants.signals[signal]
  } finally {
    for (const signal of FORWARDED) process.off(signal, forward)
  }
}
