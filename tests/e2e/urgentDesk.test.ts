import type { SiteId } from '@diem-cau/protocol'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeSessions } from '../support/openSession.ts'
import { RingingSite } from '../support/RingingSite.ts'
import { look } from './support/screens.ts'
import { Meeting, type TestRoom } from './support/Meeting.ts'
import { CountedInputs, HUB, openSchedule } from './support/Planning.ts'

const ROOM = 's-024' as SiteId
/** Rooms beside the two that are seen in a browser. */
const OTHERS = 18

/** Somebody in the office calls the province together, and sees who answers. */
describe('an urgent call from the console', () => {
  let meeting: Meeting
  let hub: TestRoom
  let room: TestRoom
  let desk: Page
  const others: RingingSite[] = []

  beforeAll(async () => {
    meeting = await Meeting.start()
    const { login } = meeting.bridge
    if (login === null) throw new Error('no login was printed')
    hub = await meeting.openRoom(HUB, { colour: 'red', toneHz: 400 })
    room = await meeting.openRoom(ROOM, { colour: 'green', toneHz: 700 })
    await closeSessions(meeting.admin)
    await hub.page.getByTestId('waiting').waitFor()
    const { sites } = await meeting.admin.directory()
    for (const { siteId } of sites.filter(({ siteId: id }) => id !== HUB && id !== ROOM).slice(0, OTHERS)) {
      others.push(new RingingSite(meeting.bridge.url, await meeting.admin.pair(siteId)))
    }
    await Promise.all(others.map((site) => site.until('waits', (view) => view.meeting === null)))
    desk = await openSchedule(meeting, login)
  }, 180_000)

  afterAll(async () => {
    for (const site of others) site.close()
    await meeting?.close()
  })

  it('is two inputs and a confirm: the dialog says what will happen, then every room rings', async () => {
    const inputs = new CountedInputs(desk)
    await inputs.press('Shift+U')
    const dialog = desk.getByRole('dialog', { name: 'Gọi họp khẩn' })
    await dialog.getByText('218 điểm cầu sẽ đổ chuông ngay').waitFor()
    await dialog.getByLabel('Lý do').fill('Lũ quét tại sông Nho Quế')
    await look(desk, 'urgent-call')
    await inputs.click(/Gọi ngay 218 điểm cầu/)
    for (const { page } of [hub, room]) await page.getByRole('alertdialog', { name: 'HỌP KHẨN' }).waitFor()
    await Promise.all(
      others.map((site) => site.until('rings', ({ ring }) => ring?.reason === 'Lũ quét tại sông Nho Quế')),
    )
    expect(inputs.count).toBe(2)
    await desk.getByRole('heading', { name: /Họp khẩn/ }).waitFor()
  })

  it('shows who has answered as it happens, the unreachable first', async () => {
    const board = desk.getByRole('list', { name: 'Ai đã trả lời' })
    await board.getByRole('listitem').first().waitFor()
    expect(await board.getByRole('listitem').first().textContent()).toContain('Không liên lạc được')
    expect(await board.locator('[data-state="ringing"]').count()).toBe(OTHERS + 2)
    await room.page.keyboard.press('Enter')
    await board.locator('li[data-state="answered"]').first().waitFor()
    expect(await board.locator('li[data-state="answered"]').textContent()).toContain('trả lời')
    await look(desk, 'urgent-board')
    await desk.getByRole('button', { name: 'Sang bàn điều hành' }).click()
    await desk.getByRole('tree').waitFor()
  })
})
