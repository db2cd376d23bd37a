import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BranchRegistry } from '../../app/BranchRegistry.ts'
import { MemoryEventStore, silentLog } from '../../app/testing.ts'
import { unseal } from '../../app/votes/sealing.ts'
import { SecretVotes } from '../../app/votes/SecretVotes.ts'
import { YES } from '../../core/vote/testing.ts'
import { idSource } from '../idSource.ts'
import { BallotKeyFolder } from './BallotKeyFolder.ts'

const MOTION = 'motion-1'

describe('The folder of keys of secret ballots', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'ballots-'))
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  it('gives whoever comes second the key of the first', async () => {
    const folder = new BallotKeyFolder(directory)
    const key = await folder.ensure(MOTION)
    expect(await folder.ensure(MOTION)).toEqual(key)
    expect(await new BallotKeyFolder(directory).read(MOTION)).toEqual(key)
  })

  it('takes nothing for a motion that would lead out of it', async () => {
    const folder = new BallotKeyFolder(directory)
    for (const name of ['../motion', 'a/b', '', '.', 'a\u0000b', 'x'.repeat(81)])
      await expect(folder.ensure(name)).rejects.toThrow(RangeError)
    expect(readdirSync(directory)).toEqual([])
  })

  it('has one key where several open the same vote at once: what was sealed is opened after a restart', async () => {
    for (let round = 0; round < 20; round++) {
      const motionId = `${MOTION}-${round}`
      const registry = new BranchRegistry({
        store: new MemoryEventStore(),
        clock: () => 0,
        epoch: 1,
        log: silentLog,
      })
      const keys = new BallotKeyFolder(directory)
      const votes = new SecretVotes({ keys, registry, ids: idSource, log: silentLog })
      await Promise.all([votes.prepare(motionId), votes.prepare(motionId), votes.prepare(motionId)])
      const sealed = await votes.seal(motionId, YES)
      const kept = await new BallotKeyFolder(directory).read(motionId)
      expect(kept === null ? null : unseal(kept, motionId, sealed)).toEqual(YES)
    }
  })
})
