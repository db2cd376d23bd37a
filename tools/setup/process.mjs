import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { SetupError } from './errors.mjs'

const SHOWN_FIRST = 12
const SHOWN_LAST = 20

/** Children now running, so that an interrupted setup leaves none behind. */
const running = new Set()

/** How many children are at something that must not be cut off. */
let finishing = 0

let interrupted = false

/**
 * Ends every child that `run` started, together with what it started itself, and lets no other begin. What waits for
 * them fails with `interrupted`, so that temporary folders and locks are given back on the way out.
 * @returns {boolean} true when a child must come to its own end first (`mustFinish`): wait for it
 */
export function interrupt() {
  interrupted = true
  for (const child of running) killGroup(child, 'SIGTERM')
  return finishing > 0
}

function killGroup(child, signal) {
  try {
    process.kill(-child.pid, signal)
  } catch {
    // It has ended already.
  }
}

function assertNotInterrupted() {
  if (!interrupted) return
  throw new SetupError({ code: 'interrupted', vi: 'Đã dừng theo yêu cầu.', en: 'Stopped on request.' })
}

/**
 * Runs a program to its end, quietly, and returns what it wrote. `onLine` sees each line as it comes (for progress).
 * The program gets a process group of its own, so that Ctrl-C reaches it once, through `interrupt`.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, timeoutMs?: number,
 *   mustFinish?: boolean}} [options] `mustFinish`: an interruption waits until the program has ended by itself
 * @returns {Promise<{code: number, output: string, tail: string}>} code 127 when the program is not there, 128 for a signal
 */
export async function tryRun(command, args, options = {}) {
  assertNotInterrupted()
  const { cwd, env = process.env, onLine, timeoutMs, mustFinish = false } = options
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const lines = []
  const ended = once(child, 'close').catch((error) => {
    lines.push(String(error.message))
    return [127]
  })
  if (child.pid === undefined) return { code: (await ended)[0], output: '', tail: lines.join('\n') }
  if (mustFinish) finishing += 1
  else running.add(child)
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      onLine?.(line)
    })
  }
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => killGroup(child, 'SIGKILL'), timeoutMs)
  const [code] = await ended
  clearTimeout(timer)
  if (mustFinish) finishing -= 1
  else running.delete(child)
  assertNotInterrupted()
  return { code: code ?? 128, output: lines.join('\n'), tail: excerpt(lines) }
}

/** The beginning and the end: npm says what is wrong first, compilers last. */
function excerpt(lines) {
  if (lines.length <= SHOWN_FIRST + SHOWN_LAST) return lines.join('\n')
  return [...lines.slice(0, SHOWN_FIRST), '…', ...lines.slice(-SHOWN_LAST)].join('\n')
}

/** As `tryRun`, but anything except exit code 0 is a `SetupError` with the end of the program's output. */
export async function run(command, args, options = {}) {
  const result = await tryRun(command, args, options)
  if (result.code === 0) return result.output
  const shown = [command, ...args].join(' ')
  throw new SetupError({
    code: 'command-failed',
    vi: `Lệnh kết thúc với lỗi (mã ${result.code}): ${shown}`,
    en: `The command failed (exit code ${result.code}): ${shown}`,
    detail: result.tail,
  })
}
