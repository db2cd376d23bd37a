import type { SessionId, SiteId, SiteRow, UnitId } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RestClient } from '../support/RestClient.ts'
import { newCommand } from '../support/RawPage.ts'
import { closeSessions } from '../support/openSession.ts'
import { eventually } from './support/eventually.ts'
import { look } from './support/screens.ts'
import { Meeting, type TestRoom } from './support/Meeting.ts'

const HUB = 's-02' as SiteId
const FIRST = 's-024' as SiteId
const SECOND = 's-026' as SiteId
const REASON = 'Lũ quét tại sông Nho Quế'

/** One call, told in order: each step stands on the one before it. */
describe('an urgent call in real browsers', () => {
  let meeting: Meeting
  let office: RestClient
  let hub: TestRoom
  let first: TestRoom
  let chair: TestRoom
  let briefing: SessionId
  let call: SessionId

  beforeAll(async () => {
    meeting = await Meeting.start()
    const { login } = meeting.bridge
    if (login === null) throw new Error('no login was printed')
    const { userName, password } = login
    office = await RestClient.logIn(meeting.bridge, { userName, password })
    hub = await meeting.openRoom(HUB, { colour: 'red', toneHz: 400 })
    first = await meeting.openRoom(FIRST, { colour: 'green', toneHz: 700 })
    chair = await meeting.openRoom(SECOND, { colour: 'blue', toneHz: 1_000 })
    await closeSessions(meeting.admin)
    const { connection } = meeting.admin
    const district = (await meeting.admin.directory()).sites.find(({ siteId }) => siteId === FIRST)?.unitId
    const opened = await connection.command('session.open', {
      title: 'Giao ban huyện',
      hostUnitId: district as UnitId,
      chairSiteId: SECOND,
      invitedUnitIds: [district as UnitId],
    })
    briefing = opened.sessionId
    await first.page.getByTestId('meeting').waitFor()
    await hub.page.getByTestId('waiting').waitFor()
  }, 180_000)

  afterAll(async () => meeting?.close())

  const row = async (siteId: SiteId, wanted: SiteRow['ring']): Promise<SiteRow> => {
    const found = await eventually(
      () => Promise.resolve(meeting.site(siteId, call)),
      (cells) => cells?.ring === wanted,
      { what: `${siteId} is ${String(wanted)} at the console` },
    )
    if (found === undefined) throw new Error(`${siteId} has no row`)
    return found
  }

  it('rings on the whole screen of every site, with its reason', async () => {
    const called = await office.ask('urgent.call', {
      body: {
        command: newCommand() as never,
        hostUnitId: 'u-02' as UnitId,
        invitation: {
          tiers: [],
          unitIds: [],
          groupIds: [],
          siteIds: [HUB, FIRST, SECOND],
          exceptSiteIds: [],
        },
        reason: REASON,
        chairSiteId: HUB,
      },
    })
    call = called.sessionId
    expect(called.siteCount).toBe(3)
    for (const { page } of [hub, first]) {
      await page.getByRole('alertdialog', { name: 'HỌP KHẨN' }).waitFor()
      expect(await page.getByTestId('ring').textContent()).toContain(REASON)
    }
    expect(await first.page.getByTestId('ring-busy').textContent()).toContain('Giao ban huyện')
    await row(HUB, 'ringing')
    expect((await row(FIRST, 'ringing')).busyWith).toEqual({ title: 'Giao ban huyện', isChair: false })
    expect((await row(SECOND, 'ringing')).busyWith).toMatchObject({ isChair: true })
  })

  it('is told to the chair of another meeting beside it: that one goes on', async () => {
    const banner = chair.page.getByTestId('ring-banner')
    await banner.waitFor()
    expect(await banner.textContent()).toContain(REASON)
    expect(await chair.page.getByTestId('meeting').isVisible()).toBe(true)
    expect(await chair.page.getByTestId('ring').count()).toBe(0)
  })

  it('is readable and operable for everybody', async () => {
    for (const { page } of [hub, first, chair]) await page.setViewportSize({ width: 1920, height: 1080 })
    await look(hub.page, 'site-ring')
    await look(first.page, 'site-ring-busy')
    await look(chair.page)
  })

  it('lets nothing else be pressed: the focus stays on the answer', async () => {
    const answer = first.page.getByTestId('ring-answer')
    const isFocused = (): Promise<boolean> => answer.evaluate((element) => element === document.activeElement)
    expect(await isFocused()).toBe(true)
    for (const key of ['ArrowRight', 'ArrowDown', 'Tab', 'Shift+Tab']) await first.page.keyboard.press(key)
    expect(await isFocused()).toBe(true)
  })

  it('is answered by the OK key, and the console sees who has answered', async () => {
    await hub.page.keyboard.press('Enter')
    await hub.page.getByTestId('ring').waitFor({ state: 'detached' })
    await hub.page.getByTestId('meeting').waitFor()
    expect((await row(HUB, 'answered')).answeredAt).toBeGreaterThan(0)
    await row(FIRST, 'ringing')
  })

  it('takes a room over from the meeting where it was', async () => {
    await first.page.keyboard.press('Enter')
    await first.page.getByTestId('ring').waitFor({ state: 'detached' })
    await row(FIRST, 'answered')
    await eventually(
      () => Promise.resolve(meeting.site(FIRST, call)?.presence),
      (presence) => presence === 'connected',
      { what: 'the room is in the call' },
    )
    await eventually(
      () => Promise.resolve(meeting.site(FIRST, briefing)?.presence),
      (presence) => presence === 'left',
      { what: 'it has left the briefing' },
    )
    await first.untilSees('chair', 'red')
  })

  it('rings again on a page that is loaded anew, until it has answered, and stops when the call ends', async () => {
    const again = await office.ask('urgent.call', {
      body: {
        command: newCommand() as never,
        hostUnitId: 'u-024' as UnitId,
        invitation: { tiers: [], unitIds: [], groupIds: [], siteIds: [FIRST], exceptSiteIds: [] },
        reason: 'Diễn tập báo động',
        chairSiteId: 's-00688' as SiteId,
      },
    })
    await first.page.getByTestId('ring').waitFor()
    await first.page.reload()
    await first.page.getByTestId('ring').waitFor()
    await meeting.admin.connection.command('session.close', { sessionId: again.sessionId })
    await first.page.getByTestId('ring').waitFor({ state: 'detached' })
  })
})

/** Where the province wants it, an empty room comes in by itself. */
describe('an urgent call that answers itself', () => {
  let meeting: Meeting
  let hub: TestRoom

  beforeAll(async () => {
    meeting = await Meeting.start({ env: { BRIDGE_URGENT_AUTO_ANSWER_SECONDS: '2' } })
    hub = await meeting.openRoom(HUB, { colour: 'red', toneHz: 400 })
    await closeSessions(meeting.admin)
    await hub.page.getByTestId('waiting').waitFor()
  }, 180_000)

  afterAll(async () => meeting?.close())

  it('rings, says so, and brings the room in', async () => {
    const { login } = meeting.bridge
    if (login === null) throw new Error('no login was printed')
    const { userName, password } = login
    const office = await RestClient.logIn(meeting.bridge, { userName, password })
    const ringing = hub.page
      .getByTestId('ring')
      .getByText(/Tự vào họp sau \d giây/)
      .waitFor()
    await office.ask('urgent.call', {
      body: {
        command: newCommand() as never,
        hostUnitId: 'u-02' as UnitId,
        invitation: { tiers: [], unitIds: [], groupIds: [], siteIds: [HUB], exceptSiteIds: [] },
        reason: REASON,
      },
    })
    await ringing
    await hub.page.getByTestId('ring').waitFor({ state: 'detached' })
    await hub.page.getByTestId('meeting').waitFor()
  })
})
