import type { AgendaItem, RequestRow, SessionDetail, SiteId, UnitId } from '@diem-cau/protocol'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeSessions } from '../support/openSession.ts'
import { RestClient } from '../support/RestClient.ts'
import { RingingSite } from '../support/RingingSite.ts'
import { eventually } from './support/eventually.ts'
import { Meeting, type TestRoom } from './support/Meeting.ts'
import { createSession, HUB, planOn } from './support/Planning.ts'
import { look } from './support/screens.ts'
import { heardOn, hears } from './support/senses.ts'
import { dayOf } from '../../client/src/state/schedule/days.ts'

const DESK = { width: 1440, height: 900 }
const SMALL = { width: 1366, height: 768 }
/** Rooms of each district that come without a browser. */
const DISTRICTS = ['Huyện Đồng Văn', 'Huyện Mèo Vạc', 'Huyện Quản Bạ'] as const
const ROOMS_EACH = 3

/** A chair's desk through a linked meeting: districts, papers by the plan, times, the stage in trouble. */
describe('the desk of a meeting', () => {
  let meeting: Meeting
  let desk: Page
  let hub: TestRoom
  let room: TestRoom
  let planned: SessionDetail
  const others = new Map<string, RingingSite[]>()
  const unitIds = new Map<string, UnitId>()
  let body: RingingSite

  const district = (name: string) => desk.getByTestId(`group-${unitIds.get(name) ?? ''}`)
  const entryOf = (siteId: SiteId) => desk.locator(`#queue-${siteId}`)
  /** Keys act only while the desk is live. */
  const press = async (key: string) => {
    await desk.getByText('Trực tiếp', { exact: true }).first().waitFor()
    await desk.keyboard.press(key)
  }
  const requestOf = (siteId: SiteId): RequestRow | undefined =>
    meeting.rows().find((row) => row.siteId === siteId)
  const until = (siteId: SiteId, what: string, holds: (row: RequestRow | undefined) => boolean) =>
    eventually(() => Promise.resolve(requestOf(siteId)), holds, { what })
  const roomIn = (name: string, index: number): RingingSite => {
    const found = others.get(name)?.[index]
    if (found === undefined) throw new Error(`${name} has no room ${index}`)
    return found
  }

  beforeAll(async () => {
    meeting = await Meeting.start()
    await closeSessions(meeting.admin)
    const { units, sites } = await meeting.admin.directory()
    const siteOf = (unitId: UnitId): SiteId => {
      const site = sites.find((other) => other.unitId === unitId)
      if (site === undefined) throw new Error(`${unitId} has no site`)
      return site.siteId
    }
    const communes = new Map<string, SiteId[]>()
    for (const name of DISTRICTS) {
      const unit = units.find((other) => other.name === name)
      if (unit === undefined) throw new Error(`no ${name}`)
      unitIds.set(name, unit.unitId)
      communes.set(
        name,
        units.filter(({ parentId }) => parentId === unit.unitId).map(({ unitId }) => siteOf(unitId)),
      )
    }
    const [speaker, second] = [DISTRICTS[0], DISTRICTS[1]].map((name) => siteOf(unitIds.get(name) as UnitId))
    if (speaker === undefined || second === undefined) throw new Error('no district rooms')
    planned = await planMeeting(meeting, speaker, second)
    hub = await meeting.openRoom(HUB, { colour: 'blue', toneHz: 400, scene: true })
    room = await meeting.openRoom(speaker, { colour: 'green', toneHz: 700, scene: true })
    const come = async (siteId: SiteId) =>
      new RingingSite(meeting.bridge.url, await meeting.admin.pair(siteId))
    for (const name of DISTRICTS) {
      const rooms = (communes.get(name) ?? []).slice(0, ROOMS_EACH)
      others.set(name, await Promise.all(rooms.map(come)))
    }
    const secondRoom = await come(second)
    others.get(DISTRICTS[1])?.push(secondRoom)
    body = await come(siteOf(units.find(({ name }) => name === 'Sở Nội vụ')?.unitId as UnitId))
    await Promise.all(
      [body, ...[...others.values()].flat()].map((site) =>
        site.until('is in the meeting', (view) => view.meeting !== null),
      ),
    )
    desk = await openDesk(meeting)
  }, 180_000)

  afterAll(async () => {
    for (const site of [...others.values()].flat()) site.close()
    body?.close()
    await meeting?.close()
  })

  it('shows who decides who speaks, and changes it by a key that is taken back by another', async () => {
    const mode = (name: string) => desk.getByRole('button', { name: `Chế độ phát biểu: ${name}` }).waitFor()
    await mode('Theo chương trình')
    await press('5')
    await mode('Chủ tọa mời')
    await desk.getByText('Đã đổi chế độ phát biểu.').waitFor()
    await press('u')
    await mode('Theo chương trình')
    await press('Shift+O')
    await desk.getByText('Đã đóng đăng ký', { exact: true }).waitFor()
    await press('u')
    await desk.getByText('Đã đóng đăng ký', { exact: true }).waitFor({ state: 'detached' })
  })

  it('keeps each district’s requests in a short queue, from which they are nominated and given back', async () => {
    const first = roomIn(DISTRICTS[0], 0)
    for (const [name, count] of [
      [DISTRICTS[0], 3],
      [DISTRICTS[1], 2],
    ] as const) {
      for (let index = 0; index < count; index++) await ask(roomIn(name, index), 'discussion')
    }
    await ask(body, 'pointOfOrder')
    expect(await desk.locator('[data-testid^="group-"]').count()).toBe(11)
    await eventually(
      () => district(DISTRICTS[0]).textContent(),
      (text) => text?.includes('và 1 điểm cầu khác') === true,
      { what: 'the first names of a district' },
    )
    await district(DISTRICTS[0]).getByRole('button', { expanded: false }).click()
    await entryOf(first.siteId).getByRole('button').first().click()
    await press('n')
    await until(first.siteId, 'the request is nominated', (row) => row?.state === 'queued')
    await entryOf(first.siteId).getByText('Huyện đề cử').waitFor()
    await press('Shift+N')
    await until(first.siteId, 'it is with its district again', (row) => row?.state === 'requested')
    await desk.getByText('đã trả về huyện.').waitFor()
    await press('u')
    await until(first.siteId, 'it is nominated after all', (row) => row?.state === 'queued')
    // A point of order goes first, past what was nominated before.
    expect(requestOf(body.siteId)?.queuePosition).toBe(1)
    await look(desk, 'console-districts')
  })

  it('closes one district’s queue: who waits keeps waiting, nobody comes in addition', async () => {
    await district(DISTRICTS[1]).getByRole('button', { name: 'Đóng đăng ký của huyện' }).click()
    await district(DISTRICTS[1]).getByText('Đã đóng', { exact: true }).waitFor()
    await expect(ask(roomIn(DISTRICTS[1], 2), 'discussion')).rejects.toThrow()
    await district(DISTRICTS[1]).getByRole('button', { name: 'Mở đăng ký của huyện' }).click()
    await district(DISTRICTS[1]).getByText('Đã đóng').waitFor({ state: 'detached' })
  })

  it('calls the next paper by one key; its picture and sound are checked before the cut', async () => {
    await press('p')
    await until(room.siteId, 'the paper’s site stands by', (row) => row?.state === 'standby')
    const entry = entryOf(room.siteId)
    await entry.getByRole('button').first().click()
    await entry.locator('video').waitFor()
    await seen(entry.locator('video'))
    await press('v')
    await entry.getByText('Còn thiếu một nửa kiểm tra').waitFor()
    await press('Shift+V')
    await entry.getByText('Hình, tiếng tốt: mời được').waitFor()
    await look(desk, 'console-standby')
    await press('g')
    await until(room.siteId, 'the paper is given', (row) => row?.state === 'live')
    await entry.getByRole('timer').waitFor()
    await room.untilStatus('live')
  })

  it('gives more time by one key, and a question in between makes the time stand still', async () => {
    const limit = requestOf(room.siteId)?.clock?.limitMs ?? 0
    await press('t')
    await until(room.siteId, 'a minute more', (row) => row?.clock?.limitMs === limit + 60_000)
    await press('Shift+T')
    await until(room.siteId, 'five more', (row) => row?.clock?.limitMs === limit + 360_000)
    const asker = roomIn(DISTRICTS[0], 0)
    await entryOf(asker.siteId).getByRole('button').first().click()
    await press('c')
    await until(asker.siteId, 'the question is put', (row) => row?.interposed === true)
    await entryOf(room.siteId).getByText('Dừng đồng hồ').waitFor()
    await look(desk, 'console-interposed')
    await entryOf(asker.siteId).getByRole('button', { name: 'Kết thúc' }).click()
    await until(asker.siteId, 'the question is over', (row) => row === undefined)
    await entryOf(room.siteId).getByText('Dừng đồng hồ').waitFor({ state: 'detached' })
  })

  it('writes who speaks and on what, in place', async () => {
    await entryOf(room.siteId).getByRole('button').first().click()
    await press('w')
    const form = desk.getByRole('form', { name: 'Sửa người phát biểu, nội dung' })
    await form.getByLabel('Người phát biểu').fill('Trưởng phòng Nông nghiệp')
    await form.getByLabel('Nội dung', { exact: true }).press('Enter')
    await form.waitFor({ state: 'detached' })
    await until(room.siteId, 'the words', (row) => row?.speaker === 'Trưởng phòng Nông nghiệp')
    await entryOf(room.siteId).getByText('Trưởng phòng Nông nghiệp').waitFor()
  })

  it('goes through the agenda, and says how it stands to the plan', async () => {
    await press(']')
    const agenda = desk.getByRole('table', { name: 'Chương trình' })
    await agenda.getByRole('row', { name: /Tham luận về thủy lợi.*Đang thực hiện/ }).waitFor()
    await desk.getByText(/Đúng chương trình|Sớm \d+ phút so với chương trình/).waitFor()
    const row = agenda.getByRole('row', { name: /Khai mạc/ })
    await row.getByRole('button', { name: 'Khai mạc' }).click()
    await desk.getByRole('menuitem', { name: 'Bỏ qua' }).click()
    await agenda.getByRole('row', { name: /Khai mạc.*Bỏ qua/ }).waitFor()
    await look(desk, 'console-agenda')
    await desk.getByRole('radio', { name: 'Lượt phát biểu' }).click()
    await desk.getByRole('table', { name: 'Lượt phát biểu theo huyện' }).waitFor()
    await desk.getByRole('button', { name: `điểm cầu ${DISTRICTS[2]}` }).click()
    await look(desk, 'console-fairness')
    await press('[')
  })

  it('limits the times; the last minute and the end are seen and the microphone closes', async () => {
    await press('y')
    const dialog = desk.getByRole('dialog', { name: 'Thời gian phát biểu' })
    await dialog.getByLabel('Thảo luận').fill('1')
    await dialog.getByLabel('Câu hỏi').fill('0,2')
    await dialog.getByRole('radio', { name: 'Đóng micro' }).click()
    await look(desk, 'console-limits')
    await dialog.getByRole('button', { name: 'Áp dụng' }).click()
    await dialog.waitFor({ state: 'detached' })
    await press('e')
    await until(room.siteId, 'the paper is over', (row) => row === undefined)
    const speaker = roomIn(DISTRICTS[1], 0)
    await district(DISTRICTS[1]).getByRole('button', { expanded: false }).click()
    await entryOf(speaker.siteId).getByRole('button').first().click()
    // Past its district.
    await entryOf(speaker.siteId).getByRole('button', { name: 'Mời phát biểu' }).click()
    await until(speaker.siteId, 'it speaks', (row) => row?.state === 'live')
    await entryOf(speaker.siteId).getByText('Sắp hết giờ').waitFor()
    await look(desk, 'console-last-minute')
    const asker = roomIn(DISTRICTS[2], 0)
    await ask(asker, 'question')
    await district(DISTRICTS[2]).getByRole('button', { expanded: false }).click()
    await entryOf(asker.siteId).getByRole('button').first().click()
    await press('g')
    await until(asker.siteId, 'its time is up', (row) => row?.timeIsUp === true)
    await entryOf(asker.siteId).getByText('Hết giờ, micro đã đóng').waitFor()
    await look(desk, 'console-time-over')
  })

  it('pauses with words, and cuts to the chair at one press', async () => {
    await press('b')
    await desk.getByRole('button', { name: /Đang ghim/ }).waitFor()
    await press('h')
    const dialog = desk.getByRole('dialog', { name: 'Tạm dừng phiên họp' })
    await dialog.getByLabel('Dòng chữ trên màn hình').fill('Giải lao đến 10 giờ 15')
    await dialog.getByLabel('Dòng chữ trên màn hình').press('Enter')
    await desk.getByTestId('holding').getByText('Giải lao đến 10 giờ 15').waitFor()
    await look(desk, 'console-pause')
    await press('h')
    await desk.getByTestId('holding').waitFor({ state: 'detached' })
    await press('F9')
    await eventually(
      () => Promise.resolve(meeting.rows().filter(({ state }) => state === 'live')),
      (live) => live.length === 0,
      { what: 'nobody speaks' },
    )
  })

  it('speaks with a room off air by one key: the two hear each other, the chair’s room hears neither', async () => {
    await desk.getByLabel('Tìm điểm cầu, đơn vị').fill('huyen dong van')
    await desk.getByRole('treeitem').filter({ hasText: 'Đã kết nối' }).first().click()
    await desk.keyboard.press('Escape')
    await desk.getByRole('heading', { name: 'Hội nghị liên thông ba cấp' }).click()
    await press('d')
    await room.page.getByTestId('talkback').waitFor()
    await desk.getByText('Chỉ hai bên nghe thấy nhau.', { exact: false }).waitFor()
    await eventually(
      () => heardOn(desk),
      (tones) => hears(tones, 700),
      { what: 'the desk hears the room' },
    )
    expect(hears(await hub.hears(), 700)).toBe(false)
    await look(desk, 'console-talkback')
    await look(room.page, 'site-talkback')
    await press('d')
    await room.page.getByTestId('talkback').waitFor({ state: 'detached' })
    await desk.getByTestId('talkback-bar').waitFor({ state: 'detached' })
    await desk.getByLabel('Tìm điểm cầu, đơn vị').fill('')
    await desk.getByRole('heading', { name: 'Hội nghị liên thông ba cấp' }).click()
  })

  it('passes the rooms by, page by page, and stops at the space bar', async () => {
    await press('0')
    const carousel = desk.getByTestId('carousel')
    await carousel.getByText('Trang 1/2').waitFor()
    await press(' ')
    await carousel.getByRole('button', { name: 'Chạy tiếp' }).waitFor()
    await press('ArrowRight')
    await carousel.getByText('Trang 2/2').waitFor()
    await press('ArrowRight')
    await carousel.getByText('Trang 1/2').waitFor()
    await seen(carousel.locator('video').first())
    await look(desk, 'console-carousel')
    await press('Escape')
    await carousel.waitFor({ state: 'detached' })
    const monitor = await desk.context().newPage()
    await monitor.goto(`${meeting.bridge.url}/console?monitor=carousel`)
    await seen(monitor.getByTestId('carousel').locator('video').first())
    expect(await monitor.getByRole('button', { name: 'Đóng luân phiên' }).count()).toBe(0)
    await monitor.close()
  })

  it('fits a small screen, in the dark and in English', async () => {
    await desk.setViewportSize(SMALL)
    await desk.emulateMedia({ colorScheme: 'dark' })
    await look(desk, 'console-small-dark')
    await press(']')
    await look(desk, 'console-agenda-small-dark')
    await press('[')
    await desk.getByRole('button', { name: 'Ngôn ngữ' }).click()
    await desk.getByRole('menuitemcheckbox', { name: 'English' }).click()
    await desk.getByText('Requests in the districts').waitFor()
    await desk.keyboard.press('?')
    await desk.getByRole('dialog', { name: 'Keys' }).waitFor()
    await look(desk, 'console-keys-english')
    await desk.keyboard.press('Escape')
    await desk.getByRole('button', { name: 'Language' }).click()
    await desk.getByRole('menuitemcheckbox', { name: 'Tiếng Việt' }).click()
    await desk.emulateMedia({ colorScheme: 'light' })
    await desk.setViewportSize(DESK)
  })

  it('hands the chair to the deputy at one press when the chair’s link is lost', async () => {
    await press('Shift+F')
    const dialog = desk.getByRole('dialog', { name: 'Chủ tọa dự phòng' })
    await dialog.getByRole('combobox').fill('dong van')
    await dialog.getByRole('option', { name: DISTRICTS[0] }).first().click()
    await dialog.getByRole('button', { name: 'Áp dụng' }).click()
    await desk.getByRole('button', { name: `Dự phòng: ${DISTRICTS[0]}` }).waitFor()
    await hub.context.close()
    const banner = desk.getByTestId('chair-lost')
    await banner.getByRole('button', { name: `Chuyển quyền chủ tọa cho ${DISTRICTS[0]}` }).waitFor()
    await look(desk, 'console-chair-lost')
    await press('F8')
    await banner.waitFor({ state: 'detached' })
    await desk.getByText(`Chủ tọa: ${DISTRICTS[0]}`).waitFor()
    expect(planned.title).toBe('Hội nghị liên thông ba cấp')
  })

  it('is planned beforehand: its mode, times, quorum and deputy, as its type usually has them', async () => {
    const form = await desk.context().newPage()
    await form.goto(`${meeting.bridge.url}/console/lich-hop/moi`)
    await form.getByText('Phân công, thiết lập, ghi chú').click()
    const conduct = form.getByRole('region', { name: 'Điều hành' })
    await conduct.getByRole('textbox', { name: 'Tham luận (phút)' }).waitFor()
    await conduct.getByRole('switch', { name: 'Yêu cầu đủ số đại biểu' }).click()
    await conduct.getByRole('combobox', { name: 'Chế độ phát biểu' }).click()
    await form.getByRole('option', { name: 'Tự do, tối đa' }).click()
    await conduct.getByLabel('Số micro mở cùng lúc').waitFor()
    await conduct.scrollIntoViewIfNeeded()
    await look(form, 'schedule-conduct')
    await form.close()
  })
})

/** Its frames come, and no words stand over them. */
async function seen(video: Locator): Promise<void> {
  await eventually(() => video.evaluate((element) => (element as HTMLVideoElement).videoWidth > 0), Boolean, {
    what: 'a picture',
    withinMs: 30_000,
  })
  await video.locator('xpath=following-sibling::span[@data-state]').waitFor({ state: 'detached' })
}

async function ask(site: RingingSite, kind: 'discussion' | 'question' | 'pointOfOrder'): Promise<void> {
  const words =
    kind === 'discussion' ? { speaker: 'Chủ tịch UBND xã', topic: 'Hạ tầng giao thông nông thôn' } : {}
  await site.connection.command('floor.request', { kind, ...words })
}

async function openDesk(meeting: Meeting): Promise<Page> {
  const context = await meeting.browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: DESK,
    locale: 'vi',
  })
  const page = await context.newPage()
  await page.goto(`${meeting.bridge.url}/console`)
  await page.getByLabel('Tên đăng nhập').fill(meeting.bridge.login?.userName ?? '')
  await page.getByLabel('Mật khẩu', { exact: true }).fill(meeting.bridge.login?.password ?? '')
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Hội nghị liên thông ba cấp' }).waitFor()
  return page
}

/** A linked meeting of three levels with two papers, opened now. */
async function planMeeting(meeting: Meeting, first: SiteId, second: SiteId): Promise<SessionDetail> {
  const { login } = meeting.bridge
  if (login === null) throw new Error('no login was printed')
  const office = await RestClient.logIn(meeting.bridge, login)
  const item = (
    itemId: string,
    kind: AgendaItem['kind'],
    title: string,
    minutes: number,
    siteId: SiteId | null = null,
  ): AgendaItem => ({
    itemId,
    kind,
    title,
    minutes,
    speaker: siteId === null ? null : { siteId, person: 'Chủ tịch UBND huyện' },
    documentIds: [],
  })
  const session = await createSession(
    office,
    planOn(dayOf(Date.now()), {
      type: 'linkedThreeLevel',
      title: 'Hội nghị liên thông ba cấp',
      startsAt: (Math.floor(Date.now() / 60_000) + 1) * 60_000,
      agenda: [
        item('khai-mac', 'opening', 'Khai mạc', 5),
        item('bao-cao', 'report', 'Báo cáo tình hình kinh tế – xã hội', 20),
        item('tham-luan-1', 'paper', 'Tham luận về thủy lợi nhỏ', 10, first),
        item('tham-luan-2', 'paper', 'Tham luận về cửa khẩu và chợ biên giới', 10, second),
        item('thao-luan', 'discussion', 'Thảo luận', 40),
        item('ket-luan', 'conclusion', 'Kết luận', 10),
      ],
      settings: { speakerPlaces: 3, maxOpenMicrophones: 4, videoCodec: 'vp8' },
    }),
  )
  const params = { sessionId: session.sessionId }
  const { version } = await office.ask('sessions.schedule', { params, ifMatch: session.version })
  return office.ask('sessions.start', { params, ifMatch: version })
}
