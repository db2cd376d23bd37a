import type { Ballot, CommandId, MotionFields } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { siteId, unitId } from '../../core/directory/testing.ts'
import { fields, NO, YES } from '../../core/vote/testing.ts'
import { dispatch } from '../dispatch.ts'
import { commandNote } from '../handlers/commandNote.ts'
import { aBridge, aPerson, aRegistry, countingIds, FakePeer, RecordingLog, settled } from '../testing.ts'
import { seal, unseal } from './sealing.ts'
import { SecretVotes } from './SecretVotes.ts'

let count = 0
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
const key = (): CommandId => `command-${(count += 1)}` as CommandId

/** A meeting of the small province with three rooms, and a motion that is open. */
async function aVote(changes: Partial<MotionFields> = { ballot: 'secret' }) {
  const bridge = aBridge()
  const { services, presence } = bridge
  const crew = aPerson('p')
  const { sessionId } = await dispatch(services, crew, 'session.open', {
    command: key(),
    title: 'Kỳ họp',
    hostUnitId: unitId('p'),
    chairSiteId: siteId('sp'),
    invitedUnitIds: [unitId('p')],
  })
  const rooms = ['sp', 'sd1', 'sc11'].map((name) => FakePeer.site(name))
  for (const room of rooms) if (room.actor.kind === 'site') await presence.arrive(room.actor.siteId, room)
  const { motionId } = await dispatch(services, crew, 'vote.propose', {
    command: key(),
    sessionId,
    fields: fields(changes),
  })
  const on = { sessionId, motionId }
  const desk = (name: 'vote.open' | 'vote.close' | 'vote.withdraw') =>
    dispatch(services, crew, name, { command: key(), ...on })
  const cast = (room: number, votes: Ballot, command = key()) => {
    const peer = rooms[room]
    if (peer === undefined) throw new Error('no such room')
    return dispatch(services, peer, 'vote.cast', { command, motionId, votes })
  }
  const motion = () => bridge.registry.branchOfSession(sessionId)?.votes.motions.get(motionId)
  const branchId = bridge.registry.branchOfSession(sessionId)?.branchId
  if (branchId === undefined) throw new Error('no session')
  return { ...bridge, crew, on, desk, cast, motion, rooms, motionId, branchId }
}
type Vote = Awaited<ReturnType<typeof aVote>>

/** The vote is closed by a server that dies before it has counted. */
async function closedAndDead({ store, clock, branchId, motionId }: Vote) {
  const { registry } = aRegistry(store, clock)
  await registry.restore()
  await registry.execute(branchId, { type: 'CloseVoting', motionId }, { actor: 'system', key: null })
  expect(registry.branches()[0]?.votes.motions.get(motionId)?.state).toBe('counting')
  return registry
}

/** Another server begins with what the first one has left on disk. */
async function restarted({ store, clock, ballotKeys, on }: Vote) {
  const log = new RecordingLog()
  const { registry } = aRegistry(store, clock)
  await registry.restore()
  const secretVotes = new SecretVotes({ keys: ballotKeys, registry, ids: countingIds(), log })
  await secretVotes.settle()
  return {
    registry,
    log,
    motion: () => registry.branchOfSession(on.sessionId)?.votes.motions.get(on.motionId),
  }
}

describe('A sealed ballot', () => {
  const secret = Buffer.alloc(32, 7)

  it('says again what was sealed, and is never the same twice', () => {
    const [one, two] = [seal(secret, 'm', YES), seal(secret, 'm', YES)]
    expect(unseal(secret, 'm', one)).toEqual(YES)
    expect(one).not.toBe(two)
  })

  it('is as long whatever it says', () => {
    const ballots = [YES, [999_999, 0, 0], [0, 1], Array.from({ length: 30 }, () => 5)]
    expect(new Set(ballots.map((votes) => seal(secret, 'm', votes).length)).size).toBe(1)
  })

  it('is opened by no other key, for no other motion, and not once it was touched', () => {
    const sealed = seal(secret, 'm', YES)
    expect(unseal(Buffer.alloc(32, 8), 'm', sealed)).toBeNull()
    expect(unseal(secret, 'other', sealed)).toBeNull()
    expect(
      unseal(secret, 'm', `${sealed.slice(0, 20)}${sealed[20] === 'A' ? 'B' : 'A'}${sealed.slice(21)}`),
    ).toBeNull()
    expect(unseal(secret, 'm', 'short')).toBeNull()
  })
})

describe('A secret vote', () => {
  it('has its key before it opens, counts every ballot once, and has none when it is counted', async () => {
    const vote = await aVote()
    await vote.desk('vote.open')
    expect([...vote.ballotKeys.keys.keys()]).toEqual([vote.motionId])
    await vote.cast(0, YES)
    await vote.cast(1, NO)
    await vote.cast(2, NO)
    await expect(vote.cast(2, YES)).rejects.toMatchObject({ code: 'already_voted' })
    await vote.desk('vote.close')
    await settled()
    expect(vote.motion()).toMatchObject({
      state: 'counted',
      result: { votes: [1, 2, 0], cast: 3, outcome: 'failed' },
    })
    await vote.services.secretVotes.settle()
    expect(vote.ballotKeys.keys.size).toBe(0)
  })

  it('answers a command that comes again as the first time, also when all is counted', async () => {
    const vote = await aVote()
    await vote.desk('vote.open')
    const command = key()
    await vote.cast(0, YES, command)
    await vote.cast(0, YES, command)
    await vote.desk('vote.close')
    await settled()
    expect(await vote.cast(0, YES, command)).toEqual({ done: true })
    await expect(vote.cast(1, YES)).rejects.toMatchObject({ code: 'vote_not_open' })
    expect(vote.motion()?.result?.votes).toEqual([1, 0, 0])
  })

  it('leaves nothing in the log of how anybody has voted', async () => {
    const vote = await aVote()
    await vote.desk('vote.open')
    await vote.cast(0, YES)
    await vote.cast(1, NO)
    await vote.desk('vote.close')
    await settled()
    const events = (vote.store.streams.get(vote.branchId) ?? []).map(({ event }) => event)
    expect(events.filter(({ type }) => type === 'BallotCast')).toEqual([])
    for (const { data } of events.filter(({ type }) => type === 'SealedBallotCast')) {
      expect(Object.keys(data).toSorted()).toEqual(['motionId', 'sealed', 'siteId'])
    }
  })

  it('does not open without a place for its key', async () => {
    const vote = await aVote()
    vote.ballotKeys.fault = new Error('ENOSPC')
    await expect(vote.desk('vote.open')).rejects.toMatchObject({ code: 'storage_failed' })
    expect(vote.motion()?.state).toBe('draft')
  })

  it('loses its key with the motion that is withdrawn, and with the session that ends', async () => {
    const withdrawn = await aVote()
    await withdrawn.desk('vote.open')
    await withdrawn.cast(0, YES)
    await withdrawn.desk('vote.withdraw')
    await withdrawn.services.secretVotes.settle()
    expect(withdrawn.ballotKeys.keys.size).toBe(0)
    const ended = await aVote()
    await ended.desk('vote.open')
    const { sessionId } = ended.on
    await dispatch(ended.services, ended.crew, 'session.close', { command: key(), sessionId })
    await ended.services.secretVotes.settle()
    expect(ended.ballotKeys.keys.size).toBe(0)
  })

  it('is not entered by telephone, and what somebody has tried to enter is not in the audit trail', async () => {
    const vote = await aVote()
    await vote.desk('vote.open')
    const entry = { command: key(), ...vote.on, siteId: siteId('sd1'), votes: YES }
    await expect(dispatch(vote.services, vote.crew, 'vote.enter', entry)).rejects.toMatchObject({
      code: 'vote_secret',
    })
    expect(commandNote(vote.services, 'vote.enter', entry).details).not.toHaveProperty('votes')
    const stray = { ...entry, motionId: 'unknown' }
    expect(commandNote(vote.services, 'vote.enter', stray).details).not.toHaveProperty('votes')
    const open = await aVote({ ballot: 'open' })
    expect(commandNote(open.services, 'vote.enter', { ...entry, ...open.on }).details).toMatchObject({
      votes: YES,
    })
  })
})

describe('A server that has died', () => {
  it('between the end of a vote and its count counts it at its next start, the same', async () => {
    const vote = await aVote()
    await vote.desk('vote.open')
    await vote.cast(0, YES)
    await vote.cast(1, NO)
    await vote.cast(2, YES)
    await closedAndDead(vote)
    const { motion } = await restarted(vote)
    expect(motion()).toMatchObject({ state: 'counted', result: { votes: [2, 1, 0] } })
    expect(vote.ballotKeys.keys.size).toBe(0)
  })

  it('during a vote goes on with it', async () => {
    const vote = await aVote()
    await vote.desk('vote.open')
    await vote.cast(0, YES)
    const { motion, registry } = await restarted(vote)
    expect(motion()?.state).toBe('open')
    expect(registry.branchOfSession(vote.on.sessionId)?.votes.motions.get(vote.motionId)?.ballots.size).toBe(
      1,
    )
    expect(vote.ballotKeys.keys.size).toBe(1)
  })

  it.each(['open', 'closed'])(
    'and lost the key of a vote that is %s withdraws it, and says so',
    async (state) => {
      const vote = await aVote()
      await vote.desk('vote.open')
      await vote.cast(0, YES)
      if (state === 'closed') await closedAndDead(vote)
      vote.ballotKeys.keys.clear()
      const { motion, log } = await restarted(vote)
      expect(motion()).toMatchObject({ state: 'withdrawn', withdrawn: 'ballotsLost' })
      expect(log.lines).toContainEqual({ level: 'error', text: 'The key of a secret ballot is lost' })
    },
  )

  it('before it could erase a key erases it at its next start', async () => {
    const vote = await aVote()
    await vote.ballotKeys.ensure('motion-of-long-ago')
    await restarted(vote)
    expect(vote.ballotKeys.keys.size).toBe(0)
  })

  it('says only once that it can not count, and counts as soon as it can', async () => {
    const vote = await aVote()
    await vote.desk('vote.open')
    await vote.cast(0, YES)
    const registry = await closedAndDead(vote)
    vote.ballotKeys.fault = new Error('EIO')
    const log = new RecordingLog()
    const other = new SecretVotes({ keys: vote.ballotKeys, registry, ids: countingIds(), log })
    await other.settle()
    await other.settle()
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1)
    expect(other.isBehind).toBe(true)
    vote.ballotKeys.fault = null
    await other.settle()
    expect(registry.branches()[0]?.votes.motions.get(vote.motionId)?.state).toBe('counted')
    expect(other.isBehind).toBe(false)
  })
})
