/* oxlint-disable typescript/no-unsafe-type-assertion -- ids of a test are ids */
import type { RollSite, SessionId, SessionView, SiteView } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCommand, newPage, openAdmin, RawPage, RoomPc } from '../support/RawPage.ts'
import { Province } from '../support/rights/Province.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

const HUB = 's-02'
const DISTRICT = 's-026'
const DISTRICT_UNIT = 'u-026'
const COMMUNE = 's-00715'
const OTHER = 's-024'
const PASSWORD = 'một mật khẩu của người thử'

/** A roll call over the wire: a real server on a real disk, killed on the way. */
describe('A roll call on a real server', { timeout: 60_000 }, () => {
  let bridge: RunningBridge
  let admin: RawPage
  let watcher: RawPage
  let operator: RawPage
  let commune: RawPage
  let communePc: RoomPc
  let sessionId: SessionId
  const pages: RawPage[] = []

  async function lookWith<V>(page: RawPage, selector: object): Promise<V> {
    const { entities, subscription } = await page.ask('view.subscribe', { selector } as never)
    await page.ask('view.unsubscribe', { subscription })
    return entities as V
  }
  const viewOf = (page = admin) => lookWith<SessionView>(page, { view: 'session', sessionId })
  const pageOf = (page = commune) => lookWith<SiteView>(page, { view: 'site' })
  const order = (name: string, data: object = {}, page = admin) =>
    page.codeOf(name, { command: newCommand(), sessionId, ...data })
  const rowOf = async (siteId: string, page = admin) => (await viewOf(page))[`roll:${siteId}`]
  const answer = (present: number, invited: number, command = newCommand()) =>
    commune.codeOf('rollCall.answer', { command, present, invited, head: 'Chủ tịch UBND xã' })
  const enter = (siteId: string, present: number, invited: number, page = admin) =>
    order('rollCall.enter', { siteId, present, invited, head: '' }, page)
  const frozenBy = (page: RawPage, freezeId: string) =>
    page.ask('rollCall.readFrozen', { sessionId, freezeId })

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

  beforeAll(async () => {
    bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' }, workers: 1 })
    admin = await openAdmin(bridge)
    pages.push(admin)
    const province = await Province.settle(bridge, admin)
    await province.person('roll.observer', 'observer', DISTRICT_UNIT)
    await province.person('roll.operator', 'operator', DISTRICT_UNIT)
    const bridgeView = await lookWith<Record<string, unknown>>(admin, { view: 'bridge' })
    for (const key of Object.keys(bridgeView).filter((one) => one.startsWith('session:'))) {
      await admin.codeOf('session.close', { command: newCommand(), sessionId: key.slice('session:'.length) })
    }
    const opened = await admin.ask('session.open', {
      command: newCommand() as never,
      title: 'Giao ban',
      hostUnitId: 'u-02' as never,
      chairSiteId: HUB as never,
      invitedUnitIds: ['u-02' as never],
    })
    sessionId = opened.sessionId
    watcher = await logIn('roll.observer')
    operator = await logIn('roll.operator')
    communePc = await RoomPc.pair(bridge, admin, COMMUNE)
    commune = await communePc.openPage()
    pages.push(commune)
  }, 120_000)
  afterAll(async () => {
    for (const page of pages) page.close()
    await bridge.stop()
  })

  it('asks sites once it is called; before that nobody answers', async () => {
    expect((await pageOf()).rollCall).toBeNull()
    expect(await answer(3, 4)).toBe('roll_closed')
    expect(await order('rollCall.freeze', { label: '' })).toBe('roll_not_called')
    expect(await order('rollCall.open')).toBe('done')
    expect((await pageOf()).rollCall).toEqual({ open: true, answer: null, excuse: null, former: null })
    expect((await viewOf()).rollCall).toMatchObject({ open: true, totals: { sites: 218, silentSites: 1 } })
  })

  it('takes an answer once, however often it is sent, and a correction', async () => {
    const command = newCommand()
    expect(await answer(3, 4, command)).toBe('done')
    expect(await answer(3, 4, command)).toBe('done')
    expect(await rowOf(COMMUNE)).toMatchObject({
      state: 'present',
      answer: { present: 3, invited: 4, head: 'Chủ tịch UBND xã', by: 'site' },
    })
    expect(await answer(5, 4)).toBe('roll_more_than_invited')
    expect(await answer(2, 4)).toBe('done')
    expect((await viewOf()).rollCall.totals).toMatchObject({ present: 2, invited: 4, presentSites: 1 })
  })

  it('takes what the crew is told by telephone, and reasons for absence, and back', async () => {
    expect(await enter(DISTRICT, 8, 9)).toBe('done')
    expect(await enter(OTHER, 5, 5)).toBe('done')
    expect(await order('rollCall.excuse', { siteId: HUB, reason: 'Họp Quốc hội' })).toBe('done')
    expect(await rowOf(HUB)).toMatchObject({ state: 'excused', excuse: 'Họp Quốc hội' })
    expect(await order('rollCall.excuse', { siteId: OTHER, reason: 'Ốm' })).toBe('roll_site_present')
    expect(await order('rollCall.excuse', { siteId: HUB, reason: null })).toBe('done')
    expect(await rowOf(HUB)).toMatchObject({ state: 'absent', excuse: null })
  })

  it('says live whether there are enough', async () => {
    const quorum = { basis: 'sites', numerator: 1, denominator: 100, compare: 'atLeast', eachTier: false }
    expect(await order('rollCall.setQuorum', { quorum })).toBe('done')
    expect((await viewOf()).rollCall.quorum).toMatchObject({ need: 3, have: 3, of: 218, reached: true })
    expect(await order('rollCall.setQuorum', { quorum: { ...quorum, numerator: 2 } })).toBe('done')
    expect((await viewOf()).rollCall.quorum).toMatchObject({ need: 5, have: 3, reached: false })
    const impossible = { ...quorum, numerator: 1, denominator: 1, compare: 'moreThan' }
    expect(await order('rollCall.setQuorum', { quorum: impossible })).toBe('quorum_impossible')
  })

  it('shows a district its own sites and their sums, and not a word of the others', async () => {
    const view = await viewOf(watcher)
    const rows = Object.keys(view).filter((key) => key.startsWith('roll:'))
    expect(rows).toContain(`roll:${COMMUNE}`)
    expect(rows).not.toContain(`roll:${OTHER}`)
    expect(view.rollCall.totals).toMatchObject({ sites: rows.length, present: 10, presentSites: 2 })
    expect(view.rollCall.quorum).toBeNull()
    expect(view.rollCall.byGroup.map(({ unitId }) => unitId)).toEqual([DISTRICT_UNIT])
  })

  it('is conducted by those of its host, not by a district, nor by a room', async () => {
    for (const page of [operator, watcher]) {
      for (const name of ['rollCall.open', 'rollCall.close']) {
        expect(await order(name, {}, page), name).toBe('forbidden')
      }
      expect(await enter(COMMUNE, 1, 1, page)).toBe('forbidden')
      expect(await order('rollCall.excuse', { siteId: COMMUNE, reason: 'x' }, page)).toBe('forbidden')
      expect(await order('rollCall.freeze', { label: '' }, page)).toBe('forbidden')
      expect(await order('rollCall.setQuorum', { quorum: null }, page)).toBe('forbidden')
    }
    expect(await order('rollCall.open', {}, commune)).toBe('forbidden')
    expect(await enter(COMMUNE, 1, 1, commune)).toBe('forbidden')
    expect(await rowOf(COMMUNE)).toMatchObject({ answer: { present: 2 } })
  })

  it('keeps everything over a server that is killed, and the evidence for ever', async () => {
    const command = newCommand()
    const freeze = { command: command as never, sessionId, label: 'Khai mạc' }
    const { freezeId } = await admin.ask('rollCall.freeze', freeze)
    const before = await frozenBy(admin, freezeId)
    expect(before.frozen).toMatchObject({ reason: 'start', label: 'Khai mạc', totals: { present: 15 } })
    expect(before.rows).toHaveLength(218)
    expect(before.rows.find(({ siteId }) => siteId === COMMUNE)).toMatchObject({
      state: 'present',
      groupUnitId: DISTRICT_UNIT,
    })

    await bridge.kill9()
    await bridge.restart()
    for (const page of pages.splice(0)) page.close()
    admin = await openAdmin(bridge)
    watcher = await logIn('roll.observer')
    commune = await communePc.openPage()
    pages.push(admin, commune)

    expect(await frozenBy(admin, freezeId)).toEqual(before)
    expect((await admin.ask('rollCall.freeze', freeze)).freezeId).toBe(freezeId)
    expect((await viewOf()).rollCall.frozen).toHaveLength(1)
    expect((await pageOf()).rollCall).toMatchObject({ open: true, answer: { present: 2, invited: 4 } })
    expect(await answer(4, 4)).toBe('done')
    expect(await frozenBy(admin, freezeId)).toEqual(before)
    expect(await admin.codeOf('rollCall.readFrozen', { sessionId, freezeId: 'nothing' })).toBe('not_found')

    const seen = await frozenBy(watcher, freezeId)
    expect(seen.frozen).toMatchObject({ totals: { present: 10 }, quorum: null })
    expect(seen.rows.map(({ siteId }) => siteId)).not.toContain(OTHER)
    expect(await commune.codeOf('rollCall.readFrozen', { sessionId, freezeId })).toBe('forbidden')
  })

  it('leaves a district that meets on its own to its own roll, and takes it back', async () => {
    const { sessionId: child } = await admin.ask('session.detachBranch', {
      command: newCommand() as never,
      sessionId,
      unitId: DISTRICT_UNIT as never,
      chairSiteId: DISTRICT as never,
    })
    expect(await rowOf(COMMUNE)).toMatchObject({ state: 'elsewhere', answer: { present: 4 } })
    expect(await enter(COMMUNE, 1, 1)).toBe('roll_elsewhere')
    expect((await pageOf()).rollCall).toBeNull()
    expect(await admin.codeOf('rollCall.open', { command: newCommand(), sessionId: child })).toBe('done')
    expect((await pageOf()).rollCall).toMatchObject({ open: true, answer: null, former: { invited: 4 } })
    expect(await answer(1, 4)).toBe('done')
    expect(await rowOf(COMMUNE)).toMatchObject({ answer: { present: 4 } })
    await admin.ask('session.attachBranch', { command: newCommand() as never, sessionId: child })
    expect((await pageOf()).rollCall).toMatchObject({ answer: { present: 4 } })
    expect((await rowOf(COMMUNE)) as RollSite).toMatchObject({ state: 'present' })
  })

  it('is closed, and called anew with what was said as a default', async () => {
    expect(await order('rollCall.close')).toBe('done')
    expect(await answer(3, 4)).toBe('roll_closed')
    expect(await enter(COMMUNE, 3, 4)).toBe('done')
    expect(await order('rollCall.open', { anew: true })).toBe('done')
    expect((await pageOf()).rollCall).toMatchObject({ answer: null, former: { present: 3, by: 'crew' } })
    expect((await viewOf()).rollCall.totals).toMatchObject({ present: 0, presentSites: 0 })
  })
})
