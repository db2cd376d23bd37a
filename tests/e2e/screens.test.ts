import type { SiteId } from '@diem-cau/protocol'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { RunningProgram } from '../support/runProgram.ts'
import { eventually } from './support/eventually.ts'
import { Meeting, type TestRoom } from './support/Meeting.ts'
import { expectAccessible, shoot } from './support/screens.ts'

const TV = { width: 1920, height: 1080 }
const DESK = { width: 1440, height: 900 }
const HUB = 's-02' as SiteId
const ROOM = 's-02-so-noi-vu' as SiteId

/** One evening at the bridge, from the first page to a meeting with sites in it. */
describe('the screens', () => {
  let meeting: Meeting
  let simulator: RunningProgram
  let room: TestRoom
  let desk: Page

  beforeAll(async () => {
    meeting = await Meeting.start()
    simulator = new RunningProgram('tools/simulator/main.ts', [
      '--data',
      meeting.bridge.dataDirectory,
      '--sites',
      '6',
      '--district',
      'Đồng Văn',
      '--calm',
      '--seed',
      '7',
    ])
    await simulator.prints(/6 of 6 joined/)
  }, 180_000)

  afterAll(async () => {
    await simulator?.kill()
    await meeting?.close()
  })

  it('pairs a room by the code that the console shows', async () => {
    const context = await meeting.browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: DESK,
      locale: 'vi',
    })
    desk = await context.newPage()
    await desk.goto(`${meeting.bridge.url}/console`)
    await desk.getByLabel('Tên đăng nhập').waitFor()
    await expectAccessible(desk)
    await shoot(desk, 'login')
    await desk.getByLabel('Tên đăng nhập').fill(meeting.bridge.login?.userName ?? '')
    await desk.getByLabel('Mật khẩu', { exact: true }).fill(meeting.bridge.login?.password ?? '')
    await desk.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
    await desk.getByRole('tree').waitFor()
    // Found without accents, as it is typed.
    await desk.getByLabel('Tìm điểm cầu, đơn vị').fill('so noi vu')
    await desk
      .getByRole('treeitem', { name: /Sở Nội vụ/ })
      .last()
      .click()
    await desk.getByRole('button', { name: 'Ghép bằng mã' }).click()
    // The code stands there twice: read out digit by digit for a screen reader, then in two groups.
    const shown = desk.getByRole('dialog').locator('p').filter({ hasText: /\d{4}/ }).first()
    const code = ((await shown.textContent()) ?? '').replaceAll(/\D/g, '').slice(0, 8)
    await shoot(desk, 'console-pairing')
    await expectAccessible(desk)
    room = await meeting.openRoomByTyping(ROOM, { colour: 'cyan', toneHz: 600, scene: true }, code, {
      viewport: TV,
      onPairingPage: async (page) => {
        await page.keyboard.type(code.slice(0, 4))
        await expectAccessible(page)
        await shoot(page, 'pairing')
        for (let digit = 0; digit < 4; digit++) await page.keyboard.press('Backspace')
      },
    })
    await desk.getByText('đã ghép xong').waitFor()
    await desk.keyboard.press('Escape')
    await desk.getByLabel('Tìm điểm cầu, đơn vị').fill('')
  })

  it('shows a site that listens, asks, and speaks', async () => {
    const others = await eventually(
      () => Promise.resolve(meeting.connectedSites().filter((siteId) => siteId !== ROOM && siteId !== HUB)),
      (sites) => sites.length > 3,
      { what: 'the simulated sites' },
    )
    await meeting.giveFloor(others[0] ?? ROOM)
    await eventually(() => room.flows('speaker1'), Boolean, { what: 'the speaker’s picture in the room' })
    await expectAccessible(room.page)
    await shoot(room.page, 'site-listening')
    await room.press()
    await room.untilStatus('queued')
    await expectAccessible(room.page)
    await shoot(room.page, 'site-queued')
    await meeting.setLayout('sideBySide')
    await meeting.giveFloor(ROOM, true)
    await room.untilStatus('live')
    await eventually(() => room.flows('chair'), Boolean, { what: 'the chair’s picture in the room' })
    await expectAccessible(room.page)
    await shoot(room.page, 'site-speaking')
  })

  it('shows the console of a meeting', async () => {
    for (const siteId of meeting.connectedSites().slice(2, 5)) {
      if (meeting.site(siteId)?.floor === 'idle' && !meeting.site(siteId)?.isChair)
        await meeting.standby(siteId)
    }
    await desk.getByRole('button', { name: /Xem hình các điểm cầu: Huyện Đồng Văn/ }).click()
    await eventually(
      () =>
        desk
          .locator('video')
          .evaluateAll(
            (all) => all.filter((video) => video instanceof HTMLVideoElement && video.videoWidth > 0).length,
          ),
      (playing) => playing >= 3,
      { what: 'pictures in the console', withinMs: 40_000 },
    )
    // Puts the site's details away that were opened for the pairing.
    await desk.keyboard.press('Escape')
    await expectAccessible(desk)
    await shoot(desk, 'console')
    await desk.emulateMedia({ colorScheme: 'dark' })
    await shoot(desk, 'console-dark')
    await desk.emulateMedia({ colorScheme: 'light' })
  })

  it('revokes the floor at one press', async () => {
    await desk.getByRole('list', { name: 'Các vị trí trên màn hình chính' }).waitFor()
    await meeting.revoke(await meeting.requestOf(ROOM))
    await room.untilStatus('ended')
    await expectAccessible(room.page)
    await shoot(room.page, 'site-revoked')
  })
})
