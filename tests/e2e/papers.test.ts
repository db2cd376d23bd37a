/* oxlint-disable typescript/no-unsafe-type-assertion -- a test's ids are ids */
import type { DocumentId, SessionId, SiteId } from '@diem-cau/protocol'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCommand } from '../support/RawPage.ts'
import { RestClient } from '../support/RestClient.ts'
import { eventually } from './support/eventually.ts'
import { Meeting, type TestRoom } from './support/Meeting.ts'
import { HUB, planOn, PROVINCE } from './support/Planning.ts'
import { dayOf } from '../../client/src/state/schedule/days.ts'
import { look, shoot } from './support/screens.ts'

const TV = { width: 1920, height: 1080 }
const DESK = { width: 1440, height: 900 }
const SMALL = { width: 1366, height: 768 }
const ROOM = 's-024' as SiteId
const PAGES = 5

/** A paper of five pages, each with its number and a colour of its own, set as an office would. */
async function makePaper(meeting: Meeting): Promise<Buffer> {
  const page = await meeting.browser.newPage()
  const colours = ['#0b3d91', '#0a7a3c', '#8a3ffc', '#b0600a', '#7a0a3c']
  const body = colours
    .map(
      (colour, index) => `<section style="border-top: 40px solid ${colour}">
        <h1>Báo cáo tình hình kinh tế – xã hội tháng 11</h1><h2>Phần ${index + 1}</h2>
        <p>Ủy ban nhân dân tỉnh tổng hợp kết quả thực hiện nhiệm vụ phát triển kinh tế – xã hội của các huyện, thành phố;
        những việc đã làm được, khó khăn, vướng mắc và kiến nghị.</p><ul><li>Sản xuất nông, lâm nghiệp</li>
        <li>Xây dựng nông thôn mới</li><li>Chuyển đổi số và cải cách hành chính</li></ul></section>`,
    )
    .join('')
  await page.setContent(
    `<style>@page { size: 297mm 210mm; margin: 0 } body { margin: 0 } section { box-sizing: border-box; height: 210mm; padding: 18mm;
      page-break-after: always; font: 20pt 'Liberation Serif', serif } section:last-child { page-break-after: auto }
      h1 { font-size: 34pt } ul { line-height: 1.7 }</style>${body}`,
  )
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  await page.close()
  return pdf
}

async function makePicture(meeting: Meeting): Promise<Buffer> {
  const page = await meeting.browser.newPage({ viewport: { width: 800, height: 600 } })
  await page.setContent('<body style="margin:0;background:#0a7a3c"><h1 style="color:#fff">Sơ đồ</h1></body>')
  const picture = await page.screenshot()
  await page.close()
  return picture
}

async function upload(office: RestClient, fileName: string, content: Buffer, type: string) {
  const query = new URLSearchParams({ hostUnitId: PROVINCE, fileName })
  const response = await office.fetch(`/documents?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(content),
  })
  return ((await response.json()) as { documentId: DocumentId }).documentId
}

/** The page that a screen has drawn; empty while none is. */
const drawnPage = (page: Page) => page.getByTestId('paper').getAttribute('data-page')

async function untilDrawn(page: Page, number: number): Promise<void> {
  await eventually(
    () => drawnPage(page),
    (drawn) => drawn === String(number),
    { what: `page ${number} is drawn` },
  )
}

/** What is on the canvas: its size beside its place's, and the colour of its upper edge. */
function inked(page: Page) {
  return page.getByTestId('paper').evaluate((place) => {
    const canvas = place.querySelector('canvas')
    const context = canvas?.getContext('2d')
    if (canvas === null || context === null || context === undefined) return null
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    let dark = 0
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 80) dark += 1
    const box = place.getBoundingClientRect()
    return {
      filling: Math.max(canvas.width / box.width, canvas.height / box.height) / devicePixelRatio,
      dark: dark / (data.length / 4),
      edge: [data[0], data[1], data[2]],
    }
  })
}

/** One meeting, told in order: each step stands on the one before it. */
describe('papers and help in a meeting', () => {
  let meeting: Meeting
  let room: TestRoom
  let desk: Page
  let sessionId: SessionId
  let picture: DocumentId
  const foreign: string[] = []

  beforeAll(async () => {
    meeting = await Meeting.start()
    const { login } = meeting.bridge
    if (login === null) throw new Error('no login')
    const office = await RestClient.logIn(meeting.bridge, login)
    const report = await upload(office, 'Báo cáo tháng 11.pdf', await makePaper(meeting), 'application/pdf')
    picture = await upload(office, 'Sơ đồ.png', await makePicture(meeting), 'image/png')
    const broken = await upload(
      office,
      'Tệp hỏng.pdf',
      Buffer.from('%PDF-1.7\nkhông phải PDF'),
      'application/pdf',
    )
    const invitation = { tiers: [], unitIds: [], groupIds: [], siteIds: [ROOM], exceptSiteIds: [] }
    const session = planOn(dayOf(Date.now()), {
      startsAt: Date.now(),
      title: 'Giao ban tháng 11',
      invitation,
      documentIds: [picture, broken],
      agenda: [
        {
          itemId: '1',
          kind: 'paper',
          title: 'Báo cáo tình hình kinh tế – xã hội',
          minutes: 20,
          speaker: null,
          documentIds: [report],
        },
      ],
    })
    const draft = await office.ask('sessions.create', { body: { command: newCommand() as never, session } })
    sessionId = draft.sessionId
    const params = { sessionId }
    const planned = await office.ask('sessions.schedule', { params, ifMatch: draft.version })
    await office.ask('sessions.start', { params, ifMatch: planned.version })
    await eventually(
      () => Promise.resolve(meeting.admin.openSessions.map((one) => one.sessionId)),
      (ids) => ids.length === 1 && ids[0] === sessionId,
    )
    const paired = { viewport: TV }
    await meeting.openRoomByTyping(
      HUB,
      { colour: 'blue', toneHz: 400, scene: true },
      await meeting.pairingCode(HUB),
    )
    room = await meeting.openRoomByTyping(
      ROOM,
      { colour: 'green', toneHz: 700, scene: true },
      await meeting.pairingCode(ROOM),
      paired,
    )
    const { origin } = new URL(meeting.bridge.url)
    room.page.on('request', (request) => {
      const url = new URL(request.url())
      if (url.origin !== origin && !['data:', 'blob:'].includes(url.protocol)) foreign.push(request.url())
    })
    room.page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) foreign.push(message.text())
    })
    const context = await meeting.browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: DESK,
      locale: 'vi',
    })
    desk = await context.newPage()
    await desk.goto(`${meeting.bridge.url}/console`)
    await desk.getByLabel('Tên đăng nhập').fill(login.userName)
    await desk.getByLabel('Mật khẩu', { exact: true }).fill(login.password)
    await desk.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
    await desk.getByRole('tree').waitFor()
  }, 180_000)

  afterAll(async () => meeting?.close())

  it('the desk opens a paper of the item under way in one click, and every room draws its first page', async () => {
    await meeting.admin.connection.command('agenda.begin', { sessionId, itemId: '1' })
    await desk.getByRole('radio', { name: /^Tài liệu/ }).click()
    await desk.getByText('Mục đang diễn ra').waitFor()
    await desk.getByRole('button', { name: 'Mở: Báo cáo tháng 11' }).click()
    await untilDrawn(room.page, 1)
    const page = await inked(room.page)
    expect(page?.edge).toEqual([0x0b, 0x3d, 0x91])
    expect(page?.dark).toBeGreaterThan(0.02)
    // As many pixels as the screen has there.
    expect(page?.filling).toBeGreaterThan(0.99)
    expect(page?.filling).toBeLessThan(1.01)
    await room.page.getByText(`Trang 1/${PAGES}`).waitFor()
    await untilDrawn(desk, 1)
    await look(room.page, 'site-paper')
    await look(desk, 'console-papers')
  })

  it('its pages are turned by keys at the desk, and by the site that was given them', async () => {
    await desk.locator('body').press('PageDown')
    await untilDrawn(room.page, 2)
    expect((await inked(room.page))?.edge).toEqual([0x0a, 0x7a, 0x3c])
    await room.page.keyboard.press('PageDown')
    await meeting.giveFloor(ROOM, false, sessionId)
    await room.untilStatus('live')
    await meeting.admin.connection.command('paper.setPresenter', { sessionId, siteId: ROOM })
    await room.page.getByTestId('paper-next').waitFor()
    await room.page.keyboard.press('ArrowRight')
    await room.page.keyboard.press('PageDown')
    await untilDrawn(room.page, 4)
    await untilDrawn(desk, 4)
    await room.page.keyboard.press('ArrowLeft')
    await untilDrawn(desk, 3)
    for (let press = 0; press < 6; press += 1) await room.page.keyboard.press('ArrowRight')
    await untilDrawn(desk, PAGES)
    await room.untilStatus('live')
    await look(room.page, 'site-paper-presenter')
  })

  it('the page is kept over a reload of the room', async () => {
    await desk.locator('body').press('PageUp')
    await untilDrawn(room.page, PAGES - 1)
    await room.page.reload()
    await untilDrawn(room.page, PAGES - 1)
  })

  it('a paper that does not come is said to, with a way to try again, and comes when it can', async () => {
    await room.page.route('**/api/papers/**', (route) => route.abort())
    await meeting.admin.connection.command('paper.open', { sessionId, documentId: picture })
    await room.page.getByTestId('paper-failed').waitFor({ timeout: 30_000 })
    await shoot(room.page, 'site-paper-failed')
    await room.page.unroute('**/api/papers/**')
    await room.page.getByTestId('paper-retry').click()
    await untilDrawn(room.page, 1)
    expect((await inked(room.page))?.edge).toEqual([0x0a, 0x7a, 0x3c])
    await desk.getByRole('button', { name: 'Mở: Tệp hỏng' }).click()
    await room.page.getByText(/Tệp tài liệu bị hỏng/).waitFor()
    await desk.getByRole('button', { name: 'Đóng tài liệu' }).click()
    await room.page.getByTestId('stage-paper').waitFor({ state: 'detached' })
    // It came back with a new page: on standby, until it gives up its turn.
    await room.untilStatus('standby')
    await room.press()
    await eventually(
      () => room.status(),
      (status) => status !== 'standby',
    )
  })

  it('a room asks for help with the arrows and OK, and the desk is told and answers', async () => {
    await room.page.getByTestId('open-help').focus()
    await room.page.keyboard.press('Enter')
    await room.page.getByTestId('help-sheet').waitFor()
    await room.page.keyboard.press('ArrowRight')
    await room.page.keyboard.press('ArrowDown')
    await room.page.keyboard.press('Enter')
    await room.page.getByText('Đã gửi').waitFor()
    await look(room.page, 'site-help')
    await desk.getByRole('radio', { name: /Hỗ trợ.*\(1\)/ }).click()
    await desk.getByTestId('chat-thread').getByText('Camera không hoạt động').waitFor()
    await look(desk, 'console-help')
    await room.page.keyboard.press('Escape')
    await desk.getByRole('button', { name: /Kíp trực sẽ gọi điện/ }).click()
    await room.page
      .getByTestId('notice-answer')
      .getByText(/Kíp trực sẽ gọi điện/)
      .waitFor()
    await shoot(room.page, 'site-answer')
    await room.page.getByTestId('notice-read').click()
    await room.page.getByTestId('notice-answer').waitFor({ state: 'detached' })
    await desk.getByTestId('chat-thread').getByText('Điểm cầu đã đọc').waitFor()
  })

  it('a message stays on the room’s screen until it was read there, and the desk sees by whom', async () => {
    await desk.getByRole('radio', { name: /^Thông báo/ }).click()
    await desk.getByTestId('message-text').fill('Hội nghị nghỉ giải lao đến 9:30.')
    await desk.getByTestId('message-show').click()
    await room.page.getByTestId('notice-message').waitFor()
    await look(room.page, 'site-message')
    await desk.getByText('Đã đọc 0/2').waitFor()
    await room.page.keyboard.press('Enter')
    await room.page.getByTestId('notice-message').waitFor({ state: 'detached' })
    await desk.getByText('Đã đọc 1/2').click()
    await look(desk, 'console-messages')
  })

  it('an incident is noted with its time', async () => {
    await desk.locator('body').press('F4')
    await desk.getByTestId('incident-text').fill('Mất điện lưới, chạy máy phát')
    await desk.keyboard.press('Enter')
    await desk.getByText('Mất điện lưới, chạy máy phát').waitFor()
    await look(desk, 'console-incidents')
    await desk.emulateMedia({ colorScheme: 'dark' })
    await desk.setViewportSize(SMALL)
    await desk.locator('body').press('F2')
    await desk.getByTestId('thread-s-024').click()
    await shoot(desk, 'console-help-small-dark')
  })

  it('nothing was asked for beyond the bridge, and nothing was kept back by the security policy', () => {
    expect(foreign).toEqual([])
  })
})
