import type { SessionId, SessionView, SiteView } from '@diem-cau/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { newCommand, newPage, openAdmin, RawPage, RoomPc } from '../support/RawPage.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

const HUB = 's-02'
const TOWN = 's-024'
const DISTRICT = 's-026'
const COMMUNE = 's-00715'
const DISTRICT_SITES = 20

/** A district leaves and comes back on a real server and a real disk, which are killed in between. */
describe('Branches of a session on a real server', { timeout: 60_000 }, () => {
  let bridge: RunningBridge
  let admin: RawPage
  let sessionId: SessionId
  let pages: RawPage[]

  async function lookAround(): Promise<void> {
    admin = await openAdmin(bridge)
    pages.push(admin)
    const { entities } = await admin.ask('view.subscribe', { selector: { view: 'bridge' } })
    const roots = Object.entries(entities as Record<string, { parent?: unknown }>).filter(
      ([key, head]) => key.startsWith('session:') && head.parent === null,
    )
    sessionId = (roots[0]?.[0].slice('session:'.length) ?? '') as SessionId
  }
  async function restart(): Promise<void> {
    await bridge.restart()
    await lookAround()
  }
  async function view(of: SessionId): Promise<SessionView> {
    const selector = { view: 'session', sessionId: of } as const
    const { entities, subscription } = await admin.ask('view.subscribe', { selector })
    await admin.ask('view.unsubscribe', { subscription })
    return entities as unknown as SessionView
  }
  const row = async (of: SessionId, siteId: string) => (await view(of))[`site:${siteId}`]
  const detachment = (command = newCommand()) =>
    ({ command, sessionId, unitId: 'u-026', chairSiteId: DISTRICT }) as never
  const detach = async (command?: string) =>
    (await admin.ask('session.detachBranch', detachment(command))).sessionId
  const attach = (of: SessionId) =>
    admin.ask('session.attachBranch', { command: newCommand() as never, sessionId: of })
  async function aRoom(siteId: string) {
    const pc = await RoomPc.pair(bridge, admin, siteId)
    const instance = newPage()
    const page = await pc.openPage(instance)
    pages.push(page)
    return { pc, instance, page }
  }
  const seenBy = async (page: RawPage): Promise<SiteView> => {
    const { entities } = await page.ask('view.subscribe', { selector: { view: 'site' } })
    return entities as unknown as SiteView
  }

  beforeEach(async () => {
    pages = []
    bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' }, workers: 1 })
    await lookAround()
  })
  afterEach(async () => {
    for (const page of pages) page.close()
    await bridge.stop()
  })

  it('a district leaves, and everything of it is as before when the server is back', async () => {
    const rooms = [await aRoom(HUB), await aRoom(TOWN), await aRoom(DISTRICT), await aRoom(COMMUNE)]
    const commune = rooms[3]
    if (commune === undefined) throw new Error('no commune')
    await commune.page.ask('floor.request', { command: newCommand() as never })
    const command = newCommand()
    const child = await detach(command)
    await eventually(async () => {
      expect(await row(child, COMMUNE)).toMatchObject({ presence: 'connected', floor: 'idle' })
    })
    expect(await row(sessionId, COMMUNE)).toBeUndefined()
    expect(await row(sessionId, TOWN)).toMatchObject({ presence: 'connected' })
    await commune.page.ask('floor.request', { command: newCommand() as never })
    await admin.ask('floor.give', {
      command: newCommand() as never,
      sessionId: child,
      siteId: COMMUNE as never,
    })
    expect(await seenBy(commune.page)).toMatchObject({
      meeting: { sessionId: child, parent: { sessionId, title: 'Phiên kết nối thử', open: true } },
      floor: { state: 'live', microphoneOpen: true },
    })

    await bridge.kill9()
    await restart()
    expect(await detach(command)).toBe(child)
    const parent = await view(sessionId)
    expect(parent.session.siteCount).toBe(218 - DISTRICT_SITES)
    expect(parent[`branch:${child}`]).toMatchObject({ unitId: 'u-026', siteCount: DISTRICT_SITES })
    expect(await row(child, COMMUNE)).toMatchObject({ presence: 'away', floor: 'live', microphoneOpen: true })
    pages.push(await commune.pc.openPage(commune.instance))
    expect(await row(child, COMMUNE)).toMatchObject({ presence: 'connected', microphoneOpen: true })

    await attach(child)
    await eventually(async () => {
      expect(await row(sessionId, COMMUNE)).toMatchObject({
        presence: 'connected',
        floor: 'idle',
        microphoneOpen: false,
      })
    })
    expect((await view(sessionId)).session.siteCount).toBe(218)
    const gone = { selector: { view: 'session', sessionId: child } }
    expect(await admin.codeOf('view.subscribe', gone)).toBe('session_not_found')
    await bridge.kill9()
    await restart()
    expect((await view(sessionId)).session.siteCount).toBe(218)
  })

  it('a server that is killed in the very moment has written both halves or neither', async () => {
    for (const turnsBefore of [0, 1, 2, 4, 8]) {
      const command = newCommand()
      admin.emit('session.detachBranch', detachment(command), () => undefined)
      for (let turn = 0; turn < turnsBefore; turn++) await new Promise((resolve) => setImmediate(resolve))
      await bridge.kill9()
      await restart()
      const halfway = await view(sessionId)
      const branches = Object.keys(halfway).filter((key) => key.startsWith('branch:'))
      expect(halfway.session.siteCount).toBe(branches.length === 0 ? 218 : 218 - DISTRICT_SITES)
      const child = await detach(command)
      expect((await view(child)).session).toMatchObject({ siteCount: DISTRICT_SITES, chairSiteId: DISTRICT })
      expect(await row(sessionId, COMMUNE)).toBeUndefined()
      await attach(child)
      expect((await view(sessionId)).session.siteCount).toBe(218)
    }
  })

  it('a branch goes on when the session has ended, also after a restart, and then ends by itself', async () => {
    const commune = await aRoom(COMMUNE)
    const child = await detach()
    await admin.ask('session.close', { command: newCommand() as never, sessionId })
    await bridge.kill9()
    await restart()
    expect((await view(child)).session.parent).toMatchObject({ title: 'Phiên kết nối thử', open: false })
    const page = await commune.pc.openPage()
    pages.push(page)
    expect((await seenBy(page)).meeting).toMatchObject({ sessionId: child, parent: { open: false } })
    expect(await admin.codeOf('session.attachBranch', { command: newCommand(), sessionId: child })).toBe(
      'parent_ended',
    )
    await admin.ask('session.close', { command: newCommand() as never, sessionId: child })
    expect((await seenBy(page)).meeting).toBeNull()
  })

  it('says in words why a unit can not leave', async () => {
    const codeOf = (change: object) =>
      admin.codeOf('session.detachBranch', { ...(detachment() as object), ...change })
    expect(await codeOf({ unitId: 'u-02' })).toBe('branch_of_host')
    expect(await codeOf({ chairSiteId: TOWN })).toBe('site_not_invited')
    expect(await codeOf({ unitId: 'u-nowhere' })).toBe('not_found')
    expect(await codeOf({ unitId: 7 })).toBe('invalid_message')
    const child = await detach()
    expect(await codeOf({})).toBe('branch_already_detached')
    expect(await codeOf({ sessionId: child, unitId: 'u-00715', chairSiteId: COMMUNE })).toBe('branch_nested')
    expect(await admin.codeOf('session.attachBranch', { command: newCommand(), sessionId })).toBe(
      'branch_not_detached',
    )
  })
})
