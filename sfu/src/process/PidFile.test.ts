import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PidFile, readPidFile } from './PidFile.ts'

describe('a pid file', () => {
  let directory: string
  let path: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'pid-file-'))
    path = join(directory, 'run', 'node.json')
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  it('says who runs until it ends', () => {
    const file = PidFile.write(path, 'first')
    expect(readPidFile(path)).toEqual({ pid: process.pid, incarnation: 'first' })
    file.close()
    expect(readPidFile(path)).toBeNull()
    file.close()
  })

  it('is not taken from a node that lives, but from one that has died', () => {
    PidFile.write(path, 'first')
    writeFileSync(path, JSON.stringify({ pid: 4_000_000, incarnation: 'other' }))
    expect(() => PidFile.write(path, 'second', () => true)).toThrow(
      expect.objectContaining({ reason: 'alreadyRunning' }),
    )
    PidFile.write(path, 'second', () => false)
    expect(readPidFile(path)?.incarnation).toBe('second')
  })

  it('stays when another has taken it over', () => {
    const first = PidFile.write(path, 'first')
    PidFile.write(path, 'second')
    first.close()
    expect(readPidFile(path)?.incarnation).toBe('second')
  })

  it('counts for nothing half written', () => {
    PidFile.write(path, 'first')
    writeFileSync(path, '{"pid": 12')
    expect(readPidFile(path)).toBeNull()
    PidFile.write(path, 'second', () => true)
    expect(readPidFile(path)?.incarnation).toBe('second')
  })
})
