/* oxlint-disable typescript/no-unsafe-type-assertion -- ids of a test are ids */
import {
  speechLeftMs,
  type MotionFields,
  type SessionBody,
  type SessionDetail,
  type SessionId,
  type SessionView,
  type SiteId,
  type SiteView,
  type UnitId,
} from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AdminLink } from '../../tools/simulator/bridge/AdminLink.ts'
import { eventually } from '../support/eventually.ts'
import { newCommand, newPage, openAdmin, RawPage, RoomPc } from '../support/RawPage.ts'
import { Province } from '../support/rights/Province.ts'
import { RingingSite } from '../support/RingingSite.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

const PROVINCE = 'u-02' as UnitId
const HUB = 's-02' as SiteId
const CITY = 's-024' as SiteId
const DISTRICT = 's-026' as SiteId
const OTHER = 's-027' as SiteId
/** Of the people of the province. */
const PASSWORD = 'một mật khẩu của người thử'
const DAY_MS = 86_400_000
const RESOLUTION: MotionFields = {
  title: 'Thông qua nghị quyết',
  text: '',
  ballot: 'open',
  question: { form: 'yesNo' },
  weight: 'site',
  majority: { basis: 'cast', numerator: 1, denominator: 2, compare: 'moreThan' },
  chairDecidesTie: false,
  seconds: null,
}
const AGENDA: SessionBody['agenda'] = [
  { title: 'Tham luận thứ nhất', siteId: CITY },
  { title: 'Tham luận thứ hai', siteId: DISTRICT },
  { title: 'Tham luận thứ ba', siteId: OTHER },
].map(({ title, siteId }, index) => ({
  itemId: `item-${index}`,
  kind: 'paper',
  title,
  minutes: 10,
  speaker: { siteId, person: '' },
  documentIds: [],
}))

/** What goes wrong while a meeting is conducted, each with an outcome that is known beforehand. */
describe('trouble while a meeting is conducted', { timeout: 60_000 }, () => {
  let bridge: RunningBridge
  let province: Province
  let link: AdminLink
  /** Two desks of the same session. */
  let desk: RawPage
  let colleague: RawPage
  let plan: SessionDetail
  let sessionId: SessionId
  const pcs = new Map<SiteId, RoomPc>()
  const rooms = new Map<SiteId, RawPage>()
  const pages: RawPage[] = []

  beforeAll(async () => {
    bridge = await startBridge({ workers: 1, env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' } })
    desk = await openAdmin(bridge)
    colleague = await openAdmin(bridge)
    pages.push(desk, colleague)
    link = await AdminLink.open(bridge.control)
    province = await Province.settle(bridge, desk)
    const { accountId } = await accountOf('trouble.secretary', 'observer')
    plan = await heldSession([{ accountId, role: 'secretary' }])
    ;({ sessionId } = plan)
    for (const siteId of [HUB, CITY, DISTRICT, OTHER]) {
      pcs.set(siteId, await RoomPc.pair(bridge, desk, siteId))
      await come(siteId)
    }
  }, 90_000)

  afterAll(async () => {
    link?.close()
    for (const page of pages) page.close()
    await bridge?.stop()
  })

  async function accountOf(userName: string, role: 'observer' | 'operator') {
    await province.person(userName, role, PROVINCE)
    const { items } = await province.office.ask('account.list', { query: { q: userName } })
    const account = items.find((one) => one.userName === userName)
    if (account === undefined) throw new Error(`no account ${userName}`)
    const response = await fetch(new URL('/api/login', bridge.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName, password: PASSWORD }),
    })
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    cookies.set(userName, cookie)
    await openConsole(userName)
    return account
  }
  /** Another page of the same login. */
  async function openConsole(userName: string): Promise<RawPage> {
    const cookie = cookies.get(userName) ?? ''
    const page = await RawPage.open(bridge.url, { extraHeaders: { cookie } })
    const reply = await page.hello({ kind: 'console', instance: newPage() })
    if (!reply.ok) throw new Error(reply.error.code)
    pages.push(page)
    consoles.set(userName, page)
    return page
  }
  const cookies = new Map<string, string>()
  const consoles = new Map<string, RawPage>()
  const consoleOf = (userName: string): RawPage => {
    const page = consoles.get(userName)
    if (page === undefined) throw new Error(`${userName} is not logged in`)
    return page
  }

  /** A session of four rooms that is planned and opened. */
  async function heldSession(people: SessionBody['people']): Promise<SessionDetail> {
    const { office } = province
    const session: SessionBody = {
      type: 'provincialMeeting',
      title: 'Hội nghị gặp trục trặc',
      hostUnitId: PROVINCE,
      startsAt: Date.now() + DAY_MS,
      durationMinutes: 5,
      rehearsalAt: null,
      chair: { siteId: HUB, person: '' },
      invitation: {
        tiers: [],
        unitIds: [],
        groupIds: [],
        siteIds: [HUB, CITY, DISTRICT, OTHER],
        exceptSiteIds: [],
      },
      agenda: AGENDA,
      technicians: [],
      people,
      documentIds: [],
      notes: '',
      settings: { speakerPlaces: 1, maxOpenMicrophones: 2, videoCodec: 'vp8' },
    }
    const draft = await office.ask('sessions.create', { body: { command: newCommand() as never, session } })
    const params = { sessionId: draft.sessionId }
    const { version } = await office.ask('sessions.schedule', { params, ifMatch: draft.version })
    return await office.ask('sessions.start', { params, ifMatch: version })
  }

  async function come(siteId: SiteId, instance = newPage()): Promise<RawPage> {
    const pc = pcs.get(siteId)
    if (pc === undefined) throw new Error(`${siteId} is not paired`)
    const page = await pc.openPage(instance)
    rooms.set(siteId, page)
    pages.push(page)
    return page
  }

  const room = (siteId: SiteId): RawPage => {
    const page = rooms.get(siteId)
    if (page === undefined) throw new Error(`no page of ${siteId}`)
    return page
  }

  async function lookWith<V>(page: RawPage, selector: object): Promise<V> {
    const { entities, subscription } = await page.ask('view.subscribe', { selector } as never)
    await page.ask('view.unsubscribe', { subscription })
    return entities as V
  }
  const look = () => lookWith<SessionView>(desk, { view: 'session', sessionId })
  const siteView = (siteId: SiteId) => lookWith<SiteView>(room(siteId), { view: 'site' })
  const order = (page: RawPage, name: string, data: object = {}): Promise<string> =>
    page.codeOf(name, { command: newCommand(), sessionId, ...data })
  /** The same order of both desks at once. */
  const both = async (name: string, data: object, other = data): Promise<string[]> =>
    (await Promise.all([order(desk, name, data), order(colleague, name, other)])).toSorted()

  const requestOf = async (siteId: SiteId) => {
    const view = await look()
    return Object.keys(view)
      .filter((key): key is `request:${string}` => key.startsWith('request:'))
      .map((key) => view[key])
      .find((row) => row?.siteId === siteId)
  }
  const asks = async (siteId: SiteId): Promise<void> => {
    await room(siteId).ask('floor.request', { command: newCommand() as never })
  }
  /** Nobody speaks, nobody waits. */
  const clear = async (): Promise<void> => {
    for (const siteId of [CITY, DISTRICT, OTHER]) {
      const request = await requestOf(siteId)
      if (request === undefined) continue
      const ends = request.state === 'live' ? 'floor.revoke' : 'floor.decline'
      if (request.state === 'standby' || request.state === 'invited') {
        await order(desk, 'floor.requeue', { requestId: request.requestId })
      }
      expect(await order(desk, ends, { requestId: request.requestId })).toBe('done')
    }
  }

  describe('two operators at once', () => {
    it('give the same floor: one has given it, the other is told that it is given', async () => {
      expect(await both('floor.give', { siteId: CITY })).toEqual(['done', 'wrong_floor_state'])
      expect((await look()).stage.slots.filter(({ slot }) => slot.startsWith('speaker')).length).toBe(1)
      await clear()
    })

    it('give it to two rooms in place of the same speaker: the second is told that another one speaks', async () => {
      await order(desk, 'floor.give', { siteId: OTHER })
      const insteadOf = (await requestOf(OTHER))?.requestId
      const codes = await both('floor.give', { siteId: CITY, insteadOf }, { siteId: DISTRICT, insteadOf })
      expect(codes).toEqual(['done', 'floor_changed'])
      const live = await Promise.all([CITY, DISTRICT, OTHER].map(requestOf))
      expect(live.filter((request) => request?.state === 'live').length).toBe(1)
      await clear()
    })

    it('move the same request: both are obeyed, and every request has one place', async () => {
      for (const siteId of [CITY, DISTRICT, OTHER]) await asks(siteId)
      const requestId = (await requestOf(OTHER))?.requestId
      const codes = await both('floor.reorder', { requestId, position: 1 }, { requestId, position: 2 })
      expect(codes).toEqual(['done', 'done'])
      const places = await Promise.all([CITY, DISTRICT, OTHER].map(requestOf))
      expect(new Set(places.map((request) => request?.queuePosition))).toEqual(new Set([1, 2, 3]))
      expect([1, 2]).toContain((await requestOf(OTHER))?.queuePosition)
      await clear()
    })

    it('call the next paper: it is called once, and the second is told which', async () => {
      expect(await both('floor.callPaper', {})).toEqual(['done', 'paper_called'])
      expect((await requestOf(CITY))?.state).toBe('standby')
      expect(await requestOf(DISTRICT)).toBeUndefined()
      await clear()
    })

    it('freeze the roll: there are two rolls of evidence that say the same, and a retry makes no third', async () => {
      await order(desk, 'rollCall.open')
      const command = newCommand()
      const freeze = { command, label: 'Khai mạc' }
      const codes = await both('rollCall.freeze', freeze, { label: 'Khai mạc' })
      expect(codes).toEqual(['done', 'done'])
      expect(await order(desk, 'rollCall.freeze', freeze)).toBe('done')
      const { frozen } = (await look()).rollCall
      expect(frozen.length).toBe(2)
      expect(frozen.map(({ reason }) => reason)).toContain('start')
      expect(frozen[0]?.totals).toEqual(frozen[1]?.totals)
    })

    it('open the same vote: it is open once', async () => {
      const motionId = await propose({})
      expect(await both('vote.open', { motionId })).toEqual(['done', 'motion_opened'])
      const { rollCall } = await look()
      expect(rollCall.frozen.filter(({ reason }) => reason === 'vote').length).toBe(1)
      expect(await both('vote.close', { motionId })).toEqual(['done', 'vote_not_open'])
    })
  })

  async function propose(changes: Partial<MotionFields>): Promise<string> {
    const fields = { ...RESOLUTION, ...changes }
    const command = newCommand() as never
    return (await desk.ask('vote.propose', { command, sessionId, fields })).motionId
  }

  describe('a role that is withdrawn', () => {
    it('in the session itself: the open console is refused from then on', async () => {
      const secretary = consoleOf('trouble.secretary')
      expect(await order(secretary, 'floor.standby', { siteId: CITY })).toBe('done')
      const { office } = province
      const now = await office.ask('sessions.get', { params: { sessionId } })
      await office.ask('sessions.update', {
        params: { sessionId },
        ifMatch: now.version,
        body: { ...bodyOf(now), people: [] },
      })
      expect(await order(secretary, 'floor.give', { siteId: CITY })).toBe('forbidden')
      expect((await requestOf(CITY))?.state).toBe('standby')
      await clear()
    })

    it('of an account: its open console is sent away, and refused when it is back', async () => {
      const { accountId } = await accountOf('trouble.operator', 'operator')
      const operator = consoleOf('trouble.operator')
      expect(await order(operator, 'floor.standby', { siteId: CITY })).toBe('done')
      const { office } = province
      const account = await office.call('account.get', { params: { accountId } })
      if (!account.ok) throw new Error(account.error.code)
      const ifMatch = Number(account.etag?.replaceAll('"', ''))
      await office.ask('account.update', {
        params: { accountId },
        ifMatch,
        body: { grants: [{ role: 'observer', unitId: PROVINCE }] },
      })
      // Its page is sent away, and has no more rights when it is back.
      await operator.closed
      expect((await operator.goodbye).code).toBe('rights_changed')
      const again = await openConsole('trouble.operator')
      expect(await order(again, 'floor.give', { siteId: CITY })).toBe('forbidden')
      expect((await requestOf(CITY))?.state).toBe('standby')
      await clear()
    })
  })

  describe('a room that loses its link and comes back', () => {
    const lose = async (siteId: SiteId): Promise<void> => {
      room(siteId).cut()
      await eventually(async () => expect((await look())[`site:${siteId}`]?.presence).toBe('away'))
    }

    it('on standby: it is on standby still, as the same page or a new one', async () => {
      const page = newPage()
      await come(CITY, page)
      await order(desk, 'floor.standby', { siteId: CITY })
      await lose(CITY)
      await come(CITY, page)
      expect((await siteView(CITY)).floor).toMatchObject({ state: 'standby', microphoneOpen: false })
      await lose(CITY)
      await come(CITY)
      expect((await siteView(CITY)).floor).toMatchObject({ state: 'standby', microphoneOpen: false })
      expect(await order(desk, 'floor.give', { siteId: CITY })).toBe('done')
      await clear()
    })

    it('while it speaks: a page that resumes speaks on, a new one waits with its microphone closed', async () => {
      const page = newPage()
      await come(CITY, page)
      await order(desk, 'floor.give', { siteId: CITY })
      await lose(CITY)
      await come(CITY, page)
      expect((await siteView(CITY)).floor).toMatchObject({ state: 'live', microphoneOpen: true })
      await order(desk, 'microphone.close', { siteId: CITY })
      await lose(CITY)
      await come(CITY, page)
      expect((await siteView(CITY)).floor).toMatchObject({ state: 'live', microphoneOpen: false })
      await lose(CITY)
      await come(CITY)
      expect((await siteView(CITY)).floor).toMatchObject({ state: 'standby', microphoneOpen: false })
      await clear()
    })

    it('in a vote: what it has cast counts, what it has not it still may, and nothing twice', async () => {
      const motionId = await propose({ title: 'Thông qua chương trình' })
      await order(desk, 'vote.open', { motionId })
      const cast = (siteId: SiteId, votes: number[]) =>
        room(siteId).codeOf('vote.cast', { command: newCommand(), motionId, votes })
      expect(await cast(CITY, [1, 0, 0])).toBe('done')
      for (const siteId of [CITY, DISTRICT]) {
        await lose(siteId)
        await come(siteId)
      }
      const shown = async (siteId: SiteId) =>
        (await siteView(siteId)).motions.find((motion) => motion.motionId === motionId)
      expect(await shown(CITY)).toMatchObject({ voted: true, ownBallot: [1, 0, 0], weight: 1 })
      expect(await cast(CITY, [0, 1, 0])).toBe('already_voted')
      expect(await shown(DISTRICT)).toMatchObject({ voted: false, weight: 1 })
      expect(await cast(DISTRICT, [0, 1, 0])).toBe('done')
      await order(desk, 'vote.close', { motionId })
      const result = (await look())[`motion:${motionId}`]?.result
      expect(result).toMatchObject({ votes: [1, 1, 0], cast: 2, entitled: 4 })
    })
  })

  describe('a room whose clock is wrong', () => {
    it.each([DAY_MS, -DAY_MS])('by %d ms: its time is the server’s', async (wrongMs) => {
      const device = await link.pair(OTHER)
      const site = new RingingSite(bridge.url, device, () => Date.now() + wrongMs)
      const { connection } = site
      try {
        await site.until('is in the meeting', ({ meeting }) => meeting !== null)
        expect(Math.abs(connection.clock.now() - Date.now())).toBeLessThan(5_000)
        await order(desk, 'floor.setLimits', { limits: LIMITS })
        await order(desk, 'floor.give', { siteId: OTHER })
        await site.until('speaks', ({ floor }) => floor.state === 'live')
        const clock = site.view.entities?.floor.clock
        if (clock == null) throw new Error('a speech has a clock')
        const leftMs = speechLeftMs(clock, connection.clock.now()) ?? 0
        expect(leftMs).toBeGreaterThan(LIMITS.discussionSeconds * 1_000 - 10_000)
        expect(leftMs).toBeLessThanOrEqual(LIMITS.discussionSeconds * 1_000 + 1_000)
        const motionId = await propose({ title: `Bỏ phiếu ${wrongMs}`, seconds: 60 })
        await order(desk, 'vote.open', { motionId })
        const isAsked = ({ motions }: SiteView) =>
          motions.find((motion) => motion.motionId === motionId && motion.state === 'open')
        await site.until('is asked', (view) => isAsked(view) !== undefined)
        const closesAt = site.view.entities === null ? null : isAsked(site.view.entities)?.closesAt
        expect((closesAt ?? 0) - connection.clock.now()).toBeGreaterThan(40_000)
        await connection.command('vote.cast', { motionId, votes: [1, 0, 0] })
        await order(desk, 'vote.close', { motionId })
      } finally {
        site.close()
        await clear()
      }
    })
  })

  it('an agenda longer than the meeting: the report says what was not reached, and what was left out', async () => {
    expect(await order(desk, 'agenda.begin', { itemId: 'item-0' })).toBe('done')
    expect(await order(desk, 'agenda.finish')).toBe('done')
    expect(await order(desk, 'agenda.skip', { itemId: 'item-2', skipped: true })).toBe('done')
    expect(await order(desk, 'session.close')).toBe('done')
    const { agenda, live } = await province.office.ask('report.get', { params: { sessionId } })
    expect(live).toBe(false)
    expect(agenda.items.map(({ itemId, state }) => [itemId, state])).toEqual([
      ['item-0', 'done'],
      ['item-1', 'planned'],
      ['item-2', 'skipped'],
    ])
    expect(agenda).toMatchObject({ notReached: 1, skipped: 1, plannedMs: 30 * 60_000 })
  })
})

const LIMITS = {
  paperSeconds: 600,
  discussionSeconds: 300,
  questionSeconds: 120,
  pointOfOrderSeconds: 60,
  atEnd: 'sign',
} as const

/** What a scheduler writes, of what a session answers with. */
function bodyOf(detail: SessionDetail): SessionBody {
  const { type, title, hostUnitId, startsAt, durationMinutes, rehearsalAt, chair, invitation } = detail
  const { agenda, technicians, people, documentIds, notes, settings } = detail
  return {
    type,
    title,
    hostUnitId,
    startsAt,
    durationMinutes,
    rehearsalAt,
    chair,
    invitation,
    agenda,
    technicians,
    people,
    documentIds,
    notes,
    settings,
  }
}
