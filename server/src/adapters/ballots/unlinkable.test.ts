import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { BranchId, SiteId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { BranchRegistry } from '../../app/BranchRegistry.ts'
import { silentLog } from '../../app/testing.ts'
import { BALLOT_KEY_BYTES, unseal } from '../../app/votes/sealing.ts'
import { SecretVotes } from '../../app/votes/SecretVotes.ts'
import { openCommand, site } from '../../core/branch/testing.ts'
import { fields, NO, YES } from '../../core/vote/testing.ts'
import { idSource } from '../idSource.ts'
import { backup } from '../store/backup/backup.ts'
import { anyTables, listTables } from '../store/backup/tables.ts'
import { Lease } from '../store/Lease.ts'
import { SqlEventStore } from '../store/SqlEventStore.ts'
import { databases, type TestDatabase } from '../store/testing.ts'
import { BallotKeyFolder } from './BallotKeyFolder.ts'

const SYSTEM = { actor: 'system', key: null } as const
const MOTION = '0b0f7a3c-secret'
const SITES = ['hub', 'a', 'b', 'c', 'd']

/** A secret vote on a real store, with its keys in files, up to the last ballot. */
async function aSecretVote({ aPlace, anOpenStore }: TestDatabase) {
  const place = await aPlace()
  const store = await anOpenStore(place)
  const lease = await Lease.acquire(store, 1)
  const log = new SqlEventStore(store, lease.epoch)
  const registry = new BranchRegistry({ store: log, clock: Date.now, epoch: lease.epoch, log: silentLog })
  const keys = new BallotKeyFolder(join(place.directory, 'ballots'))
  const secretVotes = new SecretVotes({ keys, registry, ids: idSource, log: silentLog })
  const { type: _type, branchId, sessionId, ...opening } = openCommand({ siteIds: SITES.map(site) })
  await registry.open(opening, { actor: 'system', key: 'open' }, { branchId, sessionId })
  const tell = (command: Parameters<BranchRegistry['execute']>[1]) =>
    registry.execute(branchId, command, SYSTEM)
  for (const siteId of SITES.map(site)) {
    await tell({ type: 'JoinSite', siteId, instance: openInstance(siteId) })
  }
  await tell({ type: 'ProposeMotion', newMotionId: MOTION, fields: fields({ ballot: 'secret' }) })
  await secretVotes.prepare(MOTION)
  await tell({ type: 'OpenVoting', motionId: MOTION, newFreezeId: 'freeze', withoutQuorum: false })
  for (const [index, siteId] of SITES.map(site).entries()) {
    const votes = index === 2 ? NO : YES
    const sealed = await secretVotes.seal(MOTION, votes)
    await tell({ type: 'CastBallot', motionId: MOTION, siteId, votes, sealed, by: 'site' })
  }
  const files = () => filesBelow(place.directory)
  const motion = () => registry.branchOfSession(sessionId)?.votes.motions.get(MOTION)
  const ballots = (): string[] =>
    [...(motion()?.ballots.values() ?? [])].flatMap((ballot) =>
      ballot.kind === 'sealed' ? [ballot.sealed] : [],
    )
  return { place, store, log, registry, secretVotes, tell, files, motion, ballots, branchId }
}
type Vote = Awaited<ReturnType<typeof aSecretVote>>

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
const openInstance = (siteId: SiteId) => `${siteId}-1` as never

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile())
}

/** Every text that the database and a backup of it hold, and every file beside them, as bytes. */
async function everythingStored({ place, store, files }: Vote): Promise<Buffer[]> {
  const rows: Buffer[] = []
  for (const { name } of await listTables(store)) {
    for (const row of await anyTables(store).selectFrom(name).selectAll().execute())
      rows.push(Buffer.from(JSON.stringify(row)))
  }
  const file = join(place.directory, 'whole.backup')
  await backup(store, file, { directory: place.directory, version: '1.0.0', now: 1, overwrite: true })
  return [...rows, gunzipSync(readFileSync(file)), ...files().map((path) => readFileSync(path))]
}

/** What 32 bytes of it could be a key: any stretch of the bytes, and of what its texts stand for in base64 and hex. */
function opensWithAnything(stored: readonly Buffer[], sealed: string): boolean {
  const tried = new Set<string>()
  const isKey = (bytes: Buffer): boolean => {
    const text = bytes.toString('latin1')
    if (tried.has(text)) return false
    tried.add(text)
    return unseal(bytes, MOTION, sealed) !== null
  }
  return stored.some(
    (bytes) =>
      stretches(bytes).some(isKey) || encoded(bytes).some((decoded) => stretches(decoded).some(isKey)),
  )
}

function stretches(bytes: Buffer): Buffer[] {
  const count = Math.max(0, bytes.length - BALLOT_KEY_BYTES + 1)
  // A stretch of one byte repeated is the empty space of a page.
  return Array.from({ length: count }, (_, at) => bytes.subarray(at, at + BALLOT_KEY_BYTES)).filter(
    (stretch) => stretch[0] !== stretch[31] || stretch.some((byte) => byte !== stretch[0]),
  )
}

function encoded(bytes: Buffer): Buffer[] {
  const texts = bytes.toString('latin1').match(/[\w+/=-]{43,}/g) ?? []
  return texts.flatMap((text) => [Buffer.from(text, 'base64url'), Buffer.from(text, 'hex')])
}

describe.each(databases)('A secret vote in $name', (database) => {
  it('can be linked to nobody once it is counted: no byte that is kept opens a ballot', async () => {
    const vote = await aSecretVote(database)
    const [sealed = ''] = vote.ballots()
    // The search finds the key as long as it is there.
    expect(
      opensWithAnything(
        vote
          .files()
          .filter((path) => path.endsWith('.key'))
          .map((path) => readFileSync(path)),
        sealed,
      ),
    ).toBe(true)
    await vote.tell({ type: 'CloseVoting', motionId: MOTION })
    await vote.secretVotes.settle()
    expect(vote.motion()).toMatchObject({
      state: 'counted',
      result: { votes: [4, 1, 0], byTier: [{ tally: { votes: [] } }] },
    })
    await vote.secretVotes.settle()
    expect(vote.files().filter((path) => path.endsWith('.key') || path.includes('.key.'))).toEqual([])
    const stored = await everythingStored(vote)
    expect(stored.some((bytes) => bytes.includes(sealed))).toBe(true)
    expect(opensWithAnything(stored, sealed)).toBe(false)
  })

  it('has its key for its owner alone, and in no backup', async () => {
    const vote = await aSecretVote(database)
    const [path = ''] = vote.files().filter((name) => name.endsWith(`${MOTION}.key`))
    expect(statSync(path).mode & 0o077).toBe(0)
    expect(statSync(join(path, '..')).mode & 0o077).toBe(0)
    const key = readFileSync(path)
    const outside = (await everythingStored(vote)).filter((bytes) => !bytes.equals(key))
    for (const form of [
      key,
      ...(['base64', 'base64url', 'hex'] as const).map((encoding) => key.toString(encoding)),
    ]) {
      expect(outside.some((bytes) => bytes.includes(form))).toBe(false)
    }
  })

  it('is counted from the log by the server that comes after', async () => {
    const vote = await aSecretVote(database)
    const before = await vote.log.read('branch-1' as BranchId)
    expect(before.filter(({ event }) => event.type === 'SealedBallotCast')).toHaveLength(SITES.length)
    const lease = await Lease.acquire(vote.store, 2)
    const log = new SqlEventStore(vote.store, lease.epoch)
    const registry = new BranchRegistry({ store: log, clock: Date.now, epoch: lease.epoch, log: silentLog })
    await registry.restore()
    await registry.execute(vote.branchId, { type: 'CloseVoting', motionId: MOTION }, SYSTEM)
    const keys = new BallotKeyFolder(join(vote.place.directory, 'ballots'))
    await new SecretVotes({ keys, registry, ids: idSource, log: silentLog }).settle()
    const motion = registry.branches()[0]?.votes.motions.get(MOTION)
    expect(motion).toMatchObject({ state: 'counted', result: { votes: [4, 1, 0] } })
  })
})
