/* oxlint-disable typescript/no-unsafe-type-assertion -- ids of a test are ids */
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Ballot, MotionFields, MotionView, SessionId, SessionView, SiteView } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { newCommand, newPage, openAdmin, RawPage, RoomPc } from '../support/RawPage.ts'
import { Province } from '../support/rights/Province.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

const HUB = 's-02'
const DISTRICT = 's-026'
const DISTRICT_UNIT = 'u-026'
const COMMUNE = 's-00715'
const LATE = 's-024'
const PASSWORD = 'một mật khẩu của người thử'
const [YES, NO]: Ballot[] = [
  [1, 0, 0],
  [0, 1, 0],
]

function motion(changes: Partial<MotionFields> = {}): MotionFields {
  return {
    title: 'Thông qua nghị quyết',
    text: '',
    ballot: 'open',
    question: { form: 'yesNo' },
    weight: 'site',
    majority: { basis: 'cast', numerator: 1, denominator: 2, compare: 'moreThan' },
    chairDecidesTie: false,
    seconds: null,
    ...changes,
  }
}

/** Votes over the wire: a real server on a real disk, killed on the way. */
describe('Votes on a real server', { timeout: 60_000 }, () => {
  let bridge: RunningBridge
  let admin: RawPage
  let watcher: RawPage
  let sessionId: SessionId
  const pcs = new Map<string, RoomPc>()
  const rooms = new Map<string, RawPage>()
  const pages: RawPage[] = []

  async function lookWith<V>(page: RawPage, selector: object): Promise<V> {
    const { entities, subscription } = await page.ask('view.subscribe', { selector } as never)
    await page.ask('view.unsubscribe', { subscription })
    return entities as V
  }
  const viewOf = (page = admin) => lookWith<SessionView>(page, { view: 'session', sessionId })
  const motionOf = async (motionId: string, page = admin): Promise<MotionView | undefined> =>
    (await viewOf(page))[`motion:${motionId}`]
  const room = (siteId: string): RawPage => {
    const page = rooms.get(siteId)
    if (page === undefined) throw new Error(`no page of ${siteId}`)
    return page
  }
  const pageOf = (siteId: string) => lookWith<SiteView>(room(siteId), { view: 'site' })
  const order = (name: string, data: object = {}, page = admin) =>
    page.codeOf(name, { command: newCommand(), sessionId, ...data })
  const cast = (siteId: string, motionId: string, votes: Ballot | undefined, command = newCommand()) =>
    room(siteId).codeOf('vote.cast', { command, motionId, votes })
  const propose = async (changes: Partial<MotionFields> = {}): Promise<string> => {
    const command = newCommand() as never
    const { motionId } = await admin.ask('vote.propose', { command, sessionId, fields: motion(changes) })
    return motionId
  }
  const openVote = async (changes: Partial<MotionFields> = {}): Promise<string> => {
    const motionId = await propose(changes)
    expect(await order('vote.open', { motionId })).toBe('done')
    return motionId
  }
  const keyFile = (motionId: string) => join(bridge.dataDirectory, 'ballots', `${motionId}.key`)

  async function come(siteId: string): Promise<void> {
    const pc = pcs.get(siteId) ?? (await RoomPc.pair(bridge, admin, siteId))
    pcs.set(siteId, pc)
    const page = await pc.openPage()
    rooms.set(siteId, page)
    pages.push(page)
  }
  async function logIn(userName: string): Promise<RawPage> {
    const response = await fetch(new URL('/api/login', bridge.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName, password: PASSWORD }),
    })
    const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const page = await RawPage.open(bridge.url, { extraHeaders: { cookie } })
    const reply = await page.hello({ kind: 'console', instance: newPage() })
    if (!reply.ok) throw new Error(reply.error.code)
    pages.push(page)
    return page
  }
  async function killed(meanwhile: () => void = () => undefined): Promise<void> {
    await bridge.kill9()
    meanwhile()
    await bridge.restart()
    admin = await openAdmin(bridge)
    pages.push(admin)
    for (const siteId of [HUB, DISTRICT, COMMUNE]) await come(siteId)
  }

  beforeAll(async () => {
    bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' }, workers: 1 })
    admin = await openAdmin(bridge)
    pages.push(admin)
    const province = await Province.settle(bridge, admin)
    await province.person('vote.operator', 'operator', DISTRICT_UNIT)
    const bridgeView = await lookWith<Record<string, unknown>>(admin, { view: 'bridge' })
    for (const key of Object.keys(bridgeView).filter((one) => one.startsWith('session:'))) {
      await admin.codeOf('session.close', { command: newCommand(), sessionId: key.slice('session:'.length) })
    }
    const opened = await admin.ask('session.open', {
      command: newCommand() as never,
      title: 'Kỳ họp',
      hostUnitId: 'u-02' as never,
      chairSiteId: HUB as never,
      invitedUnitIds: ['u-02' as never],
    })
    sessionId = opened.sessionId
    watcher = await logIn('vote.operator')
    for (const siteId of [HUB, DISTRICT, COMMUNE]) await come(siteId)
  }, 120_000)
  afterAll(async () => {
    for (const page of pages) page.close()
    await bridge.stop()
  })

  it('are prepared out of sight, and by those alone who conduct the session', async () => {
    const motionId = await propose()
    expect(await motionOf(motionId)).toMatchObject({ state: 'draft' })
    expect(await motionOf(motionId, watcher)).toBeUndefined()
    expect((await pageOf(COMMUNE)).motions).toEqual([])
    expect(await order('vote.propose', { fields: motion() }, watcher)).toBe('forbidden')
    expect(await order('vote.open', { motionId }, watcher)).toBe('forbidden')
    expect(await order('vote.propose', { fields: motion() }, room(COMMUNE))).toBe('forbidden')
    expect(await admin.codeOf('vote.cast', { command: newCommand(), motionId, votes: YES })).toBe('forbidden')
    expect(await order('vote.withdraw', { motionId })).toBe('done')
  })

  it('count one vote for each right: not two for a retry, another page, or the telephone', async () => {
    const motionId = await openVote()
    const command = newCommand()
    expect((await pageOf(COMMUNE)).motions).toMatchObject([
      { motionId, state: 'open', weight: 1, voted: false },
    ])
    expect(await cast(COMMUNE, motionId, NO, command)).toBe('done')
    expect(await cast(COMMUNE, motionId, NO, command)).toBe('done')
    expect(await cast(COMMUNE, motionId, YES)).toBe('already_voted')
    await come(COMMUNE)
    expect(await cast(COMMUNE, motionId, YES)).toBe('already_voted')
    expect((await pageOf(COMMUNE)).motions).toMatchObject([{ voted: true, ownBallot: NO }])
    expect(await order('vote.enter', { motionId, siteId: COMMUNE, votes: YES })).toBe('already_voted')
    await come(LATE)
    expect(await cast(LATE, motionId, YES)).toBe('no_vote')
    expect((await pageOf(LATE)).motions).toMatchObject([{ weight: 0 }])
    expect(await cast(HUB, motionId, [1, 1, 0])).toBe('ballot_invalid')
    expect(await order('vote.enter', { motionId, siteId: DISTRICT, votes: YES })).toBe('done')
    expect(await order('vote.close', { motionId })).toBe('done')
    expect(await motionOf(motionId)).toMatchObject({
      state: 'counted',
      result: { votes: [1, 1, 0], entitled: 3, cast: 2, outcome: 'failed' },
    })
    expect(await cast(HUB, motionId, YES)).toBe('vote_not_open')
    room(LATE).close()
  })

  it('are shown on the stage of all, and to a district’s people only with the ballots of their own sites', async () => {
    const motionId = await openVote({ title: 'Thông qua chương trình' })
    for (const siteId of [HUB, COMMUNE]) expect(await cast(siteId, motionId, YES)).toBe('done')
    const own = (await motionOf(motionId, watcher))?.rights.map(({ siteId }) => siteId) ?? []
    expect(own).toContain(DISTRICT)
    expect(own).not.toContain(HUB)
    expect(await order('vote.show', { motionId })).toBe('motion_not_counted')
    expect(await order('vote.close', { motionId })).toBe('done')
    expect(await order('vote.show', { motionId })).toBe('done')
    const { stage } = await pageOf(DISTRICT)
    expect(stage.shownResult).toMatchObject({ motionId, result: { votes: [2, 0, 0], outcome: 'passed' } })
    expect(await order('vote.show', { motionId: null })).toBe('done')
    expect((await pageOf(DISTRICT)).stage.shownResult).toBeNull()
  })

  it('open by delegates only with those of the roll call, and without quorum only when it is said', async () => {
    const quorum = { basis: 'sites', numerator: 1, denominator: 2, compare: 'moreThan', eachTier: false }
    expect(await order('rollCall.setQuorum', { quorum })).toBe('done')
    const motionId = await propose({ weight: 'delegates' })
    expect(await order('vote.open', { motionId })).toBe('no_quorum')
    expect(await order('vote.open', { motionId, withoutQuorum: true })).toBe('vote_without_rights')
    expect(await order('rollCall.open')).toBe('done')
    expect(await order('rollCall.enter', { siteId: COMMUNE, present: 5, invited: 6, head: '' })).toBe('done')
    expect(await order('vote.open', { motionId, withoutQuorum: true })).toBe('done')
    expect(await cast(COMMUNE, motionId, [4, 2, 0])).toBe('ballot_invalid')
    expect(await cast(COMMUNE, motionId, [3, 1, 1])).toBe('done')
    expect(await cast(HUB, motionId, YES)).toBe('no_vote')
    expect(await order('vote.close', { motionId })).toBe('done')
    const counted = await motionOf(motionId)
    expect(counted).toMatchObject({ withoutQuorum: true, result: { votes: [3, 1, 1], entitled: 5, cast: 5 } })
    const { rollCall } = await viewOf()
    expect(rollCall.frozen.find(({ freezeId }) => freezeId === counted?.freezeId)).toMatchObject({
      reason: 'vote',
    })
    expect(await order('rollCall.setQuorum', { quorum: null })).toBe('done')
  })

  it('keep the rooms of a district until they are over', async () => {
    const motionId = await openVote()
    const detach = { unitId: DISTRICT_UNIT, chairSiteId: DISTRICT }
    expect(await order('session.detachBranch', detach)).toBe('vote_keeps_sites')
    expect(await order('vote.withdraw', { motionId })).toBe('done')
    expect((await pageOf(COMMUNE)).motions).toMatchObject([{ motionId, state: 'withdrawn' }])
  })

  it('that have a time end when everybody has voted', async () => {
    const motionId = await openVote({ seconds: 3_600 })
    for (const siteId of [COMMUNE, DISTRICT, HUB]) expect(await cast(siteId, motionId, YES)).toBe('done')
    // The site that came late had just left when this vote opened, and has a right too.
    const left = (await motionOf(motionId))?.rights.filter(({ voted }) => !voted) ?? []
    for (const { siteId } of left) await order('vote.enter', { motionId, siteId, votes: NO })
    expect(await motionOf(motionId)).toMatchObject({
      state: 'counted',
      result: { outcome: 'passed', votes: [3, left.length, 0] },
    })
  })

  it('in secret survive a server that is killed, tell who has voted and never how, and leave no key', async () => {
    const motionId = await openVote({ ballot: 'secret', title: 'Bỏ phiếu kín' })
    const key = readFileSync(keyFile(motionId))
    expect(statSync(keyFile(motionId)).mode & 0o077).toBe(0)
    const command = newCommand()
    expect(await cast(COMMUNE, motionId, YES, command)).toBe('done')
    expect(await order('vote.enter', { motionId, siteId: DISTRICT, votes: NO })).toBe('vote_secret')
    await killed()
    expect(await cast(COMMUNE, motionId, YES, command)).toBe('done')
    expect(await cast(COMMUNE, motionId, NO)).toBe('already_voted')
    expect(await cast(DISTRICT, motionId, NO)).toBe('done')
    const open = await motionOf(motionId)
    expect(open).toMatchObject({ cast: 2, result: null })
    expect(open?.rights.every(({ ballot }) => ballot === null)).toBe(true)
    expect((await pageOf(COMMUNE)).motions).toMatchObject([{ voted: true, ownBallot: null }])
    expect(await order('vote.close', { motionId })).toBe('done')
    await eventually(async () => expect(await motionOf(motionId)).toMatchObject({ state: 'counted' }))
    expect((await motionOf(motionId))?.result).toMatchObject({ votes: [1, 1, 0], cast: 2 })
    expect((await motionOf(motionId))?.result?.byTier.every(({ tally }) => tally.votes.length === 0)).toBe(
      true,
    )
    await eventually(() => expect(existsSync(keyFile(motionId))).toBe(false))
    // Neither the key nor a ballot in clear is anywhere: database, audit trail, what was printed.
    const kept = [
      ...filesBelow(bridge.dataDirectory).map((path) => readFileSync(path)),
      Buffer.from(bridge.logs()),
    ]
    for (const form of [key, key.toString('base64url'), key.toString('base64'), key.toString('hex')]) {
      expect(kept.some((bytes) => bytes.includes(form))).toBe(false)
    }
  })

  it('in secret whose key is gone are withdrawn at the next start, in plain words', async () => {
    const motionId = await openVote({ ballot: 'secret' })
    expect(await cast(COMMUNE, motionId, YES)).toBe('done')
    await killed(() => rmSync(keyFile(motionId)))
    await eventually(async () =>
      expect(await motionOf(motionId)).toMatchObject({ state: 'withdrawn', withdrawn: 'ballotsLost' }),
    )
    expect(await cast(HUB, motionId, YES)).toBe('vote_not_open')
  })

  it('that are open when the session ends are withdrawn', async () => {
    const motionId = await openVote({ ballot: 'secret' })
    expect(existsSync(keyFile(motionId))).toBe(true)
    expect(await order('session.close')).toBe('done')
    await eventually(() => expect(existsSync(keyFile(motionId))).toBe(false))
  })
})

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
}
