import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { SetupError } from './errors.mjs'

const POLL_MS = 200
/** A cold build of the worker takes minutes; a holder that is older than this is not waited for. */
const GIVE_UP_MS = 30 * 60_000

/** When a process started, in clock ticks since boot: tells a process from a later one that got the same id. */
function startTicks(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined // Not Linux, or no such process.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function parseHolder(text) {
  try {
    const holder = JSON.parse(text)
    return Number.isInteger(holder.pid) ? holder : undefined
  } catch {
    return undefined
  }
}

/** True when whoever wrote this lock can no longer be at work: dead, or its process id has gone to another process. */
export function isStale(text) {
  const holder = parseHolder(text)
  if (holder === undefined) return true // Locks are written whole, so an unreadable one is damage.
  if (holder.host !== hostname()) return false // A shared home folder: nothing can be said of another machine.
  if (!isAlive(holder.pid)) return true
  const ticks = startTicks(holder.pid)
  return ticks !== undefined && holder.startTicks !== undefined && ticks !== holder.startTicks
}

function tryTake(file, mine) {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, mine)
  try {
    linkSync(draft, file) // Fails if the lock is there; unlike open+write, the lock appears with its content.
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Moves a stale lock out of the way; if a living holder took it in between, puts that one back. */
function clearStale(file, seen) {
  const aside = `${file}.${process.pid}.stale`
  try {
    renameSync(file, aside)
  } catch {
    return // Somebody else cleared it.
  }
  try {
    if (readFileSync(aside, 'utf8') !== seen) linkSync(aside, file)
  } finally {
    rmSync(aside, { force: true })
  }
}

function readLock(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/**
 * Takes the lock file, waiting for a living holder and taking over from a dead one.
 * @param {string} file
 * @param {{onWait?: (holder: {pid: number}) => void, giveUpMs?: number}} [options] `onWait` is called once, before the first wait
 * @returns {Promise<() => void>} gives the lock back; harmless when called twice
 */
export async function takeLock(file, { onWait, giveUpMs = GIVE_UP_MS } = {}) {
  mkdirSync(dirname(file), { recursive: true })
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), startTicks: startTicks(process.pid) })
  const deadline = performance.now() + giveUpMs
  let waited = false
  while (!tryTake(file, mine)) {
    const seen = readLock(file)
    if (seen === undefined) continue
    if (isStale(seen)) {
      clearStale(file, seen)
      continue
    }
    const { pid } = parseHolder(seen)
    if (performance.now() >= deadline) throw lockHeld(pid, file)
    if (!waited) onWait?.({ pid })
    waited = true
    await delay(POLL_MS)
  }
  return () => {
    if (readLock(file) === mine) rmSync(file, { force: true })
  }
}

function lockHeld(pid, file) {
  return new SetupError({
    code: 'setup-locked',
    vi: `Một tiến trình cài đặt khác (${pid}) đang giữ khóa ${file} quá lâu.`,
    en: `Another setup (process ${pid}) has held the lock ${file} for too long.`,
  })
}
