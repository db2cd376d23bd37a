/* oxlint-disable typescript/no-unsafe-type-assertion -- ids of a test are ids */
import type { RequestRow, SessionId, SessionView, SiteView } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { newCommand, newPage, openAdmin, RawPage, RoomPc } from '../support/RawPage.ts'
import { Province } from '../support/rights/Province.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

const HUB = 's-02'
const DISTRICT = 's-026'
const DISTRICT_UNIT = 'u-026'
const COMMUNE = 's-00715'
const OTHER_DISTRICT = 's-027'
const PASSWORD = 'một mật khẩu của người thử'
const SHORT = {
  paperSeconds: null,
  discussionSeconds: 10,
  questionSeconds: 10,
  pointOfOrderSeconds: 10,
  atEnd: 'closeMicrophone',
}

/** The rules of the floor over the wire: a real server on a real disk, killed on the way. */
describe('The floor of a linked meeting on a real server', { timeout: 60_000 }, () => {
  let bridge: RunningBridge
  let admin: RawPage
  let operator: RawPage
  let sessionId: SessionId
  const pcs = new Map<string, RoomPc>()
  const rooms = new Map<string, RawPage>()
  const consoles: RawPage[] = []

  async function lookWith<V>(page: RawPage, selector: object): Promise<V> {
    const { entities, subscription } = await page.ask('view.subscribe', { selector } as never)
    await page.ask('view.unsubscribe', { subscription })
    return entities as V
  }
  const viewOf = (page = admin) => lookWith<SessionView>(page, { view: 'session', sessionId })
  const pageOf = (siteId: string) => lookWith<SiteView>(room(siteId), { view: 'site' })
  const order = (name: string, data: object = {}, page = admin) =>
    page.codeOf(name, { command: newCommand(), sessionId, ...data })
  const say = (siteId: string, name: string, data: object = {}) =>
    room(siteId).codeOf(name, { command: newCommand(), ...data })

  function room(siteId: string): RawPage {
    const page = rooms.get(siteId)
    if (page === undefined) throw new Error(`${siteId} has not come`)
    return page
  }

  async function requestOf(siteId: string): Promise<RequestRow> {
    const rows = Object.entries(await viewOf()).filter(([key]) => key.startsWith('request:'))
    const row = rows.map(([, one]) => one as RequestRow).find((one) => one.siteId === siteId)
    if (row === undefined) throw new Error(`${siteId} has no request`)
    return row
  }
  const requestIdOf = async (siteId: string) => (await requestOf(siteId)).requestId

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
    return page
  }

  async function comeIn(): Promise<void> {
    admin = await openAdmin(bridge)
    operator = await logIn('floor.operator')
    consoles.push(admin, operator)
    for (const siteId of [HUB, DISTRICT, COMMUNE, OTHER_DISTRICT]) {
      const pc = pcs.get(siteId) ?? (await RoomPc.pair(bridge, admin, siteId))
      pcs.set(siteId, pc)
      rooms.set(siteId, await pc.openPage())
    }
  }

  function closePages(): void {
    for (const page of [...rooms.values(), ...consoles.splice(0)]) page.close()
    rooms.clear()
  }

  beforeAll(async () => {
    bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' }, workers: 1 })
    const first = await openAdmin(bridge)
    const province = await Province.settle(bridge, first)
    await province.person('floor.operator', 'operator', DISTRICT_UNIT)
    const bridgeView = await lookWith<Record<string, unknown>>(first, { view: 'bridge' })
    for (const key of Object.keys(bridgeView).filter((one) => one.startsWith('session:'))) {
      await first.codeOf('session.close', { command: newCommand(), sessionId: key.slice('session:'.length) })
    }
    const opened = await first.ask('session.open', {
      command: newCommand() as never,
      title: 'Họp liên thông',
      hostUnitId: 'u-02' as never,
      chairSiteId: HUB as never,
      invitedUnitIds: ['u-02' as never],
    })
    sessionId = opened.sessionId
    consoles.push(first)
    await comeIn()
  }, 120_000)
  afterAll(async () => {
    closePages()
    await bridge?.stop()
  })

  it('lets a commune ask its district, whose own room alone puts it forward', async () => {
    expect(await order('floor.setDelegation', { on: true })).toBe('done')
    expect(await order('floor.setLimits', { limits: SHORT })).toBe('done')
    const command = newCommand()
    const ask = { command: command as never, topic: 'Đường vào bản' }
    const { requestId } = await room(COMMUNE).ask('floor.request', ask)
    expect(await room(COMMUNE).ask('floor.request', ask)).toEqual({ requestId })
    expect(await pageOf(COMMUNE)).toMatchObject({ floor: { state: 'requested', queuePosition: 1 } })
    expect((await pageOf(DISTRICT)).group?.requests).toMatchObject([
      { siteId: COMMUNE, topic: 'Đường vào bản' },
    ])
    expect((await pageOf(OTHER_DISTRICT)).group?.requests).toEqual([])
    expect(await say(OTHER_DISTRICT, 'group.nominateOwn', { requestId })).toBe('forbidden')
    expect(await say(COMMUNE, 'group.nominateOwn', { requestId })).toBe('forbidden')
    expect(await say(DISTRICT, 'group.nominateOwn', { requestId })).toBe('done')
    expect(await requestOf(COMMUNE)).toMatchObject({ state: 'queued', nominated: true, queuePosition: 1 })
    expect(await say(DISTRICT, 'group.nominateOwn', { requestId })).toBe('wrong_floor_state')
  })

  it('lets a district’s people nominate and see in their own district, and conduct nothing', async () => {
    const requestId = await requestIdOf(COMMUNE)
    expect(await order('group.return', { requestId }, operator)).toBe('forbidden')
    expect(await order('group.return', { requestId })).toBe('done')
    expect(await order('group.nominate', { requestId }, operator)).toBe('done')
    for (const [name, data] of [
      ['floor.setMode', { mode: { mode: 'lecture' } }],
      ['floor.setDelegation', { on: false }],
      ['floor.setQueue', { unitId: null, open: false }],
      ['floor.setLimits', { limits: SHORT }],
      ['floor.give', { siteId: COMMUNE }],
      ['stage.cutToChair', {}],
      ['stage.hold', { text: 'x' }],
      ['session.setDeputy', { siteId: DISTRICT }],
    ] as const) {
      expect(await order(name, data, operator), name).toBe('forbidden')
      expect(await order(name, data, room(DISTRICT)), name).toBe('forbidden')
    }
    await say(OTHER_DISTRICT, 'floor.request')
    const seen = Object.keys(await viewOf(operator)).filter((key) => /^(group|request):/.test(key))
    expect(seen.toSorted()).toEqual([`group:${DISTRICT_UNIT}`, `request:${requestId}`])
  })

  it('closes the queue to new ones, and keeps those who wait', async () => {
    expect(await order('floor.setQueue', { unitId: null, open: false })).toBe('done')
    expect(await say(DISTRICT, 'floor.request')).toBe('queue_closed')
    expect((await pageOf(DISTRICT)).conduct).toMatchObject({ mayNotAsk: 'queueClosed' })
    expect(await requestOf(COMMUNE)).toMatchObject({ queuePosition: 1 })
    expect(await order('floor.setQueue', { unitId: null, open: true })).toBe('done')
  })

  it('refuses a desk that would cut off a speaker whom it has not seen', async () => {
    expect(await order('floor.give', { siteId: COMMUNE, insteadOf: null })).toBe('done')
    expect(await order('floor.give', { siteId: OTHER_DISTRICT, insteadOf: null })).toBe('floor_changed')
    expect((await pageOf(COMMUNE)).floor).toMatchObject({ state: 'live', microphoneOpen: true })
  })

  it('gives more time once, however often the command comes', async () => {
    const requestId = await requestIdOf(COMMUNE)
    const limitMs = (await requestOf(COMMUNE)).clock?.limitMs ?? 0
    expect(limitMs).toBe(10_000)
    const command = newCommand()
    const extend = { command, sessionId, requestId, seconds: 60 }
    for (let time = 0; time < 2; time += 1) expect(await admin.codeOf('floor.extend', extend)).toBe('done')
    expect((await requestOf(COMMUNE)).clock?.limitMs).toBe(70_000)
    // Less again, so that the time ends now.
    expect(await order('floor.extend', { requestId, seconds: -3_600 })).toBe('done')
    await eventually(async () => expect((await pageOf(COMMUNE)).floor.timeIsUp).toBe(true))
    expect((await pageOf(COMMUNE)).floor.microphoneOpen).toBe(false)
    expect(await say(COMMUNE, 'microphone.set', { open: true })).toBe('time_is_up')
  })

  it('keeps queues, clocks, pins and closed microphones over a server that is killed', async () => {
    expect(await order('stage.pin', { siteId: COMMUNE })).toBe('done')
    expect(await order('session.setDeputy', { siteId: DISTRICT })).toBe('done')
    const before = await requestOf(COMMUNE)
    await bridge.kill9()
    await bridge.restart()
    closePages()
    await comeIn()
    const view = await viewOf()
    expect(view.conduct).toMatchObject({ delegation: true, limits: SHORT, deputyChairSiteId: DISTRICT })
    expect((await requestOf(OTHER_DISTRICT)).state).toBe('queued')
    // Its page is another one: it waits on standby, silent, and is pinned no more.
    const after = await requestOf(COMMUNE)
    expect(after).toMatchObject({ requestId: before.requestId, state: 'standby', check: null })
    expect(view.stage.pinned).toBeNull()
    expect((await pageOf(COMMUNE)).floor.microphoneOpen).toBe(false)
  })

  it('lets who asks in free discussion speak at once, and the next follow', async () => {
    expect(await order('floor.decline', { requestId: await requestIdOf(COMMUNE) })).toBe('done')
    expect(await order('floor.setMode', { mode: { mode: 'free', maxOpen: 1 } })).toBe('done')
    expect((await requestOf(OTHER_DISTRICT)).state).toBe('live')
    const { requestId } = await room(DISTRICT).ask('floor.request', { command: newCommand() as never })
    expect(await requestOf(DISTRICT)).toMatchObject({ requestId, state: 'queued' })
    expect(await say(OTHER_DISTRICT, 'floor.end')).toBe('done')
    expect(await requestOf(DISTRICT)).toMatchObject({ requestId, state: 'live' })
  })

  it('holds the stage, cuts to the chair, and lectures', async () => {
    expect(await order('stage.hold', { text: 'Nghỉ giải lao' })).toBe('done')
    expect(await say(HUB, 'microphone.set', { open: true })).toBe('stage_held')
    expect((await pageOf(COMMUNE)).stage.holding).toMatchObject({ reason: 'pause', text: 'Nghỉ giải lao' })
    for (let time = 0; time < 2; time += 1) expect(await order('stage.cutToChair')).toBe('done')
    const { stage, conduct } = await viewOf()
    expect(stage).toMatchObject({ holding: null, layout: 'single' })
    expect(stage.slots.map(({ slot }) => slot)).toEqual(['chair'])
    expect(conduct.mode).toEqual({ mode: 'chairGives' })
    expect(await order('floor.setMode', { mode: { mode: 'lecture' } })).toBe('done')
    expect(await say(COMMUNE, 'floor.request')).toBe('floor_lecture')
    expect(await order('floor.give', { siteId: COMMUNE })).toBe('floor_lecture')
  })

  it('is handed to the deputy in one step when the chair’s link is lost', async () => {
    room(HUB).close()
    await eventually(async () => expect((await viewOf()).stage.holding?.reason).toBe('chairLost'))
    expect(await order('session.setChair', { siteId: DISTRICT })).toBe('done')
    const { session, stage, conduct } = await viewOf()
    expect([session.chairSiteId, stage.holding, conduct.deputyChairSiteId]).toEqual([DISTRICT, null, null])
  })
})
