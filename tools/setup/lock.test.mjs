import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isStale, takeLock } from './lock.mjs'

let folder
let file

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'))
  file = join(folder, 'setup.lock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A process id that was somebody's a moment ago and is nobody's now. */
function deadPid() {
  return spawnSync(process.execPath, ['-e', '']).pid
}

const holder = (fields) => JSON.stringify({ host: hostname(), pid: process.pid, ...fields })

describe('the setup lock', () => {
  it('lets one setup in at a time', async () => {
    const release = await takeLock(file)
    const waitedFor = []
    const second = takeLock(file, { onWait: ({ pid }) => waitedFor.push(pid) })
    await expect.poll(() => waitedFor).toEqual([process.pid])
    expect(existsSync(file)).toBe(true)
    release()
    const releaseSecond = await second
    releaseSecond()
    expect(existsSync(file)).toBe(false)
  })
  it('is given back once; a second release does not take it from the next holder', async () => {
    const release = await takeLock(file)
    release()
    writeFileSync(file, holder({ pid: 1 }))
    release()
    expect(existsSync(file)).toBe(true)
  })
  it('is taken over from a process that has died', async () => {
    writeFileSync(file, holder({ pid: deadPid() }))
    const release = await takeLock(file, { giveUpMs: 0 })
    release()
  })
  it('is not waited for for ever', async () => {
    const release = await takeLock(file)
    await expect(takeLock(file, { giveUpMs: 0 })).rejects.toMatchObject({ code: 'setup-locked' })
    release()
  })
})

describe('a lock is stale', () => {
  it('when its process has died', () => {
    expect(isStale(holder({ pid: deadPid() }))).toBe(true)
  })
  it('when its process id has gone to a later process', () => {
    expect(isStale(holder({ startTicks: '1' }))).toBe(process.platform === 'linux')
  })
  it('when it cannot be read', () => {
    expect(isStale('{"pid":')).toBe(true)
  })
  it('but not while its process lives, nor when it is on another machine', () => {
    expect(isStale(holder({}))).toBe(false)
    expect(isStale(holder({ host: 'elsewhere', pid: deadPid() }))).toBe(false)
  })
})
